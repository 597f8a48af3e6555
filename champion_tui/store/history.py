"""Events: written with each change, read back, verified. Within a transaction that the caller holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from champion_tui.domain.case import Event
from champion_tui.store import chain
from champion_tui.store.converters import event_from_rows, payload_bytes
from champion_tui.store.errors import StoreDamaged
from champion_tui.store.hand_over import mark
from champion_tui.store.seen import Seen, first_seen
from champion_tui.store.tables import EventRow, PayloadRow, StateRow
from champion_tui.store.vaultfile import VaultFile

LAST_EVENTS = 500


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, when: the author's slot id and name, and the moment as ISO text in UTC."""

    slot: str
    name: str
    at: str


def begin_state(session: Session, vault: str, slots_counter: int) -> StateRow:
    """The first row of a new store."""
    state = StateRow(id=1, vault=vault, slots_counter=slots_counter, events=0, chain_head=chain.beginning(vault))
    session.add(state)
    session.flush()
    return state


def state_of(session: Session) -> StateRow:
    """The one row of state. Raises ``StoreDamaged``."""
    state = session.get(StateRow, 1)
    if state is None:
        raise StoreDamaged("its first row is missing")
    return state


def seen_now(session: Session, held: VaultFile, key: bytes) -> Seen:
    """What the owner of a new slot is to know of the store as it stands under the database ``key``."""
    state = state_of(session)
    return first_seen(held, mark(held.vault, key), state.events, state.chain_head.hex())


def note(
    session: Session, hand: Hand, case: str, verb: str, *, key: str = "", old: object = None, new: object = None
) -> int:
    """Add one event to the chain; gives its number. ``old`` and ``new`` are JSON-ready."""
    state = state_of(session)
    salt, payload = chain.new_salt(), payload_bytes(hand.name, key, old, new)
    link = chain.Link(state.events + 1, hand.at, hand.slot, case, verb, chain.commitment(salt, payload))
    head = chain.following(state.chain_head, link)
    session.add(
        EventRow(
            number=link.number,
            at=link.at,
            slot=link.slot,
            case_reference=case,
            verb=verb,
            commitment=link.commitment,
            chain=head,
        )
    )
    session.flush()
    session.add(PayloadRow(number=link.number, salt=salt, payload=payload))
    state.events, state.chain_head = link.number, head
    session.add(state)
    return link.number


def head(session: Session) -> str:
    """The chain's newest value in hexadecimal."""
    return state_of(session).chain_head.hex()


def newest(session: Session) -> str | None:
    """The latest moment (ISO text in UTC) of the last events; None where there are none. Not the last event's alone: it may have
    been written under a clock that was wrong.
    """
    last = select(EventRow.at).order_by(col(EventRow.number).desc()).limit(LAST_EVENTS)
    return max(session.exec(last), default=None)


def _rows(session: Session, reference: str | None = None) -> Iterator[tuple[EventRow, PayloadRow | None]]:
    """Every event with its payload, or None where that was erased, oldest first."""
    wanted = (
        select(EventRow, PayloadRow)
        .join(PayloadRow, col(PayloadRow.number) == col(EventRow.number), isouter=True)
        .order_by(col(EventRow.number))
    )
    if reference is not None:
        wanted = wanted.where(EventRow.case_reference == reference)
    yield from session.exec(wanted)


def events(session: Session, reference: str | None) -> tuple[Event, ...]:
    """Every event, or those of one case, oldest first."""
    return tuple(event_from_rows(row, payload) for row, payload in _rows(session, reference))


def verify(session: Session) -> chain.ChainReport:
    """Walk the whole chain and say what was found: the first trouble, or none."""
    state = state_of(session)
    before, count, erased, trouble = chain.beginning(state.vault), 0, 0, ""
    for row, payload in _rows(session):
        count += 1
        erased += payload is None
        link = chain.Link(row.number, row.at, row.slot, row.case_reference, row.verb, row.commitment)
        before = chain.following(before, link)
        if row.number != count or before != row.chain:
            trouble = trouble or f"event {count} does not follow from the one before"
        if payload is not None and not chain.fits(payload.salt, payload.payload, row.commitment):
            trouble = trouble or f"what event {count} says was changed"
    if count != state.events or before != state.chain_head:
        trouble = trouble or f"{state.events} events were written, {count} are there, or the last one was changed"
    return chain.ChainReport(count, erased, state.chain_head.hex(), trouble)
