"""The folder of safety copies: what lies in it, the newest that is whole, and what is taken away when its time has come."""

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from champion_tui.store.copies import container
from champion_tui.store.copies.kept_copies import AT_ONCE, LIFE, leaving
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.errors import StoreDamaged, StoreError, VaultDamaged
from champion_tui.store.files import make_private_folder, reaching, unlink_gently
from champion_tui.store.places import BACKUPS

UNFINISHED = ".unfinished"
AUTOMATIC, REPLACED = "auto", "replaced"
STAMP = "%Y-%m-%dT%H%M%S.%fZ"
NAME = re.compile(r"(auto|layout-\d+|replaced)-(\d{4}-\d\d-\d\dT\d{6}\.\d{6}Z)(?:\.zip)?\Z")


@dataclass(frozen=True, slots=True)
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
    folder, found = folder_of(home), []
    with reaching(folder):
        for path in folder.iterdir() if folder.is_dir() else ():
            named, made = NAME.match(path.name), moment_of(path)
            if named and made and (path.suffix == ".zip") == (named[1] != REPLACED):
                found.append(CopyHere(path, named[1], made))
    return tuple(sorted(found, key=lambda copy: copy.made, reverse=True))


def moment_of(path: Path) -> datetime | None:
    """The moment in a copy's name; None where it has none, or names no day that there is."""
    named = NAME.match(path.name)
    with suppress(ValueError):
        return datetime.strptime(named[2], STAMP).replace(tzinfo=UTC) if named else None
    return None


def likely_newest_first(found: Iterable[CopyHere], now: datetime) -> tuple[CopyHere, ...]:
    """The newest first, and last those of a moment after ``now``: a clock was wrong when they were made, or is wrong now."""
    return tuple(sorted(found, key=lambda copy: (copy.made <= now, copy.made), reverse=True))


def name_newest(error: StoreDamaged | VaultDamaged, home: Path, now: datetime | None, proof: bytes | None) -> None:
    """Name in the error's way out the newest copy here that is whole; one that was named already stays. ``proof``: as for
    ``newest_whole``.
    """
    if not error.named:
        found = newest_whole(home, now, proof)
        made = None if found is None else found.manifest.moment
        error.name_copy(None if found is None else found.path, made, proved=proof is not None)


def newest_whole(home: Path, now: datetime | None, proof: bytes | None = None) -> container.Container | None:
    """The newest copy of which every byte is as it was written. Never raises: it helps in trouble.

    ``proof`` (of ``container.copy_key``): only what was packed under a database key that is known to be the right one. Without it,
    whoever wrote the copy: then only the passphrase will show whose it is.
    """
    try:
        listed = copies(home) if now is None else likely_newest_first(copies(home), now)
    except StoreError:
        return None
    for copy in listed:
        if copy.kind != REPLACED:
            try:
                found = container.read(copy.path)
            except StoreError:
                continue
            if proof is None or found.manifest.is_signed(proof):
                return found
    return None


def take_away_old(home: Path, newest: Path, now: datetime) -> None:
    """Thin out the automatic copies, and take away whatever is past its stated life. Raises ``StoreError``.

    A few at a time, whatever the clock says. Called only when ``newest``, a new copy,
    has been verified: that one always stays. Copies made before a change of layout and replaced pairs are not thinned.
    """
    found = copies(home)
    automatic = [copy for copy in found if copy.kind == AUTOMATIC and copy.path != newest]
    going = leaving((copy.made for copy in found if copy.kind == AUTOMATIC), now)
    old = [copy for copy in found if copy.kind != AUTOMATIC and now - copy.made > LIFE]
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
    """Make the folder where it is missing, have it alone, and clear away what an earlier try left half-made.

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
