"""The server behind ``serve``: textual-serve's terminal page on the loopback address, for one browser that has the one-time token.

It adds the protection that textual-serve lacks: a token that works once and is then replaced by a cookie, no requests
for another host or from another page, one session at a time, and nothing fetched from elsewhere. See
docs/threat-model.md and ADR 030.
"""

import asyncio
import hmac
import secrets
from collections.abc import Callable
from pathlib import Path

import aiohttp_jinja2
import jinja2
import textual_serve
from aiohttp import web
from aiohttp.typedefs import Handler
from textual_serve.server import Server

LOOPBACK = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
LIBRARY = Path(textual_serve.__file__).parent / "static"
COOKIE = "champion-session"
TOKEN = "token"  # noqa: S105  the parameter's name, not a secret
LEFT_ALONE = 60.0
"""Seconds that the server waits for its browser, at the start and after the tab is closed, before it ends."""

NOT_YOURS = "This page is for the browser that was opened with the whole address. The address works once: start champion-tui serve again."
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self' {sockets}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Loads nothing from elsewhere and lets no other page embed this one. xterm writes its own styles into the page."""


class LocalServer(Server):
    """Serves one program at a time to one browser.

    The system's shell runs ``command`` for each session. ``port`` 0 means any free port. ``started`` is called with the
    address once it is served.
    """

    def __init__(self, command: str, port: int, *, started: Callable[[str], None]) -> None:
        super().__init__(command, LOOPBACK, port, "champion-tui", templates_path=PAGE, statics_path=LIBRARY)
        self._token, self._session = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._token_used = False
        self._started = started
        self._in_use = False
        self._ended = asyncio.Event()
        self._ending: asyncio.TimerHandle | None = None

    async def until_left_alone(self) -> None:
        """Serves until no browser has been connected for ``LEFT_ALONE`` seconds. Raises ``OSError`` if the port is not available."""
        runner = web.AppRunner(await self._make_app())
        await runner.setup()
        try:
            await web.TCPSite(runner, LOOPBACK, self.port).start()
            self.port = runner.addresses[0][1]
            self._wait_for_browser()
            self._started(self.address)
            await self._ended.wait()
        finally:
            await runner.cleanup()

    @property
    def address(self) -> str:
        """The address that opens the page. It works once."""
        return f"http://{LOOPBACK}:{self.port}/?{TOKEN}={self._token}"

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that a browser on this machine may ask for.

        Somebody else set up any other name that resolves to this address.
        """
        return frozenset({f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"})

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._only_ours])
        aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(PAGE), autoescape=True)
        app.add_routes(
            [
                web.get("/", self.handle_index, name="index"),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.static("/static", LIBRARY, name="static"),
                web.static("/page", PAGE, name="page"),
            ]
        )
        return app

    @web.middleware
    async def _only_ours(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuses every request that is not from the one browser, and adds security headers to every answer."""
        answer = self._refusal(request) or self._with_token(request) or await handler(request)
        if not answer.prepared:
            answer.headers.update(
                {
                    "Content-Security-Policy": POLICY.format(
                        sockets=" ".join(f"ws://{host}" for host in sorted(self.hosts))
                    ),
                    "Cache-Control": "no-store",
                    "Referrer-Policy": "no-referrer",
                    "X-Content-Type-Options": "nosniff",
                    "Cross-Origin-Opener-Policy": "same-origin",
                    "Cross-Origin-Resource-Policy": "same-origin",
                }
            )
        return answer

    def _refusal(self, request: web.Request) -> web.Response | None:
        origin = request.headers.get("Origin")
        if request.host not in self.hosts or (
            origin is not None and origin not in {f"http://{one}" for one in self.hosts}
        ):
            return web.Response(status=403, text=NOT_YOURS)
        if self._opens(request) or hmac.compare_digest(
            request.cookies.get(COOKIE, "").encode(), self._session.encode()
        ):
            return None
        return web.Response(status=403, text=NOT_YOURS)

    def _opens(self, request: web.Request) -> bool:
        given = request.query.get(TOKEN, "")
        return (
            request.path == "/" and not self._token_used and hmac.compare_digest(given.encode(), self._token.encode())
        )

    def _with_token(self, request: web.Request) -> web.Response | None:
        """Answers the first request: replaces the token with a cookie, so that no address contains a secret that still works."""
        if not self._opens(request):
            return None
        self._token_used = True
        answer = web.Response(status=303, headers={"Location": "/"})
        answer.set_cookie(COOKIE, self._session, httponly=True, samesite="Strict", path="/")
        return answer

    @aiohttp_jinja2.template("app_index.html")
    async def handle_index(self, request: web.Request) -> dict[str, object]:
        """Returns the values of the page that contains the terminal."""
        return {"socket": f"ws://{request.host}/ws"}

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Runs one session: a separate program, which is asked to end when the tab is closed. Refuses a second session at the same time."""
        if self._in_use:
            raise web.HTTPConflict(text="It is open in a tab already.")
        self._in_use = True
        self._stop_waiting()
        try:
            return await super().handle_websocket(request)
        finally:
            self._in_use = False
            self._wait_for_browser()

    def _wait_for_browser(self) -> None:
        self._stop_waiting()
        self._ending = asyncio.get_running_loop().call_later(LEFT_ALONE, self._ended.set)

    def _stop_waiting(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
