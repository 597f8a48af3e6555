"""A change as it travels: from the rows that wait at this desk to what the server is given, and back from there, proved."""

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
"""Hexadecimal digits of what a change says of each row."""

GONE = ""
"""What it says of a row that it took away."""

LOOKS = 5
"""How often news are looked for where more comes meanwhile."""

AGAIN_AND_AGAIN = "it says again and again that others came first"
ROLLED_BACK = "it is older than what this desk has seen of it, or went another way"
OLD_LIST = "its list of people is not the newest one"
NO_LIST = "its list of people is not the one that the desks of this team wrote"
NOT_OURS = "a change on it was not made by a desk of this team"


@immutable
class End:
    """The end of the store's history and the number of its list of people, as they stand at this desk."""

    events: int
    chain_head: bytes
    slots_counter: int


@immutable
class News:
    """What others have changed since this desk and the server were last the same: rows to write and keys to delete by table, and the
    ``newest`` change. ``vault`` is the list of people where it may be another.
    """

    newest: Change
    written: Mapping[str, Sequence[Row]] = field(repr=False)
    deleted: Mapping[str, Sequence[Key]] = field(repr=False)
    vault: bytes | None = field(default=None, repr=False)


def end_of(connection: Connection) -> End:
    """The end of the history, and the number of the list of people, at this desk."""
    row = connection.execute("SELECT events, chain_head, slots_counter FROM state WHERE id = 1").fetchone()
    events, head, counter = row or (0, b"", 0)
    return End(int(str(events)), head if isinstance(head, bytes) else b"", int(str(counter)))


def delivery(
    connection: Connection, seals: Seals, base: Base, rows: Sequence[Outgoing], end: End, vault: bytes | None
) -> Delivery:
    """The change that brings the server to where this desk is, from where both were at ``base``."""
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
    """What proves a change: it follows from the code of the one before."""
    return seals.code(number, before, rows, end.events, end.chain_head, end.slots_counter)


def digest(table: SharedTable, row: Row) -> str:
    """What a change says of a row that it wrote. The rest of the row is bound into what its carrier holds."""
    carried = row[table.carrier]
    return sha256_hex(carried if isinstance(carried, bytes) else str(carried).encode())[:DIGEST]


def news(server: "Server", seals: Seals, base: Base, counter: int) -> News | None:
    """What others have changed since ``base``; None where nothing is new. ``counter`` is the number of this desk's list of people.

    Raises ``TeamDiffers`` where the server does not go on from what this desk has seen, or a change or row is not a desk's; ``WholeStore``;
    ``TeamUnreachable`` of a server on which more has come whenever it is looked at.
    """
    for _ in range(LOOKS):
        with suppress(_MoreCame):
            return _news(server, seals, base, counter)
    raise TeamUnreachable(AGAIN_AND_AGAIN)


def _news(server: "Server", seals: Seals, base: Base, counter: int) -> News | None:
    """The same, in two looks at the server: what was changed, then the rows. Raises ``_MoreCame`` where they are not of one moment."""
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
    """Another change came between two looks at the server."""


class OtherKey(Exception):
    """The vault has another key now: whoever unlocks has to take it first."""


class WholeStore(Exception):
    """The whole store was put on the server anew: it has to be copied as a whole."""


def _named(changes: Iterable[Change]) -> dict[str, dict[Key, str]]:
    """What the changes say of each row by table and key on the server, the last word of each. Raises ``TeamDiffers`` for what is no change."""
    named = dict[str, dict[Key, str]]()
    try:
        for change in changes:
            for name, row, said in json.loads(change.rows):
                named.setdefault(BY_NAME[name].name, {})[row] = said
    except (ValueError, TypeError, KeyError):
        raise TeamDiffers(NOT_OURS) from None
    return named


def _check_changes(seals: Seals, base: Base, changes: Iterable[Change]) -> None:
    """That desks of this vault made the changes, one after the other from ``base`` on. Raises ``TeamDiffers``."""
    number, code, key = base.number, base.code, 0
    for change in changes:
        number, key = number + 1, _proved_by(seals, change, code, key)
        if change.number != number:
            raise TeamDiffers(NOT_OURS)
        code = change.code


def _proved_by(seals: Seals, change: Change, before: bytes, oldest: int) -> int:
    """Under which of the vault's keys the change was made: not one from before ``oldest``, which somebody who has left may have. Raises
    ``TeamDiffers``.
    """
    said = change.number, before, change.rows, change.events, change.chain_head, change.slots_counter
    key = seals.proved_by(change.code, *said)
    if key < oldest:
        raise TeamDiffers(NOT_OURS)
    return key


def _check_whole(server: "Server", seals: Seals, base: Base, changes: Sequence[Change]) -> None:
    """That the last whole store that was put there is one that a desk of the vault put there, after what this desk has seen."""
    wholes = [change for change in changes if change.rows == WHOLE and change.number > base.number]
    before = server.change(wholes[-1].number - 1) if wholes else None
    if before is None:
        raise TeamDiffers(ROLLED_BACK)
    check_key(seals, server.vault())
    _proved_by(seals, wholes[-1], before.code, len(seals.earlier))


def people(vault: str, raw: bytes | None) -> VaultFile:
    """The list of people of this ``vault``, as the server has it. Raises ``TeamDiffers`` where that is none."""
    try:
        listed = vaultfile.parse(raw or b"")
    except VaultDamaged:
        raise TeamDiffers(NO_LIST) from None
    if listed.vault != vault:
        raise TeamDiffers(NO_LIST)
    return listed


def newest_people(vault: str, raw: bytes | None, counter: int, proof: bytes) -> VaultFile:
    """The same, proved by ``proof`` and the one of that number, which the history has come to. Raises ``TeamDiffers``."""
    listed = people(vault, raw)
    try:
        check_signed(listed, proof)
    except VaultDamaged:
        raise TeamDiffers(NO_LIST) from None
    if listed.counter != counter:
        raise TeamDiffers(OLD_LIST)
    return listed


def check_key(seals: Seals, vault: bytes | None) -> None:
    """Raises ``OtherKey`` where the list of people is one under another key of the vault, or ``TeamDiffers`` where it is none of it."""
    listed = people(seals.vault, vault)
    try:
        check_signed(listed, list_key(listed.vault, seals.key))
    except VaultDamaged:
        raise OtherKey from None


def _proved(seals: Seals, table: SharedTable, stated: Mapping[Key, str], rows: Sequence[Row]) -> list[Row]:
    """The rows as the desk has them, each the one that its last change wrote. Raises ``TeamDiffers``."""
    left = {key: said for key, said in stated.items() if said != GONE}
    for row in rows:
        if left.pop(table.key_of(row), None) != digest(table, row):
            raise TeamDiffers(CHANGED)
    if left:
        raise TeamDiffers("rows are missing on the team's server")
    return table.from_server(seals, rows)


def check_chain(before: Base, rows: Iterable[Row], newest: Change) -> None:
    """That the events among ``rows`` go on from ``before`` to where the server says that the history ends. Raises ``TeamDiffers``."""
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
