"""Participants that hold a connection and send nothing: a server that is up and silent, and a desk that was suspended in the
middle of something. Nobody else's work may wait for either longer than the limits allow.
"""

import gc
import socket
import threading
import time
from contextlib import contextmanager

import psycopg
import pytest
import team_server as servers
from behind import inside
from cutting_proxy import CuttingProxy
from store_desk import PERSON
from team_desks import Team, rows, troubles

from champion_tui.store.errors import TeamNeeded, TeamUnreachable
from champion_tui.store.team import team_desk
from champion_tui.store.team.server import server as speaking
from champion_tui.store.team.server.server import ADD_CHANGE, LOCK, Server
from champion_tui.store.team.standing import LineState

BEN, CAT = "Ben Example", "Cat Example"
LIMIT = 1.0
"""The seconds that the tests wait instead of eight."""

SOON = 60.0
ROOM = 10.0
"""Seconds that a slow machine may take beside what is waited for."""


@pytest.fixture
def short(monkeypatch):
    """Desks look at their lines more often than in ordinary use. Gives a function that makes every limit shorter too, once all that has to be
    there is there: a slow machine takes its time for that.
    """

    def shorten():
        monkeypatch.setattr(speaking, "ANSWER_SECONDS", LIMIT)
        monkeypatch.setattr(speaking, "CONNECT_SECONDS", 2)
        monkeypatch.setattr(speaking, "HELD_SECONDS", 2)

    monkeypatch.setattr(team_desk, "HEARTBEAT_SECONDS", 0.5)
    monkeypatch.setattr(team_desk, "AGAIN_SECONDS", 0.2)
    return shorten


@pytest.fixture
def asks(monkeypatch):
    """The thread that began to wait for the server, each time that one did."""
    begun = []

    def noting(real):
        def noted(*given, **named):
            begun.append(threading.current_thread())
            return real(*given, **named)

        return noted

    monkeypatch.setattr(speaking._Limit, "within", noting(speaking._Limit.within))
    monkeypatch.setattr(speaking.psycopg, "connect", noting(psycopg.connect))
    return begun


@pytest.fixture
def own_server():
    """Yields a server for one test alone, because it is suspended."""
    with servers.team_server(syncs=True) as server:
        yield server


def until(what, seconds=SOON):
    """Waits until ``what()`` is true. Raises AssertionError if it is not within ``seconds``."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def no_longer_than(seconds):
    """Asserts that the block takes no longer than ``seconds``, and ``ROOM`` for a slow machine."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < seconds + ROOM


def follows(*stores):
    """Each desk takes what others do, and has nothing left to deliver."""
    for store in stores:
        store.team.follow(lambda: None)
    for store in stores:
        until(lambda store=store: store.team.standing().line is LineState.UP and store.team.standing().waiting == 0)


def works_on(store, reference, asks):
    """The first save waits for the limit at most; then nothing waits, however often the desk tries to connect."""
    with no_longer_than(LIMIT + speaking.CONNECT_SECONDS):
        store.save_fields(reference, None, "referral", {"summary": "while nobody answers"})
    until(lambda: store.team.standing().line is LineState.DOWN)
    assert store.team.standing().waiting == 1
    owns, tries_again = inside(store).worker._thread, store.team._follower
    waited, tried = asks.count(owns), asks.count(tries_again)
    end = time.monotonic() + SOON
    while asks.count(tries_again) < tried + 3:
        assert time.monotonic() < end
        assert store.case(reference).referral["summary"] == "while nobody answers"
        time.sleep(0.02)
    store.save_fields(reference, None, "referral", {"known-as": "Zo"})
    # For the thread that owns the database everybody waits. What it was handed before the line was known to be down may have asked once more.
    assert asks.count(owns) <= waited + 1


def comes_back(store, other, reference):
    """The desk connects again by itself, and what was saved meanwhile is at every desk exactly once."""
    until(lambda: store.team.standing().line is LineState.UP and store.team.standing().waiting == 0)
    until(lambda: rows(store) == rows(other))
    said = [event for event in other.events(reference) if event.new == "while nobody answers"]
    assert len(said) == 1
    assert troubles(store) == troubles(other) == []


@pytest.mark.needs("initdb")
def test_a_server_that_goes_silent_stops_nobody_and_is_taken_up_again_when_it_speaks(tmp_path, own_server, short, asks):
    """If the server is suspended during the day, a save finishes within the limit and is kept, and nothing waits for the server
    after that. When it resumes, the desk delivers by itself. The server may then execute what it was sent before, and nothing
    is doubled.
    """
    with own_server.fresh() as database:
        team = Team(tmp_path, own_server.url(database))
        try:
            ann = team.begin(BEN)
            team.homes[PERSON].new_case(ann, "OX-1", summary="before")
            ben = team.join(BEN)
            follows(ann, ben)
            short()
            own_server.silence()
            try:
                works_on(ann, "OX-1", asks)
                with no_longer_than(LIMIT + speaking.CONNECT_SECONDS), pytest.raises(TeamNeeded):
                    ann.people.add(CAT, "champion", "words for Cat alone, invented")
            finally:
                own_server.speak()
            comes_back(ann, ben, "OX-1")
        finally:
            team.close()


def test_a_line_that_swallows_everything_stops_nobody_either(tmp_path, team_server, team_database, short, asks):
    """The server is well, but nothing arrives there any more and no error is reported, as behind a firewall that drops packets."""
    with CuttingProxy(team_server.port) as proxy:
        team = Team(tmp_path, team_server.url(team_database).replace(f":{team_server.port}/", f":{proxy.port}/"))
        try:
            ann = team.begin(BEN)
            team.homes[PERSON].new_case(ann, "OX-1", summary="before")
            ben = team.join(BEN)
            follows(ann, ben)
            short()
            proxy.swallow()
            works_on(ann, "OX-1", asks)
            proxy.whole()
            comes_back(ann, ben, "OX-1")
        finally:
            team.close()


def test_a_silent_server_is_noticed_by_a_desk_that_only_looks_on(tmp_path, team_server, team_database, short):
    """Although nobody saves anything, the header reports the lost connection before anybody relies on it."""
    with CuttingProxy(team_server.port) as proxy:
        team = Team(tmp_path, team_server.url(team_database).replace(f":{team_server.port}/", f":{proxy.port}/"))
        try:
            ann = team.begin()
            follows(ann)
            short()
            heard = []
            ann.team.follow(lambda: heard.append(ann.team.last_known()))
            proxy.swallow()
            until(lambda: heard and ann.team.standing().line is LineState.DOWN)
            proxy.whole()
            until(lambda: ann.team.standing().line is LineState.UP)
        finally:
            team.close()


def test_a_save_that_finds_the_line_gone_tells_whoever_follows(
    tmp_path, team_server, team_database, short, monkeypatch
):
    """Before it is done, not only when the line comes back: the page on the screen says how the line stands too."""
    monkeypatch.setattr(team_desk, "HEARTBEAT_SECONDS", SOON)
    with CuttingProxy(team_server.port) as proxy:
        team = Team(tmp_path, team_server.url(team_database).replace(f":{team_server.port}/", f":{proxy.port}/"))
        try:
            ann = team.begin()
            team.homes[PERSON].new_case(ann, "OX-1")
            follows(ann)
            short()
            heard = []
            ann.team.follow(lambda: heard.append(inside(ann).database.sharing._line))
            proxy.swallow()
            ann.save_fields("OX-1", None, "referral", {"summary": "while nobody answers"})
            assert heard == [LineState.DOWN]
        finally:
            team.close()


def test_nobody_joins_a_silent_server_for_ever(team_server, team_database, tmp_path, short, monkeypatch):
    """A copy that stalls, and a request that is never answered, end with a message."""
    monkeypatch.setattr(speaking, "STREAM_SECONDS", LIMIT)
    team = Team(tmp_path, team_server.url(team_database))
    ann = team.begin(BEN)
    for number in range(30):
        team.homes[PERSON].new_case(ann, f"OX-{number}", summary="long " * 2000)
    short()
    with CuttingProxy(team_server.port) as proxy:
        server = Server(
            team_server.url(team_database).replace(f":{team_server.port}/", f":{proxy.port}/"), servers.PASSWORD
        )
        proxy.swallow()
        for ask in (server.newest, lambda: list(server.summaries()), lambda: server.one_view().__enter__()):
            with no_longer_than(LIMIT), pytest.raises(TeamUnreachable):
                ask()
        with no_longer_than(speaking.CONNECT_SECONDS), pytest.raises(TeamUnreachable):
            Server(team_server.url(team_database).replace(f":{team_server.port}/", f":{proxy.port}/"), servers.PASSWORD)
    team.close()


# -- a desk that was stopped -----------------------------------------------------------------------------------------------------


def half_way(server, number):
    """Makes a desk's connection send the first half of a change and stop, so that it holds a change's locks."""
    connection = server._connection
    connection.execute("BEGIN")
    connection.execute("SELECT pg_advisory_xact_lock_shared(%s)", (LOCK,))
    connection.execute(ADD_CHANGE, (number + 1, number, "[]", 0, b"", 0, b""))


def alone_asleep(server, _):
    """Makes a desk's connection take the store for itself, and then stay silent."""
    server.alone_for_good = server.alone()
    server.alone_for_good.__enter__()


@pytest.mark.parametrize("stopped", [half_way, alone_asleep])
def test_a_desk_that_was_stopped_in_the_middle_of_a_change_keeps_no_other_from_saving(
    team_server, team_database, tmp_path, monkeypatch, stopped
):
    """The server ends what the suspended desk held before others give up: they save, and stay connected."""
    monkeypatch.setattr(speaking, "HELD_SECONDS", 1)
    monkeypatch.setattr(speaking, "HELD_AT_MOST", "SET idle_session_timeout = '1s';")
    team = Team(tmp_path, team_server.url(team_database))
    try:
        ann = team.begin()
        asleep = Server(team.where.url, team.where.secret)
        stopped(asleep, asleep.newest().number)
        with no_longer_than(speaking.ANSWER_SECONDS):
            team.homes[PERSON].new_case(ann, "OX-1", summary="saved all the same")
        assert (ann.team.standing().line, ann.team.standing().waiting) == (LineState.UP, 0)
        with pytest.raises(psycopg.Error):
            asleep._connection.execute("SELECT 1")
        asleep.close()
    finally:
        team.close()


def test_the_limits_leave_everybody_time(team_server, team_database):
    """A suspended desk's locks are released before others give up waiting, and every connection has that limit, whatever its
    address says. The server asks after at most eleven seconds whether a silent computer that holds a lock is still there.
    """
    assert speaking.HELD_SECONDS < speaking.ANSWER_SECONDS
    url = team_server.url(team_database, options="-c work_mem=8MB")
    with Server(url, servers.PASSWORD) as server:
        assert server._rows("SHOW idle_in_transaction_session_timeout") == [(f"{speaking.HELD_SECONDS}s",)]
        assert server._rows("SHOW work_mem") == [("8MB",)]
        asks = [server._rows(f"SHOW tcp_keepalives_{name}")[0][0] for name in ("idle", "interval", "count")]
    assert asks == ["5", "2", "3"]


def test_a_line_on_which_nobody_answered_is_let_go(monkeypatch):
    """The connection is closed at once, even while its error is kept; otherwise a resumed server would have one for each try,
    and wait for all of them.
    """
    monkeypatch.setattr(speaking, "CONNECT_SECONDS", 2)
    gc.disable()
    try:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            with pytest.raises(TeamUnreachable) as known:
                Server(f"postgresql://ben@127.0.0.1:{silent.getsockname()[1]}/team", servers.PASSWORD)
            line, _ = silent.accept()
            with line:
                line.settimeout(SOON)
                while line.recv(100):
                    pass
            assert known.value.__context__ is None
    finally:
        gc.enable()
