"""Makes a safety copy: the owning thread copies the database in small steps, and any other thread does the rest.

A copy is verified by reading it back from disk, gets its name last, and never replaces a file.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path

from champion_tui.ground.files.durable_files import PRIVATE_FILE, new_private_file, sync_folder
from champion_tui.ground.values import immutable
from champion_tui.store.copies import container, copies_here
from champion_tui.store.copies.container import Manifest, Tick
from champion_tui.store.database.driver import Connection, connect, connected, number, translating
from champion_tui.store.database.rewriting import rewrite
from champion_tui.store.errors import CopyNotMade, CopyUnusable, StoreFull
from champion_tui.store.files import FORBIDDEN, FULL, SQLITE_BESIDE, reaching, unlink_gently
from champion_tui.store.history.entries import sound_state, state_of
from champion_tui.store.keys import vaultfile
from champion_tui.store.keys.slots import check_signed, copy_key, list_key

STEP = 64
"""How many pages (of 4 KiB) are copied in one step: 2 ms where it was measured, so 20 ms on a computer ten times slower."""

STEPS_A_FLUSH = 4
"""After how many steps the copied data is flushed to disk: 1 MiB, so that no large write at the end delays the store's own."""

WAIT = 0.01
"""Seconds to wait before a step is tried again that another program prevented."""

MOST_ROUNDS = 3
"""How many times the whole store may be copied. A copy starts again when another program has changed the store, and the
more is written meanwhile, the more there is to copy.
"""

SPARE_BYTES = 32 * 1024 * 1024
"""Bytes left free on the disk by a copy, so that copies never fill it."""

ANOTHER_PLACE = "Choose another place. Or ask whoever looks after this machine."
CUT_SHORT = "an earlier try may have been cut short."
CHANGED = "the list of people was changed while it was being made."


@immutable
class Draft:
    """The database copied to ``database``, not verified yet, and the vault file as it was at that time."""

    database: Path
    vault: bytes
    key: bytes = field(repr=False)


@immutable
class MadeCopy:
    """A safety copy that is on disk and was verified there. ``size`` is in bytes."""

    path: Path
    manifest: Manifest
    size: int


def copy_database(source: Connection, key: bytes, home: Path, to: Path, between: Callable[[], None]) -> Draft:
    """Copies the open database of ``home`` to the new file ``to``, in the thread that owns ``source``.

    ``between`` is called between two steps; its changes to the database through ``source`` are in the copy too, and its
    exceptions end the copy. Raises ``StoreError``; the caller then deletes ``to``.
    """
    with writing(to):
        new_private_file(to)
    steps, most = 0, 0

    def progress(_status: int, left: int, pages: int) -> None:
        nonlocal steps, most
        most = most or MOST_ROUNDS * (pages // STEP + 1)
        steps += 1
        if steps > most:
            raise CopyNotMade("the store kept being changed meanwhile.")
        if steps % STEPS_A_FLUSH == 0:
            flush()
        if left:
            # After the last step nothing more gets into the copy, and its list of people must match.
            between()

    with translating(to.parent), _flushing(to) as flush:
        target = connect(to, key)
        try:
            # Losing a half-made copy is no loss, and data must not pile up for one long write at the end.
            for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = {STEP}"):
                target.execute(f"PRAGMA {pragma}").fetchall()
            source.backup(target, pages=STEP, progress=progress, sleep=WAIT)
        finally:
            target.close()
        counter = state_of(source).counter
    lists = vaultfile.lists(home)
    return Draft(to, next((held for held in lists if held.counter == counter), lists[0]).to_bytes(), key)


@contextmanager
def _flushing(path: Path) -> Iterator[Callable[[], None]]:
    """Yields a function that flushes ``path`` to disk. One handle is used for all of it, since closing a handle would
    release SQLite's lock.
    """

    def flush() -> None:
        with writing(path):
            os.fsync(handle)

    with writing(path):
        handle = os.open(path, os.O_RDWR)
    try:
        yield flush
    finally:
        os.close(handle)


def finish(draft: Draft, path: Path, moment: datetime, tick: Tick = lambda: None) -> MadeCopy:
    """Verifies the draft and packs it into the new file ``path``, which is verified too. Raises ``StoreError`` or what
    ``tick`` raises, and then there is nothing at ``path``.
    """
    manifest = _manifest(draft, moment, tick)
    unfinished = path.with_name(path.name + copies_here.UNFINISHED)
    with writing(path):
        if os.path.lexists(unfinished):
            raise CopyNotMade(f"{unfinished} is there already; {CUT_SHORT}", "Delete it if so, or give another name.")
        _new_file(unfinished)
    try:
        with writing(path):
            container.write(unfinished, manifest, draft.vault, draft.database, tick)
            if container.read(unfinished, tick).manifest != manifest:
                raise CopyUnusable(path, "it is not what was written")
            refuse_existing(path)
            unfinished.rename(path)
            _make_name_last(path)
            return MadeCopy(path, manifest, path.stat().st_size)
    finally:
        _forget(unfinished)


def _make_name_last(path: Path) -> None:
    """Flushes the folder. If that fails, the copy is deleted, as its name may not survive a power cut. Raises OSError."""
    try:
        sync_folder(path.parent)
    except OSError:
        _forget(path)
        raise


def refuse_existing(path: Path) -> None:
    """Raises ``CopyNotMade`` if something is already at ``path``. Raises OSError."""
    if os.path.lexists(path):
        raise CopyNotMade(f"there is already something at {path}, and it stays.", "Give another name.")


def _new_file(path: Path) -> None:
    """Makes a new empty file, owner-only if the file system supports that (a USB stick may not)."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    with suppress(OSError):
        path.chmod(PRIVATE_FILE)


def _forget(*paths: Path) -> None:
    """Deletes unfinished files. Errors are ignored, as they would hide the original one."""
    for path in paths:
        with suppress(OSError):
            unlink_gently(path)


def _manifest(draft: Draft, moment: datetime, tick: Tick) -> Manifest:
    """Returns the draft's manifest, after checking that it is whole and belongs to its vault file. Raises ``StoreError``."""
    vault = vaultfile.parse(draft.vault)
    check_signed(vault, list_key(vault.vault, draft.key))
    with connected(draft.database, draft.key, network=True) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        _sweep(connection, tick)
        state, layout = sound_state(connection), number(connection, "user_version")
    tick()
    if (state.vault, state.counter) != (vault.vault, vault.counter):
        raise CopyNotMade(CHANGED)
    with writing(draft.database):
        database_sha256 = container.file_digest(draft.database, tick)
    return Manifest(
        made_at=moment.astimezone(UTC).isoformat(),
        vault=vault.vault,
        counter=vault.counter,
        layout=layout,
        events=state.events,
        chain_head=state.chain_head,
        vault_sha256=container.bytes_digest(draft.vault),
        database_sha256=database_sha256,
    ).signed(copy_key(vault.vault, draft.key))


def _sweep(connection: Connection, tick: Tick) -> None:
    """If something was erased and the store has not been rewritten since, rewrites the copy without its traces, and marks it as swept."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(state)")}
    if "unswept" not in columns:
        return
    row = connection.execute("SELECT unswept FROM state").fetchone()
    if row and row[0]:
        # Losing a half-made draft is no loss, and a journal would be one more copy.
        connection.execute("PRAGMA journal_mode = OFF").fetchall()
        connection.execute("UPDATE state SET unswept = 0")
        rewrite(connection, tick)
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()


@contextmanager
def room_for_draft(home: Path, name: str) -> Iterator[Path]:
    """Yields a path for the draft of a copy in the folder of copies, and deletes the draft afterwards. The caller has
    that folder alone.
    """
    path = copies_here.folder_of(home) / f"{name}{copies_here.UNFINISHED}.db"
    try:
        yield path
    finally:
        _forget(path, *(path.with_name(path.name + end) for end in SQLITE_BESIDE))


def check_room(home: Path, folder: Path, size: int) -> None:
    """Raises ``CopyNotMade`` if a copy of a store of ``size`` bytes could fill the disk of ``folder`` or of ``home``."""
    here = copies_here.folder_of(home)
    with writing(folder):
        free, free_here = shutil.disk_usage(folder).free, shutil.disk_usage(here).free
        same = folder.stat().st_dev == here.stat().st_dev
    if free < size * (2 if same else 1) + SPARE_BYTES or free_here < size + SPARE_BYTES:
        raise CopyNotMade("there is too little room for it on the disk.", "Make room on the disk.")


def check_room_for_restore(home: Path, copy: Path) -> None:
    """Raises ``StoreFull`` if the contents of ``copy`` would fill the disk of ``home``."""
    with reaching(home):
        if shutil.disk_usage(home).free < copy.stat().st_size + SPARE_BYTES:
            raise StoreFull


@contextmanager
def writing(where: Path) -> Iterator[None]:
    """Turns operating system errors about ``where`` into ``CopyNotMade``, so that they are about the copy and not about a save."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise CopyNotMade("the disk is full.", "Make room on the disk.") from None
        if error.errno in FORBIDDEN:
            raise CopyNotMade(f"{where} may not be written by this user.", ANOTHER_PLACE) from None
        raise CopyNotMade(f"{where}: {error.strerror or type(error).__name__}.", ANOTHER_PLACE) from None


def copy_before_upgrade(source: Connection, key: bytes, home: Path, layout: int, moment: datetime) -> Path:
    """Copies the whole store before its ``layout`` changes, and returns the copy's path. The caller has ``home`` alone.

    Raises ``StoreError``.
    """
    name = f"layout-{layout}-{copies_here.stamp(moment)}"
    with copies_here.folder_alone(home), room_for_draft(home, name) as database:
        draft = copy_database(source, key, home, database, lambda: None)
        return finish(draft, copies_here.folder_of(home) / f"{name}.zip", moment).path
