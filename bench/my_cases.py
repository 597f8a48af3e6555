"""My cases among 100,000 in a pseudo-terminal: the painted table once the vault is open, each key of some searches, and memory.

A process of its own fills the stores and says what each search finds: what runs here must stay small, or the peaks that are measured would
be this one's.
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
"""Cases of the store that counts as empty: one without any would show no table."""

SEARCHES = ("07700 900123", "ada benaday", "chw-001", "invented note 42", "900999", "quill", "cherwell 31")
OR_MORE = " or more"
"""Stands behind the rows of a search before it is known how many fit."""

SHORT = 3
AFTER = "2026-12-01T10:00:00+00:00"
"""Later than everything that was done in the invented cases."""

START, ENTER = "Someone may be homeless", "\r"
ALL_AGAIN = "\x15"  # Ctrl+U
BACK = "\x0f"  # Ctrl+O: one byte, so that no terminal waits for more, as it does after Esc
SWEEP = 2.0
"""Seconds for what the vault does by itself after it was opened."""

PEOPLE_LINE, CASES_LINE = "8", "3"
"""The lines of the start page that lead to the vault's own page and to My cases."""


def my_cases(folder: Path) -> Iterator[Figure]:
    """From the unlocked start to the painted table, each key of some searches until its rows are painted and until it stands there how many fit, and
    the peak of it all.
    """
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
    """Milliseconds of each key that finds another number of cases than the one before, until its rows are painted, by whether it is of a short word
    beside others; and under None until how many they are is painted. Where many fit the rows come first, and the place beside them says that there
    may be more.
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
    """What stands beside the rows of a search that so many fit; and nothing behind it."""
    return f"of {total:,}  " if total else "Nothing here matches"


def _is_beside(typed: str) -> bool:
    """Whether the last word is too short for the text index and stands beside others: then it is looked for in the texts of all that these find."""
    words = typed.split()
    return len(words) > 1 and len(words[-1]) < SHORT


def unlocked(folder: Path, passphrase: str = "") -> tuple[Program, str]:
    """The program at its start page with the vault in ``folder`` open, and what opened it. The pages of the vault unlock first, so that the
    table is painted for the first time by an open vault.
    """
    passphrase = passphrase or (folder / "passphrase").read_text(encoding="utf-8")
    program = start((*CHAMPION, "--at", AFTER), environment(folder))
    program.until(START)
    program.settle()
    program.press(f"{PEOPLE_LINE}{ENTER}", "Unlock")
    # Not longer: the cursor in the box blinks, so that it is never quiet for long.
    program.settle()
    program.press(f"{passphrase}{ENTER}", "can open the vault")
    program.settle()
    program.press(BACK, START)
    program.settle(SWEEP)
    return program, passphrase


def filled(folder: Path, count: int) -> dict[str, list[int | None]]:
    """Fill a store; gives for each search how many cases each of its keys finds. None where that is as many as with the key before: nothing on the
    screen says then when its rows have come.
    """
    folder.mkdir(parents=True)
    made = subprocess.run(
        [sys.executable, "-m", "bench.my_cases", str(folder), str(count)], check=True, capture_output=True, text=True
    )
    found: dict[str, list[int | None]] = json.loads(made.stdout.splitlines()[-1])
    return found


def _fill(folder: Path, count: int) -> dict[str, list[int | None]]:
    from bench.many_cases import PASSPHRASE, filled  # noqa: PLC0415  in the process of its own alone
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
