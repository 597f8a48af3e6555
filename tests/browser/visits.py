"""What ``serve`` does, seen from outside by a process of its own: tests may open no connection, and a browser needs many.

Run as a program with the name of a visit; prints what was found as JSON.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
from chromium import PATIENCE, tab
from terminal import REST, TWICE, at_rest, ran

COOKIE = "champion-session"


@contextlib.asynccontextmanager
async def served(home: str) -> AsyncIterator[str]:
    """Yields the address that ``serve`` prints, while it runs."""
    words = (sys.executable, "-m", "champion_tui", "serve", "--home", home, "--at", "2026-11-23T10:00")
    process = await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        await process.stdout.readline()
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.send_signal(signal.SIGINT)
        await process.wait()


async def triage(home: str) -> dict[str, Any]:
    """Goes from the start to an outcome by keys; after the tab is closed, the program behind it must have ended."""
    async with served(home) as address, tab() as page:
        await page.go(address)
        await page.until("Someone may be homeless")
        programs = len(_programs(home))
        await page.do("Page.bringToFront")
        await _click(page)
        await _choose(page, home, "1")
        asked = await page.until("Is there an emergency right now?")
        await _choose(page, home, "5")
        await page.until("being harmed or neglected")
        await _choose(page, home, "1")
        await page.until("How old is the person")
        await _choose(page, home, "3")
        await page.until("What is happening with their home?")
        await _choose(page, home, "8")
        outcome = await page.until("No referral needed now: give advice")
        picture = await page.picture(Path(home) / "seen.png")
        here = await page.value("location.href")
        await page.go("about:blank")
        left = await _gone(home)
    return {
        "address": address,
        "here": here,
        "asked": asked,
        "outcome": outcome,
        "asked_for": page.asked_for,
        "troubles": page.troubles,
        "picture": len(picture),
        "programs": programs,
        "left": left,
    }


async def _click(page: Any) -> None:
    for kind in ("mousePressed", "mouseReleased"):
        await page.do("Input.dispatchMouseEvent", type=kind, x=300, y=600, button="left", clickCount=1)


async def _choose(page: Any, home: str, line: str) -> None:
    """Mark the line of that number and go on with it, as somebody does who has looked at the page: what is typed before it is painted is dropped,
    and so is an Enter that follows another one as the second half of a double one does.
    """
    await asyncio.sleep(TWICE)
    programs = {int(folder.name) for folder in _programs(home)}
    rests = False
    while not rests:
        seen, before = page.screen, ran(programs.__contains__)
        await asyncio.sleep(REST)
        rests = page.screen == seen and at_rest(before, ran(programs.__contains__))
    await page.press(line, "Enter")


def _programs(home: str) -> list[Path]:
    """Where the system tells of each program that runs and was given this home, the server not among them."""
    return [folder for folder in Path("/proc").glob("[0-9]*") if _is_program(folder, home)]


def _is_program(folder: Path, home: str) -> bool:
    line = _line(folder)
    return "-m champion_tui " in line and home in line and " serve " not in line and not line.startswith("/bin/sh ")


def _line(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


async def _gone(home: str) -> int:
    for _ in range(PATIENCE * 20):
        if not _programs(home):
            return 0
        await asyncio.sleep(0.05)
    return len(_programs(home))


async def strangers(home: str) -> dict[str, Any]:
    """Makes requests that are not the one browser's, and returns the status of each."""
    async with served(home) as address, aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        base, port = address.split("/?")[0], address.split(":")[2].split("/")[0]
        paths = ("/", "/ws", "/static/js/textual.js", "/page/page.css", "/?token=wrong", "/download/x")

        async def status(path: str, to: str = base, **headers: str) -> int:
            async with session.get(to + path, headers=headers, allow_redirects=False) as answer:
                return answer.status

        found: dict[str, Any] = {f"no token {path}": await status(path) for path in paths}
        query = address.removeprefix(base)
        found["another host"] = await status(query, Host=f"champion.example.org:{port}")
        found["another page"] = await status(query, Origin="http://example.org")
        async with session.get(address, allow_redirects=False) as first:
            found["first"] = first.status
            cookie = first.cookies[COOKIE]
            found["cookie"] = [cookie["httponly"], cookie["samesite"]]
        found["token again"] = await status(query)
        ours = {"Cookie": f"{COOKIE}={cookie.value}"}
        found["with cookie"] = await status("/", **ours)
        found["with cookie, another host"] = await status("/", **ours, Host="champion.example.org")
        found["with cookie, another page"] = await status("/ws", **ours, Origin="http://127.0.0.1:1")
        found["folder"] = await status("/static/", **ours)
        found["outside"] = await status("/static/..%2f__init__.py", **ours)
        async with session.ws_connect(f"{base}/ws", headers=ours):
            found["second tab"] = await status("/ws", **ours, Upgrade="websocket", Connection="Upgrade")
        found["listening on"] = sorted(_listening(int(port)))
    return found


def _listening(port: int) -> set[str]:
    """Returns the local addresses that listen at ``port`` (proc_net_tcp(5): hexadecimal, the state 0A)."""
    rows = [line.split() for file in ("tcp", "tcp6") for line in Path(f"/proc/net/{file}").read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}


if __name__ == "__main__":
    os.environ.pop("TEXTUAL_DRIVER", None)
    sys.stdout.write(json.dumps(asyncio.run({"triage": triage, "strangers": strangers}[sys.argv[1]](sys.argv[2]))))
