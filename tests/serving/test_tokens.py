"""The token of the address: new at each start, or saved in a file only its owner can open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from serving.test_serve import browser, quiet, serve, served, words

from trainer.files.writing import HistoryError
from trainer.serving import tokens

__all__ = ["quiet", "served", "words"]


def test_every_new_token_is_different():
    assert tokens.new() != tokens.new()


def test_a_saved_token_is_reused_and_private(tmp_path: Path):
    folder = tmp_path / "data"
    token = tokens.permanent_token(folder)
    assert tokens.permanent_token(folder) == token
    assert (folder / tokens.FILE).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_deleted_token_is_not_used_again(tmp_path: Path):
    token = tokens.permanent_token(tmp_path)
    (tmp_path / tokens.FILE).unlink()
    assert tokens.permanent_token(tmp_path) != token


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("A" * 32, 0o644),
        ("A" * 32, 0o620),
        ("", 0o600),
        ("short", 0o600),
        ("A" * 31 + "&", 0o600),
        ("A" * 33, 0o600),
        ("\x1b" * 32, 0o600),
    ],
)
def test_an_exposed_or_invalid_token_is_replaced(tmp_path: Path, text: str, mode: int):
    file = tmp_path / tokens.FILE
    file.write_text(f"{text}\n")
    file.chmod(mode)
    token = tokens.permanent_token(tmp_path)
    assert token != text
    assert tokens.permanent_token(tmp_path) == token
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_symbolic_link_in_place_of_the_token_is_not_followed(tmp_path: Path):
    theirs = tmp_path / "theirs"
    theirs.write_text("precious\n")
    (tmp_path / tokens.FILE).symlink_to(theirs)
    tokens.permanent_token(tmp_path)
    assert theirs.read_text() == "precious\n"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "data").write_text("a file, no folder")
    with pytest.raises(HistoryError, match="data"):
        tokens.permanent_token(tmp_path / "data")


def test_the_address_changes_at_each_start_unless_the_token_is_kept(tmp_path: Path, quiet):
    for more in ([], [], ["--keep-token"], ["--keep-token"]):
        result = serve(tmp_path, *more)
        assert result.exit_code == 0, result.output
        assert (tokens.FILE in result.stderr) is bool(more)
    first, second, permanent, again = (server.address.partition("token=")[2] for server in quiet)
    assert len({first, second, permanent}) == 3
    assert permanent == again


async def test_an_icon_on_the_home_screen_opens_without_a_cookie(served: str):
    async with browser(served) as session:
        manifest = json.loads(await (await session.get("/manifest.json")).text())
        for icon in manifest["icons"]:
            assert (await session.get(f"/{icon['src']}")).status == 200
    async with browser(served.partition("/?")[0] + manifest["start_url"][1:]) as other:
        assert (await other.get("/")).status == 200


async def test_the_manifest_needs_the_cookie(served: str):
    async with browser(served) as session:
        session.cookie_jar.clear()
        answer = await session.get("/manifest.json")
        assert answer.status == 403
        assert "token=" not in await answer.text()
