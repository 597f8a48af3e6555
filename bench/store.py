"""The store among 100,000 cases: saving one field, and unlocking. What a whole save costs is what the person waits for."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench import many_summaries
from bench.figures import Figure
from bench.many_cases import BASIS, EVERY, PASSPHRASE, filled, reference
from champion_tui.desk.desk import Desk, open_desk
from champion_tui.domain.cases.case import Case, CaseFacts, ExportedFile
from champion_tui.domain.cases.summary import CaseQuery, CaseSummary, Likeness
from champion_tui.store import vault
from champion_tui.store.keys import kdf, slots

CASES = 100_000
SAVES = 200
UNLOCKINGS = 9
READS = 11
ERASED = 5
TYPED = ("ada benaday", "roz torwick", reference(70_001).casefold(), "07700 900123")
"""What is typed into the search, key by key."""


def among_many_cases(folder: Path) -> Iterator[Figure]:
    """Saving a field, answering a question and beginning a case, each at the 95th percentile."""
    home = folder / "many"
    start = time.perf_counter()
    filled(home, CASES)
    made = time.perf_counter() - start
    yield from read_model(home)
    desk = _desk(home)
    desk.vault.unlock(PASSPHRASE)
    name = reference(CASES // 2 - CASES // 2 % EVERY)
    desk.cases.set_field(name, "risk-notes", "first")
    desk.vault.copies.wait()
    note = f"median {{}} ms of {SAVES}; {{}} ms of it this process's own work"
    interview = desk.cases.resume(name)
    for title, work in (
        (
            "a field saved among 100,000 cases, 95th percentile",
            lambda n: desk.cases.set_field(name, "risk-notes", f"note {n}"),
        ),
        ("an answer saved there", lambda n: interview.answer("reach", ("likely", "unsure")[n % 2])),
    ):
        times, own = _timed(work)
        middle = f"{statistics.median(times):.1f}"
        yield Figure(title, statistics.quantiles(times, n=20)[-1], "ms", "10 ms", note.format(middle, f"{own:.1f}"))
    start = time.perf_counter()
    desk.cases.waiting()
    yield Figure(
        "what waits, counted there", (time.perf_counter() - start) * 1e3, "ms", "", f"store made in {made:.0f} s"
    )
    desk.vault.lock()


def read_model(home: Path) -> Iterator[Figure]:
    """What lists cost inside the store, in the order of a morning; then erasing, and closing with its sweep. No desk is there."""
    today = many_summaries.TODAY
    with vault.unlock(home, PASSPHRASE, now=lambda: datetime.now(UTC)) as store:
        start = time.perf_counter()
        store.summarise_with(_never, BASIS)
        opened = (time.perf_counter() - start) * 1e3
        among = "the store's part, among 100,000 cases"
        yield _median(
            "a list and its counts", lambda: (store.listed(CaseQuery(), today), store.counts(today)), "50 ms", among
        )
        yield _median(
            "every due, without a limit",
            lambda: store.due_items(today),
            "50 ms",
            f"{len(store.due_items(today))} of them",
        )
        keys = tuple(typed[:end] for typed in TYPED for end in range(1, len(typed) + 1))
        times = [_once(partial(store.listed, CaseQuery(search=typed), today)) for typed in keys * 3]
        worst = f"median {statistics.median(times):.1f} ms, {len(keys)} keys of names, a reference and a phone number"
        yield Figure("a key of a search, 95th percentile", statistics.quantiles(times, n=20)[-1], "ms", "20 ms", worst)
        alike = Likeness("ada bennaday", "", "1980-01-02", ("07700900123",))
        yield _median(
            "cases that may be the same person's",
            lambda: store.likely_same(alike, "", 20),
            "50 ms",
            "by phone, birth, name",
        )
        yield _median("what statistics count", store.figure_rows, "", "of every case")
        cases = [store.case(reference(number)) for number in range(1_000, 1_000 + ERASED)]
        times = [_once(partial(store.erase, case.reference, case.version, CaseFacts())) for case in cases]
        yield Figure(
            "erasing one case",
            max(times),
            "ms",
            "300 ms",
            f"the longest of {ERASED}; finding that no summary is missing {opened:.1f} ms",
        )
        store.backups.wait()
        start = time.perf_counter()
    yield Figure(
        "closing afterwards, which sweeps", time.perf_counter() - start, "s", "", "once for all that was erased"
    )


def _never(case: Case, files: tuple[ExportedFile, ...]) -> CaseSummary:  # noqa: ARG001  as the store calls it
    raise AssertionError("every case has its summary already")


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def _median(title: str, work: Callable[[], object], hoped: str, note: str) -> Figure:
    return Figure(title, statistics.median(_once(work) for _ in range(READS)), "ms", hoped, note)


def unlocking(folder: Path) -> Iterator[Figure]:
    """From passphrase to open store at the cost of new slots, and how much of it the key derivation takes."""
    desk = _desk(folder / "unlocking")
    desk.vault.create("Ada Invented", "champion", PASSPHRASE, any_passphrase=True)
    times = []
    for _ in range(UNLOCKINGS):
        desk.vault.lock()
        start = time.perf_counter()
        desk.vault.unlock(PASSPHRASE)
        times.append((time.perf_counter() - start) * 1e3)
    desk.vault.lock()
    derivations = []
    for _ in range(UNLOCKINGS):
        start = time.perf_counter()
        slots.derive(PASSPHRASE.encode(), bytes(kdf.SALT_BYTES), kdf.DEFAULT_COST)
        derivations.append((time.perf_counter() - start) * 1e3)
    share = f"of it {statistics.median(derivations):.0f} ms for one key derivation"
    yield Figure(f"unlocking, median of {UNLOCKINGS}", statistics.median(times), "ms", "500 ms", share)


def _desk(home: Path) -> Desk:
    return open_desk(home, lambda: datetime.now(UTC))


def _timed(work: Callable[[int], object]) -> tuple[list[float], float]:
    """The milliseconds that each of many runs takes, and the processor's share of one."""
    times, own = [], time.process_time()
    for number in range(SAVES):
        start = time.perf_counter()
        work(number)
        times.append((time.perf_counter() - start) * 1e3)
    return times, (time.process_time() - own) / SAVES * 1e3
