"""Desks that work with and without a connection end with one store, in any order of actions and disconnections."""

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
import team_server as servers
from behind import inside
from cutting_proxy import CuttingProxy
from store_desk import PERSON, TREE
from team_desks import Team, cut, mend, troubles
from team_walk import (
    BEN,
    CAT,
    FaultyWalk,
    Walk,
    desk_killed,
    disk_full,
    line_cut,
    server_killed,
    server_silent,
)
from zygote import Zygote

from champion_tui.store.team.rows.carried import OtherCameFirst
from champion_tui.store.team.server import server as speaking
from champion_tui.store.team.standing import LineState

STEPS = 120
ROOM = 160 * 1024 * 1024


@pytest.mark.parametrize("seed", range(3))
def test_whichever_byte_a_line_is_cut_at_what_was_saved_is_there_once(tmp_path, team_server, team_database, seed):
    """If a connection is cut before, within or after a commit, what a desk showed as saved is in everybody's history exactly once."""
    with CuttingProxy(team_server.port) as proxy:
        team = Team(tmp_path, team_server.url(team_database).replace(f":{team_server.port}/", f":{proxy.port}/"))
        walk = FaultyWalk(team, seed)
        walk.proxy, walk.kinds, walk.often = proxy, (line_cut,), 0.5
        walk_along(walk)
        assert walk.met.total() > 10


@pytest.mark.parametrize("seed", range(3))
def test_whatever_desks_do_without_a_line_nothing_is_lost_or_there_twice(tmp_path, team_server, team_database, seed):
    """In the end all desks have the same rows and chain, these agree with the history, and refused changes are kept for a
    decision.
    """
    walk_along(Walk(Team(tmp_path, team_server.url(team_database)), seed))


def test_a_case_follows_the_same_one_when_that_has_to_be_given_another_reference(tmp_path, team_server, team_database):
    """If two desks gave one reference while disconnected and one of those cases is followed, it still is, and the history says so."""
    team = Team(tmp_path, team_server.url(team_database))
    try:
        ann = team.begin(BEN)
        ben = team.join(BEN)
        cut(ben)
        team.homes[BEN].new_case(ben, "OX-1", summary="of Ben's desk")
        ben.create_case(
            reference="OX-2", area="oxfordshire", tree=TREE, answers={}, agency={}, referral={}, follows="OX-1"
        )
        team.homes[BEN].new_case(ann, "OX-1", summary="of Ann's desk")
        mend(ben, team)
        ann.team.catch_up()
        for store in (ann, ben):
            followed = store.case("OX-2").follows
            assert followed != "OX-1"
            assert store.case(followed).referral["summary"] == "of Ben's desk"
            assert troubles(store) == []
    finally:
        team.close()


KINDS = {
    "the server killed": server_killed,
    "the server silent": server_silent,
    "a desk killed": desk_killed,
    "the disk full": disk_full,
}


@pytest.mark.needs("initdb")
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_goes_wrong_while_desks_are_at_work_loses_nothing_that_was_saved(tmp_path, kind):
    """After a fault at any moment nothing saved is lost or doubled, and all desks are the same."""
    if kind == "the disk full" and not servers.can_make_disks():
        # Only an administrator can make a small disk; for others .ci/run tries it.
        return
    desks = Zygote(Path(__file__).with_name("killed_desk.py"))
    try:
        with (
            servers.team_server(syncs=True, room=ROOM if kind == "the disk full" else 0) as server,
            server.fresh() as database,
        ):
            walk = FaultyWalk(Team(tmp_path, server.url(database)), 0)
            walk.server, walk.desks, walk.kinds = server, desks, (KINDS[kind],)
            walk_along(walk, steps=30, patience=0.5)
            assert walk.met.total() > 3
    finally:
        desks.end()


def test_a_desk_that_is_overtaken_again_and_again_keeps_what_it_saved(
    tmp_path, team_server, team_database, monkeypatch
):
    """A server that always says that others came first stops nobody: what is saved waits, and is delivered later."""
    team = Team(tmp_path, team_server.url(team_database))
    try:
        store = team.begin()
        server = type(inside(store).database.sharing._server)
        with monkeypatch.context() as hostile:
            hostile.setattr(server, "deliver", overtaken)
            team.homes[PERSON].new_case(store, "OX-1", summary="saved all the same")
            assert store.team.catch_up().line is LineState.DOWN
        assert store.team.standing().waiting == 1
        assert store.team.catch_up().waiting == 0
        assert store.case("OX-1").referral["summary"] == "saved all the same"
    finally:
        team.close()


def test_a_field_about_the_referrer_is_decided_once_and_not_again_for_the_next_case(
    tmp_path, team_server, team_database
):
    """The field is kept for later cases too, but a decision about the case asks nothing about the next one."""
    team = Team(tmp_path, team_server.url(team_database))
    try:
        first = team.begin(BEN)
        team.homes[PERSON].new_case(first, "OX-1")
        other = team.join(BEN)
        cut(other)
        other.save_fields("OX-1", None, "agency", {"team": "Back desk"})
        first.save_fields("OX-1", None, "agency", {"team": "Ward 3"})
        mend(other, team)
        assert [(clash.reference, clash.holder, clash.key) for _, clash in other.team.clashes()] == [
            ("OX-1", "agency", "team")
        ]
    finally:
        team.close()


def test_whoever_came_to_the_value_that_a_colleague_gave_is_asked_nothing(tmp_path, team_server, team_database):
    """If a desk without a connection arrives at the value that a colleague gave, that value is kept, and there is nothing to
    decide.
    """
    team = Team(tmp_path, team_server.url(team_database))
    try:
        first = team.begin(BEN)
        team.homes[PERSON].new_case(first, "OX-1")
        other = team.join(BEN)
        cut(other)
        for value in ("a first word", "the same in the end"):
            other.save_fields("OX-1", None, "referral", {"summary": value})
        first.save_fields("OX-1", None, "referral", {"summary": "the same in the end"})
        mend(other, team)
        first.team.catch_up()
        assert other.team.clashes() == ()
        for store in (first, other):
            assert store.case("OX-1").referral["summary"] == "the same in the end"
            assert troubles(store) == []
    finally:
        team.close()


def test_whoever_came_back_to_what_stood_there_is_asked_nothing(tmp_path, team_server, team_database):
    """If a desk without a connection fills in a field and empties it, and a colleague sends the referral, there is nothing to
    decide.
    """
    team = Team(tmp_path, team_server.url(team_database))
    try:
        first = team.begin(BEN)
        team.homes[PERSON].new_case(first, "OX-1")
        other = team.join(BEN)
        cut(other)
        for value in ("a first word", None):
            other.save_fields("OX-1", None, "referral", {"summary": value})
        first.mark_sent("OX-1", first.case("OX-1").version, date(2026, 11, 23), "A1", '"as it was"')
        mend(other, team)
        first.team.catch_up()
        assert other.team.clashes() == ()
        for store in (first, other):
            assert store.case("OX-1").referral.get("summary") is None
            assert troubles(store) == []
    finally:
        team.close()


def test_two_fields_that_were_emptied_and_filled_in_the_other_way_round_are_taken_back_and_put_on_top(
    tmp_path, team_server, team_database
):
    """Without a connection the second field gets the row of the first, and the first that of the second. Neither prevents the
    other from being restored before the colleague's changes are taken.
    """
    team = Team(tmp_path, team_server.url(team_database))
    try:
        ann = team.begin(BEN)
        ben = team.join(BEN)
        team.homes[PERSON].new_case(ann, "OX-1", **{"full-name": "Zo", "summary": "before"})
        ben.team.catch_up()
        cut(ben)
        for given in ({"summary": None, "full-name": None}, {"summary": "since"}, {"full-name": "Zoë"}):
            ben.save_fields("OX-1", None, "referral", given)
        ann.save_fields("OX-1", None, "referral", {"paper": "full"})
        assert mend(ben, team).line is LineState.UP
        ann.team.catch_up()
        for store in (ann, ben):
            assert store.case("OX-1").referral == {"full-name": "Zoë", "summary": "since", "paper": "full"}
            assert troubles(store) == []
    finally:
        team.close()


def overtaken(*_):
    """Raises what a server reports to a desk that others came first."""
    raise OtherCameFirst


def walk_along(walk, steps=STEPS, patience=speaking.ANSWER_SECONDS):
    """Begins with three desks, does ``steps`` actions, ends and checks. During the actions a desk waits ``patience`` seconds for the
    server, and may lose the line on a slow machine; at the end each has time to catch up.
    """
    try:
        walk.begin(BEN, CAT)
        with patch.object(speaking, "ANSWER_SECONDS", patience):
            for _ in range(steps):
                walk.step()
        walk.end()
        walk.check()
    finally:
        walk.team.close()
