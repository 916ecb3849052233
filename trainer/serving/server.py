"""Extends textual-serve with a token and with our own page, which loads nothing from other sites.

Any web page can try to connect to this machine, and whoever connects controls the trainer. So only
our own page may connect. The Host header is checked to prevent DNS rebinding, and the Origin
header to keep out other sites.

Other people on the network are kept out by a token in the address. The token changes at every
start, unless the user asks for a permanent one. The browser sends the token once, then stores it in
a cookie.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import shlex
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server, to_int

from trainer.files.remote import PREFERENCES
from trainer.serving import hosts, messages, tokens
from trainer.serving.page import SECONDS_TO_QUIT, Page
from trainer.settings.kiosk import KIOSK

TITLE = "Glute Trainer"
WAIT_FOR_SLOT = 2.0
"""Seconds that a new page waits for another page to close.

When a page is reloaded, the new page connects before the old one has closed.
"""
KEEP_ALIVE_SECONDS = 1.0
"""Seconds between two keep-alive messages to a page that waits for its app."""
LARGEST_MESSAGE = 1 << 16
"""The largest message from a page, in bytes. This is enough for a long paste."""
TOKEN = "token"
COOKIE_SECONDS = 365 * 24 * 3600
"""How long a browser stores the cookie of a permanent token.

The cookie of a temporary token is deleted when the browser closes.
"""
_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
"""Forbids inline scripts and other servers. Inline styles are allowed, because xterm needs them."""
_NOT_ALLOWED = (
    "This address is not allowed. If there is a proxy in front of the server, use "
    "glute-trainer serve --public-url.\n"
)
_NO_TOKEN = (
    "Open the full address that <b>glute-trainer serve</b> prints, including the token. It changes "
    "every time the server starts, unless you use <b>--keep-token</b>."
)


def _full_message(pages: int) -> str:
    most = "Only one page" if pages == 1 else f"Only {pages} pages"
    return f"{most} can be open at once. Close another, then reload this one."


def _plain_page(text: str) -> str:
    """Return a plain HTML page with a message."""
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{TITLE}</title><body style='font: 18px/1.5 sans-serif; margin: 2em auto; "
        f"max-width: 32em; padding: 0 1em'><p>{text}</p>\n"
    )


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class TrainerServer(Server):
    """Serves the app. Each page that is opened gets a separate process."""

    def __init__(
        self,
        command: Sequence[str],
        host: str,
        port: int,
        public_url: str | None = None,
        *,
        pages: int,
        tls: ssl.SSLContext | None = None,
        permanent_token: str = "",
    ) -> None:
        """Bind the host and port. Port 0 means any free port.

        `command` starts the app. At most `pages` apps run at once, each using about 60 MB.
        `public_url` is the address that people open if there is a proxy in front. If
        `permanent_token` is empty, a new token is made for this run.

        Raises OSError if the host and port cannot be bound.
        """
        self._socket = _listening_socket(host, port)
        port = self._socket.getsockname()[1]
        scheme = "https" if tls else "http"
        reachable = hosts.reachable(host)
        self._urls = [f"{scheme}://{hosts.in_url(each)}:{port}" for each in reachable]
        if public_url:
            self._urls = [public_url, *(self._urls if not hosts.is_local(host) else [])]
        super().__init__(
            f"exec {shlex.join(command)}", host, port, TITLE, self._urls[0], templates_path=_HERE
        )
        self._tls = tls
        self._most_pages = pages
        self._pages: set[asyncio.Task[Any]] = set()
        self._ending: set[asyncio.Task[Any]] = set()
        self._token = permanent_token or tokens.new()
        self._is_kept = bool(permanent_token)
        self._cookie = f"glute-trainer-{port}"  # cookies are shared by all ports of a host
        own = (
            *reachable,
            *hosts.names(),
            *hosts.LOOPBACK,
            _split_url(self.public_url).hostname or "",
        )
        self._names = {name.lower() for name in own}

    @property
    def address(self) -> str:
        """The best address to open in a browser."""
        return self.addresses[0]

    @property
    def addresses(self) -> list[str]:
        """The addresses to open in a browser, best first. Anybody who has one can use the app."""
        return [self.with_token(url) for url in self._urls]

    def with_token(self, url: str) -> str:
        """Add the token to an address of this server."""
        return f"{url.rstrip('/')}/?{urlencode({TOKEN: self._token})}"

    def serve(self, debug: bool = False, announce: Callable[[], None] = lambda: None) -> None:
        """Serve until interrupted. `announce` is called as soon as ctrl+c works."""
        self._announce = announce
        logging.basicConfig(level="WARNING", format="%(message)s")
        os.environ[KIOSK] = "1"
        web.run_app(
            self._make_app(),
            sock=self._socket,
            ssl_context=self._tls,
            print=None,
            shutdown_timeout=SECONDS_TO_QUIT,
            access_log=None,  # the log would contain the token
        )

    async def on_startup(self, app: web.Application) -> None:
        """Announce the address. From now on, ctrl+c works."""
        self._announce()

    async def on_shutdown(self, app: web.Application) -> None:
        """Close every open page, and end the app behind it."""
        for page in self._pages:
            page.cancel()
        if self._pages:
            await asyncio.wait(self._pages, timeout=SECONDS_TO_QUIT + 1)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the app for a page that was opened, and return when the page is closed."""
        await self._wait_for_slot()
        task = asyncio.current_task()
        assert task is not None
        self._pages.add(task)
        try:
            websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=LARGEST_MESSAGE)
            await websocket.prepare(request)
            await self._wait_for_closing_pages(websocket)
            preferences = " ".join(each for each in PREFERENCES if request.query.get(each))
            transport = request.transport
            page = Page(
                websocket,
                self.command,
                self.download_manager,
                preferences,
                abandon=transport.abort if transport else lambda: None,
            )
            size = messages.size(request.query.get("width"), request.query.get("height"))
            try:
                await page.run(size, leaving=lambda: self._ending.add(task))
            finally:
                await websocket.close()
            return websocket
        finally:
            self._pages.discard(task)
            self._ending.discard(task)

    async def _wait_for_closing_pages(self, websocket: web.WebSocketResponse) -> None:
        """Wait while other pages save their sessions, and send the new page keep-alive messages.

        A reloaded page can then continue the session that was running before.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + SECONDS_TO_QUIT
        with suppress(ConnectionError):
            while self._ending and loop.time() < end:
                await websocket.send_json(["wait", None])
                await asyncio.wait(self._ending, timeout=KEEP_ALIVE_SECONDS)

    async def _wait_for_slot(self) -> None:
        """Wait until another page may be opened.

        Raises HTTPServiceUnavailable, with an explanation, after WAIT_FOR_SLOT seconds.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + WAIT_FOR_SLOT
        while len(self._pages) >= self._most_pages:
            if loop.time() >= end:
                raise web.HTTPServiceUnavailable(
                    text=_plain_page(_full_message(self._most_pages)), content_type="text/html"
                )
            await asyncio.sleep(0.05)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        app.router.add_get("/manifest.json", self._handle_manifest)
        app.router.add_static("/page", _HERE / "page")
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Allow only requests to one of our host names, from our page, with our token."""
        origin = request.headers.get("Origin")
        same_origin = origin is None or self._is_same_origin(origin, request)
        if not (self._is_our_host(request) and same_origin):
            raise web.HTTPForbidden(text=_NOT_ALLOWED)
        if self._is_token(request.query.get(TOKEN, "")):
            if request.path == "/":
                return self._set_token_cookie(request)
        elif not self._is_token(request.cookies.get(self._cookie, "")):
            raise web.HTTPForbidden(text=_plain_page(_NO_TOKEN), content_type="text/html")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = _POLICY
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self._token.encode())

    def _set_token_cookie(self, request: web.Request) -> web.Response:
        """Store the token in a cookie, and redirect to the address without it."""
        kept = [(key, value) for key, value in request.query.items() if key != TOKEN]
        response = web.Response(status=303)
        response.headers["Location"] = f"./?{urlencode(kept)}" if kept else "./"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        secure = urlsplit(self.public_url).scheme == "https"
        response.set_cookie(
            self._cookie,
            self._token,
            max_age=COOKIE_SECONDS if self._is_kept else None,
            httponly=True,
            samesite="Lax",
            secure=secure,
            path="/",
        )
        return response

    def _is_our_host(self, request: web.Request) -> bool:
        """Check whether the Host header is one of our names, or the address that this connection
        was made to."""
        name = (_split_url(f"//{request.host}").hostname or "").rstrip(".")
        if name in self._names:
            return True
        connection = request.transport and request.transport.get_extra_info("sockname")
        number = hosts.as_ip(name)
        return bool(connection and number and number == hosts.as_ip(connection[0]))

    def _is_same_origin(self, origin: str, request: web.Request) -> bool:
        own = {request.host.lower(), _split_url(self.public_url).netloc.lower()}
        return _split_url(origin).netloc.lower() in own

    async def _handle_manifest(self, request: web.Request) -> web.Response:
        """Return the manifest for an icon on the home screen.

        The icon's address contains the token, because some systems fetch it without cookies.
        """
        manifest = json.loads((_HERE / "manifest.json").read_text(encoding="utf-8"))
        manifest["start_url"] = f"./?{urlencode({TOKEN: self._token})}"
        response = web.json_response(manifest, content_type="application/manifest+json")
        response.headers["Cache-Control"] = "no-store"
        return response

    @aiohttp_jinja2.template("page.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """Return the page. All its addresses are relative, so that it works behind a proxy."""
        await self._wait_for_slot()
        size = to_int(request.query.get("fontsize", "0"), 0)  # 0: as large as will fit
        return {"font_size": size, "application": {"name": self.title}}


def _split_url(url: str) -> SplitResult:
    """Split a URL into its parts, which are all empty if the URL is malformed."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _listening_socket(host: str, port: int) -> socket.socket:
    """Return a listening socket. For `::`, it also accepts IPv4 if the system supports that."""
    if ":" not in host:
        return socket.create_server((host, port))
    both = host == "::" and socket.has_dualstack_ipv6()
    return socket.create_server((host, port), family=socket.AF_INET6, dualstack_ipv6=both)
