"""What a desk's login may and may not do on the team's server: each right is tried on a real one, made by the administrators'
script.
"""

import subprocess
from datetime import date
from itertools import product

import psycopg
import pytest
from psycopg import errors, sql
from store_desk import PERSON, Clock, Desk
from team_server import PASSWORD, found_program

from champion_tui.domain.cases.case import CaseFacts
from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.store.database import schema
from champion_tui.store.errors import TeamRefused
from champion_tui.store.team import joining
from champion_tui.store.team.server import scripts
from champion_tui.store.team.server.server_tables import TABLES
from champion_tui.store.team.server.where import Where

DATABASE, OWNER, DESK = "champion", "champion_owner", "maria"

EVERY = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"})
NOTHING = frozenset[str]()
READ, ADD, CHANGE, TAKE_AWAY, EMPTY = "SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"
MAY = {
    "alembic_version": {READ},
    "case_record": {READ, ADD, CHANGE, TAKE_AWAY},
    "case_value": {READ, ADD, CHANGE, TAKE_AWAY},
    "exported_file": {READ, ADD, CHANGE, TAKE_AWAY},
    "own_detail": {READ, ADD, CHANGE, TAKE_AWAY},
    "setting": {READ, ADD, CHANGE, TAKE_AWAY},
    "early_entry": {READ, ADD, CHANGE, TAKE_AWAY},
    "event": {READ, ADD},
    "event_payload": {READ, ADD, TAKE_AWAY},
    "erased_case": {READ, ADD},
    "team_change": {READ, ADD},
    "team_key": {READ, ADD},
    "state": {READ, ADD},
    "team_vault": {READ, ADD},
    "team_summary": {READ, ADD},
}
"""What a desk may do with each table. Tables not listed are the read model's, which each desk makes for itself: no rights."""

MAY_CHANGE = {"state": {"events", "chain_head", "slots_counter"}, "team_vault": {"body"}, "team_summary": {"sealed"}}
"""Columns that may be changed in tables whose rows may not."""


def run_roles(server):
    """Runs the administrator's script."""
    psql = (found_program("psql"), f"--dbname={server.url('postgres', password=PASSWORD)}", "--quiet", "--no-psqlrc")
    return subprocess.run(
        (*psql, "--set=ON_ERROR_STOP=1", "--file=-"), input=scripts.roles(), check=True, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def prepared(team_server):
    """Yields a server after the administrator's script and the owner's preparation, each run twice, with a login for one desk."""
    for _ in range(2):
        run_roles(team_server)
    with team_server.connect("postgres") as connection:
        for login in (OWNER, DESK, "stranger"):
            if login != OWNER:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(login)))
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), PASSWORD))
        connection.execute(f"GRANT champion_desk TO {DESK}")
    for _ in range(2):
        assert joining.prepare(Where(team_server.url(DATABASE, OWNER), PASSWORD)) == schema.VERSION
    yield team_server
    with team_server.connect("postgres") as connection:
        connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
        for role in (DESK, "stranger", OWNER, "champion_desk"):
            connection.execute(f"DROP ROLE {role}")


@pytest.fixture
def owner(prepared):
    """Yields the owner's connection, in a transaction that is rolled back."""
    with psycopg.connect(prepared.url(DATABASE, OWNER, PASSWORD)) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def desk(prepared):
    """Yields a desk's connection, in a transaction that is rolled back."""
    with psycopg.connect(prepared.url(DATABASE, DESK, PASSWORD)) as connection:
        yield connection
        connection.rollback()


def refused(connection, statement):
    """Returns whether the server refuses a statement for lack of a right; the statement is rolled back."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except errors.InsufficientPrivilege:
        return True
    return False


def columns(owner):
    """Returns every table of the database with its columns, as its owner sees them."""
    rows = owner.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    ).fetchall()
    found = {}
    for table, column in rows:
        found.setdefault(table, []).append(column)
    return found


def trying(table, right, column):
    """Returns a statement that needs this one right and touches no row."""
    return sql.SQL(
        {
            READ: "SELECT FROM {table} WHERE false",
            ADD: "INSERT INTO {table} ({column}) SELECT NULL WHERE false",
            CHANGE: "UPDATE {table} SET {column} = NULL WHERE false",
            TAKE_AWAY: "DELETE FROM {table} WHERE false",
            EMPTY: "TRUNCATE {table} CASCADE",
        }[right]
    ).format(table=sql.Identifier(table), column=sql.Identifier(column))


def test_a_desk_has_each_right_that_it_needs_and_no_other(owner, desk):
    """For every table, right and column, what is not listed as needed is refused."""
    tables = columns(owner)
    assert set(MAY) <= set(tables)
    found, expected = set(), set()
    for (table, names), right in product(tables.items(), sorted(EVERY)):
        may = right in MAY.get(table, NOTHING)
        for column in names if right == CHANGE else names[:1]:
            wanted = may or (right == CHANGE and column in MAY_CHANGE.get(table, NOTHING))
            told = (table, right, column if right == CHANGE else "")
            expected |= {told} if wanted else set()
            found |= set() if refused(desk, trying(table, right, column)) else {told}
    assert found == expected


def test_every_table_of_a_team_is_thought_of(owner):
    """A table added by a later layout is out of reach until somebody decides what desks may do with it."""
    read_model = {"case_summary", "case_due", "case_search", "case_phone"}
    assert set(columns(owner)) - read_model == set(MAY)
    assert all(name in MAY for name in ("team_change", "team_vault", "team_key", "team_summary") if name in TABLES)


BEYOND = {
    "a table": "CREATE TABLE mine (word text)",
    "a table for a moment": "CREATE TEMPORARY TABLE mine (word text)",
    "a schema": "CREATE SCHEMA mine",
    "a function": "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a column": "ALTER TABLE event ADD COLUMN more text",
    "the trigger": "DROP TRIGGER state_only_grows ON state",
    "the trigger switched off": "ALTER TABLE state DISABLE TRIGGER ALL",
    "triggers passed over": "SET session_replication_role = replica",
    "the table": "DROP TABLE event",
    "the owner": "SET ROLE champion_owner",
    "rights": "GRANT champion_desk TO stranger WITH ADMIN OPTION",
    "people": "CREATE ROLE another LOGIN",
    "a file read": "SELECT pg_read_file('PG_VERSION')",
    "a file copied": "COPY event TO '/tmp/event'",
    "a program": "COPY event TO PROGRAM 'true'",
    "passwords": "SELECT * FROM pg_authid",
    "rows of a counter": "SELECT nextval('case_record_id_seq')",
}


@pytest.mark.parametrize("what", BEYOND)
def test_a_desk_makes_and_reaches_nothing_else(desk, what):
    """A desk can make, alter or drop nothing, pass on no right, and reach no file or program of the server."""
    assert refused(desk, BEYOND[what])


def test_nobody_else_gets_into_the_database(prepared):
    """A login without the desks' role cannot connect, and the owner's own has no access to the rest of the server."""
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        prepared.connect(DATABASE, "stranger")
    with prepared.connect(DATABASE, OWNER) as connection:
        assert all(refused(connection, BEYOND[what]) for what in ("people", "a file read", "a program", "passwords"))


@pytest.mark.parametrize("login", [OWNER, DESK])
@pytest.mark.parametrize("statement", ["CREATE DATABASE another", "ALTER SYSTEM SET fsync = off"])
def test_the_server_itself_is_out_of_reach(prepared, login, statement):
    """Neither a desk nor the owner of the tables can make a database or change a setting of the server."""
    with prepared.connect(DATABASE, login) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement)


STATE = "INSERT INTO state (id, vault, slots_counter, events, chain_head, unswept, summarised_under) VALUES (%s, 'ab', 3, 7, '', false, '')"
BACK = {
    "events": "UPDATE state SET events = 6",
    "list of people": "UPDATE state SET events = 8, slots_counter = 2",
    "a second state": STATE.replace("%s", "2"),
}


@pytest.mark.parametrize("what", BACK)
def test_where_the_history_ends_does_not_go_back(desk, what):
    """The numbers of events and of the list of people cannot be lowered, and no second state can be added."""
    desk.execute(STATE, (1,))
    desk.execute("UPDATE state SET events = 8, chain_head = 'x', slots_counter = 3")
    desk.execute("UPDATE state SET events = 7 + 1, slots_counter = 4")
    with pytest.raises(errors.CheckViolation) as caught:
        desk.execute(BACK[what])
    assert caught.value.diag.table_name == "state"


def test_not_even_the_owner_gives_a_store_another_vault(owner):
    """The vault that a store belongs to can be set only once."""
    owner.execute(STATE, (1,))
    with pytest.raises(errors.CheckViolation):
        owner.execute("UPDATE state SET vault = 'cd'")


CHANGE_ROW = "INSERT INTO team_change (number, before, rows, events, chain_head, slots_counter, code) VALUES (%s, %s, '[]', 0, '', 0, '')"


@pytest.mark.parametrize(
    "change",
    [(9, None), (6, 4), (3, 2), (5, 3), (4, 3), (9, 8), (2**62, 4)],
    ids=[
        "another first",
        "a gap",
        "before the first",
        "another number",
        "the same again",
        "after nothing",
        "far ahead",
    ],
)
def test_a_change_follows_the_one_before_it(desk, change):
    """Changes form a chain without a gap or a fork; the second writer gets the error of an existing row."""
    for number, before in ((3, None), (4, 3)):
        desk.execute(CHANGE_ROW, (number, before))
    with desk.transaction(force_rollback=True):
        desk.execute(CHANGE_ROW, (5, 4))
    with pytest.raises((errors.UniqueViolation, errors.ForeignKeyViolation)) as caught:
        desk.execute(CHANGE_ROW, change)
    assert caught.value.diag.table_name == "team_change"


BEN, HIS_WORDS = "Ben Example", "four other invented words"


@pytest.fixture
def where(prepared):
    """Yields the address of a database that the owner has prepared and that has no store, for this test's team."""
    with prepared.fresh(DATABASE) as name:
        yield Where(prepared.url(name, DESK), PASSWORD)


@pytest.fixture
def desk_of(tmp_path):
    """Yields a function that makes a home folder; every store opened through it is closed at the end."""
    made = []

    def make(name):
        made.append(Desk(tmp_path / name, Clock()))
        return made[-1]

    yield make
    for store in (store for each in made for store in each.opened):
        store.close()


def test_what_a_team_does_all_day_needs_no_more_than_these_rights(where, desk_of):
    """Two desks with a desk's rights alone share, join, write and erase a store, and add and remove people."""
    ann, ben = desk_of("ann"), desk_of("ben")
    store, _ = ann.create()
    ann.new_case(store, "OX-1", **{"full-name": "Zoë Sample"})
    store.share(where)
    store.people.add(BEN, "champion", HIS_WORDS)
    joining.join(ben.home, where, BEN, HIS_WORDS)
    other = ben.unlock(HIS_WORDS, BEN)
    other.team.catch_up()
    ben.new_case(other, "OX-2", **{"full-name": "Alex Sample"})
    other.save_fields("OX-1", None, "referral", {"summary": "sleeps in a car"})
    store.team.catch_up()
    store.save_fields("OX-2", None, "referral", {"full-name": None})
    do_the_rest(store)
    assert [str(each.team.catch_up().line) for each in (store, other)] == ["up", "up"]
    assert other.erased_case("OX-1") is not None
    assert store.chain_head() == other.chain_head()
    store.people.remove(BEN)
    assert str(store.team.catch_up().line) == "up"
    assert [each.name for each in store.check() if not each.ok] == []


def do_the_rest(store):
    """Does everything else that can be done in a store, and erases its one sent case at the end."""
    store.mark_sent("OX-1", store.case("OX-1").version, date(2026, 11, 23), "AB12")
    store.record_export("OX-1", [("/somewhere/OX-1.pdf", "pack")])
    store.deal_with(store.exported_files()[0].id)
    store.save_setting("retention-months", "9")
    store.early_add([EarlyEntry("EX 1", date(2026, 12, 24), "prison", PERSON, date(2026, 11, 24))])
    store.early_remove("EX 1")
    store.erase("OX-1", store.case("OX-1").version, CaseFacts())
    store.people.new_recovery_code()


def test_a_store_is_put_there_anew_only_with_the_owners_rights(prepared, where, desk_of):
    """After the server went back, only a person who is temporarily a member of the owner's role can put the store there again."""
    ann = desk_of("ann")
    store, _ = ann.create()
    ann.new_case(store, "OX-1")
    store.share(where)
    with pytest.raises(TeamRefused):
        store.share(where, again=True)
    with prepared.connect("postgres") as administrator:
        administrator.execute(f"GRANT {OWNER} TO {DESK}")
        try:
            store.share(where, again=True)
        finally:
            administrator.execute(f"REVOKE {OWNER} FROM {DESK}")
    ann.new_case(store, "OX-2")
    assert str(store.team.catch_up().line) == "up"
    with pytest.raises(TeamRefused):
        store.share(where, again=True)
