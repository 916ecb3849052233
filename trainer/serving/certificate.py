"""A certificate for https, either the user's own or a self-signed one made by openssl.

Browsers warn once about a self-signed certificate, because no authority has signed it. The
connection is still encrypted, and browsers let the page keep the screen on.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import ssl
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from trainer.files import limits, reading, writing
from trainer.files.reading import UnreadableError
from trainer.serving.hosts import as_ip

FILE = "serve.pem"
DAYS = 365
"""Days for which a new certificate is valid. Apple's systems refuse more than 825."""
_RENEWED = 30
"""A certificate is renewed this many days before it expires."""
_PATIENCE = 60.0
"""Seconds that openssl may take; it can be slow on a small machine."""
_HEAD = "For glute-trainer serve --tls on this machine: a certificate and its private key.\n"
_REQUEST = """\
[req]
prompt = no
distinguished_name = subject
x509_extensions = extensions
[subject]
CN = Glute Trainer
[extensions]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth
subjectAltName = {names}
"""


class CertificateError(Exception):
    """There is no usable certificate. The message has one or two lines."""


class OwnCertificate(Struct, frozen=True):
    """A self-signed certificate of this machine."""

    file: Path
    """The file with the certificate and its private key. Only its owner can read it."""
    until: date
    fingerprint: str
    """SHA-256, in pairs of hexadecimal digits, as browsers show it."""


def load(certificate: Path, key: Path | None = None) -> ssl.SSLContext:
    """Return a TLS context for a server. Raises CertificateError if the files cannot be used."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for file in (certificate, key or certificate):
        if not file.is_file():
            raise CertificateError(f"{file}: no such file.\nCheck --certificate and --key.")
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise CertificateError(
            f"{certificate}: cannot be used ({reason}).\n"
            "It needs a certificate and its private key, both as PEM; see --certificate and --key."
        ) from error
    return context


def own_certificate(folder: Path, hosts: Sequence[str], today: date) -> OwnCertificate:
    """Return this machine's own certificate for these hosts, or make a new one if necessary.

    Raises CertificateError if no certificate can be made.
    """
    file = folder / FILE
    return _load_existing(file, hosts, today) or _create(file, hosts, today)


def _load_existing(file: Path, hosts: Sequence[str], today: date) -> OwnCertificate | None:
    """Load the existing certificate.

    Return None if it does not name all these hosts, expires soon, or can be read by other users.
    """
    with contextlib.suppress(OSError, UnreadableError, ValueError, CertificateError):
        text = reading.read(file, limits.SETTINGS) or ""
        head = re.match(rf"{re.escape(_HEAD)}Hosts: (.*)\nUntil: (\S+)\n", text)
        if head is None or stat.S_IMODE(file.stat().st_mode) & 0o077:
            return None
        until = date.fromisoformat(head[2])
        if set(hosts) <= set(head[1].split()) and today + timedelta(days=_RENEWED) < until:
            load(file)
            return OwnCertificate(file, until, _fingerprint(text))
    return None


def _create(file: Path, hosts: Sequence[str], today: date) -> OwnCertificate:
    numbers = {host: as_ip(host) for host in hosts}
    names = ", ".join(f"IP:{numbers[each]}" if numbers[each] else f"DNS:{each}" for each in hosts)
    until = today + timedelta(days=DAYS)
    with tempfile.TemporaryDirectory() as folder:
        request, key, made = (Path(folder) / name for name in ("request", "key", "certificate"))
        request.write_text(_REQUEST.format(names=names), encoding="utf-8")
        command: list[str | Path] = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
        command += ["-sha256", "-days", str(DAYS), "-config", request]
        command += ["-keyout", key, "-out", made]
        nothing = subprocess.DEVNULL
        try:
            subprocess.run(
                command, check=True, capture_output=True, stdin=nothing, timeout=_PATIENCE
            )
        except FileNotFoundError as error:
            raise CertificateError(
                "--tls needs openssl to make a certificate, and it is not installed.\n"
                "Install openssl, or give a certificate of your own with --certificate and --key."
            ) from error
        except (OSError, subprocess.SubprocessError) as error:
            raise CertificateError(
                "openssl could not make a certificate.\n"
                "Give one of your own with --certificate and --key."
            ) from error
        pem = "".join(each.read_text(encoding="ascii") for each in (made, key))
    text = f"{_HEAD}Hosts: {' '.join(hosts)}\nUntil: {until}\n{pem}"
    try:
        writing.private_folder(file.parent)
        writing.remove(file)  # the new file would get the old file's mode
        writing.replace(file, text)
    except OSError as error:
        raise CertificateError(str(writing.HistoryError.of(file, error))) from error
    return OwnCertificate(file, until, _fingerprint(text))


def _fingerprint(pem: str) -> str:
    begin, end = pem.index(ssl.PEM_HEADER), pem.index(ssl.PEM_FOOTER) + len(ssl.PEM_FOOTER)
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem[begin:end])).digest().hex(":").upper()
