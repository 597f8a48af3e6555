"""The people of a team: invited and removed, and what every desk knows of it."""

import pytest
from behind import in_thread, inside
from store_desk import PERSON
from team_desks import NOBODY_ASKS, Team, cut, mend, rows, troubles

from champion_tui.store.errors import NotAllowed, TeamNeeded, WrongPassphrase
from champion_tui.store.team.standing import LineState

BEN, CAT = "Ben Example", "Cat Example"


@pytest.fixture
def team(tmp_path, team_server, team_database):
    """Yields a team with no desk yet."""
    made = Team(tmp_path, team_server.url(team_database))
    yield made
    made.close()


def test_one_makes_an_invitation_and_another_redeems_it_with_a_passphrase_of_their_own(team):
    """Afterwards the invitation's words open nothing, at the new desk or the old one, and both have one history."""
    first = team.begin()
    team.passphrases[BEN] = "the words of an invitation that is good once"
    first.people.add(BEN, "clerk", team.passphrases[BEN])
    second = team.join(BEN)
    second.people.change_passphrase(None, "what only Ben knows from now on")
    first.team.catch_up()
    assert first.chain_head() == second.chain_head()
    for home in (PERSON, BEN):
        with pytest.raises(WrongPassphrase):
            team.homes[home].unlock(team.passphrases[BEN], BEN)
    team.homes[PERSON].unlock("what only Ben knows from now on", BEN)


def test_who_is_taken_out_gets_no_new_key_and_the_others_go_on(team):
    """Each remaining desk asks for a passphrase once, then works under the new key; earlier entries are kept."""
    first = team.begin(BEN, CAT)
    second, third = team.join(BEN), team.join(CAT)
    team.homes[PERSON].new_case(first, **{"full-name": "Zoë Sample"})
    codes = []
    first.people.remove(CAT, new_code=codes.append)
    first.save_fields("OX-1", None, "referral", {"summary": "after Cat"})
    assert (second.team.catch_up().line, third.team.catch_up().line) == (LineState.NEW_KEY, LineState.NEW_KEY)
    with pytest.raises(NotAllowed):
        third.take_new_key(team.passphrases[CAT])
    second.take_new_key(team.passphrases[BEN])
    assert second.team.catch_up().line is LineState.UP
    second.save_fields("OX-1", None, "referral", {"full-name": "Ben wrote"})
    first.team.catch_up()
    assert first.case("OX-1").referral == {"full-name": "Ben wrote", "summary": "after Cat"}
    assert rows(first) == rows(second)
    assert troubles(first) == troubles(second) == []
    assert len(codes) == 1


def test_what_waits_at_a_desk_outlasts_a_new_key(team):
    """A person who worked without a connection while a colleague was removed loses nothing."""
    first = team.begin(BEN, CAT)
    second = team.join(BEN)
    team.homes[PERSON].new_case(first, **{"full-name": "Zoë Sample"})
    second.team.catch_up()
    cut(second)
    second.save_fields("OX-1", None, "referral", {"summary": "entered without a line"})
    first.people.remove(CAT)
    assert mend(second, team).line is LineState.NEW_KEY
    second.take_new_key(team.passphrases[BEN])
    assert second.team.catch_up().waiting == 0
    first.team.catch_up()
    assert first.case("OX-1").referral["summary"] == "entered without a line"
    assert rows(first) == rows(second)


def test_a_desk_that_joins_after_a_new_key_reads_what_was_sealed_before_it(team):
    """The earlier keys are passed on, so that nobody has to seal the store again, also after a second change of key."""
    first = team.begin(BEN, CAT)
    team.homes[PERSON].new_case(first, **{"full-name": "Zoë Sample"})
    first.save_setting("area", "oxfordshire")
    first.people.remove(CAT)
    first.save_setting("area", "kent-and-medway")
    first.people.remove(BEN)
    first.people.add(BEN, "champion", team.passphrases[BEN])
    second = team.join(BEN)
    assert rows(first) == rows(second)
    assert second.case("OX-1").referral["full-name"] == "Zoë Sample"
    assert troubles(second) == []


def test_people_keys_and_erasing_need_the_server(team):
    """If the server does not answer they are refused with a message, and nothing is changed at the desk."""
    first = team.begin(BEN)
    case = team.homes[PERSON].new_case(first)
    before = rows(first)
    cut(first)
    for job in (
        lambda: first.people.add(CAT, "champion", "words that nobody will use"),
        lambda: first.people.remove(BEN),
        lambda: first.people.remove(BEN, keep_key=True),
        lambda: first.people.change_passphrase(None, "another passphrase of mine"),
        first.people.new_recovery_code,
        lambda: first.erase("OX-1", case.version, NOBODY_ASKS),
    ):
        with pytest.raises(TeamNeeded):
            job()
    assert rows(first) == before
    assert troubles(first) == []


def test_an_erasing_takes_the_case_from_every_desk(team):
    """What remains of the case is the same everywhere, and each desk removes the traces when it is closed."""
    first = team.begin(BEN)
    second = team.join(BEN)
    team.homes[PERSON].new_case(first, **{"full-name": "Zoë Sample"})
    second.team.catch_up()
    first.erase("OX-1", 1, NOBODY_ASKS)
    second.team.catch_up()
    assert rows(first) == rows(second)
    assert second.erased_case("OX-1") is not None
    second.close()
    (erased,) = [each for each in team.unlock(BEN).check() if each.name == "erased"]
    assert erased.ok


def test_entries_that_get_other_numbers_on_the_server_make_no_store_that_nobody_has_seen(team):
    """A desk that worked disconnected, was locked, then caught up behind a colleague and was killed opens again."""
    first = team.begin(BEN)
    second = team.join(BEN)
    team.homes[PERSON].new_case(first)
    second.team.catch_up()
    cut(second)
    second.save_fields("OX-1", None, "referral", {"summary": "without a line"})
    second.close()
    first.save_fields("OX-1", None, "referral", {"full-name": "a colleague"})
    third = team.unlock(BEN)
    # Killed: what was seen last is not stored.
    in_thread(third, inside(third).database.connection.close)
    again = team.homes[BEN].unlock(team.passphrases[BEN], BEN)
    assert again.case("OX-1").referral == {"summary": "without a line", "full-name": "a colleague"}


def test_whoever_writes_while_a_colleague_is_taken_out_keeps_what_they_wrote(team):
    """A desk that learns of the new key by writing keeps what was written, and delivers it under the new key."""
    first = team.begin(BEN, CAT)
    second = team.join(BEN)
    team.homes[PERSON].new_case(first)
    second.team.catch_up()
    first.people.remove(CAT)
    second.save_fields("OX-1", None, "referral", {"summary": "just then"})
    assert second.team.standing().line is LineState.NEW_KEY
    second.take_new_key(team.passphrases[BEN])
    first.team.catch_up()
    assert first.case("OX-1").referral == {"summary": "just then"}
    assert rows(first) == rows(second)
