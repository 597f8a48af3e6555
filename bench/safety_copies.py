"""A safety copy of a large store while it is in use: how long a write waits, and how long the copy takes."""

import statistics
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import Figure
from bench.many_cases import PASSPHRASE, filled
from champion_tui.store import vault
from champion_tui.store.casestore import CaseStore

CASES = 100_000


def safety_copies(folder: Path, cases: int = CASES) -> Iterator[Figure]:
    """Yields figures of a steady stream of writes and reads, one after another, before and during a copy."""
    home = folder / "many"
    if not home.exists():
        filled(home, cases)
    with vault.unlock(home, PASSPHRASE, now=lambda: datetime.now(UTC)) as store:
        store.save_setting("area", "before")
        store.backups.wait()
        alone, _ = _used(store, threading.Event(), 400)
        done = threading.Event()
        start = time.perf_counter()
        copying = threading.Thread(target=_copy, args=(store, folder / "copy.zip", done))
        copying.start()
        writes, waits = _used(store, done)
        taken = time.perf_counter() - start
        copying.join()
    size = (folder / "copy.zip").stat().st_size / 1e6
    yield Figure(f"longest wait for the store during a copy of {cases:,} cases", max(waits) * 1e3, "ms", "50 ms")
    note = f"longest {max(writes) * 1e3:.0f} ms of {len(writes)}; without a copy {_slow(alone):.1f} and {max(alone) * 1e3:.0f} ms"
    yield Figure("a write during it, on the disk, 99th percentile", _slow(writes), "ms", "50 ms", note)
    yield Figure("the whole copy, verified, while others write", taken, "s", "", f"{size:,.0f} MB")


def _slow(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[-1] * 1e3


def _copy(store: CaseStore, path: Path, done: threading.Event) -> None:
    try:
        store.backups.make(path)
    finally:
        done.set()


def _used(store: CaseStore, done: threading.Event, most: int = 10**9) -> tuple[list[float], list[float]]:
    """Returns the seconds of each write, and of a read after it that needs no disk, until ``done`` or ``most`` writes.

    The time that a write takes longer than such a read is the disk's, and is measured without a copy as well.
    """
    writes: list[float] = []
    looks: list[float] = []
    while not done.is_set() and len(writes) < most:
        start = time.perf_counter()
        store.save_setting("area", f"area {len(writes) % 7}")
        writes.append(time.perf_counter() - start)
        time.sleep(0.002)
        start = time.perf_counter()
        store.chain_head()
        looks.append(time.perf_counter() - start)
    return writes, looks
