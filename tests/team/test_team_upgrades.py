"""A server and desks of two versions of the program: nothing is written into tables with another layout."""

import pytest
from behind import in_thread, inside
from psycopg import sql
from store_desk import PERSON
from team_desks import Team, rows, troubles

from champion_tui.cli import main
from champion_tui.store.database import schema
from champion_tui.store.errors import TeamRefused
from champion_tui.store.team import joining
from champion_tui.store.team.standing import LineState

BEN, CAT = "Ben Example", "Cat Example"


@pytest.fixture
def team(team_server, team_database, tmp_path):
    """Yields a team that has a server and no desk yet."""
    made = Team(tmp_path, team_server.url(team_database))
    yield made
    made.close()


@pytest.mark.parametrize(("other", "says"), [(-1, "older"), (1, "newer")])
def test_a_desk_of_another_version_sends_nothing_and_delivers_later(team, team_server, team_database, other, says):
    """If the server has another layout, a desk works alone, says which of the two is older, and delivers once both are the same."""
    first = team.begin(BEN, CAT)
    second = team.join(BEN)
    before = rows(first)

    def lay_out(number):
        with team_server.connect(team_database) as connection:
            connection.execute(sql.SQL("UPDATE alembic_version SET version_num = {}").format(f"{number:04}"))
        in_thread(second, inside(second).database.sharing.disconnect)

    lay_out(schema.VERSION + other)
    standing = second.team.catch_up()
    assert standing.line is LineState.REFUSED
    assert says in standing.why
    team.homes[BEN].new_case(second)
    with pytest.raises(TeamRefused, match=says):
        team.join(CAT)
    lay_out(schema.VERSION)
    first.team.catch_up()
    assert rows(first) == before
    assert second.team.catch_up().line is LineState.UP
    first.team.catch_up()
    assert rows(first) == rows(second) != before
    assert troubles(first) == troubles(second) == []


def test_preparing_a_server_with_a_store_on_it_keeps_every_row(team):
    """Making the tables again changes nothing, so that it is always safe when upgrading."""
    first = team.begin(BEN)
    team.homes[PERSON].new_case(first)
    assert joining.prepare(team.where) == schema.VERSION
    second = team.join(BEN)
    assert rows(first) == rows(second)
    assert troubles(second) == []


def test_the_administrators_script_can_be_printed_without_a_vault_and_a_server(capsys):
    """``team roles`` prints the script exactly, without a vault or a server."""
    from champion_tui.store.team.server import scripts

    assert main(["team", "roles"]) == 0
    assert capsys.readouterr().out == scripts.roles()
