"""The program of a separate process that sets one council's form and ends. ``set_apart`` starts it and never imports it.

A template from outside can run for ever, ask for all memory, or crash Typst. Here that does no harm. The process gets
its input on standard input, answers on standard output, and ends when its time is up, when its parent has gone, or when
it asks for more memory than a form needs. It opens no files except fonts, and writes none.
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
"""The most memory, in bytes, if the system can limit it (Linux). A form takes about 100 MB."""

GRACE = 5
"""Seconds of processor time beyond the limit, after which the system ends the process if nobody has."""


def main() -> None:
    """Reads one request, answers it and ends."""
    given = sys.stdin.buffer
    core_dumps.forbid()
    request = json.loads(given.readline())
    files = {name: given.read(size) for name, size in request["files"]}
    _limit(request["seconds"])
    threading.Thread(target=_exit_with_the_parent, args=(given,), daemon=True).start()
    sys.stdout.buffer.write(_answer(request, files))
    sys.stdout.buffer.flush()
    # Exit without cleaning up: there is nothing to clean, and a thread still waits on the pipe.
    os._exit(0)


def _answer(request: dict[str, Any], files: dict[str, bytes]) -> bytes:
    """Returns the PDF, or what is wrong with the template as JSON."""
    folders = tuple(map(Path, request["fonts"]))
    try:
        return typesetter.set_files(request["main"], files, request["data"], request["made_at"], folders)
    except typesetter.WrongTemplate as error:
        trouble = {"file": error.file, "place": error.place, "words": error.words}
    except CannotSet as error:
        trouble = {"file": "", "place": "", "words": str(error).removesuffix(".")}
    return json.dumps(trouble).encode()


def _exit_with_the_parent(given: BinaryIO) -> None:
    """Exits when the pipe closes. The parent keeps it open until it has its answer, so a closed pipe means that the parent has gone."""
    given.read(1)
    os._exit(1)


def _limit(seconds: int) -> None:
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CPU, (seconds + GRACE, seconds + GRACE))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
