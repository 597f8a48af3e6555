"""A team's desk without a connection, for pages and pictures: its state and what needs to be decided. There is no server."""

from contextlib import contextmanager
from unittest.mock import patch

from champion_tui.desk.team.team import Team
from champion_tui.desk.team.team_words import DONE_MINE, DONE_THEIRS, header_words
from champion_tui.desk.team.views import ClashView, TeamView
from champion_tui.store.team.standing import LineState, TeamStanding
from champion_tui.tui.shell.team_watch import TeamWatch

STANDING = TeamStanding(LineState.DOWN, "", 3, 2)
VIEW = TeamView(
    "postgresql://sam@cases.example.org/champion",
    "down",
    "No line to the team's server (it does not answer). What you enter is kept here and delivered later.",
    STANDING.waiting,
    STANDING.clashes,
)
CLASHES = (
    ClashView(
        3,
        "CHW-7K3M-2Q",
        "Their phone",
        "07700 900111",
        "07700 900222",
        "Their phone. Yours, given by Sam Invented on Mon 23 Nov 2026 at 09:50: 07700 900111. What is there now: 07700 900222.",
        can_take=True,
    ),
    ClashView(
        4,
        "",
        "Early list, B-12",
        "",
        "",
        "Sam Invented entered something here without a line to the server, while a colleague erased the case. What was entered went with it.",
        can_take=False,
    ),
)


@contextmanager
def team_without_a_line():
    """Makes every store opened inside it a team's, with three changes to deliver and two values to decide."""
    with (
        patch.multiple(Team, status=lambda _: VIEW, clashes=lambda _: CLASHES, decide=_decide),
        patch.object(TeamWatch, "look", _without_line),
    ):
        yield


async def look_at_the_line(run):
    """Refreshes the header line at once; it normally does this every few seconds."""
    run.app.team.look()
    run.app.top.refresh_bars()
    await run.settle()


def _decide(_team, _number, *, mine):
    """Returns the message after a person has decided."""
    return DONE_MINE if mine else DONE_THEIRS


def _without_line(watch):
    """Behaves as if the connection was checked and nothing arrived."""
    watch.words = header_words(STANDING)
    return False
