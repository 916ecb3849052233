"""textual-serve with a page of our own, which fetches nothing from elsewhere, and a closed door.

A page from anywhere in a browser may try to open a connection to this machine. The trainer can
be driven through one, so only its own page is let in: by the name it was asked under, against
names that somebody else points here, and by the origin that every browser sends along.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import shlex
import socket
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

TITLE = "Glute Trainer"
LEAVING = 3.0
"""Seconds that open pages have to end when the server does."""
_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; "
    "img-src 'self' data:; frame-ancestors 'none'"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_local(host: str) -> bool:
    """Whether only this machine can reach what is bound to a host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class TrainerServer(Server):
    """Serves the app: a process of its own for every page that is opened."""

    def __init__(
        self, command: Sequence[str], host: str, port: int, public_url: str | None = None
    ) -> None:
        """`command` runs the app; port 0 takes any that is free.

        `public_url` is the address that people open where a proxy stands in between.
        Raises OSError where nothing can be bound there.
        """
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family)
        port = self._socket.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        url = public_url or f"http://{shown}:{port}"
        super().__init__(
            f"exec {shlex.join(command)}", host, port, TITLE, url, templates_path=_HERE
        )
        self._pages: set[asyncio.Task[Any]] = set()
        self._ending: set[asyncio.Task[Any]] = set()
        self._names = {host, "localhost", "127.0.0.1", "::1", urlsplit(url).hostname or host}
        if host in ("0.0.0.0", "::"):
            self._names |= {socket.gethostname(), f"{socket.gethostname()}.local"}

    def serve(self, debug: bool = False) -> None:
        """Serve until interrupted."""
        logging.basicConfig(level="WARNING", format="%(message)s")
        os.environ["TERM"] = "xterm-256color"  # the page is one, whatever this was started from
        web.run_app(self._make_app(), sock=self._socket, print=None, shutdown_timeout=LEAVING)

    async def on_startup(self, app: web.Application) -> None:
        """The command that serves says what is to be said."""

    async def on_shutdown(self, app: web.Application) -> None:
        """End every page that is open, and the app behind it."""
        for page in self._pages:
            page.cancel()
        if self._pages:
            await asyncio.wait(self._pages, timeout=LEAVING)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A page has been opened; returns when it is closed."""
        if self._ending:  # loaded anew, a page is offered the session that it was in
            await asyncio.wait(self._ending, timeout=LEAVING)
        page = asyncio.current_task()
        assert page is not None
        self._pages.add(page)
        try:
            return await super().handle_websocket(request)
        finally:
            self._pages.discard(page)
            self._ending.discard(page)

    async def _process_messages(
        self, websocket: web.WebSocketResponse, app_service: AppService
    ) -> None:
        await super()._process_messages(websocket, app_service)
        if page := asyncio.current_task():
            self._ending.add(page)

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        app.router.add_get("/page.js", self._script)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who asks for us under a name of ours, from our own page."""
        origin = request.headers.get("Origin")
        if not self._is_ours(request.host) or not (origin is None or self._is_own(origin, request)):
            raise web.HTTPForbidden(text="Not from here. See glute-trainer serve --public-url.\n")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = _POLICY
        return response

    def _is_ours(self, host: str) -> bool:
        name = urlsplit(f"//{host}").hostname or ""
        return name in self._names or _is_address(name)

    def _is_own(self, origin: str, request: web.Request) -> bool:
        parts, public = urlsplit(origin), urlsplit(self.public_url)
        return parts.netloc in (request.host, public.netloc)

    async def _script(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(_HERE / "page.js")

    @aiohttp_jinja2.template("page.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """The page; every address in it is relative, so that it works under any name."""
        size = to_int(request.query.get("fontsize", "16"), 16)
        return {"font_size": size, "application": {"name": self.title}}


def _is_address(name: str) -> bool:
    """Whether a name is a number, which nobody else can point here."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
