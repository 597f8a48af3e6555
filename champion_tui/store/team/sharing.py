"""Makes a store a desk of a team: each change here is made on the server at the same moment, or waits for it.

Used in the owning thread. If the server does not answer, work goes on: changes wait in this desk's own copy and are
delivered when the connection is back (``merging.py``).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sqlmodel import Session

from champion_tui.ground.files.durable_files import write_whole
from champion_tui.store import slot_list
from champion_tui.store.cases import summaries
from champion_tui.store.cases.summaries import Summaries
from champion_tui.store.database import schema
from champion_tui.store.database.connection import Database, plain
from champion_tui.store.database.driver import Connection, DoesNotFit
from champion_tui.store.database.tables import TYPING
from champion_tui.store.errors import (
    NotOnThisComputer,
    StoreError,
    TeamDiffers,
    TeamNeeded,
    TeamRefused,
    TeamUnreachable,
)
from champion_tui.store.files import NEXT_VAULT, reaching
from champion_tui.store.history.agreeing import forget_histories
from champion_tui.store.history.converters import answer_to_json, typed_note_from_json
from champion_tui.store.history.events import forget_rows
from champion_tui.store.keys import vaultfile
from champion_tui.store.keys.slots import signed
from champion_tui.store.keys.vaultfile import VaultFile
from champion_tui.store.team import changes, merging, waiting, whole_store
from champion_tui.store.team.changes import AGAIN_AND_AGAIN, News, OtherKey, WholeStore, end_of
from champion_tui.store.team.merging import Clash
from champion_tui.store.team.rows.carried import InDoubt, OtherCameFirst
from champion_tui.store.team.rows.sealing import Seals, with_earlier
from champion_tui.store.team.rows.shared_rows import (
    CASE,
    EVENT,
    EXPORTED,
    PAYLOAD,
    REFERRED_BY_NONE,
    SHARED,
    VALUE,
    Key,
    Row,
)
from champion_tui.store.team.server.where import Where
from champion_tui.store.team.standing import LineState, TeamStanding
from champion_tui.store.team.waiting import Base, Outgoing, Waiting

if TYPE_CHECKING:
    from champion_tui.store.team.server.server import Server

Result = TypeVar("Result")
Place: TypeAlias = tuple[object, object, object]
"""Where a value belongs: its case, holder and key. Here and on the server each place has at most one row."""

CASE_ID, HOLDER, KEY, VALUE_TEXT = map(VALUE.place, ("case_id", "holder", "key", "value"))

NEW_KEY = "somebody was taken out, and the vault has a new key: lock it and unlock it again"
NO_PLACE = "two rows on it say something of the same field"
TRIES = 4
"""How many times a new list of people is tried when others came first."""


class _Done(Exception):
    """The change is on the server and is rolled back here: it will come from there."""


class Sharing:
    """Writes this desk's changes on the team's server, and takes those of others. Made when a team's store is opened.

    ``connect`` opens a connection to the server, which takes seconds if nothing answers.
    """

    def __init__(self, home: Path, vault: str, key: bytes, proof: bytes, connection: Connection) -> None:
        row = connection.execute("SELECT url, secret FROM team_desk").fetchone() or ("", "")
        self.url, self._secret = str(row[0]), str(row[1])
        self._seals = Seals(vault, key, waiting.earlier_keys(connection))
        self._home, self._proof = home, proof
        self._server: Server | None = None
        self._line, self._why = LineState.DOWN, "it was not asked yet"
        self._reached, self._told, self._list_came = 0, 0, False
        self.renew: Callable[[Session, Sequence[int]], None] = Summaries().renew_all
        """Makes the summaries of cases that came from others."""
        self.took: Callable[[], None] = lambda: None
        """Called after something from others was taken, and when the connection is lost or restored, whoever noticed it."""

    def under(self, vault: str, key: bytes, proof: bytes, connection: Connection) -> "Sharing":
        """Returns the same desk for a copy that is now under another key. This object is not used afterwards."""
        self.disconnect()
        new = Sharing(self._home, vault, key, proof, connection)
        new.renew, new.took = self.renew, self.took
        return new

    # -- the connection -----------------------------------------------------------------------------------------------------

    def connect(self) -> "Server":
        """Returns another connection to the server, for waiting for news. Raises ``StoreError``."""
        server = Where(self.url, self._secret).reach()
        try:
            server.require_layout(schema.VERSION)
        except StoreError:
            server.close()
            raise
        return server

    def note_announced(self, number: int) -> bool:
        """Notes that the change ``number`` was announced. Returns True if this desk does not have it yet; the next write
        then takes it first, rather than being told by the server that others came first. Called in another thread.
        """
        if number <= self._reached:
            return False
        self._told = number
        return True

    def check_connection(self, error: StoreError) -> None:
        """Checks the connection for writing after the one for news was lost with ``error``, so that a fault is known
        before somebody writes. Opens no connection, so that nobody waits for a server that is not there.
        """
        if self._server is not None:
            try:
                self._server.is_there()
            except StoreError as lost:
                self._lost(lost)
        elif self._line is not LineState.NEW_KEY:
            self._lost(error)

    def disconnect(self) -> None:
        """Closes the connection."""
        if self._server is not None:
            self._server.close()
        self._server = None

    def standing(self, database: Database) -> TeamStanding:
        """Returns the state of the connection to the server, as far as is known."""
        counts = [
            int(str(row[0])) if (row := database.connection.execute(query).fetchone()) else 0
            for query in ("SELECT count(*) FROM team_waiting WHERE tbl = 'event'", "SELECT count(*) FROM team_clash")
        ]
        return TeamStanding(self._line, self._why, *counts)

    def _other_key(self) -> None:
        self.disconnect()
        self._set_line(LineState.NEW_KEY, NEW_KEY)

    def _set_line(self, line: LineState, why: str) -> None:
        before, self._line, self._why = self._line, line, why
        if line is not before:
            self.took()

    def _lost(self, error: StoreError) -> None:
        self.disconnect()
        kind = {TeamRefused: LineState.REFUSED, TeamDiffers: LineState.DIFFERS}.get(type(error), LineState.DOWN)
        self._set_line(kind, error.why if isinstance(error, TeamUnreachable) else str(error))

    def list_of_people(self) -> VaultFile:
        """Returns the team's list of people from the server. Raises ``TeamNeeded`` if it does not answer."""
        try:
            with self.connect() as server:
                raw = server.vault()
        except TeamUnreachable as error:
            raise TeamNeeded(error.why) from None
        return changes.people(self._seals.vault, raw)

    # -- writing ------------------------------------------------------------------------------------------------------------

    def write(self, database: Database, job: Callable[[Session], Result], *, needs_server: bool = False) -> Result:
        """Runs ``job`` in one transaction here and on the server. If the server does not answer, it runs here and the changes wait.

        With ``needs_server``, it is done in both places or not at all. Raises ``TeamNeeded``, ``NotOnThisComputer`` or
        what ``job`` raises.
        """
        if needs_server:
            # Notices a connection that broke while unused before anything is sent.
            self.catch_up(database)
            if self._server is None:
                raise TeamNeeded(self._why)
        if self._server is None:
            return database.write_here(job)
        try:
            return self._tried(database, self._server, job, needs_server=needs_server)
        except OtherKey:
            self._other_key()
        except (TeamUnreachable, TeamDiffers, TeamRefused) as error:
            self._lost(error)
        if needs_server:
            raise TeamNeeded(self._why)
        return database.write_here(job)

    def _tried(
        self, database: Database, server: "Server", job: Callable[[Session], Result], *, needs_server: bool
    ) -> Result:
        """Writes once. If others came first, takes their changes and writes again, while nobody else can write. Raises
        ``TeamUnreachable`` if the server even then says that others came first.
        """
        if self._told > self._reached:
            self._take(database)
        try:
            return self._write_once(database, job, needs_server=needs_server)
        except OtherCameFirst:
            pass
        with server.alone():
            self._take(database)
            try:
                return self._write_once(database, job, needs_server=needs_server)
            except OtherCameFirst:
                raise TeamUnreachable(AGAIN_AND_AGAIN) from None

    def _write_once(self, database: Database, job: Callable[[Session], Result], *, needs_server: bool) -> Result:
        server, done = self._server, 0

        def both(session: Session) -> Result:
            nonlocal done
            result = job(session)
            session.flush()
            if server is not None:
                try:
                    done = self._deliver(session, server, people=needs_server)
                except InDoubt:
                    self._lost(TeamUnreachable("the line was cut"))
                    if needs_server:
                        raise TeamNeeded("Whether the server has done it shows when it answers again.") from None
                except (TeamUnreachable, TeamRefused) as error:
                    self._lost(error)
                    if needs_server:
                        raise TeamNeeded(self._why) from None
            return result

        try:
            result = database.write_here(both)
        except StoreError as error:
            if done:
                raise NotOnThisComputer(str(error)) from error
            raise
        self._reached = max(self._reached, done)
        return result

    def _deliver(self, session: Session, server: "Server", *, people: bool) -> int:
        """Brings the waiting rows to the server, within a transaction here. With ``people``, a new list of people may
        go with them. Returns the number of the change, 0 if there was nothing.
        """
        connection = plain(session)
        rows = _to_deliver(connection)
        end, base = end_of(connection), waiting.base(connection)
        vault = self._made_list(end.slots_counter) if people else None
        if not rows and vault is None:
            return 0
        delivery = changes.delivery(connection, self._seals, base, rows, end, vault)
        server.deliver(delivery)
        waiting.delivered(connection, rows)
        waiting.set_base(connection, waiting.base_at(delivery.change))
        return delivery.change.number

    def _made_list(self, counter: int) -> bytes | None:
        """Returns the list of people with that number, if this desk has made it, else None."""
        with reaching(self._home):
            if not (self._home / NEXT_VAULT).exists():
                return None
        listed = vaultfile.read(self._home, NEXT_VAULT)
        return listed.to_bytes() if listed.counter == counter else None

    def hand_on(self, database: Database, key: bytes, listed: VaultFile, say: Callable[[Session], None]) -> None:
        """Gives the team a new key of the vault and the list of people under it, with the events that ``say`` writes.
        Nothing is changed here: this desk takes them as every other does. Raises ``TeamNeeded``.
        """
        for _ in range(TRIES):
            self.catch_up(database)
            if self._server is None:
                raise TeamNeeded(self._why)
            server = self._server
            try:
                database.write_here(partial(self._hand_on, server=server, key=key, listed=listed, say=say))
            except _Done:
                return
            except OtherCameFirst:
                continue
            except InDoubt:
                self._lost(TeamUnreachable("the line was cut"))
                raise TeamNeeded("Whether the server has done it shows when it answers again.") from None
            except (TeamUnreachable, TeamRefused) as error:
                self._lost(error)
                raise TeamNeeded(self._why) from None
        raise TeamNeeded(AGAIN_AND_AGAIN)

    def _hand_on(
        self, session: Session, server: "Server", key: bytes, listed: VaultFile, say: Callable[[Session], None]
    ) -> None:
        connection = plain(session)
        say(session)
        session.flush()
        connection.execute("UPDATE state SET slots_counter = ? WHERE id = 1", (listed.counter,))
        new = _to_deliver(connection)
        seals = Seals(self._seals.vault, key, (*self._seals.earlier, self._seals.key))
        delivery = changes.delivery(
            connection, seals, waiting.base(connection), new, end_of(connection), listed.to_bytes()
        )
        server.deliver(replace(delivery, before=seals.handed_on(self._seals.key)))
        raise _Done

    # -- catching up --------------------------------------------------------------------------------------------------------

    def catch_up(self, database: Database) -> None:
        """Opens the connection if it is down, takes what others did and delivers what is waiting. Never raises if the
        server does not answer: ``standing`` shows the result. Raises ``StoreError`` about this desk's own copy.
        """
        was_there = self._server is not None
        try:
            try:
                self._caught_up(database)
            except TeamUnreachable:
                if not was_there:
                    raise
                # A connection that broke while unused is noticed when it is next used: try a new one.
                self.disconnect()
                self._caught_up(database)
        except OtherKey:
            self._other_key()
        except (TeamUnreachable, TeamDiffers, TeamRefused) as error:
            self._lost(error)

    def _caught_up(self, database: Database) -> None:
        if self._server is None or self._server.closed:
            self._server = self.connect()
        self._take(database)
        if waiting.any_waits(database.connection) and database.read(lambda session: _anything(plain(session))):
            self._tried(database, self._server, lambda _: None, needs_server=False)
        if self._server is not None:
            self._set_line(LineState.UP, "")

    def _take(self, database: Database) -> None:
        """Takes what others have done since; what is waiting here is applied on top."""
        server = self._server
        if server is None:
            return
        try:
            taken = database.write_here(lambda session: self._take_news(session, server))
        except WholeStore:
            taken = database.write_here(lambda session: self._take_whole(session, server))
        self._told = 0
        if taken:
            self._reached = taken
            if self._list_came:
                slot_list.settle(database, self._home, self._proof)
                self._list_came = False
            self.took()

    def _take_news(self, session: Session, server: "Server") -> int:
        """Takes the changes of others and applies what is waiting on top. Returns the number of the newest change, 0 if
        this desk had it.
        """
        connection = plain(session)
        before, counter = waiting.base(connection), end_of(connection).slots_counter
        news = changes.news(server, self._seals, before, counter)
        if news is None:
            return 0
        rows = waiting.waiting(connection)
        own = merging.mine(connection, rows)
        ids = _cases_of(rows)
        for each in rows:
            if each.table is CASE and each.before is None and isinstance(each.key, int):
                summaries.delete(connection, each.key)
        waiting.take_back(connection, rows)
        ids |= self._apply(connection, before, news)
        waiting.nothing_waits(connection)
        waiting.set_base(connection, waiting.base_at(news.newest))
        references = merging.put_on_top(connection, own, before.events)
        forget_rows(session)
        if news.deleted.get(PAYLOAD.name):
            forget_histories(session)
        ids |= {case_id for reference in references for case_id in _id_of(connection, reference)}
        self.renew(session, sorted(ids))
        return news.newest.number

    def _take_whole(self, session: Session, server: "Server") -> int:
        """Copies the whole store, after somebody put it on the server again. Events that this desk has seen or entered
        and the new store lacks are applied on top. Returns the number of the newest change.
        """
        connection = plain(session)
        self._seals = with_earlier(self._seals.vault, self._seals.key, server.keys())
        with server.one_view():
            since = _parted(connection, server)
        own = merging.mine(connection, (*waiting.waiting(connection), *_events_after(connection, since)))
        base, vault = whole_store.copy_over(session, server, self._seals)
        if vault is not None:
            self._take_list(vault, end_of(connection).slots_counter)
        waiting.set_base(connection, base)
        waiting.set_earlier_keys(connection, self._seals.earlier)
        merging.put_on_top(connection, own, since)
        forget_rows(session)
        return base.number

    def _apply(self, connection: Connection, before: Base, news: News) -> set[int]:
        """Writes what others did and returns the ids of the cases concerned. Raises ``TeamDiffers``."""
        newest = news.newest
        changes.check_chain(before, news.written.get(EVENT.name, ()), newest)
        ids = _cases_in(connection, news)
        try:
            _put_rows(connection, news)
        except DoesNotFit:
            # This desk's own file is undamaged: it goes on by itself, and shows why.
            raise TeamDiffers(NO_PLACE) from None
        if news.deleted.get(PAYLOAD.name):
            # Something was erased: its traces are swept out of this desk's file too, when it is closed.
            connection.execute("UPDATE state SET unswept = 1 WHERE id = 1")
        if news.vault is not None:
            self._take_list(news.vault, newest.slots_counter)
        connection.execute(
            "UPDATE state SET events = ?, chain_head = ?, slots_counter = ? WHERE id = 1",
            (newest.events, newest.chain_head, newest.slots_counter),
        )
        return ids

    def _take_list(self, raw: bytes, counter: int) -> None:
        """Writes the team's list of people next to the current one. What each person last saw at this desk is kept."""
        listed = changes.newest_people(self._seals.vault, raw, counter, self._proof)
        self._list_came = True
        merged = _seen_here(listed, vaultfile.read(self._home))
        with reaching(self._home / NEXT_VAULT):
            write_whole(self._home / NEXT_VAULT, signed(merged, self._proof).to_bytes())

    # -- what a person has to decide ----------------------------------------------------------------------------------------

    @staticmethod
    def clashes(connection: Connection) -> tuple[tuple[int, Clash], ...]:
        """Returns the clashes of this desk by number, oldest first."""
        rows = connection.execute("SELECT id, reference, holder, key, mine, at, name FROM team_clash ORDER BY id")
        return tuple(
            (
                int(str(number)),
                Clash(str(reference), str(holder), str(key), None if mine is None else str(mine), str(at), str(name)),
            )
            for number, reference, holder, key, mine, at, name in rows.fetchall()
        )

    @staticmethod
    def decided(connection: Connection, number: int) -> None:
        """Removes a clash that was decided."""
        connection.execute("DELETE FROM team_clash WHERE id = ?", (number,))


def _put_rows(connection: Connection, news: News) -> None:
    """Writes the rows of others. Rows without references to them are all deleted before any is written, as in ``waiting.take_back``."""
    for case_id in news.deleted.get(CASE.name, ()):
        summaries.delete(connection, int(case_id))
    for table in REFERRED_BY_NONE:
        for row in news.written.get(table.name, ()):
            table.delete(connection, table.key_of(row))
    for table in reversed(SHARED):
        for key in news.deleted.get(table.name, ()):
            table.delete(connection, key)
    for table in SHARED:
        table.write(connection, news.written.get(table.name, ()))


def _parted(connection: Connection, server: "Server") -> int:
    """Returns the number of the last event that desk and server have in common."""
    low, high = 0, end_of(connection).events
    while low < high:
        middle = (low + high + 1) // 2
        here = EVENT.read(connection, middle)
        there = server.rows_of(EVENT, (middle,))
        same = here is not None and bool(there) and there[0][EVENT.place("chain")] == here[EVENT.place("chain")]
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def _events_after(connection: Connection, number: int) -> tuple[Waiting, ...]:
    """Returns every later event and its payload as waiting rows."""
    waiting_already = {(each.table.name, each.key) for each in waiting.waiting(connection)}
    return tuple(
        Waiting(table, key, None)
        for table in (EVENT, PAYLOAD)
        for key in range(number + 1, end_of(connection).events + 1)
        if (table.name, key) not in waiting_already
    )


def _anything(connection: Connection) -> bool:
    return bool(_to_deliver(connection))


def _to_deliver(connection: Connection) -> Sequence[Outgoing]:
    """Returns what is waiting and can go to the server. A field being typed stays at this desk until it is left; the
    server gets its value according to the history.
    """
    rows = [(each, each.table.read(connection, each.key)) for each in waiting.waiting(connection)]
    told = _values_told([(each, now) for each, now in rows if each.table is VALUE])
    outgoing = (_outgoing(each, now, told.get(each.key) if each.table is VALUE else now) for each, now in rows)
    return tuple(each for each in outgoing if each is not None)


def _outgoing(each: Waiting, now: Row | None, wanted: Row | None) -> Outgoing | None:
    """Returns what the server is told about a row that is ``now`` here and ``wanted`` there, None if it has that already."""
    stays = wanted != now
    # The second condition is for rows that were made and deleted without the server.
    if (stays and wanted == each.before) or wanted is each.before is None:
        return None
    return Outgoing(each, wanted, stays=stays)


def _place(value: Row) -> Place:
    return value[CASE_ID], value[HOLDER], value[KEY]


def _values_told(values: Sequence[tuple[Waiting, Row | None]]) -> dict[Key, Row]:
    """Returns the rows that the server is to have for waiting values (each with its current row), by id: the values
    according to the history. For a field being typed, that is the value before.

    Ids mean little: free ones are reused, and a value that was deleted and stored again has another one. A value
    deleted only in passing keeps its id, or gets that of the note about it, which itself stays here.
    """
    real = {each.key: now for each, now in values if now is not None and now[HOLDER] != TYPING}
    passing = {
        (now[CASE_ID], note.holder, now[KEY]): (each.key, None if note.before is None else answer_to_json(note.before))
        for each, now in values
        if now is not None and now[HOLDER] == TYPING and (note := typed_note_from_json(str(now[VALUE_TEXT]))).passing
    }
    standing = {_place(now): key for key, now in real.items()}
    left = {_place(each.before): each.key for each, _ in values if each.before is not None and each.key not in real}
    told = {key: now for key, now in real.items() if _place(now) not in passing}
    for place, (note_number, before) in passing.items():
        if before is not None:
            number = standing.get(place, left.get(place, note_number))
            told[number] = (number, *place, before)
    return told


def _cases_of(rows: Sequence[Waiting]) -> set[int]:
    return {each.key for each in rows if each.table is CASE and isinstance(each.key, int) and each.before is not None}


def _cases_in(connection: Connection, news: News) -> set[int]:
    """Returns the ids of the cases that the news is about, except those it deletes."""
    ids = {int(str(row[CASE.place("id")])) for row in news.written.get(CASE.name, ())}
    for table in (VALUE, EXPORTED):
        place = table.place("case_id")
        ids |= {int(str(row[place])) for row in news.written.get(table.name, ())}
        there = [table.read(connection, key) for key in news.deleted.get(table.name, ())]
        ids |= {int(str(row[place])) for row in there if row is not None}
    return ids - {int(key) for key in news.deleted.get(CASE.name, ())}


def _id_of(connection: Connection, reference: str) -> tuple[int, ...]:
    row = connection.execute("SELECT id FROM case_record WHERE reference = ?", (reference,)).fetchone()
    return () if row is None else (int(str(row[0])),)


def _seen_here(listed: VaultFile, here: VaultFile) -> VaultFile:
    """Returns the list with what each person last saw at this desk."""
    seen = {(slot.id, slot.public_key): slot.last_seen for slot in here.slots}
    slots = tuple(
        replace(slot, last_seen=seen.get((slot.id, slot.public_key)) or slot.last_seen) for slot in listed.slots
    )
    return replace(listed, slots=slots)
