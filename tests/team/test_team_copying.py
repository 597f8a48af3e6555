"""Copying a whole store to a new desk: rows are fetched, opened and written in groups, the copy is cut off, and is complete at
the end.
"""

import gc
import threading
from datetime import date
from unittest import mock

import pytest
from behind import in_thread, inside
from cutting_proxy import FROM_SERVER, CuttingProxy
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2
from store_desk import PERSON
from team_desks import Team, rows, troubles

from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.store.database import driver
from champion_tui.store.errors import StoreFull, TeamDiffers, TeamUnreachable
from champion_tui.store.keys.vaultfile import KEY_BYTES
from champion_tui.store.team import joining
from champion_tui.store.team.rows.sealing import Seals
from champion_tui.store.team.rows.shared_rows import EARLY, ERASED, OWN_DETAIL, SETTING, SHARED, SharedTable
from champion_tui.store.team.server import server as speaking
from champion_tui.store.team.server.where import Where

BEN = "Ben Example"
VAULT = "ab" * 32
VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text()
FLAGS = {"before_56": st.none() | st.integers(0, 1)}
NAMED = (OWN_DETAIL, SETTING, ERASED, EARLY)
"""Tables whose keys are texts."""


@pytest.fixture
def team(tmp_path, team_server, team_database):
    """Yields a team whose store has some cases, and its first store."""
    made = Team(tmp_path, team_server.url(team_database))
    store = made.begin(BEN)
    for number in range(20):
        made.homes[PERSON].new_case(store, f"OX-{number}", **{"full-name": f"Zoë Sample {number}"})
    yield made, store
    made.close()


def some_rows(table, key, most=3):
    """Returns a strategy for rows of a table with keys from ``key``: any text (with NUL, in any script), integer, bytes or None
    elsewhere.
    """
    columns = [
        FLAGS.get(name, st.binary() | st.none() if name in table.raw_columns else VALUES) for name in table.columns
    ]
    columns[table.columns.index(table.key)] = key
    return st.lists(st.tuples(*columns), max_size=most, unique_by=table.key_of)


@given(st.data(), st.integers(20, 60))
def test_rows_that_are_written_all_at_once_are_those_that_one_by_one_would_be(data, values):
    """Rows written together equal rows written one by one, for any value in any shared table and any size of statement."""
    for table in SHARED:
        held = data.draw(some_rows(table, st.integers(1, 2**63 - 1), most=8))
        found = []
        for write in (table.write, table.add):
            connection = dbapi2.connect(":memory:")
            names = ", ".join(f'"{name}" PRIMARY KEY' if name == table.key else f'"{name}"' for name in table.columns)
            connection.execute(f"CREATE TABLE {table.name} ({names})")
            with mock.patch.object(driver, "VALUES_AT_ONCE", values):
                write(connection, held)
            found.append(list(table.read_all(connection)))
            connection.close()
        assert found[0] == found[1] == sorted(held, key=table.key_of)


@given(st.data())
def test_rows_that_are_opened_all_at_once_are_those_that_were_sealed(data):
    """Rows opened together are those that were sealed, under any key of the vault; two seals that were swapped do not open."""
    before, now = b"1" * KEY_BYTES, b"2" * KEY_BYTES
    seals = Seals(VAULT, now, (before,))
    for table in SHARED:
        key = st.text() if table in NAMED else st.integers(1, 2**63 - 1)
        held = data.draw(some_rows(table, key))
        there = [table.to_server(data.draw(st.sampled_from((seals, Seals(VAULT, before)))), row) for row in held]
        assert table.from_server(seals, there) == held
        if len(there) > 1:
            first, second, *others = there
            at = table.carrier
            swapped = [(*first[:at], second[at], *first[at + 1 :]), (*second[:at], first[at], *second[at + 1 :])]
            with pytest.raises(TeamDiffers):
                table.from_server(seals, [*swapped, *others])


def copying():
    """Returns the threads that fetch rows."""
    return [thread for thread in threading.enumerate() if thread.name.startswith("team-copy")]


def test_a_disk_that_fills_in_the_middle_of_the_copy_ends_all_that_works_on_it(team, monkeypatch):
    """After a full disk nothing of the copy is left and no thread fetches; with room, joining again makes a complete desk."""
    desks, store = team
    monkeypatch.setattr(speaking, "AT_ONCE", 2)
    to_join = (desks.desk(BEN).home, desks.where, BEN, desks.passphrases[BEN])
    with monkeypatch.context() as failing:
        written, add = [], SharedTable.add

        def full(table, *given):
            written.append(table.name)
            if len(written) == 12:
                raise StoreFull
            add(table, *given)

        failing.setattr(SharedTable, "add", full)
        with pytest.raises(StoreFull):
            joining.join(*to_join)
    assert len(written) == 12
    assert not copying()
    assert gc.isenabled()
    assert not any(path.name.startswith(("cases", "vault")) for path in desks.desk(BEN).home.iterdir())
    joining.join(*to_join)
    assert rows(desks.unlock(BEN)) == rows(store)


@pytest.mark.parametrize("after", [9_000, 16_000, 30_000])
def test_a_line_that_is_cut_in_the_middle_of_the_copy_is_said_and_can_be_done_again(
    team, team_server, monkeypatch, after
):
    """Wherever the connection ends during the copy, there is a message, no thread is left, and the next try makes a complete desk."""
    desks, store = team
    monkeypatch.setattr(speaking, "AT_ONCE", 2)
    with CuttingProxy(team_server.port) as proxy:
        url = desks.where.url.replace(f":{team_server.port}/", f":{proxy.port}/")
        to_join = (desks.desk(BEN).home, Where(url, desks.where.secret), BEN, desks.passphrases[BEN])
        proxy.cut_after(FROM_SERVER, after)
        with pytest.raises(TeamUnreachable):
            joining.join(*to_join)
        assert proxy.whole()
        assert not copying()
        joining.join(*to_join)
    assert rows(desks.unlock(BEN)) == rows(store)


def indexes(store):
    """Returns every index of that desk's store by table, in the order of creation, because SQLite takes the first of two that
    serve.
    """
    connection = inside(store).database.connection
    every = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' ORDER BY tbl_name, rowid"
    return in_thread(store, lambda: connection.execute(every).fetchall())


def test_a_desk_that_was_copied_has_every_index_that_one_begun_by_itself_has(team):
    """Indexes left out during the copy are made afterwards, the desk's check passes, and garbage collection is on again."""
    desks, store = team
    joined = desks.join(BEN)
    assert indexes(joined) == indexes(store)
    assert troubles(joined) == []
    assert gc.isenabled()


def test_what_was_erased_of_the_early_list_is_not_missed_by_a_desk_that_joins(team, team_server, team_database):
    """A joining desk reads which early entries were erased, and accepts missing payloads for those alone."""
    desks, store = team
    gone, kept = date(2026, 12, 23), date(2026, 12, 24)
    for number, day in enumerate((gone, kept)):
        store.early_add([EarlyEntry(f"EX {number}", day, "prison", PERSON, date(2026, 11, 24))])
    store.erase_all((), early_until=(gone, ["EX 0"]))
    joined = desks.join(BEN)
    assert rows(joined) == rows(store)
    with team_server.connect(team_database) as server:
        server.execute("DELETE FROM event_payload WHERE number = (SELECT max(number) - 1 FROM event_payload)")
    another = desks.desk("Cat Example").home
    with pytest.raises(TeamDiffers):
        joining.join(another, desks.where, BEN, desks.passphrases[BEN])
