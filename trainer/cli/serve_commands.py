"""The command `serve`, which shows the app in a browser. It needs a few optional packages."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from trainer.cli import own_command_line
from trainer.cli.messages import fail, say, warn
from trainer.clock import SystemClock
from trainer.files.places import Places, with_tilde

if TYPE_CHECKING:
    import ssl

NEEDED = ("textual_serve", "segno", "ifaddr")
_WHITE_ON_BLACK = "\x1b[38;5;231;48;5;16m{}\x1b[0m"
_LINK = "\x1b]8;;{0}\x1b\\{0}\x1b]8;;\x1b\\"
"""A link for terminals that support OSC 8. Other terminals show only the text."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 picks a free one.",
)
@click.option("--public-url", metavar="URL", help="The public address, if a proxy is in front.")
@click.option(
    "--pages",
    type=click.IntRange(1, 100),
    default=4,
    show_default=True,
    help="Pages that can be open at once; each runs in its own process.",
)
@click.option(
    "--tls", is_flag=True, help="Use https, with a certificate made for this machine by openssl."
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Use https with this certificate (PEM).",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The certificate's private key, if it is in a separate file.",
)
@click.option(
    "--keep-token",
    is_flag=True,
    help="Keep the same address each time the server starts, so that an icon on a home screen "
    "still works.",
)
@click.option(
    "--qr/--no-qr",
    default=None,
    help="Show the address as a QR code. Default: yes, if other devices can reach it.",
)
@click.pass_obj
def serve(
    places: Places,
    host: str,
    port: int,
    public_url: str | None,
    pages: int,
    tls: bool,
    certificate: Path | None,
    key: Path | None,
    keep_token: bool,
    qr: bool | None,
) -> None:
    """Show the trainer in a browser, for example on a tablet beside the mat.

    Only this machine can reach the page, unless you change --host. Anyone who has the address can
    use the page. The address changes each time the server starts, unless you give --keep-token.
    Your hook command does not run for sessions in a browser.
    """
    if not all(find_spec(module) for module in NEEDED):
        fail(
            "This needs three more packages: textual-serve, segno, ifaddr. Install them:\n"
            "pip install textual-serve segno ifaddr\n"
            "With pipx: pipx inject glute-trainer textual-serve segno ifaddr"
        )
    if key and not certificate:
        fail("--key needs --certificate as well.")
    from trainer.files import writing
    from trainer.serving import tokens
    from trainer.serving.hosts import is_local
    from trainer.serving.server import TrainerServer

    beyond = bool(not is_local(host) or public_url)
    context = _context(places, host, public_url, certificate, key) if tls or certificate else None
    try:
        command = own_command_line.command(places)
        token = tokens.permanent_token(places.data_dir) if keep_token else ""
        server = TrainerServer(
            command, host, port, public_url, pages=pages, tls=context, permanent_token=token
        )
    except writing.HistoryError as error:
        fail(f"{error}")
    except OSError as error:
        fail(f"{host}:{port}: {error.strerror}.\nGive another with --host and --port.")
    if beyond:
        warn("Anyone with this address can see your history and change it: do not share it.")
        if any(address.startswith("http:") for address in server.addresses):
            warn("Others on the same network may intercept it; with --tls they cannot.")

    if keep_token:
        saved_in = with_tilde(places.data_dir / tokens.FILE)
        warn(
            "The address will be the same the next time the server starts. "
            f"To change it, delete {saved_in}."
        )

    def announce() -> None:
        best, *others = server.addresses
        _say_address("Open", best, "in a browser. Press ctrl+c to stop.")
        for address in others:
            _say_address("or  ", address)
        if beyond and _is_terminal() if qr is None else qr:
            _show_as_picture(best)

    server.serve(announce=announce)


def _context(
    places: Places,
    host: str,
    public_url: str | None,
    certificate: Path | None,
    key: Path | None,
) -> ssl.SSLContext:
    """Return a TLS context with the user's certificate.

    If there is none, use a certificate made for this machine, and print its fingerprint.
    """
    from trainer.serving import certificate as certificates
    from trainer.serving import hosts

    try:
        if certificate:
            return certificates.load(certificate, key)
        reachable = [*hosts.reachable(host), *hosts.names(), *hosts.LOOPBACK]
        if public_url and (public := urlsplit(public_url).hostname):
            reachable.append(public)
        today = SystemClock().now().date()
        own = certificates.own_certificate(places.data_dir, list(dict.fromkeys(reachable)), today)
        context = certificates.load(own.file)
    except certificates.CertificateError as error:
        fail(f"{error}")
    saved_in = with_tilde(own.file)
    warn(f"This machine's own certificate, {saved_in}, is valid until {own.until}.")
    warn(f"Browsers warn about it once. Its SHA-256 fingerprint begins with {own.fingerprint[:47]}")
    return context


def _say_address(before: str, address: str, after: str = "") -> None:
    """Print a line with an address, as a link if the output is a terminal."""
    if _is_terminal() and os.environ.get("TERM") != "dumb" and address.isprintable():
        click.echo(f"{before} {_LINK.format(address)} {after}".rstrip())
    else:
        say(f"{before} {address} {after}".rstrip())


def _show_as_picture(address: str) -> None:
    """Print an address as a QR code, if it fits."""
    import io

    import segno

    drawn = io.StringIO()
    segno.make_qr(address, error="l").terminal(drawn, compact=True, border=2)
    lines = drawn.getvalue().splitlines()
    columns, rows = len(lines[0]), len(lines) + 1
    if _is_terminal() and not _fits(columns, rows):
        say(f"A window of {columns}x{rows} or more shows a QR code as well.")
        return
    if not _can_be_written(lines[0], sys.stdout.encoding):
        return
    say("Or point a tablet's camera here:")
    for line in lines:
        click.echo(line if "NO_COLOR" in os.environ else _WHITE_ON_BLACK.format(line))


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _fits(columns: int, rows: int) -> bool:
    width, height = _window()
    return columns <= width and rows <= height


def _window() -> tuple[int, int]:
    """Return the columns and rows of the terminal.

    COLUMNS and LINES are ignored, because they may be out of date.
    """
    return os.get_terminal_size(sys.stdout.fileno())


def _can_be_written(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
