"""Measurements inside one process: writing packs, judging address histories, and searching."""

import statistics
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from bench.figures import Figure
from bench.processes import ANSWERS
from champion_tui.desk.desk import Desk, open_desk
from champion_tui.desk.numbers.guidance import Guidance
from champion_tui.desk.papers.many_packs import export_many
from champion_tui.domain.connection.districts import connection
from champion_tui.domain.connection.places import Places
from champion_tui.domain.connection.ranges import connection_range
from champion_tui.domain.connection.reading import read_history, read_remembered
from champion_tui.domain.lines.england import England
from champion_tui.knowledge.book import load_from
from champion_tui.knowledge.routing import load_routing
from champion_tui.knowledge.shelf import data_folder

NOW = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
AGENCY = {"agency-name": "Example Advice", "body-type": "voluntary", "referrer-name": "Ada Invented"}
REFERRAL = {"phone": "07700 900123", "agreed-reason": "threatened", "communication-needs": ["interpreter"]}
WARM = 15
IN_BULK = 100
HISTORIES = 1000
LOOKED_UP = ("leaving prison", "section 188", "oxford city council", "01865", "intentionally homeless", "zzz")
DISTRICTS = ("oxford", "cherwell", "south-oxfordshire", "vale-of-white-horse", "west-oxfordshire")
PLACES = Places(DISTRICTS, lambda: England(()), NOW.date())


def exports(folder: Path) -> Iterator[Figure]:
    """Yields the times of the first pack, which includes loading, of other packs with other pages, and of a hundred in a row."""
    desk = open_desk(folder / "bench-home", lambda: NOW)
    desk.vault.create("Ada Invented", "champion", "a plainly invented passphrase")
    times = [_one_pack(desk, folder / "packs", number) for number in range(1 + WARM)]
    warm = statistics.median(times[1:])
    note = f"slowest {max(times[1:]):.0f} ms of {WARM}"
    yield Figure("first pack after start", times[0], "ms", "600 ms")
    yield Figure("a whole pack once warm, at the median", warm, "ms", "150 ms", note)
    for number in range(IN_BULK):
        desk.cases.new(_case(WARM + 1 + number))
    start, user = time.perf_counter(), time.process_time()
    made = export_many(desk.cases, desk.papers, folder / "bulk", lambda _: True)
    taken, worked = time.perf_counter() - start, time.process_time() - user
    desk.vault.lock()
    note = f"{worked:.1f} s of it this program's own work, the rest the disk's"
    yield Figure(f"{len(made.written)} packs in bulk", taken, "s", "15 s", note)


def _one_pack(desk: Desk, to: Path, number: int) -> float:
    """Returns the milliseconds for the pack of a new case."""
    reference = desk.cases.new(_case(number))
    start = time.perf_counter()
    desk.papers.export(reference, to)
    return (time.perf_counter() - start) * 1e3


def _case(number: int) -> dict[str, object]:
    """Returns an invented case that shares no page with the previous one."""
    told = {"full-name": f"Zebedee Example {number}", "summary": f"Told on day {number} that the flat is sold. " * 8}
    return {"triage": ANSWERS, "agency": AGENCY, "referral": {**REFERRAL, **told}}


def looking_up() -> Iterator[Figure]:
    """Yields the time of a guidance search per letter typed, compared with a plain search of the same words."""
    book = load_from(data_folder())
    start = time.perf_counter()
    looked_into = Guidance(book, NOW.date())
    first = (time.perf_counter() - start) * 1e3
    everything = [f"{entry.title} {entry.text}".lower() for letter in "aeiou" for entry in looked_into.find(letter)]
    keys, bare = [], []
    for words in LOOKED_UP:
        for end in range(1, len(words) + 1):
            start = time.perf_counter()
            looked_into.find(words[:end])
            keys.append((time.perf_counter() - start) * 1e3)
            start = time.perf_counter()
            _ = [text for text in everything if all(word in text for word in words[:end].split())]
            bare.append((time.perf_counter() - start) * 1e3)
    note = f"slowest of {len(keys)} keys {max(keys):.1f} ms (hoped for 16 ms); the first time {first:.0f} ms more"
    yield Figure("guidance, a key typed", statistics.mean(keys) / statistics.mean(bare), "x", "10 x", note)


def connections() -> Iterator[Figure]:
    """Yields how many address histories of ten stays each are read and judged per second."""
    histories, words = [_history(number) for number in range(HISTORIES)], load_routing().connection_words
    start = time.perf_counter()
    for history in histories:
        connection(read_history(history, PLACES), NOW.date(), words)
    taken = time.perf_counter() - start
    yield Figure(
        "address histories judged", HISTORIES / taken, "/s", "1,000/s", f"{HISTORIES} of ten stays in {taken:.2f} s"
    )
    start = time.perf_counter()
    for history in histories:
        remembered = read_remembered(_roughly(history), PLACES)
        connection_range(remembered, NOW.date(), words)
    taken = time.perf_counter() - start
    yield Figure("the same as they are remembered", HISTORIES / taken, "/s", "1,000/s", f"in {taken:.2f} s")


TYPED = ("newcastle", "st helens", "king's lynn", "wycombe", "kent county council", "hackney council", "ford", "zzz")


def finding() -> Iterator[Figure]:
    """Yields the time to find a council in England per letter typed, compared with searching every name for the text."""
    england, day = load_routing().england, NOW.date()
    start = time.perf_counter()
    england.ready(day)
    first = (time.perf_counter() - start) * 1e3
    names = [each.name.casefold() for each in england]
    keys = [typed[: place + 1] for typed in TYPED for place in range(len(typed))]
    ours, bare = [], []
    for typed in keys:
        start = time.perf_counter()
        england.find(typed, day, DISTRICTS)
        between = time.perf_counter()
        _ = [name for name in names if typed in name]
        ours.append(between - start)
        bare.append(time.perf_counter() - between)
    slowest = max(ours) * 1e3
    note = f"{statistics.median(ours) * 1e3:.1f} ms at the median; once before the first key {first:.0f} ms"
    yield Figure("a council found, slowest of the keys", slowest, "ms", "16 ms", note)
    yield Figure(
        "the same beside a look through the names", statistics.median(ours) / statistics.median(bare), "x", "", ""
    )


def _roughly(history: dict[str, object]) -> dict[str, object]:
    """Returns the same history with months instead of days."""
    stays = history["addresses"]
    assert isinstance(stays, list)  # noqa: S101  it is always a list, see _history
    return {**history, "addresses": [{**stay, "from": stay["from"][:7], "to": stay["to"][:7]} for stay in stays]}


def _history(number: int) -> dict[str, object]:
    """Returns an invented history: ten stays of some months, overlapping a little, in the districts in turn."""
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
