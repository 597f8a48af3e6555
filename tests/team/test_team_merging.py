"""Desks that work with and without a line end with one store: any order of what people do, and of lines that go and come back."""

import pytest
from cutting_proxy import CuttingProxy
from store_desk import TREE
from team_desks import Team, cut, mend, troubles
from team_walk import BEN, CAT, CutWalk, Walk

STEPS = 120


@pytest.mark.parametrize("seed", range(3))
def test_whichever_byte_a_line_is_cut_at_what_was_saved_is_there_once(tmp_path, team_server, team_database, seed):
    """Before a commit, within it, and between it and its answer: what a desk showed as saved is in the history of all, and only once."""
    with CuttingProxy(team_server.port) as proxy:
        team = Team(tmp_path, team_server.url(team_database).replace(f":{team_server.port}/", f":{proxy.port}/"))
        walk_along(CutWalk(team, seed), proxy)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_desks_do_without_a_line_nothing_is_lost_or_there_twice(tmp_path, team_server, team_database, seed):
    """Every desk has the same rows and one chain in the end, they agree with the history, and what was not taken is kept to be decided."""
    walk_along(Walk(Team(tmp_path, team_server.url(team_database)), seed))


def test_a_case_follows_the_same_one_when_that_has_to_be_given_another_reference(tmp_path, team_server, team_database):
    """Two desks gave one reference while a line was down, and one of the two is followed: that stays so, and the history says it."""
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


def walk_along(walk, proxy=None):
    """Begin with three desks, do so many things, end and check."""
    walk.proxy = proxy
    try:
        walk.begin(BEN, CAT)
        for _ in range(STEPS):
            walk.step()
        walk.end()
        walk.check()
    finally:
        walk.team.close()
