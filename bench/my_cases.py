"""My cases among 100,000 in a pseudo-terminal: time to the painted table after unlocking, each key of some searches, and memory.

A separate process fills the stores and says what each search finds. This process must stay small, otherwise its own
peak would be measured.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from bench.figures import Figure
from bench.pseudo_terminal import Program, start
from bench.runs import CHAMPION, environment

CASES = 100_000
FEW = 1
"""The number of cases in the nearly empty store. Without a case it would show no table."""

SEARCHES = ("07700 900123", "ada benaday", "chw-001", "invented note 42", "900999", "quill", "cherwell 31")
OR_MORE = " or more"
"""Shown after the number of rows of a search until it is known how many match."""

SHORT = 3
AFTER = "2026-12-01T10:00:00+00:00"
"""Later than everything in the invented cases."""

START, ENTER = "Someone may be homeless", "\r"
ALL_AGAIN = "\x15"  # Ctrl+U
BACK = "\x0f"  # Ctrl+O: one byte, so that no terminal waits for more, as it does after Esc
SWEEP = 2.0
"""Seconds for the work that the vault does by itself after it is opened."""

PEOPLE_LINE, CASES_LINE = "8", "3"
"""The lines of the start page that open the vault's own page and My cases."""


def my_cases(folder: Path) -> Iterator[Figure]:
    """Yields the time to the painted table, of each search key to its rows and to the count, and peak memory."""
    totals = filled(folder / "many", CASES)
    program, passphrase = unlocked(folder / "many")
    try:
        painted = program.press(f"{CASES_LINE}{ENTER}", f"of {CASES:,}") * 1e3
        program.settle()
        yield Figure("unlocked to the painted table of 100,000 cases", painted, "ms", "200 ms")
        times = _keys(program, totals)
    finally:
        peak = program.end()
    for beside, name in (
        (False, "a key of a search repainted there, 95th percentile"),
        (True, "the same of a short word beside a longer one"),
    ):
        keys = times[beside]
        late = statistics.quantiles(keys, n=20)[-1]
        note = f"median {statistics.median(keys):.0f} ms, slowest {max(keys):.0f} ms of {len(keys)}"
        yield Figure(name, late, "ms", "50 ms", note)
    counted = times[None]
    note = f"median {statistics.median(counted):.0f} ms, slowest {max(counted):.0f} ms of {len(counted)}"
    yield Figure("the same until it says how many fit", statistics.quantiles(counted, n=20)[-1], "ms", "", note)
    filled(folder / "few", FEW)
    program, _ = unlocked(folder / "few", passphrase)
    try:
        program.press(f"{CASES_LINE}{ENTER}", f"of {FEW:,}")
        program.settle()
    finally:
        bare = program.end()
    yield Figure(
        "peak memory there beside a store with one case", peak / bare, "x", "1.3 x", f"{peak:.0f} and {bare:.0f} MiB"
    )


def _keys(program: Program, totals: dict[str, list[int | None]]) -> dict[bool | None, list[float]]:
    """Returns the milliseconds of each key that changes the number of cases found.

    Keys are grouped by whether they belong to a short word after others, until the rows are painted; and under None
    until the count is painted. If many match, the rows are painted first, with a sign that there may be more.
    """
    times: dict[bool | None, list[float]] = {True: [], False: [], None: []}
    for typed, totals_of in totals.items():
        counted = _counted(CASES)
        for at, total in enumerate(totals_of):
            if total is None:
                program.press(typed[at])
                program.settle()
                program.until(counted)
            else:
                counted, start = _counted(total), time.perf_counter()
                times[_is_beside(typed[: at + 1])].append(program.press(typed[at], counted, OR_MORE) * 1e3)
                times[None].append((program.until(counted) - start) * 1e3)
                program.settle()
        program.press(ALL_AGAIN, _counted(CASES))
        program.settle()
    return times


def _counted(total: int) -> str:
    """Returns the text next to the rows of a search with ``total`` matches, followed by spaces."""
    return f"of {total:,}  " if total else "Nothing here matches"


def _is_beside(typed: str) -> bool:
    """Returns whether the last word is too short for the text index and follows others, so that their matches are searched for it."""
    words = typed.split()
    return len(words) > 1 and len(words[-1]) < SHORT


def unlocked(folder: Path, passphrase: str = "") -> tuple[Program, str]:
    """Returns the program at its start page with the vault in ``folder`` open, and the passphrase.

    The vault's own page unlocks it, so that the table is painted for the first time with an open vault.
    """
    passphrase = passphrase or (folder / "passphrase").read_text(encoding="utf-8")
    program = start((*CHAMPION, "--at", AFTER), environment(folder))
    program.until(START)
    program.settle()
    program.press(f"{PEOPLE_LINE}{ENTER}", "Unlock")
    # Not longer: the cursor in the box blinks, so the terminal is never quiet for long.
    program.settle()
    program.press(f"{passphrase}{ENTER}", "can open the vault")
    program.settle()
    program.press(BACK, START)
    program.settle(SWEEP)
    return program, passphrase


def filled(folder: Path, count: int) -> dict[str, list[int | None]]:
    """Fills a store, and returns for each search how many cases each of its keys finds.

    None if that is as many as with the previous key, because the screen then does not show when the rows are new.
    """
    folder.mkdir(parents=True)
    made = subprocess.run(
        [sys.executable, "-m", "bench.my_cases", str(folder), str(count)], check=True, capture_output=True, text=True
    )
    found: dict[str, list[int | None]] = json.loads(made.stdout.splitlines()[-1])
    return found


def _fill(folder: Path, count: int) -> dict[str, list[int | None]]:
    from bench.many_cases import PASSPHRASE, filled  # noqa: PLC0415  only in the separate process
    from bench.store import basis_in  # noqa: PLC0415  as above
    from champion_tui.desk.desk import open_desk  # noqa: PLC0415  as above
    from champion_tui.domain.cases.summary import CaseQuery  # noqa: PLC0415  as above

    home = folder / "champion"
    (folder / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    filled(home, count, basis_in(home))
    desk = open_desk(home, lambda: datetime.fromisoformat(AFTER))
    desk.vault.unlock(PASSPHRASE)
    totals: dict[str, list[int | None]] = {}
    for search in SEARCHES:
        found = [
            desk.cases.lists.cases(CaseQuery(search=search[:end], limit=0)).total for end in range(len(search) + 1)
        ]
        totals[search] = [total if total != before else None for before, total in pairwise(found)]
    desk.vault.lock()
    return totals


if __name__ == "__main__":
    print(json.dumps(_fill(Path(sys.argv[1]), int(sys.argv[2]))))
