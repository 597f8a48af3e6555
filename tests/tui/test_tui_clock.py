"""A clock that may be wrong is reported where it matters, and blocks nobody."""

from dataclasses import replace

import pytest
from case_desks import READY_WITH_PAPER, at_desk
from driving import driven, words
from stand_in_desk import REFERENCE, StandInDesk

from champion_tui.tui.screens.cases.sent import SentScreen
from champion_tui.tui.screens.papers.many_packs import ManyPacksScreen
from champion_tui.tui.screens.papers.portal import PortalScreen
from champion_tui.tui.screens.papers.printing import PrintScreen
from champion_tui.tui.screens.papers.send import SendScreen
from champion_tui.tui.screens.papers.write import WriteScreen

DOUBT = "This invented clock says 1970."

LEAVING = {
    "pack": lambda reference: WriteScreen(reference, "pack"),
    "slip": lambda reference: WriteScreen(reference, "slip"),
    "evidence": lambda reference: WriteScreen(reference, "evidence"),
    "email": lambda reference: WriteScreen(reference, "email"),
    "sealed": lambda reference: WriteScreen(reference, "sealed-archive"),
    "print": PrintScreen,
    "print-slip": lambda reference: PrintScreen(reference, "slip"),
    "ways": SendScreen,
    "portal": PortalScreen,
    "sent": SentScreen,
    "many": lambda _: ManyPacksScreen(),
}
"""Every page that writes something with a date, or notes it as sent."""


@pytest.mark.parametrize("page", LEAVING)
async def test_every_page_from_which_a_date_goes_out_says_it_first(page):
    """At 80x24 the doubt about the clock is on top of the page, and the page works as usual."""
    async with at_desk(cases=(READY_WITH_PAPER,)) as run:
        run.desk.clock_doubt = lambda: DOUBT
        run.app.push_screen(LEAVING[page](run.reference))
        await run.settle()
        assert DOUBT in words(run)
        await run.press("escape")
        assert run.name == "start"


async def test_the_start_screen_says_it_and_the_numbers_are_there():
    """The start screen shows the doubt once the desk is open, and F2 still shows the numbers."""
    desk = StandInDesk()
    usual = desk.start()
    desk.start = lambda: replace(usual, clock=DOUBT)
    async with driven(desk=desk) as run:
        assert DOUBT in words(run)
        await run.press("f2")
        assert run.name == "numbers"


async def test_a_clock_that_can_be_right_takes_no_line():
    """If the clock may be right, nothing is shown about it."""
    async with at_desk(cases=(READY_WITH_PAPER,)) as run:
        run.app.push_screen(WriteScreen(REFERENCE, "pack"))
        await run.settle()
        assert "clock" not in words(run).lower()
