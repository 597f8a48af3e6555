"""Running ``champion-tui`` in a test: in this process, or as the real command in a process of its own."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

NOT_A_LINE = re.compile("[\x1b\x08\r\u2500-\u25ff\u2800-\u28ff]")
"""Characters that move the cursor, overwrite text, draw boxes or bars, or spin: useless if lines are read aloud."""


@dataclass(frozen=True)
class Ran:
    """The result of a run: its exit code, and its standard output and error as text."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Returns the standard output as the one JSON value that it must be."""
        return json.loads(self.out)

    @property
    def problem(self) -> dict[str, Any]:
        """Returns the problem in an invalid result."""
        value = self.json
        assert set(value) == {"status", "problem"}
        assert value["status"] == "invalid"
        assert set(value["problem"]) == {"key", "given", "expected"}
        return value["problem"]


def run_here(*argv: object, stdin: str | bytes = b"") -> Ran:
    """Runs the command line in this process, with streams of its own."""
    from champion_tui.cli import main

    with streams(stdin.encode() if isinstance(stdin, str) else stdin) as (out, err):
        code = main([str(each) for each in argv])
        sys.stdout.flush()
        sys.stderr.flush()
        ran = Ran(code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))
    assert "Traceback" not in ran.err
    return ran


@contextmanager
def streams(stdin: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Replaces the standard streams by streams over bytes, as a pipe has; yields the bytes of output and error."""
    before = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(out, encoding="utf-8", newline="\n")
    sys.stderr = io.TextIOWrapper(err, encoding="utf-8", newline="\n")
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def run_process(*argv: object, stdin: str | bytes | None = b"", **environment: str) -> Ran:
    """Runs the real command in a process of its own, without a terminal."""
    ran = subprocess.run(
        [sys.executable, "-m", "champion_tui", *map(str, argv)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=120,
        start_new_session=True,
    )
    found = Ran(ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8"))
    assert "Traceback" not in found.err
    return found
