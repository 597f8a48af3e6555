"""Copies of the database, encrypted like it, made only through SQLite's backup interface and read through afterwards."""

from datetime import UTC, datetime
from pathlib import Path

from champion_tui.store.driver import Connection, connect, translating
from champion_tui.store.errors import StoreDamaged
from champion_tui.store.files import make_private_folder, new_private_file, reaching, sync_file, sync_folder
from champion_tui.store.places import BACKUPS

UNFINISHED = ".unfinished"


def copy_before_upgrade(source: Connection, key: bytes, home: Path, layout: int, now: datetime) -> Path:
    """Copy the whole store before its ``layout`` changes; gives the copy's path. The caller has ``home`` alone.

    What a copy that was cut short left behind goes first. Raises ``StoreError``.
    """
    folder = home / BACKUPS
    with reaching(folder):
        make_private_folder(folder)
        for rest in folder.glob(f"*{UNFINISHED}*"):
            rest.unlink()
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
    path = folder / f"cases.layout-{layout}.{stamp}.db"
    copy(source, key, path)
    return path


def copy(source: Connection, key: bytes, path: Path) -> None:
    """Copy ``source`` to the new file ``path`` under ``key``: verified and on the disk, or not there at all.

    Raises ``StoreError``; a file that is already at ``path`` is never touched.
    """
    unfinished = path.with_name(path.name + UNFINISHED)
    with reaching(path):
        if path.exists():
            raise FileExistsError(17, "there is already a file of this name")
        unfinished.unlink(missing_ok=True)
        new_private_file(unfinished)
    try:
        with translating():
            _fill(source, key, unfinished)
        with reaching(path):
            sync_file(unfinished)
            unfinished.replace(path)
            sync_folder(path.parent)
    finally:
        for rest in path.parent.glob(f"{unfinished.name}*"):
            rest.unlink(missing_ok=True)


def _fill(source: Connection, key: bytes, path: Path) -> None:
    target = connect(path, key)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE").fetchall()
        if target.execute("PRAGMA cipher_integrity_check").fetchall() or target.execute(
            "PRAGMA integrity_check"
        ).fetchall() != [("ok",)]:
            raise StoreDamaged("a copy of it could not be verified")
    finally:
        target.close()
