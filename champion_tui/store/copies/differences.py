"""Compares a safety copy with the current store, case by case. Reads both as stored, in any layout, and changes nothing."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from champion_tui.ground.values import immutable
from champion_tui.store.database.driver import Connection
from champion_tui.store.history.chain import State
from champion_tui.store.history.converters import answer_from_json
from champion_tui.store.history.entries import head_at, state_of
from champion_tui.store.keys.vaultfile import Slot, VaultFile, fold


class Relation(StrEnum):
    """How the copy's chain of events relates to the current one."""

    SAME = "same"
    EARLIER = "earlier"
    """The copy is an earlier state of the current store."""
    LATER = "later"
    PARTED = "parted"
    """Each has events that the other lacks."""
    OTHER = "other"
    """It is of another vault."""


@immutable
class CaseNote:
    """One case as shown to people: ``name`` is the person's full name, "" if there is none. ``changed_at`` is ISO text in UTC."""

    reference: str
    name: str
    version: int
    changed_at: str


@immutable
class Contents:
    """What an open database holds. ``links`` has the chain's hashes that were asked for, by event number."""

    state: State
    cases: Mapping[str, CaseNote]
    erased: frozenset[str]
    links: Mapping[int, str]


@immutable
class PeopleDiffer:
    """Who could open the store then and cannot now, the reverse, who had another passphrase, and whether the recovery code was another."""

    only_there: tuple[str, ...]
    only_here: tuple[str, ...]
    other_passphrase: tuple[str, ...]
    other_code: bool


@immutable
class Differences:
    """What restoring the copy would do to the current store: cases would be lost (``only_here``), added
    (``only_there``), or go back to their old state (``changed``).

    ``brought_back`` are cases erased here since, but still in the copy. ``events_here`` and ``events_there`` are the numbers of events.
    """

    relation: Relation
    only_here: tuple[CaseNote, ...]
    only_there: tuple[CaseNote, ...]
    changed: tuple[CaseNote, ...]
    brought_back: tuple[str, ...]
    events_here: int
    events_there: int
    people: PeopleDiffer


def contents(connection: Connection, links: tuple[int, ...] = ()) -> Contents:
    """Reads what the database holds. Raises ``StoreDamaged`` or the driver's errors."""
    tables = {str(row[0]) for row in connection.execute("SELECT name FROM sqlite_master").fetchall()}
    erased = connection.execute("SELECT reference FROM erased_case") if "erased_case" in tables else None
    state = state_of(connection)
    return Contents(
        state,
        {note.reference: note for note in _cases(connection)},
        frozenset(str(row[0]) for row in erased.fetchall()) if erased else frozenset(),
        {number: link for number in links if (link := head_at(connection, state.vault, number))},
    )


def _cases(connection: Connection) -> Iterator[CaseNote]:
    rows = connection.execute(
        "SELECT c.reference, c.version, c.changed_at, v.value FROM case_record c LEFT JOIN case_value v "
        "ON v.case_id = c.id AND v.holder = 'referral' AND v.key = 'full-name' ORDER BY c.last_event DESC"
    )
    for reference, version, changed_at, name in rows.fetchall():
        full = "" if name is None else answer_from_json(str(name))
        yield CaseNote(str(reference), full if isinstance(full, str) else "", int(str(version)), str(changed_at))


def differences(here: Contents, there: Contents, people: PeopleDiffer) -> Differences:
    """Compares the two. Each must have been asked for the link at the other's last event."""
    both = here.cases.keys() & there.cases.keys()
    return Differences(
        _relation(here, there),
        tuple(note for reference, note in here.cases.items() if reference not in both),
        tuple(note for reference, note in there.cases.items() if reference not in both),
        tuple(note for reference, note in here.cases.items() if reference in both and note != there.cases[reference]),
        tuple(reference for reference in there.cases if reference in here.erased),
        here.state.events,
        there.state.events,
        people,
    )


def _relation(here: Contents, there: Contents) -> Relation:
    if here.state.vault != there.state.vault:
        return Relation.OTHER
    if here.state.chain_head == there.state.chain_head:
        return Relation.SAME
    if here.links.get(there.state.events) == there.state.chain_head:
        return Relation.EARLIER
    return Relation.LATER if there.links.get(here.state.events) == here.state.chain_head else Relation.PARTED


def people_differ(here: VaultFile | None, there: VaultFile) -> PeopleDiffer:
    """Compares the lists of people. If the current one cannot be read (None), it counts as empty."""
    now = {fold(slot.name): slot for slot in here.people()} if here else {}
    then = {fold(slot.name): slot for slot in there.people()}
    both = [name for name in then if name in now]
    return PeopleDiffer(
        tuple(slot.name for name, slot in then.items() if name not in now),
        tuple(slot.name for name, slot in now.items() if name not in then),
        tuple(then[name].name for name in both if _way_in(then[name]) != _way_in(now[name])),
        here is not None
        and [_way_in(slot) for slot in here.recovery()] != [_way_in(slot) for slot in there.recovery()],
    )


def _way_in(slot: Slot) -> bytes:
    """Returns what changes with a passphrase, or with its cost. That is close enough for deciding whether to ask for the old one."""
    return slot.salt + slot.wrapped
