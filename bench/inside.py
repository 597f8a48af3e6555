"""Inside one process: writing a pack, and judging address histories."""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from bench.figures import Figure
from bench.processes import ANSWERS
from champion_tui.desk.desk import open_desk
from champion_tui.domain.connection import connection
from champion_tui.domain.connection_range import connection_range
from champion_tui.domain.history_reading import read_history
from champion_tui.domain.remembered_reading import read_remembered

NOW = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
CASE = {
    "triage": ANSWERS,
    "agency": {"agency-name": "Example Advice", "body-type": "voluntary", "referrer-name": "Ada Invented"},
    "referral": {"full-name": "Zebedee Example", "phone": "07700 900123", "agreed-reason": "threatened"},
}
HISTORIES = 1000
DISTRICTS = ("oxford", "cherwell", "south-oxfordshire", "vale-of-white-horse", "west-oxfordshire")


def exports(folder: Path) -> Iterator[Figure]:
    """The same case exported three times in one process: the first pays for loading, the others do not."""
    desk = open_desk(folder / "bench-home", lambda: NOW)
    desk.create_vault("Ada Invented", "champion", "a plainly invented passphrase")
    reference = desk.new_case(CASE)
    times = []
    for number in range(3):
        target = folder / f"export-{number}"
        target.mkdir()
        start = time.perf_counter()
        desk.export(reference, target)
        times.append((time.perf_counter() - start) * 1e3)
    desk.lock()
    yield Figure(
        "export of one pack, second time in one process",
        times[1],
        "ms",
        "300 ms",
        f"first {times[0]:.0f} ms, third {times[2]:.0f} ms",
    )


def connections() -> Iterator[Figure]:
    """Address histories of ten stays each, read and judged."""
    histories = [_history(number) for number in range(HISTORIES)]
    start = time.perf_counter()
    for history in histories:
        connection(read_history(history, DISTRICTS, NOW.date()), NOW.date())
    taken = time.perf_counter() - start
    yield Figure(
        "address histories judged", HISTORIES / taken, "/s", "1,000/s", f"{HISTORIES} of ten stays in {taken:.2f} s"
    )
    start = time.perf_counter()
    for history in histories:
        remembered = read_remembered(_roughly(history), DISTRICTS, NOW.date())
        connection_range(remembered, NOW.date())
    taken = time.perf_counter() - start
    yield Figure("the same as they are remembered", HISTORIES / taken, "/s", "1,000/s", f"in {taken:.2f} s")


def _roughly(history: dict[str, object]) -> dict[str, object]:
    """The same history with months for days."""
    stays = history["addresses"]
    assert isinstance(stays, list)  # noqa: S101  made below
    return {**history, "addresses": [{**stay, "from": stay["from"][:7], "to": stay["to"][:7]} for stay in stays]}


def _history(number: int) -> dict[str, object]:
    """An invented history: ten stays of some months, overlapping a little, in turn through the districts."""
    begin = date(2020, 1, 1) + timedelta(days=number % 365)
    stays = [
        {
            "district": DISTRICTS[(number + turn) % len(DISTRICTS)],
            "from": (begin + timedelta(days=200 * turn)).isoformat(),
            "to": (begin + timedelta(days=min(200 * turn + 210, (NOW.date() - begin).days))).isoformat(),
            "kind": ("home", "temporary-accommodation", "hospital")[turn % 3],
        }
        for turn in range(10)
    ]
    return {"addresses": stays, "work": [{"district": "oxford", "casual": bool(number % 2)}]}
