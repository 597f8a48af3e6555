"""Makes a store a team's: puts it on the server, joins it from another desk, and takes it home again."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session

from champion_tui.ground.files.durable_files import sync_folder, write_whole
from champion_tui.store.database import schema
from champion_tui.store.database.connection import Database, create_database, plain
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.errors import TeamRefused, VaultExists
from champion_tui.store.files import DATABASE, STAGING, VAULT, make_private_folder, reaching
from champion_tui.store.history import events
from champion_tui.store.keys import slots, vaultfile
from champion_tui.store.keys.slots import check_signed, list_key
from champion_tui.store.keys.vaultfile import VaultFile
from champion_tui.store.team import changes, waiting, whole_store
from champion_tui.store.team.changes import end_of
from champion_tui.store.team.rows.sealing import Seals, with_earlier
from champion_tui.store.team.server import server_tables
from champion_tui.store.team.server.where import Where
from champion_tui.store.team.waiting import Base
from champion_tui.store.team.whole_store import RowsMoved

if TYPE_CHECKING:
    from champion_tui.store.team.server.server import Server


def prepare(where: Where) -> int:
    """Makes or upgrades the tables of a team's store on its server, and sets the access rights of desks. Returns the
    number of their layout. Needs the login of the tables' owner, and no vault. Raises ``StoreError``.
    """
    with where.reach() as server:
        server_tables.make(server)
        return server.layout()


def put_on_server(database: Database, where: Where, vault: VaultFile, key: bytes, *, again: bool) -> RowsMoved:
    """Puts an open store on the server and makes it a desk of that team. With ``again`` it is one already, and the
    server has lost its data.

    Call it in the owning thread. Raises ``StoreError``, and then nothing is changed.
    """
    with where.reach() as server:
        if server.layout():
            server.require_layout(schema.VERSION)
        else:
            server_tables.make(server)
        seals = Seals(vault.vault, key)
        is_desk = waiting.is_team(database.connection)
        if is_desk and not again:
            raise TeamRefused("This store is a team's already. Nothing was changed.", "See: champion-tui team status")
        after = _newest_of(waiting.base(database.connection), server) if is_desk else None
        base, moved = whole_store.put(database, server, seals, vault.to_bytes(), after)

    def begin(session: Session) -> None:
        connection = plain(session)
        if is_desk:
            waiting.set_base(connection, base)
            waiting.set_earlier_keys(connection, ())
            waiting.nothing_waits(connection)
        else:
            waiting.begin(connection, where.url, where.secret, base)

    database.write_here(begin)
    return moved


def _newest_of(base: Base, server: "Server") -> Base:
    """Returns the base to number changes from: no desk may have seen a change with a higher number."""
    newest = server.newest() if server.layout() and server.vault() is not None else None
    if newest is None or newest.number <= base.number:
        return base
    return waiting.base_at(newest)


def take_home(database: Database) -> None:
    """Makes a team's store one of this computer alone again. The server keeps its data. Raises ``TeamRefused`` while
    changes are waiting.
    """
    if waiting.any_waits(database.connection):
        raise TeamRefused(
            "There is something here that the server does not have yet. Nothing was changed.",
            "Wait until the line is back, so that nobody loses it: champion-tui team status",
        )
    database.write_here(lambda session: waiting.end(plain(session)))


def team_list(where: Where) -> VaultFile:
    """Returns the team's list of people from the server. Raises ``TeamRefused`` if there is none."""
    with where.reach() as server:
        raw = server.vault()
    if raw is None:
        raise TeamRefused(
            "There is no team's store on that server.",
            "Look at the address. To begin one: champion-tui team create URL",
        )
    return vaultfile.parse(raw)


def join(home: Path, where: Where, person: str | None, passphrase: str) -> None:
    """Makes ``home``, which has no store yet, a desk of the team: a copy of its store under the team's key, which
    ``passphrase`` opens for ``person``. The store is not opened. Raises ``StoreError`` and leaves nothing behind.
    """
    listed = team_list(where)
    opened = slots.find_key((listed,), passphrase, person)
    check_signed(listed, list_key(listed.vault, opened.key))
    with reaching(home):
        make_private_folder(home)
    lock = HomeLock(home, alone=True)
    try:
        vaultfile.clear_what_was_cut_short(home)
        if any((home / name).exists() for name in (VAULT, DATABASE)):
            raise VaultExists(home)
        _copy(home, where, listed, opened.key)
    finally:
        lock.release()


def _copy(home: Path, where: Where, listed: VaultFile, key: bytes) -> None:
    """Copies the store, moving the database last: until it is in place, ``creation_was_cut_short`` returns True, so it
    is clear that nobody has stored anything.
    """
    staging = home / STAGING
    with reaching(home):
        make_private_folder(staging)
    try:
        newest = _fill(staging / DATABASE, where, listed, key)
        with reaching(home):
            # Written here first as well, so that a list found without its database can be recognised.
            write_whole(staging / VAULT, newest.to_bytes())
            write_whole(home / VAULT, newest.to_bytes())
            (staging / DATABASE).rename(home / DATABASE)
            sync_folder(home)
    except Exception:
        # A list without its database would block the next try. With its database, the desk is complete.
        if not (home / DATABASE).exists():
            (home / VAULT).unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _fill(path: Path, where: Where, listed: VaultFile, key: bytes) -> VaultFile:
    """Makes the database at ``path`` a copy of the team's store, and returns the matching list of people."""
    newest = listed
    with where.reach() as server:
        server.require_layout(schema.VERSION)

        def fill(session: Session) -> None:
            nonlocal newest
            events.begin_state(session, listed.vault, listed.counter)
            seals = with_earlier(listed.vault, key, server.keys())
            base = whole_store.copy(session, server, seals)
            counter, proof = end_of(plain(session)).slots_counter, list_key(listed.vault, key)
            newest = changes.newest_people(listed.vault, server.vault(), counter, proof)
            waiting.begin(plain(session), where.url, where.secret, base, seals.earlier)

        create_database(path, key, fill, in_bulk=True)
    return newest
