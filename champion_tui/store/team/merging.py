"""Applies what was entered while the server did not answer on top of what others have changed since.

The history has everything done here, event by event, with the values before and after. Each event of this desk that the
server lacks is repeated, if the current value is still the one before it. If a colleague has given another value
meanwhile, theirs stays, and ours is kept next to it until a person decides: a clash. Events are recognised by their
salted commitment, so one that reached the server before the connection broke is not repeated.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from champion_tui.domain.cases.case import FOR_THE_DESK
from champion_tui.domain.cases.reference_code import new_reference
from champion_tui.ground.values import immutable
from champion_tui.store.database.driver import Connection
from champion_tui.store.database.tables import AGENCY, ANSWER, READ_OUT, REFERRAL, TAKEN_BACK, TYPING
from champion_tui.store.history import chain
from champion_tui.store.history.agreeing import OWN_DETAIL, SETTING
from champion_tui.store.history.converters import (
    EventContent,
    answer_to_json,
    payload_bytes,
    said_from_payload,
    text_to_json,
    typed_note_from_json,
    typed_note_to_json,
)
from champion_tui.store.history.events import ADD_EVENT, ADD_PAYLOAD
from champion_tui.store.history.replaying import HOLDERS
from champion_tui.store.history.verbs import (
    AREA,
    AS_SENT,
    CREATED,
    DEALT_WITH,
    EARLY,
    EXPORTED,
    FOLLOWS,
    NOT_EXPORTED,
    PACKS,
    SENT,
    TREE,
)
from champion_tui.store.team.rows.shared_rows import CASE, EVENT, PAYLOAD, VALUE, Row
from champion_tui.store.team.waiting import Waiting

FROZEN = frozenset({ANSWER, AGENCY, REFERRAL, TAKEN_BACK, READ_OUT, TREE, AREA})
"""Verbs about what was sent with a referral, which nobody can change once it is sent (design section 9)."""

SILENT = frozenset({TAKEN_BACK, READ_OUT, TREE, AS_SENT, FOLLOWS, OWN_DETAIL})
"""Verbs of events that accompany another event. If one cannot be repeated there is no clash for it: the other event
already has one, or nobody needs it (the referrer's own details follow the form's field).
"""

ERASED_HERE, RENAMED = "erased", "reference"
"""The key of a clash if the whole case was erased meanwhile, or had to be given another reference."""


@immutable
class Own:
    """One event that was written at this desk. ``at`` is the clock's time (ISO text in UTC)."""

    number: int
    at: str
    slot: str
    reference: str
    verb: str
    commitment: bytes
    salt: bytes
    payload: bytes
    said: EventContent = field(repr=False)

    @property
    def moment(self) -> str:
        """When it was done, as the rows have it."""
        return self.said.given or self.at


@immutable
class Mine:
    """What was written at this desk and is not on the server: its events; ``as_sent`` as (reference, text);
    ``versions`` of each case as (reference, version when desk and server were last the same, version now); and fields
    being typed as (reference, key, note, value stored in passing).
    """

    events: tuple[Own, ...] = ()
    as_sent: tuple[tuple[str, str], ...] = ()
    versions: tuple[tuple[str, int, int], ...] = ()
    typing: tuple[tuple[str, str, str, str | None], ...] = ()


@immutable
class Clash:
    """A colleague gave a value too, and theirs is stored. ``mine`` (JSON, None for a cleared value) was given here by
    ``name`` at the time ``at`` (ISO text in UTC).
    """

    reference: str
    holder: str
    key: str
    mine: str | None
    at: str
    name: str


def mine(connection: Connection, rows: Iterable[Waiting]) -> Mine:
    """Collects what is waiting at this desk. To be called before it is taken back."""
    waiting = tuple(rows)
    payloads = {each.key: PAYLOAD.read(connection, each.key) for each in waiting if each.table is PAYLOAD}
    events = (
        _own(row, payloads.get(each.key))
        for each in waiting
        if each.table is EVENT and each.before is None and (row := EVENT.read(connection, each.key)) is not None
    )
    cases = [
        (each.before, row)
        for each in waiting
        if each.table is CASE and (row := CASE.read(connection, each.key)) is not None
    ]
    reference, as_sent, version = map(CASE.place, ("reference", "as_sent", "version"))
    return Mine(
        tuple(sorted((each for each in events if each is not None), key=lambda own: own.number)),
        tuple((str(row[reference]), str(row[as_sent])) for _, row in cases if row[as_sent] is not None),
        tuple((str(row[reference]), _whole(before, version), _whole(row, version)) for before, row in cases),
        tuple(_typing(connection, waiting)),
    )


def _own(row: Row, payload: Row | None) -> Own | None:
    if payload is None:
        return None
    number, at, slot, reference, verb, commitment, _ = row
    _, salt, said = payload
    texts = str(at), str(slot), str(reference), str(verb)
    return Own(int(str(number)), *texts, _raw(commitment), _raw(salt), _raw(said), said_from_payload(_raw(said)))


def _whole(row: Row | None, place: int) -> int:
    return 0 if row is None else int(str(row[place]))


def _raw(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _typing(connection: Connection, rows: Iterable[Waiting]) -> Iterable[tuple[str, str, str, str | None]]:
    for each in rows:
        row = VALUE.read(connection, each.key) if each.table is VALUE else None
        if row is None or row[VALUE.place("holder")] != TYPING:
            continue
        case_id, key, note = row[VALUE.place("case_id")], str(row[VALUE.place("key")]), str(row[VALUE.place("value")])
        reference = connection.execute("SELECT reference FROM case_record WHERE id = ?", (case_id,)).fetchone()
        value = _value(connection, int(str(case_id)), typed_note_from_json(note).holder, key)
        if reference is not None:
            yield str(reference[0]), key, note, value


def _value(connection: Connection, case_id: int, holder: str, key: str) -> str | None:
    row = connection.execute(
        "SELECT value FROM case_value WHERE case_id = ? AND holder = ? AND key = ?", (case_id, holder, key)
    ).fetchone()
    return None if row is None else str(row[0])


def put_on_top(connection: Connection, own: Mine, since: int) -> tuple[str, ...]:
    """Repeats what is ``own``, when everything that others did since event ``since`` is in the tables. Returns the
    references of the cases written. Call it within a transaction.
    """
    return _Merge(connection, own, since).done()


@dataclass(slots=True)
class _Merge:
    connection: Connection
    own: Mine
    since: int
    changed: dict[str, str] = field(default_factory=dict)
    """The time of the last change, by reference (ISO text in UTC)."""
    clashes: dict[tuple[str, str, str], Clash] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """New references, by old one, of cases that had to be renamed."""
    last: dict[str, int] = field(default_factory=dict)
    """The number of the newest event, by reference."""

    def done(self) -> tuple[str, ...]:
        known = {
            _raw(row[0])
            for row in self.connection.execute(
                "SELECT commitment FROM event WHERE number > ?", (self.since,)
            ).fetchall()
        }
        for own in self.own.events:
            if own.commitment in known:
                continue
            event = self._under_new_names(own)
            if self._do(event):
                self._append(replace(event, reference=self.names.get(own.reference, own.reference)))
            elif event.verb not in SILENT:
                self._clash(event)
        for reference, key, note, value in self.own.typing:
            self._type(self.names.get(reference, reference), key, note, value)
        self._give_versions()
        self._drop_settled()
        for clash in self.clashes.values():
            self.connection.execute(
                "INSERT INTO team_clash (reference, holder, key, mine, at, name) VALUES (?, ?, ?, ?, ?, ?)",
                (clash.reference, clash.holder, clash.key, clash.mine, clash.at, clash.name),
            )
        return tuple(self.changed)

    # -- one event -----------------------------------------------------------------------------------------------------------

    def _under_new_names(self, own: Own) -> Own:
        """Returns the event with the current references of its cases. If it says which case is followed and that was
        renamed, its payload is written again.
        """
        event = replace(own, reference=self.names.get(own.reference, own.reference))
        if own.verb != FOLLOWS or own.said.new not in self.names:
            return event
        said = replace(own.said, new=self.names[str(own.said.new)])
        salt, payload = chain.new_salt(), payload_bytes(said)
        return replace(event, said=said, salt=salt, payload=payload, commitment=chain.commitment(salt, payload))

    def _do(self, event: Own) -> bool:
        """Applies the event. Returns True if that was possible, or its value is already there."""
        if event.verb == CREATED:
            return self._create(event)
        if not event.reference:
            return self._kept(event)
        case = self.connection.execute(
            "SELECT id, sent_on FROM case_record WHERE reference = ?", (event.reference,)
        ).fetchone()
        if case is None:
            return False
        case_id, sent_on = int(str(case[0])), case[1]
        if sent_on is not None and event.verb in FROZEN and event.said.key not in FOR_THE_DESK:
            return False
        if (event.reference, event.verb, event.said.key) in self.clashes:
            return False
        if event.verb in HOLDERS:
            return self._set(case_id, event)
        return self._about_case(case_id, event)

    def _create(self, event: Own) -> bool:
        taken = self.connection.execute(
            "SELECT 1 FROM case_record WHERE reference = ? UNION SELECT 1 FROM erased_case WHERE reference = ?",
            (event.reference, event.reference),
        ).fetchone()
        if taken is not None:
            other = new_reference(event.reference.split("-")[0], secrets.randbelow)
            self.names[event.reference] = other
            self.clashes[other, "", RENAMED] = Clash(
                other, "", RENAMED, text_to_json(event.reference), event.moment, event.said.who
            )
            return self._create(replace(event, reference=other))
        said, beside = event.said.new, event.said.beside
        if not isinstance(said, dict) or not isinstance(beside, dict):
            return False
        self.connection.execute(
            "INSERT INTO case_record (reference, version, created_at, changed_at, last_event, area, tree_id, tree_version,"
            " tree_digest) VALUES (?, 0, ?, ?, 0, ?, ?, ?, ?)",
            (event.reference, event.moment, event.moment, beside["area"], *beside["tree"]),
        )
        made = self.connection.execute("SELECT id FROM case_record WHERE reference = ?", (event.reference,)).fetchone()
        case_id = int(str(made[0])) if made else 0
        self.connection.executemany(
            "INSERT INTO case_value (case_id, holder, key, value) VALUES (?, ?, ?, ?)",
            [
                (case_id, holder, key, json.dumps(value))
                for holder in (ANSWER, AGENCY, REFERRAL)
                for key, value in said[holder].items()
            ],
        )
        return True

    def _set(self, case_id: int, event: Own) -> bool:
        said = event.said
        now = _value(self.connection, case_id, event.verb, said.key)
        there = None if now is None else json.loads(now)
        if there not in (said.old, said.new):
            return False
        self._put_value(case_id, event.verb, said.key, None if said.new is None else json.dumps(said.new))
        return True

    def _put_value(self, case_id: int, holder: str, key: str, value: str | None) -> None:
        if value is None:
            self.connection.execute(
                "DELETE FROM case_value WHERE case_id = ? AND holder = ? AND key = ?", (case_id, holder, key)
            )
        else:
            self.connection.execute(
                "INSERT INTO case_value (case_id, holder, key, value) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (case_id, holder, key) DO UPDATE SET value = excluded.value",
                (case_id, holder, key, value),
            )

    def _about_case(self, case_id: int, event: Own) -> bool:
        said = event.said
        if event.verb == TREE:
            return self._columns(case_id, ("tree_id", "tree_version", "tree_digest"), said.old, said.new)
        if event.verb == AREA:
            return self._columns(case_id, ("area",), [said.old], [said.new])
        if event.verb == SENT:
            return self._sent(case_id, event)
        if event.verb == AS_SENT:
            return self._as_sent(case_id, event)
        if event.verb == FOLLOWS:
            return self._follow(case_id, said.new)
        if event.verb in {EXPORTED, NOT_EXPORTED, DEALT_WITH}:
            return self._export(case_id, event)
        return True

    def _columns(self, case_id: int, names: tuple[str, ...], old: object, new: object) -> bool:
        """Changes columns of the case if they are as in ``old``. Returns True also if they are already as in ``new``."""
        row = self.connection.execute(f"SELECT {', '.join(names)} FROM case_record WHERE id = ?", (case_id,)).fetchone()  # noqa: S608  names that are constants here
        if row is None or not isinstance(new, list) or list(row) not in (old, new):
            return False
        sets = ", ".join(f"{name} = ?" for name in names)
        self.connection.execute(f"UPDATE case_record SET {sets} WHERE id = ?", (*new, case_id))  # noqa: S608  the same
        return True

    def _sent(self, case_id: int, event: Own) -> bool:
        row = self.connection.execute("SELECT sent_on, sent_code FROM case_record WHERE id = ?", (case_id,)).fetchone()
        if row is None or not isinstance(event.said.new, list):
            return False
        there = None if row[0] is None else [row[0], json.loads(str(row[1]))]
        if there not in (event.said.old, event.said.new):
            return False
        on, code = event.said.new
        self.connection.execute(
            "UPDATE case_record SET sent_on = ?, sent_code = ?, sent_by = ? WHERE id = ?",
            (on, text_to_json(str(code)), text_to_json(event.said.who), case_id),
        )
        return True

    def _as_sent(self, case_id: int, event: Own) -> bool:
        text = next(
            (text for reference, text in self.own.as_sent if self.names.get(reference, reference) == event.reference),
            None,
        )
        if text is None or (event.reference, SENT, "") in self.clashes:
            return False
        self.connection.execute("UPDATE case_record SET as_sent = ? WHERE id = ?", (text, case_id))
        return True

    def _follow(self, case_id: int, before: object) -> bool:
        free = self.connection.execute(
            "SELECT 1 FROM case_record WHERE reference = ? AND NOT EXISTS (SELECT 1 FROM case_record WHERE follows = ?)",
            (before, before),
        ).fetchone()
        if free is not None:
            self.connection.execute("UPDATE case_record SET follows = ? WHERE id = ?", (before, case_id))
        return free is not None

    def _export(self, case_id: int, event: Own) -> bool:
        said, run = event.said, self.connection.execute
        beside = said.beside if isinstance(said.beside, dict) else {}
        if event.verb == EXPORTED and isinstance(said.new, list):
            for path, kind in said.new:
                run(
                    "INSERT INTO exported_file (case_id, path, kind, exported_at) VALUES (?, ?, ?, ?)",
                    (case_id, text_to_json(path), kind, event.moment),
                )
            if any(kind in PACKS for _, kind in said.new):
                pack = (event.moment, beside.get("contents"), case_id)
                run("UPDATE case_record SET exported_at = ?, pack_contents = ? WHERE id = ?", pack)
        elif event.verb == NOT_EXPORTED:
            open_one = (case_id, text_to_json(str(said.new)))
            run("DELETE FROM exported_file WHERE case_id = ? AND path = ? AND dealt_with_at IS NULL", open_one)
            before = (beside.get("exported_at"), beside.get("contents"), case_id)
            run("UPDATE case_record SET exported_at = ?, pack_contents = ? WHERE id = ?", before)
        elif event.verb == DEALT_WITH:
            which = (case_id, text_to_json(str(said.new)), beside.get("kind"), beside.get("exported_at"))
            run(
                "UPDATE exported_file SET dealt_with_at = ? WHERE id = (SELECT min(id) FROM exported_file WHERE case_id = ?"
                " AND path = ? AND kind = ? AND exported_at = ? AND dealt_with_at IS NULL)",
                (event.moment, *which),
            )
        return True

    def _kept(self, event: Own) -> bool:
        """Applies an event that belongs to no case: the referrer's own details, settings, the early list. Others exist
        only in the history.
        """
        said = event.said
        if event.verb == EARLY:
            return self._early(said)
        table = {OWN_DETAIL: "own_detail", SETTING: "setting"}.get(event.verb)
        if table is None:
            return True
        row = self.connection.execute(f"SELECT value FROM {table} WHERE key = ?", (said.key,)).fetchone()  # noqa: S608  names that are constants here
        there = None if row is None else json.loads(str(row[0]))
        if there not in (said.old, said.new):
            return False
        if said.new is None:
            self.connection.execute(f"DELETE FROM {table} WHERE key = ?", (said.key,))  # noqa: S608  the same
        else:
            self.connection.execute(
                f"INSERT INTO {table} (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",  # noqa: S608  the same
                (said.key, json.dumps(said.new)),
            )
        return True

    def _early(self, said: EventContent) -> bool:
        key = text_to_json(said.key)
        row = self.connection.execute(
            "SELECT may_lose_on, kind, worker, added_on FROM early_entry WHERE own_reference = ?", (key,)
        ).fetchone()
        there = None if row is None else [row[0], row[1], json.loads(str(row[2])), row[3]]
        if there not in (said.old, said.new):
            return False
        self.connection.execute("DELETE FROM early_entry WHERE own_reference = ?", (key,))
        if isinstance(said.new, list):
            on, kind, worker, added_on = said.new
            self.connection.execute(
                "INSERT INTO early_entry (own_reference, may_lose_on, kind, worker, added_on) VALUES (?, ?, ?, ?, ?)",
                (key, on, kind, text_to_json(str(worker)), added_on),
            )
        return True

    # -- finishing -----------------------------------------------------------------------------------------------------------

    def _give_versions(self) -> None:
        """Sets the versions of changed cases. A case that nobody else changed keeps the version that this desk's windows have seen."""
        versions = {self.names.get(name, name): (before, now) for name, before, now in self.own.versions}
        for reference, moment in self.changed.items():
            if reference not in versions and reference not in self.last:
                continue
            before, now = versions.get(reference, (0, 0))
            self.connection.execute(
                "UPDATE case_record SET version = CASE version WHEN ? THEN max(?, 1) ELSE max(version, ?) + 1 END,"
                " changed_at = ?, last_event = ? WHERE reference = ?",
                (before, now, now, moment, self.last.get(reference) or self._last_event(reference), reference),
            )

    def _last_event(self, reference: str) -> object:
        row = self.connection.execute("SELECT last_event FROM case_record WHERE reference = ?", (reference,)).fetchone()
        return row[0] if row else 0

    def _drop_settled(self) -> None:
        """Drops clashes in which both sides ended with the same value, as there is nothing to decide."""
        for place, clash in tuple(self.clashes.items()):
            row = self.connection.execute(
                "SELECT value FROM case_value v JOIN case_record c ON c.id = v.case_id WHERE c.reference = ? AND holder = ?"
                " AND key = ?",
                place,
            ).fetchone()
            if clash.holder in HOLDERS and (None if row is None else json.loads(str(row[0]))) == (
                None if clash.mine is None else json.loads(clash.mine)
            ):
                del self.clashes[place]

    def _append(self, event: Own) -> None:
        """Appends the event to the end of the history with its original content, time and author."""
        row = self.connection.execute("SELECT events, chain_head FROM state WHERE id = 1").fetchone()
        number, head = (int(str(row[0])) + 1, _raw(row[1])) if row else (1, b"")
        link = chain.Link(number, event.at, event.slot, event.reference, event.verb, event.commitment)
        value = chain.following(head, link)
        self.connection.execute(
            ADD_EVENT, (number, event.at, event.slot, event.reference, event.verb, event.commitment, value)
        )
        self.connection.execute(ADD_PAYLOAD, (number, event.salt, event.payload))
        self.connection.execute("UPDATE state SET events = ?, chain_head = ? WHERE id = 1", (number, value))
        if event.reference:
            self.changed[event.reference] = event.moment
            self.last[event.reference] = number

    def _clash(self, event: Own) -> None:
        said = event.said
        erased = (
            event.reference
            and self.connection.execute("SELECT 1 FROM erased_case WHERE reference = ?", (event.reference,)).fetchone()
        )
        if erased:
            # What was entered is erased with the case: nothing of it may remain.
            gone = Clash(event.reference, "", ERASED_HERE, None, event.moment, said.who)
            self.clashes[event.reference, "", ERASED_HERE] = gone
            return
        value = None if said.new is None else json.dumps(said.new)
        self.clashes[event.reference, event.verb, said.key] = Clash(
            event.reference, event.verb, said.key, value, event.moment, said.who
        )

    def _type(self, reference: str, key: str, note: str, value: str | None) -> None:
        """Restores a field that is being typed, if nobody else has changed it."""
        row = self.connection.execute("SELECT id FROM case_record WHERE reference = ?", (reference,)).fetchone()
        if row is None:
            return
        case_id, typed = int(str(row[0])), typed_note_from_json(note)
        there = _value(self.connection, case_id, typed.holder, key)
        before = None if typed.before is None else answer_to_json(typed.before)
        if typed.passing and there != before:
            if there != value:
                moment = self.connection.execute(
                    "SELECT changed_at FROM case_record WHERE id = ?", (case_id,)
                ).fetchone()
                at = str(moment[0]) if moment else ""
                self.clashes[reference, typed.holder, key] = Clash(reference, typed.holder, key, value, at, typed.name)
            return
        if typed.passing:
            self._put_value(case_id, typed.holder, key, value)
            count = self.connection.execute("SELECT events FROM state WHERE id = 1").fetchone()
            typed = replace(typed, after=int(str(count[0])) if count else 0)
        self._put_value(case_id, TYPING, key, typed_note_to_json(typed))
        moment = self.connection.execute("SELECT changed_at FROM case_record WHERE id = ?", (case_id,)).fetchone()
        self.changed.setdefault(reference, str(moment[0]) if moment else "")
