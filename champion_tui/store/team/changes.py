"""A change in transit: from the rows waiting at this desk to what the server gets, and from the server back, with proof."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from typing import TYPE_CHECKING

from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.values import immutable
from champion_tui.store.database.driver import Connection
from champion_tui.store.errors import TeamDiffers, TeamUnreachable, VaultDamaged
from champion_tui.store.history import chain
from champion_tui.store.keys import vaultfile
from champion_tui.store.keys.slots import check_signed, list_key
from champion_tui.store.keys.vaultfile import VaultFile
from champion_tui.store.team.rows import read_models
from champion_tui.store.team.rows.carried import WHOLE, Change, Delivery
from champion_tui.store.team.rows.sealing import CHANGED, Seals
from champion_tui.store.team.rows.shared_rows import BY_NAME, CASE, EVENT, SHARED, Key, Row, SharedTable
from champion_tui.store.team.waiting import Base, Outgoing

if TYPE_CHECKING:
    from champion_tui.store.team.server.server import Server

DIGEST = 24
"""How many hexadecimal digits of a digest a change has for each row."""

GONE = ""
"""What a change has instead of a digest for a row that it deleted."""

LOOKS = 5
"""How many times news are fetched if more arrive meanwhile."""

AGAIN_AND_AGAIN = "it says again and again that others came first"
ROLLED_BACK = "it is older than what this desk has seen of it, or went another way"
OLD_LIST = "its list of people is not the newest one"
NO_LIST = "its list of people is not the one that the desks of this team wrote"
NOT_OURS = "a change on it was not made by a desk of this team"


@immutable
class End:
    """The end of the store's history and the number of its list of people, at this desk."""

    events: int
    chain_head: bytes
    slots_counter: int


@immutable
class News:
    """What others have changed since this desk and the server were last the same: rows to write and keys to delete by
    table, and the ``newest`` change. ``vault`` is the list of people, None if it has not changed.
    """

    newest: Change
    written: Mapping[str, Sequence[Row]] = field(repr=False)
    deleted: Mapping[str, Sequence[Key]] = field(repr=False)
    vault: bytes | None = field(default=None, repr=False)


def end_of(connection: Connection) -> End:
    """Returns the end of the history, and the number of the list of people, at this desk."""
    row = connection.execute("SELECT events, chain_head, slots_counter FROM state WHERE id = 1").fetchone()
    events, head, counter = row or (0, b"", 0)
    return End(int(str(events)), head if isinstance(head, bytes) else b"", int(str(counter)))


def delivery(
    connection: Connection, seals: Seals, base: Base, rows: Sequence[Outgoing], end: End, vault: bytes | None
) -> Delivery:
    """Returns the change that brings the server to this desk's state, from ``base``, where both were the same."""
    written, deleted = defaultdict[str, list[Row]](list), defaultdict[str, list[Key]](list)
    stated = list[tuple[str, Key, str]]()
    cases = set[int]()
    for each in rows:
        table, key, now = each.waiting.table, each.waiting.key, each.row
        there = table.key_there(seals, key)
        if now is None:
            deleted[table.name].append(there)
            stated.append((table.name, there, GONE))
            continue
        row = table.to_server(seals, now)
        written[table.name].append(row)
        stated.append((table.name, there, digest(table, row)))
        if table is CASE and isinstance(key, int):
            cases.add(key)
    said = json.dumps(stated, separators=(",", ":"))
    number = base.number + 1
    code = code_of(seals, number, base.code, said, end)
    change = Change(number, said, end.events, end.chain_head, end.slots_counter, code)
    return Delivery(
        change,
        tuple((table, written[table.name]) for table in SHARED if table.name in written),
        tuple((table, deleted[table.name]) for table in reversed(SHARED) if table.name in deleted),
        tuple((case_id, read_models.sealed(connection, seals, case_id)) for case_id in sorted(cases)),
        vault,
    )


def code_of(seals: Seals, number: int, before: bytes, rows: str, end: End) -> bytes:
    """Returns the code that proves a change. It depends on ``before``, the code of the previous change."""
    return seals.code(number, before, rows, end.events, end.chain_head, end.slots_counter)


def digest(table: SharedTable, row: Row) -> str:
    """Returns what a change has for a row that it wrote: a digest of the carrier, which is bound to the rest of the row."""
    carried = row[table.carrier]
    return sha256_hex(carried if isinstance(carried, bytes) else str(carried).encode())[:DIGEST]


def news(server: "Server", seals: Seals, base: Base, counter: int) -> News | None:
    """Returns what others have changed since ``base``, None if nothing is new. ``counter`` is the number of this desk's list of people.

    Raises ``TeamDiffers`` if the server does not continue from what this desk has seen, or a change or row is not a
    desk's; ``WholeStore``; or ``TeamUnreachable`` if more changes arrive at every look.
    """
    for _ in range(LOOKS):
        with suppress(_MoreCame):
            return _news(server, seals, base, counter)
    raise TeamUnreachable(AGAIN_AND_AGAIN)


def _news(server: "Server", seals: Seals, base: Base, counter: int) -> News | None:
    """Does what ``news`` does, with two requests to the server: what was changed, then the rows. Raises ``_MoreCame``
    if these are not from one moment.
    """
    seen, *changes = server.changes_after(base.number) or (None,)
    if any(change.rows == WHOLE for change in changes) or (seen is not None and seen.number > base.number):
        with server.one_view():
            seen, *changes = server.changes_after(base.number) or (None,)
            _check_whole(server, seals, base, (*filter(None, (seen,)), *changes))
        raise WholeStore
    if seen is None or (seen.number, seen.code) != (base.number, base.code):
        raise TeamDiffers(ROLLED_BACK)
    if not changes:
        return None
    newest = changes[-1]
    other_list = newest.slots_counter != counter
    wanted = _named(changes)
    there = server.seen_at_once(
        [(BY_NAME[name], [key for key, said in rows.items() if said != GONE]) for name, rows in wanted.items()],
        vault=other_list,
    )
    if there.newest != newest.number:
        raise _MoreCame
    if other_list:
        check_key(seals, there.vault)
    _check_changes(seals, base, changes)
    written, deleted = dict[str, Sequence[Row]](), dict[str, Sequence[Key]]()
    for (name, said), rows in zip(wanted.items(), there.rows, strict=True):
        table = BY_NAME[name]
        written[name] = _proved(seals, table, said, rows)
        deleted[name] = [table.key_here(seals, key) for key, word in said.items() if word == GONE]
    return News(newest, written, deleted, there.vault)


class _MoreCame(Exception):
    """Another change arrived between two requests to the server."""


class OtherKey(Exception):
    """The vault has another key now, which the person has to take over first."""


class WholeStore(Exception):
    """The whole store was put on the server again: it has to be copied as a whole."""


def _named(changes: Iterable[Change]) -> dict[str, dict[Key, str]]:
    """Returns the last digest of each changed row (``GONE`` if deleted), by table and key on the server. Raises
    ``TeamDiffers`` if these are no changes.
    """
    named = dict[str, dict[Key, str]]()
    try:
        for change in changes:
            for name, row, said in json.loads(change.rows):
                named.setdefault(BY_NAME[name].name, {})[row] = said
    except (ValueError, TypeError, KeyError):
        raise TeamDiffers(NOT_OURS) from None
    return named


def _check_changes(seals: Seals, base: Base, changes: Iterable[Change]) -> None:
    """Checks that desks of this vault made the changes, in sequence from ``base``. Raises ``TeamDiffers``."""
    number, code, key = base.number, base.code, 0
    for change in changes:
        number, key = number + 1, _proved_by(seals, change, code, key)
        if change.number != number:
            raise TeamDiffers(NOT_OURS)
        code = change.code


def _proved_by(seals: Seals, change: Change, before: bytes, oldest: int) -> int:
    """Returns the number of the vault's key under which the change was made. Raises ``TeamDiffers`` if it is one before
    ``oldest``, which a person who has left may have.
    """
    said = change.number, before, change.rows, change.events, change.chain_head, change.slots_counter
    key = seals.proved_by(change.code, *said)
    if key < oldest:
        raise TeamDiffers(NOT_OURS)
    return key


def _check_whole(server: "Server", seals: Seals, base: Base, changes: Sequence[Change]) -> None:
    """Checks that a desk of the vault put the last whole store there, after what this desk has seen. Raises
    ``TeamDiffers``, or ``OtherKey``.
    """
    wholes = [change for change in changes if change.rows == WHOLE and change.number > base.number]
    before = server.change(wholes[-1].number - 1) if wholes else None
    if before is None:
        raise TeamDiffers(ROLLED_BACK)
    check_key(seals, server.vault())
    _proved_by(seals, wholes[-1], before.code, len(seals.earlier))


def people(vault: str, raw: bytes | None) -> VaultFile:
    """Returns the list of people of this ``vault`` from the server's bytes. Raises ``TeamDiffers`` if they are not one."""
    try:
        listed = vaultfile.parse(raw or b"")
    except VaultDamaged:
        raise TeamDiffers(NO_LIST) from None
    if listed.vault != vault:
        raise TeamDiffers(NO_LIST)
    return listed


def newest_people(vault: str, raw: bytes | None, counter: int, proof: bytes) -> VaultFile:
    """Returns the list of people, checked with ``proof`` and to have the number ``counter`` that the history has
    reached. Raises ``TeamDiffers``.
    """
    listed = people(vault, raw)
    try:
        check_signed(listed, proof)
    except VaultDamaged:
        raise TeamDiffers(NO_LIST) from None
    if listed.counter != counter:
        raise TeamDiffers(OLD_LIST)
    return listed


def check_key(seals: Seals, vault: bytes | None) -> None:
    """Raises ``OtherKey`` if the list of people is under another key of the vault, ``TeamDiffers`` if it is not a list of this vault."""
    listed = people(seals.vault, vault)
    try:
        check_signed(listed, list_key(listed.vault, seals.key))
    except VaultDamaged:
        raise OtherKey from None


def _proved(seals: Seals, table: SharedTable, stated: Mapping[Key, str], rows: Sequence[Row]) -> list[Row]:
    """Returns the rows as the desk has them, checked to be those that the last changes wrote. Raises ``TeamDiffers``."""
    left = {key: said for key, said in stated.items() if said != GONE}
    for row in rows:
        if left.pop(table.key_of(row), None) != digest(table, row):
            raise TeamDiffers(CHANGED)
    if left:
        raise TeamDiffers("rows are missing on the team's server")
    return table.from_server(seals, rows)


def check_chain(before: Base, rows: Iterable[Row], newest: Change) -> None:
    """Checks that the events among ``rows`` continue from ``before`` to the end of the history that the server states.
    Raises ``TeamDiffers``.
    """
    value, number = before.chain_head, before.events
    for row in sorted(rows, key=EVENT.key_of):
        number += 1
        told, at, slot, reference, verb, commitment, stored = row
        if not isinstance(commitment, bytes):
            raise TeamDiffers(NOT_OURS)
        link = chain.Link(int(str(told)), str(at), str(slot), str(reference), str(verb), commitment)
        value = chain.following(value, link)
        if link.number != number or value != stored:
            raise TeamDiffers(NOT_OURS)
    if (number, value) != (newest.events, newest.chain_head):
        raise TeamDiffers(NOT_OURS)
