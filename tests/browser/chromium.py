"""A real headless Chromium, driven by its own debugging protocol: what a person sees in it, the keys they press, its requests."""

import asyncio
import base64
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pyte

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
KEYS = {"Enter": (13, "\r"), "Escape": (27, ""), "ArrowDown": (40, ""), "ArrowUp": (38, ""), "F2": (113, "")}
"""The keys that are not single characters: their number, and the text they type."""
PATIENCE = 60
"""In seconds, because the machine may be busy."""

BINARY = 2
"""The code of a binary frame (RFC 6455, 5.2)."""


class Tab:
    """One tab. ``asked_for`` are the addresses of all its requests, ``troubles`` the complaints in its console."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket, self._last, self._waiting = socket, 0, {}
        self._cells = pyte.Screen(400, 100)
        self._terminal = pyte.ByteStream(self._cells)
        self.asked_for: list[str] = []
        self.troubles: list[str] = []

    async def listen(self) -> None:
        """Processes the browser's messages until it is closed."""
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                self._waiting.pop(said["id"]).set_result(said)
            elif said["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                told = said["params"]
                self.asked_for.append(told["url"] if "url" in told else told["request"]["url"])
            elif said["method"] == "Network.webSocketFrameReceived":
                self._shown(said["params"]["response"])
            elif said["method"] == "Log.entryAdded":
                self.troubles.append(said["params"]["entry"]["text"])

    def _shown(self, frame: dict[str, Any]) -> None:
        if frame["opcode"] == BINARY:
            self._terminal.feed(base64.b64decode(frame["payloadData"]))

    @property
    def screen(self) -> str:
        """Returns what the program has drawn in the tab so far, as text."""
        return "\n".join(line.rstrip() for line in self._cells.display)

    async def until(self, words: str) -> str:
        """Waits until the screen contains ``words`` and returns it."""
        for _ in range(PATIENCE * 40):
            if words in self.screen:
                return self.screen
            await asyncio.sleep(0.025)
        raise AssertionError(f"The browser never showed {words!r}:\n{self.screen}")

    async def do(self, method: str, **params: Any) -> dict[str, Any]:
        """Sends one command of the protocol and returns its result."""
        self._last += 1
        answer = self._waiting[self._last] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._last, "method": method, "params": params})
        said = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in said, said
        return said["result"]

    async def go(self, address: str) -> None:
        """Opens an address."""
        await self.do("Page.navigate", url=address)

    async def value(self, expression: str) -> Any:
        """Returns the value of a JavaScript expression in the page."""
        said = await self.do("Runtime.evaluate", expression=expression, returnByValue=True)
        return said["result"].get("value")

    async def press(self, *keys: str) -> None:
        """Presses keys: those of ``KEYS``, else characters."""
        for key in keys:
            number, text = KEYS.get(key, (ord(key[0].upper()), key))
            named = {"key": key, "windowsVirtualKeyCode": number}
            await self.do("Input.dispatchKeyEvent", type="keyDown", text=text, **named)
            await self.do("Input.dispatchKeyEvent", type="keyUp", **named)

    async def picture(self, path: Path) -> bytes:
        """Writes a picture of the tab to ``path`` as PNG, and returns its bytes."""
        path.write_bytes(base64.b64decode((await self.do("Page.captureScreenshot"))["data"]))
        return path.read_bytes()


@contextlib.asynccontextmanager
async def tab(width: int = 1200, height: int = 800) -> AsyncIterator[Tab]:
    """Yields the one tab of a new, empty browser; both are closed at the end."""
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        browser = await asyncio.create_subprocess_exec(
            PROGRAM, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", f"--user-data-dir={profile}",
            f"--window-size={width},{height}", "about:blank",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            port = await _port(Path(profile) / "DevToolsActivePort")
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json") as listed:
                    page = next(each for each in await listed.json() if each["type"] == "page")
                async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    opened = Tab(socket)
                    listening = asyncio.create_task(opened.listen())
                    for part in ("Page", "Network", "Log", "Runtime"):
                        await opened.do(f"{part}.enable")
                    yield opened
                    listening.cancel()
        finally:
            browser.kill()
            await browser.wait()


async def _port(file: Path) -> str:
    for _ in range(PATIENCE * 20):
        if file.exists() and (lines := file.read_text(encoding="utf-8").split()):
            return lines[0]
        await asyncio.sleep(0.05)
    raise AssertionError("The browser did not start.")
