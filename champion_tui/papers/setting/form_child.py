"""Runs in a process of its own, which sets one council's form and ends: started by ``set_apart``, never imported by it.

A template that somebody wrote can run for ever, ask for all memory there is, or stop Typst itself. Here it harms nobody: this
process is given what it needs on standard input, answers on standard output, and dies when its time is up, when whoever started
it is gone, or when it asks for more memory than a form needs. It opens no file but fonts, and writes none.
"""

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from champion_tui.ground import core_dumps
from champion_tui.papers.errors import CannotSet
from champion_tui.papers.setting import typesetter

if sys.platform != "win32":
    import resource

MOST_MEMORY = 1_500_000_000
"""Bytes, where the system can limit them (Linux). A form takes some 100 MB."""

GRACE = 5
"""Seconds of work beyond its time: where nobody ended it, the system does."""


def main() -> None:
    """Read one request, answer it, end."""
    given = sys.stdin.buffer
    core_dumps.forbid()
    request = json.loads(given.readline())
    files = {name: given.read(size) for name, size in request["files"]}
    _limit(request["seconds"])
    threading.Thread(target=_exit_with_the_parent, args=(given,), daemon=True).start()
    sys.stdout.buffer.write(_answer(request, files))
    sys.stdout.buffer.flush()
    # Without cleaning up: there is nothing to clean, and a thread still waits on the pipe.
    os._exit(0)


def _answer(request: dict[str, Any], files: dict[str, bytes]) -> bytes:
    """The PDF; what is wrong with the template as JSON."""
    folders = tuple(map(Path, request["fonts"]))
    try:
        return typesetter.set_files(request["main"], files, request["data"], request["made_at"], folders)
    except typesetter.WrongTemplate as error:
        trouble = {"file": error.file, "place": error.place, "words": error.words}
    except CannotSet as error:
        trouble = {"file": "", "place": "", "words": str(error).removesuffix(".")}
    return json.dumps(trouble).encode()


def _exit_with_the_parent(given: BinaryIO) -> None:
    """The parent keeps the pipe open until it has its answer. When the pipe closes, the parent is gone: exit."""
    given.read(1)
    os._exit(1)


def _limit(seconds: int) -> None:
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CPU, (seconds + GRACE, seconds + GRACE))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
