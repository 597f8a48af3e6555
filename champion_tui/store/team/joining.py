"""How a store comes to be a team's: put on its server, joined from another desk, and taken home again."""

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
    """Make the tables of a team's store on its server, or bring them up to date, with what desks may do with them. Gives the number of
    their layout. Needs the login of the tables' owner, and no vault. Raises ``StoreError``.
    """
    with where.reach() as server:
        server_tables.make(server)
        return server.layout()


def put_on_server(database: Database, where: Where, vault: VaultFile, key: bytes, *, again: bool) -> RowsMoved:
    """Put an open store on the server, and make it a desk of that team; ``again``: it is one, and the server has lost what it had.

    In the thread that owns the database. Raises ``StoreError``, with nothing changed.
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
    """Where to go on from: so that no desk has seen a change of a higher number."""
    newest = server.newest() if server.layout() and server.vault() is not None else None
    if newest is None or newest.number <= base.number:
        return base
    return waiting.base_at(newest)


def take_home(database: Database) -> None:
    """Make a team's store one of this computer alone again. What is on the server stays there. Raises ``TeamRefused`` while anything waits."""
    if waiting.any_waits(database.connection):
        raise TeamRefused(
            "There is something here that the server does not have yet. Nothing was changed.",
            "Wait until the line is back, so that nobody loses it: champion-tui team status",
        )
    database.write_here(lambda session: waiting.end(plain(session)))


def team_list(where: Where) -> VaultFile:
    """The list of people of the team at that server. Raises ``TeamRefused`` where there is none."""
    with where.reach() as server:
        raw = server.vault()
    if raw is None:
        raise TeamRefused(
            "There is no team's store on that server.",
            "Look at the address. Whoever begins one does it with: champion-tui team create URL",
        )
    return vaultfile.parse(raw)


def join(home: Path, where: Where, person: str | None, passphrase: str) -> None:
    """Make ``home``, which has no store yet, a desk of the team: a copy of its store under the team's key, which ``passphrase`` opens for
    ``person``. The store is not opened. Raises ``StoreError``, with nothing left behind.
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
    """The database comes last: until it is in its place, ``creation_was_cut_short`` says so, and nobody has kept anything in it."""
    staging = home / STAGING
    with reaching(home):
        make_private_folder(staging)
    try:
        newest = _fill(staging / DATABASE, where, listed, key)
        with reaching(home):
            # First here as well: so it is known whose a list is that stands there without its database.
            write_whole(staging / VAULT, newest.to_bytes())
            write_whole(home / VAULT, newest.to_bytes())
            (staging / DATABASE).rename(home / DATABASE)
            sync_folder(home)
    except Exception:
        # A list alone would stand in the way of the next try. With its database beside it the desk is whole.
        if not (home / DATABASE).exists():
            (home / VAULT).unlink(missing_ok=True)
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _fill(path: Path, where: Where, listed: VaultFile, key: bytes) -> VaultFile:
    """Make the database at ``path`` a copy of the team's store; gives the list of people that goes with it."""
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
