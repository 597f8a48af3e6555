"""Moving a store to a server and back: row by row the same, refused with a message, and put there again if the server lost it."""

import pytest
from store_desk import PERSON
from team_desks import Team, rows, troubles

from champion_tui.store.errors import StoreUnreachable, TeamDiffers, TeamRefused, VaultExists
from champion_tui.store.team import joining
from champion_tui.store.team.rows import sealing
from champion_tui.store.team.server.where import Where
from champion_tui.store.team.standing import LineState

BEN = "Ben Example"


@pytest.fixture
def team(tmp_path, team_server, team_database):
    """Yields a team with no desk yet."""
    made = Team(tmp_path, team_server.url(team_database))
    yield made
    made.close()


def test_a_store_that_moved_is_at_each_desk_what_it_was(team):
    """Every row, the chain and the lists are the same at each desk, and moving reports how many rows there are of each kind."""
    store, _ = team.desk(PERSON).create()
    team.homes[PERSON].new_case(store, **{"full-name": "Zoë Sample", "summary": "a line\nand another"})
    store.people.add(BEN, "champion", "words for Ben alone, invented")
    team.passphrases[BEN] = "words for Ben alone, invented"
    before = rows(store)
    moved = store.share(team.where)
    assert moved.rows == {name: len(held) for name, held in before.items()}
    second = team.join(BEN)
    assert rows(second) == rows(store) == before
    assert troubles(second) == []


def test_a_row_that_comes_back_as_another_is_noticed_and_nothing_is_moved(team, monkeypatch):
    """A server that keeps something other than it was given gets no store, and the desk stays independent."""
    store, _ = team.desk(PERSON).create()
    team.homes[PERSON].new_case(store, **{"full-name": "Zoë Sample"})
    opened = sealing.Seals.open
    monkeypatch.setattr(
        sealing.Seals,
        "open",
        lambda *given: ["not", *opened(*given)[1:]] if given[1] == "case_value" else opened(*given),
    )
    with pytest.raises(TeamDiffers):
        store.share(team.where)
    assert store.team is None
    with pytest.raises(TeamRefused):
        joining.team_list(team.where)


def test_a_second_team_is_not_put_over_the_first(team):
    """A person who mistakes the address changes nothing on that server or at home."""
    first = team.begin()
    other, _ = team.desk("Eve Example").create("Eve Example")
    with pytest.raises(TeamRefused):
        other.share(team.where)
    assert other.team is None
    assert first.team.catch_up().line is LineState.UP


def test_a_desk_that_has_a_store_joins_no_other(team):
    """A home that contains cases is never overwritten."""
    team.begin(BEN)
    other = team.desk(BEN)
    other.create(BEN)[0].close()
    before = other.kept()
    with pytest.raises(VaultExists):
        joining.join(other.home, team.where, BEN, team.passphrases[BEN])
    assert other.kept().keys() == before.keys()


def test_a_store_taken_home_is_one_of_its_own_again_and_the_server_keeps_its_copy(team):
    """A store taken home has no trace of the team and works alone, and the server's copy is unchanged."""
    first = team.begin(BEN)
    team.homes[PERSON].new_case(first, **{"full-name": "Zoë Sample"})
    second = team.join(BEN)
    second.leave_team()
    second.save_fields("OX-1", None, "referral", {"full-name": "only at home"})
    assert first.team.catch_up().line is LineState.UP
    assert first.case("OX-1").referral["full-name"] == "Zoë Sample"
    assert second.team is None
    assert troubles(second) == []


def test_where_the_server_went_back_a_desk_puts_its_copy_there_again_and_nobody_loses_anything(team, team_server):
    """Each desk notices an older server and works without it; what only another desk had seen is restored from that desk."""
    first = team.begin(BEN)
    second = team.join(BEN)
    team.homes[PERSON].new_case(first, **{"full-name": "Zoë Sample"})
    name = team.where.url.rsplit("/", 1)[1]
    older = f"{name}_older"
    second.team.catch_up()
    team_server.copy(name, older)
    second.team.catch_up()
    second.save_fields("OX-1", None, "referral", {"summary": "after the copy"})
    team_server.copy(older, name)
    assert [store.team.catch_up().line for store in (first, second)] == [LineState.UP, LineState.DIFFERS]
    second.save_fields("OX-1", None, "referral", {"full-name": "Ben goes on"})
    second.share(team.where, again=True)
    assert [store.team.catch_up().line for store in (first, second)] == [LineState.UP, LineState.UP]
    assert first.case("OX-1").referral == {"full-name": "Ben goes on", "summary": "after the copy"}
    assert rows(first) == rows(second)
    assert troubles(first) == troubles(second) == []


def test_an_address_that_is_none_or_has_a_password_in_it_is_refused(tmp_path):
    """An address that is invalid or contains a password is refused before the network is used."""
    for url in ("cases.example.org", "https://cases.example.org/champion", "postgresql://maria:secret@127.0.0.1/x"):
        with pytest.raises(TeamRefused):
            joining.team_list(Where(url, ""))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["make_private_folder", "create_database", "write_whole", "sync_folder"])
def test_joining_that_was_cut_anywhere_can_be_done_again(team, monkeypatch, step):
    """A power cut before, during or after the copy leaves no half store: joining again makes a complete one, or one is there."""
    first = team.begin(BEN)
    team.homes[PERSON].new_case(first, **{"full-name": "Zoë Sample"})
    given = (team.desk(BEN).home, team.where, BEN, team.passphrases[BEN])
    with monkeypatch.context() as cut:
        was, calls = getattr(joining, step), []

        def dies(*arguments, **named):
            was(*arguments, **named)
            calls.append(arguments)
            if len(calls) == (1 if step != "write_whole" else 2):
                raise SystemExit

        cut.setattr(joining, step, dies)
        cut.setattr(joining.shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(SystemExit):
            joining.join(*given)
    if step == "sync_folder":
        with pytest.raises(VaultExists):
            joining.join(*given)
    else:
        joining.join(*given)
    assert rows(team.unlock(BEN)) == rows(first)


def test_a_disk_that_fails_at_the_very_end_of_joining_leaves_a_whole_desk_or_nothing(team, monkeypatch):
    """If the copy is already in its place, its list of people stays next to it."""
    first = team.begin(BEN)
    given = (team.desk(BEN).home, team.where, BEN, team.passphrases[BEN])
    with monkeypatch.context() as failing:
        failing.setattr(joining, "sync_folder", fails)
        with pytest.raises(StoreUnreachable):
            joining.join(*given)
    assert rows(team.unlock(BEN)) == rows(first)


def fails(*_):
    """Raises the error of a broken disk."""
    raise OSError(5, "Input/output error")
