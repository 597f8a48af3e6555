"""Writes events with each change, reads them back and verifies them. Each function works within its caller's transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any, TypeAlias

from sqlmodel import Session, col, select

from champion_tui.domain.cases.case import Event, Recorded, WhenRecorded
from champion_tui.domain.dates.clock import GivenMoment
from champion_tui.ground.values import immutable
from champion_tui.store.database import value_rows
from champion_tui.store.database.connection import plain
from champion_tui.store.database.tables import EventRow, PayloadRow, StateRow
from champion_tui.store.errors import StoreDamaged
from champion_tui.store.history import chain
from champion_tui.store.history.converters import (
    UNREADABLE,
    EventContent,
    event_from_rows,
    moment_from_text,
    moment_to_text,
    payload_bytes,
    said_from_payload,
)
from champion_tui.store.history.verbs import CREATED, EARLY, EARLY_ERASED, ERASED, FOLLOWS, SENT
from champion_tui.store.keys.hand_over import mark
from champion_tui.store.keys.seen import LastSeen, first_seen
from champion_tui.store.keys.vaultfile import VaultFile

LAST_EVENTS = 500

ADD_EVENT = "INSERT INTO event (number, at, slot, case_reference, verb, commitment, chain) VALUES (?, ?, ?, ?, ?, ?, ?)"
ADD_PAYLOAD = "INSERT INTO event_payload (number, salt, payload) VALUES (?, ?, ?)"


@immutable
class Hand:
    """Who is writing, and when: the author's slot id and name, and the moment they work with as ISO text in UTC.

    ``clock`` is the machine's time if a person gave another moment to work with; else "".
    """

    slot: str
    name: str
    at: str
    clock: str = ""


@immutable
class Told:
    """One event from the tables, checked as far as possible by itself. ``at`` is the clock's time, ``moment`` the one
    that was worked with (both ISO texts in UTC). ``said`` is None if its payload is gone.
    """

    number: int
    at: str
    case: str
    verb: str
    said: EventContent | None

    @property
    def moment(self) -> str:
        """When it was done, as stored in the rows of the case."""
        return self.at if self.said is None or not self.said.given else self.said.given


def hand_of(slot: str, name: str, now: Callable[[], datetime]) -> Hand:
    """Returns the author and the time that ``now`` gives. If a person gave that moment, the machine's time is added."""
    clock = moment_to_text(now.machine()) if isinstance(now, GivenMoment) else ""
    return Hand(slot, name, moment_to_text(now()), clock)


@immutable
class StoreState:
    """The one row of state; ``StateRow`` explains the columns."""

    vault: str
    slots_counter: int
    events: int
    chain_head: bytes
    unswept: bool
    summarised_under: str


def begin_state(session: Session, vault: str, slots_counter: int) -> None:
    """Writes the first row of a new store."""
    session.add(StateRow(id=1, vault=vault, slots_counter=slots_counter, events=0, chain_head=chain.beginning(vault)))
    session.flush()


STATE = "SELECT vault, slots_counter, events, chain_head, unswept, summarised_under FROM state WHERE id = 1"


def state_of(session: Session) -> StoreState:
    """Returns the row of state, read once in each transaction. Raises ``StoreDamaged``."""
    kept: StoreState | None = session.info.get("state")
    if kept is not None:
        return kept
    row = plain(session).execute(STATE).fetchone()
    if row is None:
        raise StoreDamaged("its first row is missing")
    vault, counter, number, head, unswept, basis = row
    if not (
        isinstance(vault, str) and isinstance(counter, int) and isinstance(number, int) and isinstance(head, bytes)
    ):
        raise StoreDamaged(UNREADABLE)
    state = StoreState(vault, counter, number, head, bool(unswept), str(basis))
    session.info["state"] = state
    return state


def change_state(session: Session, **columns: Any) -> None:
    """Changes columns of the row of state. Raises ``StoreDamaged``."""
    session.info["state"] = replace(state_of(session), **columns)
    names = ", ".join(f"{name} = ?" for name in columns)
    plain(session).execute(f"UPDATE state SET {names} WHERE id = 1", tuple(columns.values()))  # noqa: S608  names of columns


def forget_rows(session: Session) -> None:
    """Makes the session read every row again, including that of ``state_of``, because rows were written without it."""
    session.expire_all()
    session.info.pop("state", None)
    value_rows.forget_values(session)


def seen_now(session: Session, held: VaultFile, key: bytes) -> LastSeen:
    """Returns what the owner of a new slot knows about the current state of the store under the database ``key``."""
    state = state_of(session)
    return first_seen(held, mark(held.vault, key), state.events, state.chain_head.hex())


def note(
    session: Session,
    hand: Hand,
    case: str,
    verb: str,
    *,
    key: str = "",
    old: object = None,
    new: object = None,
    beside: object = None,
) -> int:
    """Adds one event to the chain and returns its number. ``old``, ``new`` and ``beside`` are JSON values.

    The link has the clock's time. It stays when the payload is erased, so the real time is always kept, not just a given one.
    """
    return note_all(session, hand, case, verb, ((key, old, new, beside),))


def note_all(
    session: Session, hand: Hand, case: str, verb: str, said: Iterable[tuple[str, object, object, object]]
) -> int:
    """Adds an event for each (key, old, new, beside) to the chain, in order, and returns the number of the last."""
    state = state_of(session)
    given, at = hand.at if hand.clock else "", hand.clock or hand.at
    number, value = state.events, state.chain_head
    links, payloads = list[tuple[object, ...]](), list[tuple[object, ...]]()
    for key, old, new, beside in said:
        number += 1
        salt, payload = chain.new_salt(), payload_bytes(EventContent(hand.name, key, old, new, given, beside))
        link = chain.Link(number, at, hand.slot, case, verb, chain.commitment(salt, payload))
        value = chain.following(value, link)
        links.append((link.number, link.at, link.slot, case, verb, link.commitment, value))
        payloads.append((number, salt, payload))
    connection = plain(session)
    connection.executemany(ADD_EVENT, links)
    connection.executemany(ADD_PAYLOAD, payloads)
    change_state(session, events=number, chain_head=value)
    return number


def head(session: Session) -> str:
    """Returns the chain's newest hash in hexadecimal."""
    return state_of(session).chain_head.hex()


def newest(session: Session, *, given: bool) -> str | None:
    """Returns the latest time (ISO text in UTC) among the last ``LAST_EVENTS`` events, by the clock or, with ``given``,
    as worked with; None if there are none. The last event alone could have been written under a wrong clock.
    """
    sql = session.connection()
    if not given:
        last = sql.exec_driver_sql("SELECT at FROM event ORDER BY number DESC LIMIT ?", (LAST_EVENTS,))
        return max((str(at) for (at,) in last), default=None)
    try:
        events = [_told(tuple(row)) for row in sql.exec_driver_sql(f"{ALL} DESC LIMIT {LAST_EVENTS}")]
    except Broken:
        # This must not prevent anyone from opening the vault: the check reports what is broken.
        return None
    return max((told.moment for told in events), default=None)


@immutable
class Moments:
    """What the times of all events show, as ISO texts in UTC: the number of ``events``; those ``backwards``, recorded
    earlier than their predecessor, as (number, time, time of the predecessor); those with a ``given`` moment, as
    (number, given, by the clock).
    """

    events: int
    backwards: tuple[tuple[int, str, str], ...]
    given: tuple[tuple[int, str, str], ...]


def moments(session: Session, slack: timedelta) -> Moments:
    """Examines the times of all events. Two machines using one store may differ by ``slack``. Raises ``Broken``."""
    before, count = "", 0
    backwards, given = list[tuple[int, str, str]](), list[tuple[int, str, str]]()
    for each in told(session):
        count += 1
        if each.at < before and moment_from_text(before) - moment_from_text(each.at) > slack:
            backwards.append((each.number, each.at, before))
        if each.said is not None and each.said.given:
            given.append((each.number, each.said.given, each.at))
        before = each.at
    return Moments(count, tuple(backwards), tuple(given))


def recorded(session: Session, reference: str) -> WhenRecorded:
    """Returns when the case was begun, sent and erased. Raises ``StoreDamaged`` if the history is broken."""
    try:
        last = {told.verb: _recorded(told) for told in told_of(session, reference)}
    except Broken as broken:
        raise StoreDamaged(str(broken)) from None
    return WhenRecorded(last.get(CREATED), last.get(SENT), last.get(ERASED))


def _recorded(told: Told) -> Recorded:
    given = told.said.given if told.said else ""
    return Recorded(moment_from_text(told.at), moment_from_text(given) if given else None)


def _rows(session: Session, reference: str | None = None) -> Iterator[tuple[EventRow, PayloadRow | None]]:
    """Yields every event with its payload (None if it was erased), oldest first."""
    wanted = (
        select(EventRow, PayloadRow)
        .join(PayloadRow, col(PayloadRow.number) == col(EventRow.number), isouter=True)
        .order_by(col(EventRow.number))
    )
    if reference is not None:
        wanted = wanted.where(EventRow.case_reference == reference)
    yield from session.exec(wanted)


def events(session: Session, reference: str | None) -> tuple[Event, ...]:
    """Returns every event, or those of one case, oldest first."""
    return tuple(event_from_rows(row, payload) for row, payload in _rows(session, reference))


LINKS = """
SELECT event.number, event.at, event.slot, event.case_reference, event.verb, event.commitment, event.chain,
       event_payload.number, event_payload.salt, event_payload.payload{before}
FROM event LEFT JOIN event_payload ON event_payload.number = event.number{joined} ORDER BY event.number
"""
ALL = LINKS.format(before="", joined="")
OF_ONE = LINKS.format(
    before=", before.chain",
    joined=" LEFT JOIN event AS before ON before.number = event.number - 1 WHERE event.case_reference = ?",
)
"""Plain columns. An object for each row would take ten times as long, and would fail if a column has another type."""


NO_ERASING = "what event {number} said is gone, and no erasing took it"


UNREAD = EventContent()


class Broken(Exception):
    """An event is not as it was written. The text says which, and what is wrong."""


Stored: TypeAlias = tuple[object, ...]
"""An event's columns from the tables, followed by the chain's hash before it."""


def stored_of(session: Session, reference: str) -> list[Stored]:
    """Returns the stored events of one case, oldest first. Raises ``Broken`` if the store's newest events are missing."""
    state, connection = state_of(session), plain(session)
    newest = connection.execute("SELECT chain FROM event WHERE number = ?", (state.events,)).fetchone()
    if state.events and (newest is None or newest[0] != state.chain_head):
        raise Broken("the newest events of the store are not there")
    return connection.execute(OF_ONE, (reference,)).fetchall()


def proved(session: Session, rows: Iterable[Stored]) -> Iterator[Told]:
    """Yields what the events say, each proved to follow from its predecessor in the store. Raises ``Broken``."""
    vault = state_of(session).vault
    for row in rows:
        told, _ = _followed(row[:-1], chain.beginning(vault) if row[0] == 1 else row[-1])
        yield told


def told_of(session: Session, reference: str) -> tuple[Told, ...]:
    """Returns the proved events of one case, oldest first. Raises ``Broken``."""
    return tuple(proved(session, stored_of(session, reference)))


def told(session: Session) -> Iterator[Told]:
    """Yields every event, oldest first, without checking the chain. Raises ``Broken``."""
    for row in plain(session).execute(ALL):
        yield _told(row)


def _told(row: tuple[object, ...], *, reading: bool = True) -> Told:
    """Returns the event of a row. Without ``reading``, its payload is proved to be unchanged but not decoded, so ``said`` is empty."""
    number, at, slot, case, verb, commitment, following, paid, salt, payload = row
    texts = isinstance(at, str) and isinstance(slot, str) and isinstance(case, str) and isinstance(verb, str)
    if not (isinstance(number, int) and texts and isinstance(commitment, bytes) and isinstance(following, bytes)):
        raise Broken(f"a part of event {number} has another type than it was written with")
    said = None
    if paid is not None:
        if not (isinstance(salt, bytes) and isinstance(payload, bytes)):
            raise Broken(f"what event {number} says has another type than it was written with")
        if not chain.fits(salt, payload, commitment):
            raise Broken(f"what event {number} says was changed")
        try:
            said = said_from_payload(payload) if reading else UNREAD
        except StoreDamaged:
            raise Broken(f"what event {number} says cannot be read") from None
    return Told(number, str(at), str(case), str(verb), said)


def _followed(row: tuple[object, ...], before: object, *, reading: bool = True) -> tuple[Told, bytes]:
    """Returns the event, and the chain's hash after it. Raises ``Broken`` if it does not follow from ``before``."""
    told, slot, commitment, stored = _told(row, reading=reading), row[2], row[5], row[6]
    apart = Broken(f"event {told.number} does not follow from the one before")
    if not (isinstance(before, bytes) and isinstance(slot, str) and isinstance(commitment, bytes)):
        raise apart
    value = chain.following(before, chain.Link(told.number, told.at, slot, told.case, told.verb, commitment))
    if value != stored:
        raise apart
    return told, value


def verify(session: Session, *, reading: bool = True) -> chain.ChainReport:
    """Checks the whole chain and reports the first fault, if any. Raises ``StoreDamaged`` if the first row is missing.

    Without ``reading``, payloads that are unchanged but cannot be decoded are not reported: decoding takes as long as all the rest.
    """
    walk = _Walk(state_of(session), _stubs(session), reading=reading)
    try:
        for row in plain(session).execute(ALL):
            walk.step(row)
        walk.end()
    except Broken as broken:
        return walk.report(str(broken))
    return walk.report("")


class _Walk:
    """One pass along the chain. Each step raises ``Broken`` at the first fault.

    A payload may be missing only if its case was erased later, as a stub says. There are two exceptions. When a case is
    erased, the payloads saying that other cases follow it are erased too. Nobody knows any more which case it was, so each of
    these needs a later erasing of its own. Payloads about the early list may be missing if a later event names their numbers.
    """

    def __init__(self, state: StoreState, stubs: Mapping[str, int], *, reading: bool) -> None:
        self._state, self._stubs, self._reading = state, stubs, reading
        self._value, self._count, self._gone = chain.beginning(state.vault), 0, 0
        self._let_go, self._erasings = list[int](), list[int]()
        self._early_gone, self._early_erased = set[int](), set[int]()

    def step(self, row: tuple[object, ...]) -> None:
        """Checks the next event."""
        self._count += 1
        told, self._value = _followed(row, self._value, reading=self._reading or row[4] == EARLY_ERASED)
        if told.number != self._count:
            raise Broken(f"event {self._count} does not follow from the one before")
        if told.verb == ERASED:
            self._erasings.append(told.number)
            if self._stubs.get(told.case) != told.number:
                raise Broken(f"event {told.number} erased a case, and the list of erased cases does not have it")
        if told.said is None:
            self._gone += 1
            self._without_payload(told)
        elif told.verb == EARLY_ERASED:
            # Numbers of later events do not count: none of those could have been erased when this was written.
            self._early_erased |= {number for number in numbers_in(told.said.beside) if number < told.number}

    def _without_payload(self, told: Told) -> None:
        if told.number < self._stubs.get(told.case, 0):
            return
        if told.verb == EARLY and not told.case:
            self._early_gone.add(told.number)
            return
        if told.verb != FOLLOWS:
            raise Broken(NO_ERASING.format(number=told.number))
        self._let_go.append(told.number)

    def end(self) -> None:
        """Checks what can be known only after all events have been read."""
        for number, erasing in zip_longest(reversed(self._let_go), reversed(self._erasings), fillvalue=0):
            if number > erasing:
                numbers = ", ".join(map(str, self._let_go))
                raise Broken(f"whom a case follows is gone (events {numbers}), and no erasing took all of that")
        for number in sorted(self._early_gone - self._early_erased):
            raise Broken(NO_ERASING.format(number=number))
        if len(self._stubs) != len(self._erasings):
            raise Broken(f"{len(self._stubs)} cases are listed as erased, {len(self._erasings)} were")
        if (self._count, self._value) != (self._state.events, self._state.chain_head):
            raise Broken(
                f"{self._state.events} events were written, {self._count} are there, or the last one was changed"
            )

    def report(self, trouble: str) -> chain.ChainReport:
        """Returns the result so far, with ``trouble``."""
        return chain.ChainReport(self._count, self._gone, self._state.chain_head.hex(), trouble)


def numbers_in(beside: object) -> set[int]:
    """Returns the event numbers listed with an erasing of the early list."""
    return {number for number in beside if isinstance(number, int)} if isinstance(beside, list) else set()


def _stubs(session: Session) -> Mapping[str, int]:
    """Returns the number of the event that erased each erased case, by reference."""
    rows = session.connection().exec_driver_sql("SELECT reference, event FROM erased_case")
    return {str(reference): event for reference, event in rows if isinstance(event, int)}
