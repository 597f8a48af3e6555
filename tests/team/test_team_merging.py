"""Desks that work with and without a line end with one store: any order of what people do, and of lines that go and come back."""

import pytest
from team_desks import Team
from team_walk import BEN, CAT, Walk

STEPS = 120


@pytest.mark.parametrize("seed", range(3))
def test_whatever_desks_do_without_a_line_nothing_is_lost_or_there_twice(tmp_path, team_server, team_database, seed):
    """Every desk has the same rows and one chain in the end, they agree with the history, and what was not taken is kept to be decided."""
    team = Team(tmp_path, team_server.url(team_database))
    try:
        walk = Walk(team, seed)
        walk.begin(BEN, CAT)
        for _ in range(STEPS):
            walk.step()
        walk.end()
        walk.check()
    finally:
        team.close()
