"""Sets a template from outside: reads its files here, and sets it in a separate process with a time limit.

The files come from anywhere and are not trusted. Only ordinary files without another name count, limited in number and
size, and read into memory once. Later changes to them are ignored, and the typesetter opens none itself. All data is
passed through pipes, so nothing about anybody is on a command line or in a file.
"""

import json
import os
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer

from champion_tui.ground import own_program
from champion_tui.ground.files import bounded
from champion_tui.papers.errors import CannotSet, PackError
from champion_tui.papers.setting.fonts import Fonts

MOST_FILES, LARGEST, MOST_BYTES = 500, 20_000_000, 60_000_000
"""The most files in the folder, and the most bytes of each and of all. A form has a logo or two and the parts of a package."""

DEEPEST = 10
"""The deepest nesting of folders."""

LEADS_OUT = "a link that leads out of the folder of templates"

SECONDS = 20
"""The most seconds for a form. The one in the how-to takes half a second, including the start of the process."""

LARGEST_ANSWER = 100_000_000
"""The most bytes of an answer."""

PDF = b"%PDF-"
PART = "champion_tui.papers.setting.form_child"
"""The module that the process runs."""

TOO_LONG = "it was not done within {seconds} seconds, so it was stopped"
STOPPED = "it was stopped, because the program ends"
NO_ANSWER = "setting it ended without a page. It may ask for more memory than a form may"
NO_START = "it cannot be set here ({why})"


class TemplateRefused(PackError):
    """Raised if a template's folder contains something that is not allowed. The message names the file."""


def files_beside(template: Path) -> Mapping[str, bytes]:
    """Returns the files in the template's folder and its subfolders, by the names that a template uses (``parts/own.typ``).

    Names that begin with a dot are ignored. Raises ``TemplateRefused``.
    """
    folder = template.parent.resolve()
    contents: dict[str, bytes] = {}
    size = 0
    for file in _files(folder, folder, DEEPEST):
        content = _content(file, folder)
        size += len(content)
        if len(contents) >= MOST_FILES or size > MOST_BYTES:
            raise TemplateRefused(f"{folder}: more than {MOST_FILES} files or {MOST_BYTES // 1_000_000} MB.")
        contents[name_in_folder(file, folder)] = content
    if name_in_folder(template, template.parent) not in contents:
        raise TemplateRefused(f"{template}: it is not there.")
    return contents


def name_in_folder(file: Path, folder: Path) -> str:
    """Returns the name by which a template refers to ``file``, with accents composed as people type them; some systems decompose them."""
    return unicodedata.normalize("NFC", file.relative_to(folder).as_posix())


def _files(folder: Path, top: Path, deeper: int) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise TemplateRefused(f"{folder}: it cannot be read ({error.strerror or error}).") from error
    for entry in listed:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield path
        elif not deeper:
            raise TemplateRefused(f"{path}: a folder too deep within the folder of templates {top}.")
        else:
            yield from _files(path, top, deeper - 1)


def _content(file: Path, folder: Path) -> bytes:
    try:
        return bounded.whole(file, LARGEST, alone=True)
    except (bounded.NotOrdinary, bounded.TooLarge) as error:
        out = file.is_symlink() and not file.resolve().is_relative_to(folder)
        raise TemplateRefused(f"{file}: {LEADS_OUT if out else error.why}.") from error
    except OSError as error:
        raise TemplateRefused(f"{file}: it cannot be read ({error.strerror or error}).") from error


class NotDone(CannotSet):
    """Raised if the process was stopped, or ended without an answer. Trying again would not help."""


@dataclass(eq=False)
class _Child:
    """A process that sets a form, and why it was ended ("" if it was not)."""

    process: "subprocess.Popen[bytes]"
    why: str = ""

    def end(self, why: str) -> None:
        self.why = self.why or why
        self.process.kill()


_at_work: set[_Child] = set()
_lock = Lock()


def end_all() -> None:
    """Stops every form that is being set, because the program ends. Callers waiting for one get ``NotDone`` at once."""
    with _lock:
        for child in _at_work:
            child.end(STOPPED)


def typeset_apart(template: Path, files: Mapping[str, bytes], data: str, made_at: int, fonts: Fonts) -> bytes:
    """Returns the tagged PDF/UA-1 of ``template``.

    ``files`` holds everything in its folder, ``data`` is JSON, and ``made_at`` is the date in seconds since 1970 (UTC).
    Raises ``CannotSet``, which names the file, the line and the mistake for the template's author, and ``NotDone`` if
    it did not finish.
    """
    request = {
        "main": name_in_folder(template, template.parent),
        "data": data,
        "made_at": made_at,
        "fonts": [str(folder) for folder in fonts.folders()],
        "seconds": SECONDS,
        "files": [[name, len(content)] for name, content in files.items()],
    }
    answer = _answer(template, request, files)
    if not answer.startswith(PDF):
        raise CannotSet(_trouble(template, answer))
    return answer


def _answer(template: Path, request: Mapping[str, object], files: Mapping[str, bytes]) -> bytes:
    command, first = own_program.part(PART)
    with _started(template, command) as child:
        given, got = child.process.stdin, child.process.stdout
        assert given is not None and got is not None  # noqa: S101, PT018  narrows the types: both are pipes
        # A child that was stopped cannot be written to; its answer is checked below.
        with suppress(OSError):
            given.write(first + f"{json.dumps(request)}\n".encode())
            for content in files.values():
                given.write(content)
            given.flush()
        answer = got.read(LARGEST_ANSWER + 1)
    if child.why or not 0 < len(answer) <= LARGEST_ANSWER:
        raise NotDone(f"{template}: {child.why or NO_ANSWER}.")
    return answer


@contextmanager
def _started(template: Path, command: list[str]) -> Iterator[_Child]:
    """Starts a child and always ends it. It has its own session, so that Ctrl-C only reaches this process, which ends it."""
    try:
        process = subprocess.Popen(  # noqa: S603  this program again, with no arguments from outside
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise NotDone(f"{template}: {NO_START.format(why=error.strerror or error)}.") from error
    child = _Child(process)
    late = Timer(SECONDS, child.end, (TOO_LONG.format(seconds=SECONDS),))
    late.daemon = True
    try:
        with _lock:
            _at_work.add(child)
        late.start()
        yield child
    finally:
        late.cancel()
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        process.wait()
        with _lock:
            _at_work.discard(child)


def _trouble(template: Path, answer: bytes) -> str:
    """Returns what the child reports as wrong, with the file's full path."""
    try:
        report = json.loads(answer)
        file, place, words = str(report["file"]), str(report["place"]), str(report["words"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return f"{template}: {NO_ANSWER}."
    return f"{template.parent / file if file else template}{place}: {words}."
