"""A hostile server, or a hostile disk of a server: what it learns, and that a desk accepts nothing that no desk wrote."""

import base64
from datetime import date

import pytest
from store_desk import PERSON
from team_desks import NOBODY_ASKS, Team, rows, troubles

from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.store.errors import StoreError, TeamDiffers
from champion_tui.store.keys import slots
from champion_tui.store.team import joining
from champion_tui.store.team.rows.sealing import Seals
from champion_tui.store.team.rows.shared_rows import BY_NAME, SHARED
from champion_tui.store.team.standing import LineState

BEN, CAT = "Ben Example", "Cat Example"
WORDS = {
    "full-name": "Zoë Inventedname",
    "date-of-birth": "1987-03-14",
    "phone": "07700 900456",
    "summary": "Sleeps in an old minibus behind the ropeworks",
    "risk-note": "Her former partner drives a turquoise van",
}
KEPT_BESIDE = ("/home/somebody/Packs/minibus.pdf", "EX-ropeworks-77", "a-setting-about-turquoise")


@pytest.fixture
def team(team_server, team_database, tmp_path):
    """Yields a team that has a server and no desk yet."""
    made = Team(tmp_path, team_server.url(team_database))
    yield made
    made.close()


def enter_everything(team, store):
    """Creates a case with personal words in every kind of row, and a second one that is erased."""
    desk = team.homes[PERSON]
    desk.new_case(store, "OX-1", **WORDS)
    desk.new_case(store, "OX-2", **WORDS)
    store.save_fields("OX-1", None, "agency", {"referrer-phone": WORDS["phone"]})
    store.save_fields("OX-1", None, "referral", {"summary": WORDS["summary"] + ", since May"})
    store.mark_sent("OX-1", store.case("OX-1").version, date(2026, 11, 23), "CODE-turquoise", WORDS["summary"])
    store.record_export("OX-1", [(KEPT_BESIDE[0], "pack")])
    store.early_add([EarlyEntry(KEPT_BESIDE[1], date(2026, 12, 24), "prison", PERSON, date(2026, 11, 24))])
    store.save_setting("invented", KEPT_BESIDE[2])
    store.erase("OX-2", store.case("OX-2").version, NOBODY_ASKS)


LETTERS_THAT_CHANCE_DOES_NOT_MAKE = 8
"""In a hundred dumps, four given base64 letters appear by chance in about one, eight in none."""


def in_every_writing(word):
    """Yields each form in which a word could be in a dump; base64 only if it is long enough not to appear by chance."""
    raw = word.encode()
    yield raw
    yield raw.lower()
    yield raw.hex().encode()
    for before in range(3):
        begun = base64.b64encode(b"\0" * before + raw)
        # Without the ends, which contain bits of the neighbouring bytes.
        inside = begun[4 if before else 0 : len(begun) // 4 * 4 - 4]
        if len(inside) >= LETTERS_THAT_CHANCE_DOES_NOT_MAKE:
            yield inside


def in_capitals_and_small(dump):
    """Returns the dump as it is, which base64 needs, followed by itself in small letters."""
    return dump + dump.lower()


def test_a_dump_of_the_server_holds_no_word_of_a_case(team, team_server, team_database):
    """No dump holds names, dates of birth, numbers, notes, codes, paths, settings or early entries, plain, in hexadecimal or in
    base64.
    """
    store = team.begin()
    enter_everything(team, store)
    dump = in_capitals_and_small(team_server.dump(team_database))
    texts = (*WORDS.values(), *KEPT_BESIDE, "CODE-turquoise")
    words = {*texts, *(word for text in texts for word in text.split() if len(word) > 5)}
    found = {word for word in words for written in in_every_writing(word) if written in dump}
    assert found == set()
    assert {written for written in in_every_writing("OX-1") if written in dump}, (
        "a search that finds nothing proves nothing"
    )


def test_what_the_server_reads_of_the_team_is_the_list_of_people_alone(team, team_server, team_database):
    """A member of staff's name is in the list of people, as in vault.json, and nowhere else on the server."""
    store = team.begin()
    enter_everything(team, store)
    assert PERSON.encode().hex().encode() in team_server.dump(team_database)
    with team_server.connect(team_database) as connection:
        connection.execute("DELETE FROM team_vault")
    dump = in_capitals_and_small(team_server.dump(team_database))
    assert not [written for written in in_every_writing(PERSON) if written in dump]


IN_THE_CLEAR = {
    "case_record": {
        *("reference", "area", "tree_id", "tree_version", "tree_digest", "version", "last_event"),
        *("created_at", "changed_at", "sent_on", "exported_at"),
    },
    "case_value": {"case_id"},
    "exported_file": {"case_id", "exported_at", "dealt_with_at"},
    "event": {"at", "slot", "case_reference", "commitment", "chain"},
    "erased_case": {"event", "created_on", "erased_on", "area", "sent_on", "contact_on", "result_on", "before_56"},
}
"""Columns readable by the server apart from a row's key; ``docs/threat-model.md`` has to name any new one first."""


def test_nothing_stands_in_the_clear_but_what_the_threat_model_says():
    """Each column that the server can read is one of those for which the threat model was written."""
    clear = {table.name: {*table.columns} - {table.key, *table.sealed_columns} for table in SHARED}
    assert {name: columns for name, columns in clear.items() if columns} == IN_THE_CLEAR


# -- rows -----------------------------------------------------------------------------------------------------------------


def another(value):
    """Returns a different value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"
    return f"{value or ''}A"


@pytest.fixture
def sealed(team):
    """Returns the seals, the key, and every row of a full store as the server has it, by table."""
    store = team.begin()
    enter_everything(team, store)
    key = slots.new_database_key()
    seals = Seals("ab" * 32, key)
    return (
        seals,
        key,
        {name: [BY_NAME[name].to_server(seals, row) for row in held] for name, held in rows(store).items()},
    )


def test_no_cell_can_be_changed_without_being_noticed(sealed):
    """A different value in any cell makes its row unreadable, or (if the server only has a blank there) leaves it the same."""
    seals, _, there = sealed
    assert all(there[table.name] for table in SHARED if table.name != "own_detail")
    for table in SHARED:
        for row in there[table.name]:
            here = table.from_server(seals, (row,))
            for place, value in enumerate(row):
                changed = (*row[:place], another(value), *row[place + 1 :])
                try:
                    assert table.from_server(seals, (changed,)) == here, (table.name, table.columns[place])
                    blank = value in {None, "", b""} or table.columns[place] in table.sealed_columns
                    assert blank, (table.name, table.columns[place])
                except TeamDiffers:
                    pass


def test_no_cell_fits_into_another_row_another_table_or_another_vault(sealed):
    """A row's seal opens in no other row, table or vault, whatever the other row's readable columns hold."""
    seals, key, there = sealed
    every = [(table, row) for table in SHARED for row in there[table.name]]
    for table, row in every:
        with pytest.raises(TeamDiffers):
            table.from_server(Seals("cd" * 32, key), (row,))
        with pytest.raises(TeamDiffers):
            table.from_server(Seals("ab" * 32, slots.new_database_key()), (row,))
        with pytest.raises(TeamDiffers):
            seals.open(table.name, ((1,),), (seals.seal("another_table", (1,), ("a word",)),))
        for other, taken in every:
            same_kind = isinstance(taken[other.carrier], bytes) == isinstance(row[table.carrier], bytes)
            if same_kind and taken[other.carrier] != row[table.carrier]:
                swapped = (*row[: table.carrier], taken[other.carrier], *row[table.carrier + 1 :])
                with pytest.raises(TeamDiffers):
                    table.from_server(seals, (row, swapped, row))


# -- changes --------------------------------------------------------------------------------------------------------------

DONE_TO_IT = {
    "a seal altered": "UPDATE case_value SET value = overlay(value placing 'AAAA' from 20) WHERE id = (SELECT max(id) FROM case_value)",
    "a row taken away": "DELETE FROM case_value WHERE id = (SELECT max(id) FROM case_value)",
    "two cells swapped": (
        "UPDATE case_value a SET value = b.value FROM case_value b WHERE a.id <> b.id"
        " AND a.id >= (SELECT max(id) - 1 FROM case_value) AND b.id >= (SELECT max(id) - 1 FROM case_value)"
    ),
    "an older row put back": (
        "UPDATE case_value SET value = older.value FROM older WHERE older.id = case_value.id AND older.value <> case_value.value"
    ),
    "a case's day of sending": "UPDATE case_record SET sent_on = '2026-01-01'",
    "an event altered": "UPDATE event SET commitment = 'x' WHERE number = (SELECT max(number) FROM event)",
    "an event said by somebody else": "UPDATE event SET slot = slot || 'x' WHERE number = (SELECT max(number) FROM event)",
    "what an event said taken away": "DELETE FROM event_payload WHERE number = (SELECT max(number) FROM event_payload)",
    "an event taken away": (
        "DELETE FROM event_payload WHERE number = (SELECT max(number) FROM event);"
        "DELETE FROM event WHERE number = (SELECT max(number) FROM event)"
    ),
    "a change that names no rows": "UPDATE team_change SET rows = '[]' WHERE number = NEWEST",
    "a change of another number": "UPDATE team_change SET number = number + 7 WHERE number = NEWEST",
    "a change in the middle taken away": (
        "UPDATE team_change SET before = NULL WHERE number = NEWEST; DELETE FROM team_change WHERE number = NEWEST - 1"
    ),
    "a change with another end": "UPDATE team_change SET events = events + 1 WHERE number = NEWEST",
    "a change with another head": "UPDATE team_change SET chain_head = 'x' WHERE number = NEWEST",
    "a change with another list": "UPDATE team_change SET slots_counter = slots_counter + 1 WHERE number = NEWEST",
    "a change proved by another code": "UPDATE team_change SET code = sha256(code) WHERE number = NEWEST",
    "a change of its own": "INSERT INTO team_change SELECT number + 1, number, '[]', events, chain_head, slots_counter, code FROM team_change WHERE number = NEWEST",
    "a whole store of its own": "UPDATE team_change SET rows = 'whole' WHERE number = NEWEST",
    "everything before gone": "UPDATE team_change SET before = NULL; DELETE FROM team_change WHERE number < NEWEST",
}


OF_CHANGES = ("a change", "everything", "a whole")
"""Prefixes of what is done to the list of changes alone, which a joining desk cannot compare with anything."""


def keep_older(team_server, name):
    """Keeps the earlier rows, as a hostile server can."""
    with team_server.connect(name) as connection:
        connection.execute("CREATE TABLE older AS SELECT id, value FROM case_value")


def do_to_it(connection, what):
    """Does what no desk would do, with all the rights of the server's administrator."""
    for statement in DONE_TO_IT[what].replace("NEWEST", "(SELECT max(number) FROM team_change)").split(";"):
        connection.execute(statement)


def test_whatever_a_server_does_to_what_others_wrote_is_noticed_and_nothing_of_it_is_taken(
    team, team_server, team_database
):
    """If rows or changes are altered, swapped, dropped or invented on the way, the receiving desk stops and stays as it was."""
    first = team.begin(BEN)
    team.homes[PERSON].new_case(first, "OX-1", **WORDS)
    second = team.join(BEN)
    before = rows(second)
    keep_older(team_server, team_database)
    first.save_fields("OX-1", None, "referral", {"summary": "the first of three changes"})
    first.save_fields("OX-1", None, "referral", {"known-as": "new here", "other-languages": "new too"})
    team.homes[PERSON].new_case(first, "OX-2", **WORDS)
    as_it_was = f"{team_database}_as_it_was"
    team_server.copy(team_database, as_it_was)
    taken = []
    for what in DONE_TO_IT:
        with team_server.connect(team_database) as connection:
            do_to_it(connection, what)
        if second.team.catch_up().line is not LineState.DIFFERS or rows(second) != before:
            taken.append(what)
        team_server.copy(as_it_was, team_database)
    assert taken == []
    assert second.team.catch_up().line is LineState.UP
    assert rows(second) == rows(first) != before
    assert troubles(second) == []


def test_a_desk_that_joins_takes_no_altered_store_either(team, team_server, team_database):
    """If the same is done to a store that a person joins, no desk is made, or the desk's own check finds it."""
    first = team.begin(BEN, CAT)
    team.homes[PERSON].new_case(first, "OX-1", **WORDS)
    keep_older(team_server, team_database)
    first.save_fields(
        "OX-1", None, "referral", {"known-as": "new here", "other-languages": "new too", "summary": "now"}
    )
    as_it_was = f"{team_database}_as_it_was"
    team_server.copy(team_database, as_it_was)
    believed = []
    for number, what in enumerate(name for name in DONE_TO_IT if not name.startswith(OF_CHANGES)):
        with team_server.connect(team_database) as connection:
            do_to_it(connection, what)
        team.folder = team.folder / str(number)
        try:
            if not troubles(team.join(CAT)):
                believed.append(what)
        except StoreError:
            pass
        team_server.copy(as_it_was, team_database)
    assert believed == []


def test_no_other_list_of_people_is_taken(team, team_server, team_database, tmp_path):
    """No desk accepts an older, an altered or another vault's list of people, and nobody can join under one."""
    first = team.begin(BEN)
    second = team.join(BEN)
    other = Team(tmp_path / "other", team.where.url)
    stranger, _ = other.desk(BEN).create(BEN)
    stranger.close()
    with team_server.connect(team_database) as connection:
        (older,) = connection.execute("SELECT body FROM team_vault").fetchone()
        first.people.add(CAT, "champion", "words for Cat alone, invented")
        (newest,) = connection.execute("SELECT body FROM team_vault").fetchone()
        others = (other.homes[BEN].home / "vault.json").read_bytes()
        for number, body in enumerate([older, newest[:-9] + bytes([newest[-9] ^ 1]) + newest[-8:], others]):
            connection.execute("UPDATE team_vault SET body = %s", (body,))
            assert second.team.catch_up().line is LineState.DIFFERS, number
            team.folder = team.folder / str(number)
            with pytest.raises(StoreError):
                joining.join(team.folder / "home", team.where, BEN, team.passphrases[BEN])
            assert not list(team.folder.rglob("cases.db"))
        connection.execute("UPDATE team_vault SET body = %s", (newest,))
    assert second.team.catch_up().line is LineState.UP
    assert rows(first) == rows(second)
