"""The team's server: the only module that talks to PostgreSQL. What it sends is already encrypted, and nothing it receives is trusted.

Each change of the store is one transaction here. Changes are numbered without gaps in the table of changes, so if two
desks write at once, one is told that the other came first. No other lock is needed.
"""

import contextlib
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from typing import Any, Self
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from champion_tui.ground.values import immutable
from champion_tui.store.errors import TeamDiffers, TeamRefused, TeamTooOld, TeamUnreachable, printable
from champion_tui.store.team.rows.carried import Change, Delivery, InDoubt, OtherCameFirst
from champion_tui.store.team.rows.shared_rows import BY_NAME, ONLY_GROWING, SHARED, Key, Row, SharedTable
from champion_tui.store.team.server.address import NO_ADDRESS, check_url

CONNECT_SECONDS = 3
ANSWER_SECONDS = 8.0
"""Seconds to wait for a server that has gone silent before the program continues without it."""

STREAM_SECONDS = 60.0
"""The same while a whole store is transferred: the other end may have a lot to write in between."""

HELD_SECONDS = 5
"""Seconds for which the server lets a desk be idle within a transaction while others may be waiting for it: less than
they wait for the server. So a stopped program or a sleeping computer does not block the other desks.
"""

STILL_THERE = {"idle": 5, "interval": 2, "count": 3}
"""TCP keepalive of each end: seconds of silence before it probes the other, seconds between probes, and how many may
fail. Without it a server waits two hours for a computer that fell asleep while it was putting a whole store there, with
every table locked: PostgreSQL has no other limit for a client that is sending rows.
"""

AT_ONCE = 2_000
"""How many rows of a whole store are fetched, and held in memory, at a time."""

OLDEST_SERVER = 150_000
CHANNEL = "champion_team"


def is_here(url: str) -> bool:
    """Returns True if the server of ``url`` is on this machine, by its loopback address."""
    return (urlsplit(url).hostname or "") in {"127.0.0.1", "::1", "localhost"}


def _conninfo(url: str, secret: str) -> str:
    given = dict[str, Any](conninfo_to_dict(url))
    if not is_here(url):
        # Whatever the address says: on another machine, the server must prove its name. libpq takes the certificate
        # authority from the address (sslrootcert=FILE), or from where every PostgreSQL program looks for it
        # (~/.postgresql/root.crt). Not from the system: the TLS library in the driver's wheel does not know the
        # system's certificates.
        given["sslmode"] = "verify-full"
    limits = (
        f"-c idle_in_transaction_session_timeout={HELD_SECONDS}s",
        *(f"-c tcp_keepalives_{name}={number}" for name, number in STILL_THERE.items()),
    )
    return make_conninfo(
        "",
        **{
            **given,
            **({"password": secret} if secret else {}),
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "champion-tui",
            "client_encoding": "utf8",
            "options": " ".join((given.get("options", ""), *limits)).strip(),
            **{f"keepalives_{name}": number for name, number in STILL_THERE.items()},
        },
    )


@immutable
class ServerState:
    """What the server held at one moment: the number of its ``newest`` change, the ``rows`` by table in the order asked
    for, and the list of people if that was asked for.
    """

    newest: int
    rows: Sequence[Sequence[Row]] = field(repr=False)
    vault: bytes | None = field(repr=False)


class Server:
    """A connection to the team's server, used by one thread. Each method may raise ``TeamUnreachable``, ``TeamRefused``
    or ``TeamDiffers``.
    """

    def __init__(self, url: str, secret: str) -> None:
        check_url(url)
        refused: TeamRefused | TeamUnreachable | None = None
        try:
            self._connection = psycopg.connect(_conninfo(url, secret), autocommit=True)
        except psycopg.OperationalError as error:
            refused = _not_let_in(str(error), url)
            # While the traceback exists, the driver keeps the unanswered connection open. A server that recovers would
            # wait a minute for each of these, and count them among the connections it accepts.
            error.__traceback__ = None
        except psycopg.Error:
            refused = TeamRefused(*NO_ADDRESS)
        if refused is not None:
            raise refused
        self._limit = _Limit(self._connection)
        if self._connection.info.server_version < OLDEST_SERVER:
            version = self._connection.info.server_version // 10_000
            self.close()
            raise TeamTooOld(version)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection. A second call does nothing."""
        self._limit.end()
        with contextlib.suppress(psycopg.Error):
            self._connection.close()

    @property
    def closed(self) -> bool:
        """Whether the connection is closed or lost."""
        return self._connection.closed

    def _rows(self, query: Any, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with _translating(), self._limit.within(ANSWER_SECONDS):
            return self._connection.execute(query, parameters, prepare=True).fetchall()

    def _in_one_go(self, job: Callable[[], None]) -> psycopg.Error | None:
        """Sends all requests of ``job`` in one round trip, and returns the first error, or None. Errors are caught
        here, because one that leaves a pipeline makes the driver write to the terminal.
        """
        failed: psycopg.Error | None = None
        try:
            with self._limit.within(ANSWER_SECONDS), self._connection.pipeline() as pipeline:
                try:
                    job()
                    pipeline.sync()
                except psycopg.Error as error:
                    failed = error
        except psycopg.Error as error:
            failed = failed or error
        return failed

    # -- reading ----------------------------------------------------------------------------------------------------------

    def vault(self) -> bytes | None:
        """Returns vault.json as the team's desks last agreed on it, None if there is no team's store yet."""
        found = self._rows("SELECT to_regclass('team_vault')")
        if not found or found[0][0] is None:
            return None
        rows = self._rows("SELECT body FROM team_vault")
        return bytes(rows[0][0]) if rows else None

    def newest(self) -> Change:
        """Returns the newest change. Raises ``TeamDiffers`` if there is none."""
        rows = self._rows(f"{CHANGES} ORDER BY number DESC LIMIT 1")
        if not rows:
            raise TeamDiffers("the team's server holds no store")
        return _change(rows[0])

    def changes_after(self, number: int) -> tuple[Change, ...]:
        """Returns the change with that number and all later ones, in order."""
        return tuple(map(_change, self._rows(f"{CHANGES} WHERE number >= %s ORDER BY number", (number,))))

    def keys(self) -> tuple[bytes, ...]:
        """Returns the earlier keys, oldest first, each sealed under its successor."""
        return tuple(bytes(sealed) for (sealed,) in self._rows("SELECT sealed FROM team_key ORDER BY place"))

    def change(self, number: int) -> Change | None:
        """Returns the change with that number, or None."""
        rows = self._rows(f"{CHANGES} WHERE number = %s", (number,))
        return _change(rows[0]) if rows else None

    def rows_of(self, table: SharedTable, keys: Sequence[Key]) -> list[Row]:
        """Returns the rows with those keys as the server has them. Missing keys have no row."""
        return self._rows(ROWS_OF[table.name], (list(keys),))

    def seen_at_once(self, wanted: Sequence[tuple[SharedTable, Sequence[Key]]], *, vault: bool) -> ServerState:
        """Returns the rows with those keys by table and, with ``vault``, the list of people, together with the number
        of the newest change at that moment.
        """
        cursors = list[Any]()

        def ask() -> None:
            self._connection.execute(ONE_VIEW)
            cursors.append(self._connection.execute("SELECT max(number) FROM team_change", prepare=True))
            cursors.extend(
                self._connection.execute(ROWS_OF[table.name], (list(keys),), prepare=True) for table, keys in wanted
            )
            if vault:
                cursors.append(self._connection.execute("SELECT body FROM team_vault", prepare=True))
            self._connection.execute("COMMIT")

        with _translating():
            error = self._in_one_go(ask)
            if error is not None:
                self._roll_back()
                raise error
            (newest,), *rows = [cursor.fetchall() for cursor in cursors]
        listed = rows.pop() if vault else ()
        return ServerState(int(newest[0] or 0), rows, bytes(listed[0][0]) if listed else None)

    def everything(self, table: SharedTable) -> Generator[Sequence[Row], None, None]:
        """Yields every row of a table, ordered by key, ``AT_ONCE`` at a time."""
        with _translating(), self._limit.within(STREAM_SECONDS):
            for rows in _everything(self._connection, table):
                self._limit.renew(STREAM_SECONDS)
                yield rows

    def summaries(self) -> Generator[Sequence[tuple[int, bytes]], None, None]:
        """Yields every case's id and its encrypted read model, ``AT_ONCE`` at a time."""
        query = sql.SQL("SELECT case_id, sealed FROM team_summary ORDER BY case_id").format()
        with _translating(), self._limit.within(STREAM_SECONDS):
            for models in _streamed(self._connection, query):
                self._limit.renew(STREAM_SECONDS)
                yield models

    @contextmanager
    def one_view(self) -> Iterator[None]:
        """Everything read inside is from one moment. It may take long, as a whole store is copied and checked
        meanwhile. Others can still read and change rows.
        """
        with _translating(), self._limit.within(ANSWER_SECONDS):
            self._connection.execute(f"{ONE_VIEW}; SET LOCAL idle_in_transaction_session_timeout = '1h'")
        try:
            yield
        finally:
            self._roll_back()

    # -- changing ---------------------------------------------------------------------------------------------------------

    def deliver(self, delivery: Delivery) -> None:
        """Makes one change completely or not at all. Raises ``OtherCameFirst`` or ``InDoubt``."""
        with _translating():
            error = self._in_one_go(lambda: self._put_change(delivery))
            if error is None:
                return
            if isinstance(error, psycopg.OperationalError) and self._connection.broken:
                raise InDoubt
            self._roll_back()
            others = isinstance(error, errors.UniqueViolation | errors.ForeignKeyViolation)
            raise OtherCameFirst if others and error.diag.table_name == "team_change" else error

    def _roll_back(self) -> None:
        with contextlib.suppress(psycopg.Error), self._limit.within(ANSWER_SECONDS):
            self._connection.execute("ROLLBACK")

    def _put_change(self, delivery: Delivery) -> None:
        run = self._connection.execute
        change = delivery.change
        run("BEGIN")
        # Waits while a desk that came second has the store to itself (``alone``).
        run("SELECT pg_advisory_xact_lock_shared(%s)", (LOCK,), prepare=True)
        run(ADD_CHANGE, (change.number, change.number - 1, *_parts(change)), prepare=True)
        for table, keys in delivery.deleted:
            run(DELETES[table.name], (list(keys),), prepare=True)
        for table, rows in delivery.written:
            with self._connection.cursor() as cursor:
                cursor.executemany(UPSERTS[table.name], rows)
        for case_id, sealed in delivery.summaries:
            run(PUT_SUMMARY, (case_id, sealed), prepare=True)
        if delivery.vault is not None:
            run("UPDATE team_vault SET body = %s", (delivery.vault,))
        if delivery.before is not None:
            run("INSERT INTO team_key SELECT coalesce(max(place), 0) + 1, %s FROM team_key", (delivery.before,))
        run(
            "UPDATE state SET events = %s, chain_head = %s, slots_counter = %s WHERE id = 1",
            (change.events, change.chain_head, change.slots_counter),
            prepare=True,
        )
        run("SELECT pg_notify(%s, %s)", (CHANNEL, str(change.number)), prepare=True)
        run("COMMIT")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else makes a change inside, so that a desk that came second does not do so again. The server ends this
        if the desk falls asleep.
        """
        with _translating(), self._limit.within(ANSWER_SECONDS):
            self._connection.execute(f"{HELD_AT_MOST} SELECT pg_advisory_lock({LOCK})")
        try:
            yield
        finally:
            with contextlib.suppress(psycopg.Error), self._limit.within(ANSWER_SECONDS):
                self._connection.execute(f"SELECT pg_advisory_unlock({LOCK}); {HELD_FOR_EVER}")

    # -- waiting for others -----------------------------------------------------------------------------------------------

    def listen(self) -> None:
        """Makes ``wait`` report every later change."""
        with _translating(), self._limit.within(ANSWER_SECONDS):
            self._connection.execute(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float, *, at_once: bool = True) -> int:
        """Waits up to ``seconds`` for a change; with ``at_once`` False always that long, to collect several. Returns
        the highest number of a change that was announced, 0 for none.
        """
        told = 0
        with _translating():
            for each in self._connection.notifies(timeout=seconds, stop_after=1 if at_once else None):
                # It is only a reason to look, so any other message counts as one too.
                told = max(told, int(each.payload) if NUMBER.fullmatch(each.payload) else 1)
        return told

    def is_there(self) -> None:
        """Raises ``TeamUnreachable`` if the server does not answer at once."""
        with _translating(), self._limit.within(CONNECT_SECONDS):
            self._connection.execute("SELECT 1")

    # -- making and moving a store ----------------------------------------------------------------------------------------

    def layout(self) -> int:
        """Returns the number of the layout of its tables, 0 if there are none."""
        if self._rows("SELECT to_regclass('alembic_version')")[0][0] is None:
            return 0
        return int(self._rows("SELECT version_num FROM alembic_version")[0][0])

    def require_layout(self, wanted: int) -> None:
        """Raises ``TeamRefused`` if the layout of its tables is not ``wanted``, that of this program."""
        found = self.layout()
        if found < wanted:
            raise TeamRefused(
                f"The team's server is laid out for an older version of this program ({found}, and this one is {wanted}).",
                "Ask whoever looks after the server to run: champion-tui team prepare URL",
            )
        if found > wanted:
            raise TeamRefused(
                f"The team's server is laid out for a newer version of this program ({found}, and this one is {wanted}).",
                "Have the program on this computer brought up to date.",
            )

    @contextmanager
    def driver(self) -> "Iterator[psycopg.Connection[tuple[Any, ...]]]":
        """Lends the driver's connection, for making the tables."""
        with _translating():
            self._connection.autocommit = False
            try:
                yield self._connection
            finally:
                self._connection.autocommit = True

    @contextmanager
    def whole(self) -> Iterator["Whole"]:
        """One transaction in which a whole store is put on the server."""
        with _translating(), self._connection.transaction():
            yield Whole(self._connection)


class Whole:
    """Puts a whole store on the server within one transaction."""

    def __init__(self, connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
        self._connection = connection

    def clear(self) -> None:
        """Empties every table."""
        names = sql.SQL(", ").join(
            sql.Identifier(name)
            for name in (*BY_NAME, "state", "team_change", "team_vault", "team_key", "team_summary")
        )
        self._connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))

    def put(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
        """Puts rows into an empty table and returns their number."""
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
        count = 0
        with self._connection.cursor() as cursor, cursor.copy(query) as copy:
            for row in rows:
                copy.write_row(row)
                count += 1
        return count

    def everything(self, table: SharedTable) -> Iterator[Sequence[Row]]:
        """Yields every row of a table as it was put, ordered by key, ``AT_ONCE`` at a time."""
        return _everything(self._connection, table)

    def begin_changes(self, before: int, code: bytes, whole: Change) -> None:
        """Adds the first two changes: an empty one with the number ``before``, and the ``whole`` store."""
        self._connection.execute(ADD_CHANGE, (before, None, "[]", 0, b"", 0, code))
        self._connection.execute(ADD_CHANGE, (whole.number, before, *_parts(whole)))
        self._connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(whole.number)))


LOCK = 0x44745231
HELD_AT_MOST = f"SET idle_session_timeout = '{HELD_SECONDS}s';"
HELD_FOR_EVER = "RESET idle_session_timeout"
ONE_VIEW = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
NUMBER = re.compile("[0-9]{1,18}")
CHANGES = "SELECT number, rows, events, chain_head, slots_counter, code FROM team_change"
ADD_CHANGE = (
    "INSERT INTO team_change (number, before, rows, events, chain_head, slots_counter, code)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
PUT_SUMMARY = "INSERT INTO team_summary (case_id, sealed) VALUES (%s, %s) ON CONFLICT (case_id) DO UPDATE SET sealed = excluded.sealed"


def _change(row: Sequence[Any]) -> Change:
    number, rows, events, head, counter, code = row
    return Change(int(number), str(rows), int(events), bytes(head), int(counter), bytes(code))


def _parts(change: Change) -> tuple[object, ...]:
    return change.rows, change.events, change.chain_head, change.slots_counter, change.code


def _columns(table: SharedTable) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, table.columns))


def _upsert(table: SharedTable) -> sql.Composed:
    """Returns the SQL that writes rows. Rows of tables that only grow are inserted and never changed: desks have no
    right to (``rights.sql``).
    """
    into = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table.name), _columns(table), sql.SQL(", ").join(sql.Placeholder() * len(table.columns))
    )
    if table in ONLY_GROWING:
        return into
    new = sql.SQL(", ").join(
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in table.columns if name != table.key
    )
    return sql.SQL("{} ON CONFLICT ({}) DO UPDATE SET {}").format(into, sql.Identifier(table.key), new)


def _of_keys(begin: str, table: SharedTable) -> sql.Composed:
    """Returns SQL that begins with ``begin`` (``SELECT ...`` or ``DELETE``) for the rows with given keys."""
    which = sql.SQL(" FROM {} WHERE {} = ANY(%s)").format(sql.Identifier(table.name), sql.Identifier(table.key))
    return sql.Composed([sql.SQL(begin), which])


# Built once, as bytes: composing a statement takes longer than sending it.
UPSERTS = {table.name: _upsert(table).as_bytes(None) for table in SHARED}
DELETES = {table.name: _of_keys("DELETE", table).as_bytes(None) for table in SHARED}
ROWS_OF = {table.name: (sql.SQL("SELECT ") + _columns(table) + _of_keys("", table)).as_bytes(None) for table in SHARED}


def _everything(connection: "psycopg.Connection[Any]", table: SharedTable) -> Iterator[Sequence[Row]]:
    """Yields a table's rows. Sealed text columns are decoded from Base64 by the server and arrive as bytes, in a third of the time."""
    columns = list[sql.Composable](map(sql.Identifier, table.columns))
    if table.columns[table.carrier] not in table.raw_columns:
        columns[table.carrier] = sql.SQL("decode({}, 'base64')").format(columns[table.carrier])
    query = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
        sql.SQL(", ").join(columns), sql.Identifier(table.name), sql.Identifier(table.key)
    )
    return _streamed(connection, query)


def _streamed(connection: "psycopg.Connection[Any]", query: sql.Composed) -> Iterator[Sequence[Any]]:
    """Yields the rows of a query, within a transaction, ``AT_ONCE`` at a time. Fetching them one by one takes as long
    as decrypting them.
    """
    with connection.cursor("champion_rows", binary=True) as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows


class _Limit:
    """Closes a connection on which the server has not answered in time, as it might stay silent for ever. One thread watches
    all requests on the connection, and ends when there are none: a thread for each request would cost more than the request.
    """

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._until, self._looks = 0.0, False

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Closes the connection if the requests inside are not answered within ``seconds``."""
        with self._lock:
            self._until = time.monotonic() + seconds
            if not self._looks:
                self._looks = True
                threading.Thread(target=self._look, name="team-limit", daemon=True).start()
        try:
            yield
        finally:
            self._until = 0.0

    def renew(self, seconds: float) -> None:
        """Starts the limit of ``seconds`` again, because something has arrived."""
        self._until = time.monotonic() + seconds

    def end(self) -> None:
        """Ends the watch: no more requests follow."""
        self._ended.set()

    def _look(self) -> None:
        while True:
            with self._lock:
                until = self._until
                left = until - time.monotonic()
                if not until or left <= 0 or self._ended.is_set():
                    self._looks = False
                    break
            self._ended.wait(left)
        if until and until == self._until and not self._ended.is_set():
            _cut(self._connection)


def _cut(connection: "psycopg.Connection[Any]") -> None:
    with contextlib.suppress(OSError, psycopg.Error):
        line = socket.socket(fileno=os.dup(connection.fileno()))
        with line:
            line.shutdown(socket.SHUT_RDWR)


@contextmanager
def _translating() -> Iterator[None]:
    """Turns the driver's errors into sentences, without anything that was sent."""
    try:
        yield
    except (errors.InsufficientPrivilege, errors.InvalidPassword, errors.InvalidAuthorizationSpecification) as error:
        raise TeamRefused(
            f"The team's server does not let this desk do that ({error.sqlstate}).",
            "Ask the person who runs the server. The name or the password may be wrong, or a right may be missing.",
        ) from None
    except errors.DiskFull:
        raise TeamUnreachable("its disk is full") from None
    except psycopg.OperationalError:
        raise TeamUnreachable("it does not answer") from None
    except psycopg.Error as error:
        raise TeamDiffers(
            f"the team's server gave an error that it should not ({error.sqlstate or 'unknown'})"
        ) from None


ASK = "Ask whoever looks after the server"
NOT_PROVED = "The team's server could not prove that it is the one of that name, so nothing was sent to it: {why}."
REFUSALS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("database", "does not exist"),
        "The team's server answers, and has no database called {database}.",
        "Look at the end of the address. If that is right, ask whoever looks after the server to make it: champion-tui team roles says how.",
    ),
    (
        ("permission denied for database",),
        "The team's server answers. It does not let {login} into the database {database}.",
        f"{ASK} to make it a login of this team.",
    ),
    (
        ("password authentication failed",),
        "The team's server did not accept the name or the password of the login {login}.",
        "Type them again: the login is in the address before the @. If they are right, ask whoever looks after the server.",
    ),
    (
        ("no password supplied",),
        "The team's server asks for the password of the login {login}, and none was given.",
        "Do it again, and type it when you are asked.",
    ),
    (
        ("is not permitted to log in",),
        "The team's server knows the login {login}, and it is not one that people come in with.",
        f"{ASK} for a login of your own.",
    ),
    (
        ("pg_hba.conf",),
        "The team's server does not take the login {login} from this computer.",
        f"{ASK}, and say from which computer you try.",
    ),
    (
        ("does not match host name",),
        NOT_PROVED.format(why="its certificate is for another name than the one in the address"),
        "Look at the name in the address. If it is right, ask whoever looks after the server.",
    ),
    (
        ("root certificate file",),
        NOT_PROVED.format(why="this computer has not been told by which authority it is known"),
        f"{ASK} for the file root.crt, and give it with ?sslrootcert=FILE at the end of the address.",
    ),
    (
        ("does not support ssl",),
        NOT_PROVED.format(why="it offers no encrypted line"),
        f"{ASK} to switch TLS on.",
    ),
    (
        ("certificate", "verify failed"),
        NOT_PROVED.format(
            why="its certificate does not come from the authority that this computer was given, or has ended"
        ),
        f"{ASK} for the file root.crt as it is now.",
    ),
    (("ssl error",), NOT_PROVED.format(why="the encrypted line could not be made"), f"{ASK}."),
)
"""For an error when connecting: words to find in it, the sentence to show (without the server's own words), and what to do."""

NO_LINES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("connection refused",), "nothing answers at that address"),
    (("failed to resolve",), "no server of that name is found from this computer"),
    (("too many",), "all the lines that it has for this login are taken"),
    (("remaining connection slots",), "all the lines that it has are taken"),
    (("the database system is",), "it is just starting, or stopping"),
    (("network is unreachable",), "this computer has no network"),
)
"""The same for errors after which trying again may help."""

LETS_NOBODY_IN = "The team's server answers. It lets nobody called {login} into the database {database}."
ANSWERED = re.compile(r"failed: \S+:  ")
"""How an error begins if the server itself answered, perhaps in its own language."""


def _not_let_in(error: str, url: str) -> TeamRefused | TeamUnreachable:
    """Returns why no connection could be opened, without repeating anything the server said."""
    parts, words = urlsplit(url), error.casefold()
    where = {
        "database": printable(unquote(parts.path.strip("/"))),
        "login": printable(unquote(parts.username or "")),
    }
    for found, why in NO_LINES:
        if all(each in words for each in found):
            return TeamUnreachable(why)
    for signs, sentence, way in REFUSALS:
        if all(each in words for each in signs):
            return TeamRefused(sentence.format_map(where), way)
    if ANSWERED.search(error):
        return TeamRefused(LETS_NOBODY_IN.format_map(where), f"{ASK}.")
    return TeamUnreachable("it does not answer")
