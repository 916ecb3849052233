"""https with a certificate made by the server, or with one chosen by the user."""

from __future__ import annotations

import hashlib
import shutil
import ssl
import subprocess
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import aiohttp
import pytest
from real.program import Program
from serving.test_serve import parts, quiet, serve, served, words

from trainer.serving import certificate
from trainer.serving.certificate import CertificateError, load, own_certificate

__all__ = ["quiet", "served", "words"]

HOSTS = ["127.0.0.1", "::1", "mat.local"]
TODAY = date(2026, 11, 27)

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> certificate.OwnCertificate:
    return own_certificate(tmp_path_factory.mktemp("new") / "data", HOSTS, TODAY)


def names(file: Path) -> str:
    command = ["openssl", "x509", "-in", file, "-noout", "-ext", "subjectAltName"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@needs_openssl
def test_a_generated_certificate_is_private_and_names_every_host(made: certificate.OwnCertificate):
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert made.file.parent.stat().st_mode & 0o777 == 0o700
    for name in ("IP Address:127.0.0.1", "IP Address:0:0:0:0:0:0:0:1", "DNS:mat.local"):
        assert name in names(made.file)
    assert made.until == TODAY + timedelta(days=365)
    load(made.file)


@needs_openssl
def test_a_valid_certificate_is_reused(made: certificate.OwnCertificate):
    before = made.file.read_bytes()
    assert own_certificate(made.file.parent, HOSTS[:2], TODAY + timedelta(days=300)) == made
    assert made.file.read_bytes() == before


@needs_openssl
@pytest.mark.parametrize(
    "change",
    [
        lambda file, wanted: wanted.hosts.append("10.0.0.7"),
        lambda file, wanted: setattr(wanted, "today", TODAY + timedelta(days=340)),
        lambda file, wanted: file.chmod(0o640),
        lambda file, wanted: file.write_text("For nothing"),
        lambda file, wanted: file.write_bytes(file.read_bytes()[:-900]),
        lambda file, wanted: file.unlink(),
    ],
    ids=[
        "another address",
        "expires soon",
        "readable by others",
        "not a certificate",
        "cut short",
        "missing",
    ],
)
def test_an_unusable_certificate_is_replaced(
    made: certificate.OwnCertificate, tmp_path: Path, change
):
    file = tmp_path / certificate.FILE
    shutil.copy2(made.file, file)
    wanted = SimpleNamespace(hosts=list(HOSTS), today=TODAY)
    change(file, wanted)
    again = own_certificate(tmp_path, wanted.hosts, wanted.today)
    assert again.fingerprint != made.fingerprint
    assert again.until == wanted.today + timedelta(days=365)
    assert file.stat().st_mode & 0o777 == 0o600
    load(file)


@needs_openssl
def test_a_symbolic_link_in_place_of_the_certificate_is_not_followed(tmp_path: Path):
    other = tmp_path / "other"
    other.write_text("something else")
    (tmp_path / certificate.FILE).symlink_to(other)
    own_certificate(tmp_path, HOSTS, TODAY)
    assert other.read_text() == "something else"
    assert not (tmp_path / certificate.FILE).is_symlink()


def test_without_openssl_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CertificateError) as error:
        own_certificate(tmp_path, HOSTS, TODAY)
    first, second = str(error.value).splitlines()
    assert "openssl" in first
    assert "not installed" in first
    assert "--certificate" in second
    assert not (tmp_path / certificate.FILE).exists()


def test_a_failing_openssl_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fake = tmp_path / "openssl"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CertificateError, match="could not make"):
        own_certificate(tmp_path, HOSTS, TODAY)


@needs_openssl
def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(CertificateError, match="cannot be written"):
        own_certificate(tmp_path / "file", HOSTS, TODAY)


@needs_openssl
@pytest.mark.parametrize("words", [["--tls"]])
async def test_the_page_is_served_over_https_with_the_certificate_shown(
    program: Program, served: str
):
    assert served.startswith("https://127.0.0.1:")
    pem = (program.data / certificate.FILE).read_text()
    pem = pem[pem.index(ssl.PEM_HEADER) : pem.index(ssl.PEM_FOOTER)] + ssl.PEM_FOOTER
    fingerprint = aiohttp.Fingerprint(hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).digest())
    jar = aiohttp.CookieJar(unsafe=True)
    base, _ = parts(served)
    async with aiohttp.ClientSession(base, cookie_jar=jar, headers={"Origin": base}) as session:
        page = await session.get(served, ssl=fingerprint)
        assert page.status == 200
        [cookie] = page.history[0].headers.getall("Set-Cookie")
        assert "Secure" in cookie
        async with session.ws_connect("/ws", ssl=fingerprint) as socket:
            assert await socket.receive()
        trusting = ssl.create_default_context(cadata=pem)
        async with session.get("/", ssl=trusting) as page:
            assert page.status == 200


@needs_openssl
def test_the_certificate_is_described_in_two_lines(tmp_path: Path, quiet):
    result = serve(tmp_path, "--tls")
    assert result.exit_code == 0, result.output
    described, warned = result.stderr.splitlines()
    assert str(tmp_path / "it's $HOME" / certificate.FILE) in described
    pem = tmp_path / "it's $HOME" / certificate.FILE
    command = ["openssl", "x509", "-in", pem, "-noout", "-fingerprint", "-sha256"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"={warned.split()[-1]}" in shown  # from its beginning
    assert "https://127.0.0.1" in result.stdout


@needs_openssl
def test_a_certificate_chosen_by_the_user_is_used(
    tmp_path: Path, quiet, made: certificate.OwnCertificate
):
    text = made.file.read_text()
    at = text.index("-----BEGIN PRIVATE KEY")
    (tmp_path / "cert.pem").write_text(text[:at])
    (tmp_path / "key.pem").write_text(text[at:])
    for given in (
        ["--certificate", str(made.file)],
        ["--certificate", str(tmp_path / "cert.pem"), "--key", str(tmp_path / "key.pem")],
    ):
        result = serve(tmp_path, *given)
        assert result.exit_code == 0, result.output
        assert result.stderr == ""
        assert "https://127.0.0.1" in result.stdout
    assert not (tmp_path / "it's $HOME" / certificate.FILE).exists()


@needs_openssl
def test_invalid_certificate_files_are_reported(
    tmp_path: Path, quiet, made: certificate.OwnCertificate
):
    other = own_certificate(tmp_path / "other", HOSTS, TODAY)
    (tmp_path / "text").write_text("nothing")
    for given in (
        ["--certificate", str(tmp_path / "missing")],
        ["--certificate", str(tmp_path / "text")],
        ["--certificate", str(tmp_path)],
        ["--certificate", str(made.file), "--key", str(other.file)],
        ["--certificate", str(made.file), "--key", str(tmp_path / "missing")],
        ["--key", str(made.file)],
    ):
        result = serve(tmp_path, *given)
        assert result.exit_code == 2, given
        assert "--certificate" in result.stderr or "no such file" in result.stderr
        assert len(result.stderr.splitlines()) <= 2
    assert quiet == []
