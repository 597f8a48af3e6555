"""The store among 100,000 cases: saving one field, and unlocking. The whole save is measured, because the person waits for it."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure
from bench.many_cases import EVERY, PASSPHRASE, filled, reference
from champion_tui.desk.cases.lists.summarising import Summarising
from champion_tui.desk.desk import Desk, open_desk
from champion_tui.domain.cases.summary import CaseQuery, SortBy
from champion_tui.papers.setting.fonts import SHIPPED
from champion_tui.store.keys import kdf, slots

CASES = 100_000
SAVES = 200
LOOKS = 40
UNLOCKINGS = 9


def among_many_cases(folder: Path) -> Iterator[Figure]:
    """Yields the times of saving a field, answering a question, listing, searching and erasing among many cases."""
    home = folder / "many"
    start = time.perf_counter()
    filled(home, CASES, basis_in(home))
    made = time.perf_counter() - start
    desk = _desk(home)
    desk.vault.unlock(PASSPHRASE)
    name = reference(CASES // 2)
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
    looks: tuple[tuple[str, Callable[[int], object], str], ...] = (
        ("the first rows of the list and the counts there", lambda _: desk.cases.lists.cases(DUE), "50 ms"),
        (
            "the first rows of a search there, one letter more each time",
            lambda n: desk.cases.lists.cases(_typed(n)),
            "50 ms",
        ),
        ("what is due today there", lambda _: desk.cases.lists.today(), "300 ms"),
        ("cases like one case there", lambda _: desk.cases.history.similar(name), "100 ms"),
        ("statistics over all", lambda _: desk.figures.statistics(), "500 ms"),
    )
    for what, look, hoped in looks:
        times, _ = _timed(look, LOOKS)
        middle = f"median {statistics.median(times):.1f} ms of {LOOKS}"
        yield Figure(f"{what}, 95th percentile", statistics.quantiles(times, n=20)[-1], "ms", hoped, middle)
    start = time.perf_counter()
    desk.cases.erasing.erase(reference(CASES // 3 // EVERY * EVERY + SENT_PLACE))
    yield Figure("one case erased there", (time.perf_counter() - start) * 1e3, "ms", "300 ms", "")
    start = time.perf_counter()
    desk.vault.lock()
    swept = (time.perf_counter() - start) * 1e3
    yield Figure("locked there, its traces swept", swept, "ms", "", f"store made in {made:.0f} s")


DUE = CaseQuery(sort=SortBy.DUE)
WORDS = "ada benaday invented 49"
SENT_PLACE = 7
"""The position in each ``EVERY`` cases of one that was sent and whose files are dealt with."""


def _typed(number: int) -> CaseQuery:
    return CaseQuery(search=WORDS[: number % len(WORDS) + 1], sort=SortBy.DUE, quickly=True)


def basis_in(home: Path) -> str:
    """Returns the basis that the summaries of a store need, so that this desk does not make them again."""
    desk = _desk(home)
    return Summarising(desk.book, SHIPPED, lambda case: desk.judge(case.answers), desk.settings.keep).basis


def unlocking(folder: Path) -> Iterator[Figure]:
    """Yields the time from passphrase to open store at the cost of new slots, and the key derivation's share."""
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


def _timed(work: Callable[[int], object], runs: int = SAVES) -> tuple[list[float], float]:
    """Returns the milliseconds of each run, and the processor time per run in milliseconds."""
    times, own = [], time.process_time()
    for number in range(runs):
        start = time.perf_counter()
        work(number)
        times.append((time.perf_counter() - start) * 1e3)
    return times, (time.process_time() - own) / runs * 1e3
