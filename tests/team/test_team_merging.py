"""Desks that work with and without a line end with one store: any order of what people do, and of lines that go and come back."""

import pytest
from cutting_proxy import CuttingProxy
from store_desk import PERSON
from team_desks import Team, cut, mend
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


def test_a_field_about_the_referrer_is_decided_once_and_not_again_for_the_next_case(
    tmp_path, team_server, team_database
):
    """It is kept for later cases as well. Who decides about the case is not asked what the next one begins with."""
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
