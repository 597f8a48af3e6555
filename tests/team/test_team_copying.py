"""A whole store on its way to a new desk: fetched, opened and written by turns, cut in the middle, written all at once."""

import threading

import pytest
from cutting_proxy import FROM_SERVER, CuttingProxy
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2
from store_desk import PERSON
from team_desks import Team, rows

from champion_tui.store.errors import StoreFull, TeamUnreachable
from champion_tui.store.team import joining
from champion_tui.store.team.rows.shared_rows import SHARED, SharedTable
from champion_tui.store.team.server import server as speaking
from champion_tui.store.team.server.where import Where

BEN = "Ben Example"
VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text()


@pytest.fixture
def team(tmp_path, team_server, team_database):
    """A team whose store has some cases, and on whose line two rows come at a time."""
    made = Team(tmp_path, team_server.url(team_database))
    store = made.begin(BEN)
    for number in range(20):
        made.homes[PERSON].new_case(store, f"OX-{number}", **{"full-name": f"Zoë Sample {number}"})
    yield made, store
    made.close()


@given(st.data())
def test_rows_that_are_written_all_at_once_are_those_that_one_by_one_would_be(data):
    """Any text (with a NUL, in any script), any whole number, any bytes and nothing, in any column of any table that a team shares."""
    for table in SHARED:
        columns = [
            st.binary() | st.none() if name in table.raw_columns else st.text() if name == table.key else VALUES
            for name in table.columns
        ]
        columns[table.columns.index(table.key)] = st.integers(1, 2**63 - 1)
        held = data.draw(st.lists(st.tuples(*columns), max_size=3, unique_by=table.key_of))
        found = []
        for write in (table.write, table.add):
            connection = dbapi2.connect(":memory:")
            names = ", ".join(f'"{name}" PRIMARY KEY' if name == table.key else f'"{name}"' for name in table.columns)
            connection.execute(f"CREATE TABLE {table.name} ({names})")
            write(connection, held)
            found.append(list(table.read_all(connection)))
            connection.close()
        assert found[0] == found[1] == sorted(held, key=table.key_of)


def copying():
    """The threads that fetch and open what comes."""
    return [thread for thread in threading.enumerate() if thread.name.startswith("team-copy")]


def test_a_disk_that_fills_in_the_middle_of_the_copy_ends_all_that_works_on_it(team, monkeypatch):
    """Nothing is left of the copy and nobody still fetches; with room on the disk, joining again makes a whole desk."""
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
    assert not any(path.name.startswith(("cases", "vault")) for path in desks.desk(BEN).home.iterdir())
    joining.join(*to_join)
    assert rows(desks.unlock(BEN)) == rows(store)


@pytest.mark.parametrize("after", [9_000, 16_000, 30_000])
def test_a_line_that_is_cut_in_the_middle_of_the_copy_is_said_and_can_be_done_again(
    team, team_server, monkeypatch, after
):
    """Wherever the line ends while rows come: in words, with no thread left, and the next try makes a whole desk."""
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
