"""A program's system calls, as strace sees them: recorded, or made to fail.

    calls = recorded(["true"], folder, ("openat", "write"))

Reading is strict: a line that is not understood is an error, so that nothing is missed. This works for root and for ordinary
users: strace itself answers the program's request to hide its memory (``core_dumps``), because otherwise an ordinary user's
strace could not read what is written.
"""

import re
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

NOT_HIDDEN = "prctl:retval=0"
LONGEST = 32 * 1024 * 1024
LINE = re.compile(
    r"(?P<at>\d+\.\d+) (?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+|0x[0-9a-f]+|\?)(?:<(?P<place>[^>]*)>)?"
    r"(?: (?P<error>E[A-Z0-9]+|ERESTART\w+) \([^)]*\))?(?P<more>(?: \([^)]*\))*)"
)
ENDED = re.compile(r"(?P<at>\d+\.\d+) (?P<name>\w+)\((?P<arguments>.*?) ?<unfinished \.\.\.>\)?(?:\s+= \?)?")
OTHER = re.compile(r"\d+\.\d+ (?:---|\+\+\+) .* (?:---|\+\+\+)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
HANDLE = re.compile(r"(-?\d+|AT_FDCWD)(?:<([^>]*)>)?(?:\(deleted\))?")


class NotUnderstood(Exception):
    """A line of strace's output that this module cannot read."""


@dataclass(frozen=True, slots=True)
class Call:
    """One system call: its thread, name, ``arguments`` as strace writes them, and answer.

    ``result`` is None if it was never answered; ``error`` is the error's name or "". ``place`` is the path of a new handle.
    """

    at: float
    thread: int
    name: str
    arguments: tuple[str, ...]
    result: int | None
    error: str
    place: str

    def text(self, number: int) -> bytes:
        """Returns the argument of that number, a string or a path, as bytes."""
        found = TEXT.fullmatch(self.arguments[number])
        if found is None:
            raise NotUnderstood(f"{self.name}: {self.arguments[number][:200]} is no whole text")
        return _bytes(found[1])

    def path(self, number: int) -> str:
        """Returns the argument of that number as a path."""
        return self.text(number).decode("utf-8", "surrogateescape")

    def handle(self, number: int = 0) -> tuple[int, str]:
        """Returns the argument of that number as a handle (-100: the current folder) and its path."""
        found = HANDLE.fullmatch(self.arguments[number])
        if found is None:
            raise NotUnderstood(f"{self.name}: {self.arguments[number][:200]} is no handle")
        digits = -100 if found[1] == "AT_FDCWD" else int(found[1])
        return digits, _bytes(found[2] or "").decode("utf-8", "surrogateescape")

    def number(self, number: int) -> int:
        """Returns the argument of that number as a number."""
        return int(self.arguments[number], 0)

    def texts(self) -> list[bytes]:
        """Returns every text among the arguments, including those within structures."""
        return [_bytes(found) for argument in self.arguments for found in TEXT.findall(argument)]


def _bytes(spelled: str) -> bytes:
    """Returns the bytes of strace's hexadecimal form; other characters stay as they are."""
    return re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes([int(found[1], 16)]), spelled.encode())


def tracer(into: Path, names: Iterable[str], *, inject: Sequence[str] = (), only: Sequence[Path] = ()) -> list[str]:
    """Returns the words to put before a command to watch it; its calls are written to files that begin with ``into``.

    ``inject`` contains strace's own expressions; ``only`` are paths: calls about others are left alone and not recorded.
    """
    options = [option for each in (NOT_HIDDEN, *inject) for option in ("-e", f"inject={each}")]
    options += [option for path in only for option in ("-P", str(path))]
    watched = ",".join(name if name.startswith("%") else f"?{name}" for name in dict.fromkeys([*names, "prctl"]))
    stamp = "--absolute-timestamps=format:unix,precision:ns"
    return [
        "strace", "-f", "-ff", "-qq", "-xx", "-y", "-s", str(LONGEST), stamp, "--seccomp-bpf", "-o", str(into),
        "-e", f"trace={watched}", *options,
    ]  # fmt: skip


def read(into: Path) -> list[Call]:
    """Returns all calls recorded in the files that begin with ``into``, in order."""
    files = sorted(into.parent.glob(f"{into.name}.*"))
    if not files:
        raise NotUnderstood(f"nothing was recorded in {into}")
    calls = [call for file in files for call in _calls(file)]
    return sorted((call for call in calls if call.name != "prctl"), key=lambda call: call.at)


def _calls(file: Path) -> list[Call]:
    thread = int(file.name.rpartition(".")[2])
    with file.open(encoding="utf-8", errors="surrogateescape") as lines:
        return [call for line in lines if (call := parse(line.rstrip("\n"), thread)) is not None]


def parse(line: str, thread: int) -> Call | None:
    """Returns one line as a call, None for a line about a signal or an end. Raises ``NotUnderstood``."""
    found = LINE.fullmatch(line) or ENDED.fullmatch(line)
    if found is None:
        if OTHER.fullmatch(line):
            return None
        raise NotUnderstood(line[:400])
    given = found.groupdict("")
    if '"...' in given["arguments"]:
        raise NotUnderstood(f"a text is cut short: {line[:400]}")
    result = given.get("result", "?")
    return Call(
        float(given["at"]),
        thread,
        given["name"],
        tuple(_split(given["arguments"])),
        None if result == "?" else int(result, 0),
        given.get("error", ""),
        _bytes(given.get("place", "")).decode("utf-8", "surrogateescape"),
    )


def _split(arguments: str) -> Iterable[str]:
    """Splits arguments at the commas outside brackets; texts contain no commas, because they are hexadecimal."""
    depth, start = 0, 0
    for found in re.finditer(r"[\[\]{}()]|, ", arguments):
        sign = found[0]
        if sign in "[{(":
            depth += 1
        elif sign in "]})":
            depth -= 1
        elif depth == 0:
            yield arguments[start : found.start()]
            start = found.end()
    if arguments:
        yield arguments[start:]


def recorded(
    command: Sequence[str], into: Path, names: Iterable[str], *, inject: Sequence[str] = (), **options
) -> list[Call]:
    """Runs ``command`` to its end and returns its calls. Raises CalledProcessError if it fails."""
    subprocess.run([*tracer(into, names, inject=inject), *map(str, command)], check=True, timeout=300, **options)
    return read(into)
