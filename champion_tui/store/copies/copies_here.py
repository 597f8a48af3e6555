"""The folder of safety copies: what lies in it, the newest that is whole, and what is taken away when its time has come."""

import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.values import immutable
from champion_tui.store.copies import container
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.errors import StoreDamaged, StoreError, VaultDamaged
from champion_tui.store.files import BACKUPS, make_private_folder, reaching, unlink_gently

UNFINISHED = ".unfinished"
AUTOMATIC, REPLACED = "auto", "replaced"
STAMP = "%Y-%m-%dT%H%M%S.%fZ"
NAME = re.compile(r"(auto|layout-\d+|replaced)-(\d{4}-\d\d-\d\dT\d{6}\.\d{6}Z)(?:\.zip)?\Z")

NEWEST, DAYS, WEEKS = 5, 7, 4
LIFE = timedelta(days=28)
"""The stated life of a copy: what was erased from the store is gone from the copies on this machine after it."""

AT_ONCE = 3
"""How many are taken away when one is made. In quiet times one goes as one comes; a clock that jumps by years makes all of them
look old at once, and is found out before the rest has gone.
"""


@immutable
class CopyHere:
    """One thing in the folder. ``kind`` is ``auto``, ``layout-N`` (made before the layout changed from N) or ``replaced``:
    a folder with the pair of files that a restore put aside.
    """

    path: Path
    kind: str
    made: datetime


def folder_of(home: Path) -> Path:
    """Where the safety copies of the store in ``home`` lie."""
    return home / BACKUPS


def stamp(moment: datetime) -> str:
    """``moment`` as it stands in a file's name."""
    return moment.astimezone(UTC).strftime(STAMP)


def copies(home: Path) -> tuple[CopyHere, ...]:
    """Everything of ours in the folder, the newest first; nothing where there is no folder. Raises ``StoreError``."""
    folder, copies_found = folder_of(home), []
    with reaching(folder):
        for path in folder.iterdir() if folder.is_dir() else ():
            named, made = NAME.match(path.name), moment_of(path)
            if named and made and (path.suffix == ".zip") == (named[1] != REPLACED):
                copies_found.append(CopyHere(path, named[1], made))
    return tuple(sorted(copies_found, key=lambda copy: copy.made, reverse=True))


def moment_of(path: Path) -> datetime | None:
    """The moment in a copy's name; None where it has none, or names no day that there is."""
    named = NAME.match(path.name)
    with suppress(ValueError):
        return datetime.strptime(named[2], STAMP).replace(tzinfo=UTC) if named else None
    return None


def likely_newest_first(listed: Iterable[CopyHere], now: datetime) -> tuple[CopyHere, ...]:
    """The newest first, and last those of a moment after ``now``: a clock was wrong when they were made, or is wrong now."""
    return tuple(sorted(listed, key=lambda copy: (copy.made <= now, copy.made), reverse=True))


def name_newest(error: StoreDamaged | VaultDamaged, home: Path, now: datetime | None, proof: bytes | None) -> None:
    """Name in the error's way out the newest copy here that is whole; one that was named already stays. ``proof``: as for
    ``newest_whole``.
    """
    if not error.named:
        newest = newest_whole(home, now, proof)
        made = None if newest is None else newest.manifest.moment
        error.name_copy(None if newest is None else newest.path, made, proved=proof is not None)


def newest_whole(home: Path, now: datetime | None, proof: bytes | None = None) -> container.Container | None:
    """The newest copy of which every byte is as it was written. Never raises: it helps in trouble.

    ``proof`` (of ``slots.copy_key``): only what was packed under a database key that is known to be the right one. Without it,
    whoever wrote the copy: then only the passphrase will show whose it is.
    """
    try:
        listed = copies(home) if now is None else likely_newest_first(copies(home), now)
    except StoreError:
        return None
    for copy in listed:
        if copy.kind != REPLACED:
            try:
                read = container.read(copy.path)
            except StoreError:
                continue
            if proof is None or read.manifest.is_signed(proof):
                return read
    return None


def take_away_old(home: Path, newest: Path, now: datetime) -> None:
    """Thin out the automatic copies, and take away whatever is past its stated life. Raises ``StoreError``.

    A few at a time, whatever the clock says. Called only when ``newest``, a new copy,
    has been verified: that one always stays. Copies made before a change of layout and replaced pairs are not thinned.
    """
    all_copies = copies(home)
    automatic = [copy for copy in all_copies if copy.kind == AUTOMATIC and copy.path != newest]
    going = leaving((copy.made for copy in all_copies if copy.kind == AUTOMATIC), now)
    old = [copy for copy in all_copies if copy.kind != AUTOMATIC and now - copy.made > LIFE]
    for copy in (
        *(copy for copy in automatic if copy.made in going),
        *sorted(old, key=lambda copy: copy.made)[:AT_ONCE],
    ):
        take_away(copy)


def take_away(copy: CopyHere) -> None:
    """Delete one copy or replaced pair. Raises ``StoreError``."""
    with reaching(copy.path):
        if copy.path.is_dir():
            shutil.rmtree(copy.path)
        else:
            # Under its own name nothing but a whole copy is ever seen.
            with suppress(FileNotFoundError):
                unlink_gently(copy.path.rename(copy.path.with_name(copy.path.name + UNFINISHED)))


def folder_alone(home: Path) -> HomeLock:
    """Make the folder where it is missing, lock it, and clear away what an earlier try left half-made.

    Raises ``StoreBusy`` where another program is making a copy just now, or another ``StoreError``.
    """
    folder = folder_of(home)
    with reaching(folder):
        make_private_folder(folder)
    lock = HomeLock(folder, alone=True)
    try:
        with reaching(folder):
            for rest in folder.glob(f"*{UNFINISHED}*"):
                shutil.rmtree(rest) if rest.is_dir() else rest.unlink()
    except BaseException:
        lock.release()
        raise
    return lock


def leaving(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments whose copies go now: of those that ``kept`` does not name the oldest, ``AT_ONCE`` at most."""
    moments = set(made)
    return frozenset(sorted(moments - kept(moments, now))[:AT_ONCE])


def kept(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments whose copies stay: the newest 5, the last of each of 7 days, the last of each of 4 weeks.

    Nothing older than ``LIFE`` stays while there is a newer one. A moment after ``now`` comes from a clock that was wrong
    then or is wrong now: such copies stay until there are enough others, so that one bad day takes away no history.
    """
    newest_first = sorted(set(made), reverse=True)
    dated = [moment for moment in newest_first if moment <= now]
    undated = [moment for moment in newest_first if moment > now]
    young = [moment for moment in dated if moment == dated[0] or now - moment <= LIFE]
    return frozenset(
        young[:NEWEST]
        + _last_of_each(young, DAYS, lambda moment: london_date(moment).isoformat())
        + _last_of_each(young, WEEKS, lambda moment: "{}-{}".format(*london_date(moment).isocalendar()))
        + undated[: max(0, NEWEST - len(dated))]
    )


def _last_of_each(newest_first: list[datetime], periods: int, period: Callable[[datetime], str]) -> list[datetime]:
    """The last moment within each of the newest ``periods`` that have any."""
    ends = newest_first[:1] + [older for newer, older in pairwise(newest_first) if period(newer) != period(older)]
    return ends[:periods]
