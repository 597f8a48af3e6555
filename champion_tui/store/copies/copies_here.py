"""The folder of safety copies: its contents, the newest whole copy, and deleting old copies."""

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
"""How long a copy is kept. After that, what was erased from the store is gone from the copies on this machine too."""

AT_ONCE = 3
"""How many copies are deleted when one is made. Normally one is deleted for each new one. If the clock jumps by years,
all of them look old at once; the mistake is noticed before all of them are deleted.
"""


@immutable
class CopyHere:
    """One safety copy in the folder. ``kind`` is ``auto``, ``layout-N`` (made before the layout changed from N) or
    ``replaced``: a folder with the pair of files that a restore put aside.
    """

    path: Path
    kind: str
    made: datetime


def folder_of(home: Path) -> Path:
    """Returns the folder with the safety copies of the store in ``home``."""
    return home / BACKUPS


def stamp(moment: datetime) -> str:
    """Returns ``moment`` as written in file names, in UTC."""
    return moment.astimezone(UTC).strftime(STAMP)


def copies(home: Path) -> tuple[CopyHere, ...]:
    """Returns all copies in the folder, newest first; () if there is no folder. Raises ``StoreError``."""
    folder, copies_found = folder_of(home), []
    with reaching(folder):
        for path in folder.iterdir() if folder.is_dir() else ():
            named, made = NAME.match(path.name), moment_of(path)
            if named and made and (path.suffix == ".zip") == (named[1] != REPLACED):
                copies_found.append(CopyHere(path, named[1], made))
    return tuple(sorted(copies_found, key=lambda copy: copy.made, reverse=True))


def moment_of(path: Path) -> datetime | None:
    """Returns the time in a copy's file name (UTC), None if it has none or it is not a date."""
    named = NAME.match(path.name)
    with suppress(ValueError):
        return datetime.strptime(named[2], STAMP).replace(tzinfo=UTC) if named else None
    return None


def likely_newest_first(listed: Iterable[CopyHere], now: datetime) -> tuple[CopyHere, ...]:
    """Returns the newest first, but those dated after ``now`` last: the clock was wrong when they were made, or is wrong now."""
    return tuple(sorted(listed, key=lambda copy: (copy.made <= now, copy.made), reverse=True))


def name_newest(error: StoreDamaged | VaultDamaged, home: Path, now: datetime | None, proof: bytes | None) -> None:
    """Names the newest whole copy here in the error's ``way_out``, unless one is named already. ``proof`` is as for ``newest_whole``."""
    if not error.named:
        newest = newest_whole(home, now, proof)
        made = None if newest is None else newest.manifest.moment
        error.name_copy(None if newest is None else newest.path, made, proved=proof is not None)


def newest_whole(home: Path, now: datetime | None, proof: bytes | None = None) -> container.Container | None:
    """Returns the newest copy in which every byte is as it was written, or None. Never raises, as it is used in emergencies.

    With ``proof`` (of ``slots.copy_key``), only copies made under that database key count. With None any copy does, and
    only a passphrase will show whose it is.
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
    """Thins out the automatic copies and deletes others that are too old. Raises ``StoreError``.

    Deletes only a few at a time, whatever the clock says. Call it only after ``newest``, a new copy, has been verified:
    that one always stays. Copies made before a change of layout and replaced pairs are not thinned out.
    """
    all_copies = copies(home)
    automatic = [copy for copy in all_copies if copy.kind == AUTOMATIC and copy.path != newest]
    going = leaving((copy.made for copy in all_copies if copy.kind == AUTOMATIC), now)
    old = [copy for copy in all_copies if copy.kind != AUTOMATIC and now - copy.made > LIFE]
    for copy in (
        *(copy for copy in automatic if copy.made in going),
        *sorted(old, key=lambda copy: copy.made)[:AT_ONCE],
    ):
        delete(copy)


def delete(copy: CopyHere) -> None:
    """Deletes one copy or replaced pair. Raises ``StoreError``."""
    with reaching(copy.path):
        if copy.path.is_dir():
            shutil.rmtree(copy.path)
        else:
            # A file with the name of a copy must always be a whole copy.
            with suppress(FileNotFoundError):
                unlink_gently(copy.path.rename(copy.path.with_name(copy.path.name + UNFINISHED)))


def folder_alone(home: Path) -> HomeLock:
    """Makes the folder if it is missing, locks it, and deletes unfinished copies from earlier tries.

    Raises ``StoreBusy`` if another program is making a copy, or another ``StoreError``.
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
    """Returns the times of the copies to delete now: the oldest that ``kept`` does not name, at most ``AT_ONCE``."""
    moments = set(made)
    return frozenset(sorted(moments - kept(moments, now))[:AT_ONCE])


def kept(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Returns the times of the copies that stay: the newest 5, the last of each of 7 days, the last of each of 4 weeks (London time).

    Nothing older than ``LIFE`` stays while there is a newer copy. A time after ``now`` comes from a clock that was wrong then
    or is wrong now: such copies stay until there are enough others, so that one wrong clock does not delete the history.
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
    """Returns the last time within each of the newest ``periods`` that have any."""
    ends = newest_first[:1] + [older for newer, older in pairwise(newest_first) if period(newer) != period(older)]
    return ends[:periods]
