"""Writes ``docs/plain-transcript.md``: a triage line by line as it is heard, from the first question to a written pack.

Run ``python tests/front_ends/plain_transcript.py``; a test fails if the document is not what the program says.
"""

import io
import os
import re
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from desk_samples import PASSPHRASE, unlocked_desk  # noqa: E402  the script's path is only set above

from champion_tui.cli import main  # noqa: E402  as above
from champion_tui.desk.cases import cases as stored_cases  # noqa: E402  as above

TARGET = ROOT / "docs" / "plain-transcript.md"
AT = "2026-11-23T10:04:31"
PACKS = "/home/zebedee/packs"
"""Replaces the folder that the test uses."""

HEAD = """# A triage line by line

What `champion-tui plain` says, and what is typed (after `>`), from the first question to a written pack. The people and numbers of the person
are invented. Nothing is redrawn, coloured or boxed, so a screen reader says it from top to bottom. This file is written by
`python tests/front_ends/plain_transcript.py`, and a test fails when it is not what the program says.

```text
"""


class Heard(io.BytesIO):
    """Standard input whose lines appear in the output too, as on a terminal."""

    def readline(self, size=-1):
        """Returns the next line and writes it to the output."""
        line = super().readline(size)
        if line:
            sys.stdout.write(f"> {line.decode()}")
        return line


def transcript():
    """Returns the document, produced now."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        unlocked_desk(home).vault.lock()
        secret = Path(folder) / "passphrase.txt"
        secret.touch(mode=0o600)
        secret.write_text(PASSPHRASE, encoding="utf-8")
        said = _talk(home, secret, _lines(Path(folder) / "packs"))
        said = said.replace(folder, PACKS.removesuffix("/packs"))
    return f"{HEAD}{re.sub(r'[0-9]+ bytes', 'some bytes', said)}```\n"


def _talk(home, secret, lines):
    out = io.BytesIO()
    before = sys.stdin, sys.stdout, sys.stderr
    numbers = iter(range(1, 1000))
    named = {"CHAMPION_HOME": str(home), "CHAMPION_PASSPHRASE_FILE": str(secret)}
    try:
        sys.stdin = io.TextIOWrapper(Heard("".join(f"{line}\n" for line in lines).encode()), encoding="utf-8")
        sys.stdout = io.TextIOWrapper(out, encoding="utf-8", newline="\n")
        sys.stderr = sys.stdout
        with (
            patch.dict(os.environ, named),
            patch.object(stored_cases.secrets, "randbelow", lambda below: next(numbers) * 7 % below),
        ):
            main(["plain", "--at", AT])
        sys.stdout.flush()
        return out.getvalue().decode("utf-8")
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def _lines(packs):
    from desk_samples import REFER

    answers = [" ".join(each) if isinstance(each, tuple) else each for each in REFER.values()]
    triage = ["help", answers[0], "numbers", *answers[1:]]
    agency = ["HMP Example", "1", "Wing B", "Ann Example", "", "01632 960101", ""]
    about = ["Zebedee Example", "", "29/2/1988", "hide", "", "07700900123", ".c"]
    check = ["1", "2", "34", "2", "1"]
    return [*triage, "1", *agency, *about, *check, "", "", packs, "2", "", "1"]


if __name__ == "__main__":
    TARGET.write_text(transcript(), encoding="utf-8")
