"""While one person is typing, others see what the history says at every moment, whatever numbers the rows get."""

import random
from dataclasses import replace

import pytest
from behind import in_thread, inside
from store_desk import PERSON
from team_desks import Team, cut, mend, troubles

from champion_tui.store.team import sharing
from champion_tui.store.team.rows.shared_rows import VALUE
from champion_tui.store.team.standing import LineState

BEN = "Ben Example"
FIELDS = ("summary", "known-as", "risk-notes")


@pytest.fixture
def team(tmp_path, team_server, team_database):
    """Yields a team with no desk yet."""
    made = Team(tmp_path, team_server.url(team_database))
    yield made
    made.close()


def agrees(ann, ben, reference):
    """Asserts that Ben's desk, once caught up, shows in the case what its history says, and nothing that is only being typed."""
    ben.team.catch_up()
    assert troubles(ben) == []
    told = dict.fromkeys(FIELDS)
    for event in ben.events(reference):
        if event.verb == "created":
            told["summary"] = "as it was"
        elif event.key in told:
            told[event.key] = event.new
    seen = ben.case(reference).referral
    assert {key: seen.get(key) for key in FIELDS} == told
    assert ann.case(reference)


def on_server(team, store):
    """Returns the number of values on the server."""
    with inside(store).database.sharing.connect() as server:
        return server._rows("SELECT count(*) FROM case_value")[0][0]


def there(store):
    """Returns the number of values at that desk, without notes of what is being typed."""
    query = "SELECT count(*) FROM case_value WHERE holder <> 'typing'"
    return in_thread(store, lambda: inside(store).database.connection.execute(query).fetchone()[0])


def test_a_value_that_went_and_came_without_a_line_is_there_once_while_somebody_types_over_it(team):
    """A value emptied and filled in again while disconnected, so under another number, and typed over at reconnection is there
    once.
    """
    ann, ben = team.begin(BEN), team.join(BEN)
    team.homes[PERSON].new_case(ann, "OX-1", summary="as it was")
    ann.save_fields("OX-1", None, "referral", {"known-as": "Zo"})
    agrees(ann, ben, "OX-1")
    cut(ann)
    ann.save_fields("OX-1", None, "referral", {"summary": None})
    ann.save_fields("OX-1", None, "referral", {"summary": "another"})
    ann.save_passing("OX-1", None, "referral", "summary", "another one")
    mend(ann, team)
    agrees(ann, ben, "OX-1")
    assert on_server(team, ann) == there(ben)


@pytest.mark.parametrize("last", [True, False], ids=["the newest row", "an older row"])
def test_a_value_that_is_emptied_in_passing_stands_at_other_desks_until_the_field_is_left(team, last):
    """While a person has emptied a field and not left it, others see what the history says, also when more keys are pressed."""
    ann, ben = team.begin(BEN), team.join(BEN)
    team.homes[PERSON].new_case(ann, "OX-1", summary="as it was")
    if not last:
        ann.save_fields("OX-1", None, "referral", {"known-as": "Zo"})
    for value in (None, "x", None, None, "y"):
        ann.save_passing("OX-1", None, "referral", "summary", value)
        agrees(ann, ben, "OX-1")
        assert on_server(team, ann) == there(ben)
    ann.save_fields("OX-1", None, "referral", {"summary": None})
    agrees(ann, ben, "OX-1")
    assert "summary" not in ben.case("OX-1").referral


def test_a_value_that_was_never_there_and_is_emptied_in_passing_gets_there_with_its_history(team):
    """For a value filled in while disconnected and emptied in passing, others see the history's value until the field is left."""
    ann, ben = team.begin(BEN), team.join(BEN)
    team.homes[PERSON].new_case(ann, "OX-1", summary="as it was")
    cut(ann)
    ann.save_fields("OX-1", None, "referral", {"known-as": "Zo"})
    ann.save_passing("OX-1", None, "referral", "known-as", None)
    mend(ann, team)
    agrees(ann, ben, "OX-1")
    for value in (None, "Zoë", None):
        ann.save_passing("OX-1", None, "referral", "known-as", value)
        agrees(ann, ben, "OX-1")
        assert on_server(team, ann) == there(ben)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_typed_and_taken_back_others_see_what_the_history_tells(team, seed):
    """For any order of typing, emptying, leaving and disconnections, others see the history's values after each connected action."""
    chance = random.Random(seed)  # noqa: S311  a seed decides, so that a walk can be repeated
    ann, ben = team.begin(BEN), team.join(BEN)
    team.homes[PERSON].new_case(ann, "OX-1", summary="as it was")
    up = True
    for step in range(60):
        key, value = chance.choice(FIELDS), chance.choice([None, None, f"text {step}"])
        what = chance.randrange(8)
        if what < 4:
            ann.save_passing("OX-1", None, "referral", key, value)
        elif what < 6:
            ann.save_fields("OX-1", None, "referral", {key: value})
        elif what == 6:
            ann.keep_text("OX-1", "referral", key, chance.choice(["half a", ""]))
        elif up:
            cut(ann)
            up = False
        else:
            mend(ann, team)
            up = True
        if up:
            agrees(ann, ben, "OX-1")
            assert on_server(team, ann) == there(ben)


def test_rows_that_do_not_fit_beside_each_other_stop_nobody(team, monkeypatch):
    """If a desk's program sends two rows for one field, another desk reports a difference, takes nothing and goes on working
    alone.
    """
    ann, ben = team.begin(BEN), team.join(BEN)
    team.homes[PERSON].new_case(ann, "OX-1", summary="as it was")
    ben.team.catch_up()
    with monkeypatch.context() as faulty:
        to_server = sharing._to_deliver

        def sent_twice(connection):
            rows = to_server(connection)
            values = [each for each in rows if each.waiting.table is VALUE]
            again = [
                replace(each, waiting=replace(each.waiting, key=900), row=(900, *each.row[1:])) for each in values[:1]
            ]
            return (*rows, *again)

        faulty.setattr(sharing, "_to_deliver", sent_twice)
        ann.save_fields("OX-1", None, "referral", {"summary": "another"})
    assert ben.team.catch_up().line is LineState.DIFFERS
    ben.save_fields("OX-1", None, "referral", {"known-as": "Zo"})
    assert ben.case("OX-1").referral == {"summary": "as it was", "known-as": "Zo"}
    assert troubles(ben) == []
