"""What a save and a received change may cost, in calls: twenty desks receive each change, so it has to cost each of them very
little.
"""

import pytest
from behind import in_thread, inside
from store_desk import PERSON
from team_desks import Team

from champion_tui.store.history import events
from champion_tui.store.keys import vaultfile
from champion_tui.store.team.server.server import Server

BEN = "Ben Example"


@pytest.fixture
def counted(team_server, team_database, tmp_path, monkeypatch):
    """Yields two desks that have worked together for a while, and a list of the names of the calls counted from now on."""
    team = Team(tmp_path, team_server.url(team_database))
    first = team.begin(BEN)
    for number in range(3):
        team.homes[PERSON].new_case(first, f"OX-{number}", summary="from the beginning")
    second = team.join(BEN)
    for number in range(3):
        first.save_fields("OX-1", None, "referral", {"summary": f"words {number}"})
        second.team.catch_up()
    for store in (first, second):
        # A safety copy that is being made in another thread reads the list of people and the history too.
        store.backups.wait()
    asked = []

    def count(owner, name):
        real = getattr(owner, name)

        def called(*given, **named):
            asked.append(name)
            return real(*given, **named)

        monkeypatch.setattr(owner, name, called)

    for owner, name in ((Server, "_rows"), (Server, "_in_one_go"), (vaultfile, "read"), (events, "_followed")):
        count(owner, name)
    yield first, second, asked
    team.close()


def test_a_save_asks_the_server_once_and_proves_its_own_event_alone(counted):
    """A save reads no list of people, makes one request to the server, and verifies only the events since the last save."""
    first, _, asked = counted
    first.save_fields("OX-1", None, "referral", {"summary": "one more"})
    assert asked == ["_followed", "_in_one_go"]
    asked.clear()
    first.save_fields("OX-1", None, "referral", {"summary": "and one more"})
    assert asked == ["_followed", "_in_one_go"]


def test_a_change_of_somebody_else_is_taken_in_two_looks_at_the_server(counted):
    """One request says what was changed and one fetches its rows; the list of people is read only if it changed."""
    first, second, asked = counted
    first.save_fields("OX-1", None, "referral", {"summary": "one more"})
    asked.clear()
    second.team.catch_up()
    assert asked == ["_rows", "_in_one_go"]
    first.people.add("Cat Example", "champion", "words for Cat alone, invented")
    asked.clear()
    second.team.catch_up()
    assert "read" in asked


def test_many_changes_are_taken_in_as_few_looks_as_one(counted):
    """However many changes arrive together, and of however many cases, they take two requests."""
    first, second, asked = counted
    for number in range(9):
        first.save_fields(f"OX-{number % 3}", None, "referral", {"summary": f"more {number}"})
    asked.clear()
    second.team.catch_up()
    assert asked == ["_rows", "_in_one_go"]


def test_whoever_has_heard_of_a_change_takes_it_before_they_write(counted):
    """A desk that was notified of a change fetches it before it writes, so that nothing is done twice."""
    first, second, asked = counted
    first.save_fields("OX-1", None, "referral", {"summary": "heard of"})
    sharing = inside(second).database.sharing
    assert sharing.note_announced(10**9)
    asked.clear()
    second.save_fields("OX-1", None, "referral", {"known-as": "Zo"})
    assert asked.count("_in_one_go") == 2
    assert in_thread(second, lambda: sharing.note_announced(1)) is False
