"""One way to reach every screen on stored cases, for tests of what must hold on all screens."""

from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from unittest.mock import patch

from case_desks import BEGUN, DRAFT, EARLY, LIKE_IT, READY_WITH_PAPER, REFUSED, at_desk
from figure_rows import tally
from invented_figures import COUNTED
from stand_in_team import look_at_the_line, team_without_a_line

from champion_tui.store.casestore import CaseStore


@dataclass(frozen=True)
class CaseScene:
    """How to reach a screen: which cases are stored, what was exported, which keys, how large the window is."""

    screen: str
    title: str
    keys: tuple[str, ...]
    cases: tuple[dict, ...] = (BEGUN,)
    size: tuple[int, int] = (80, 24)
    exported: tuple[tuple[str, str], ...] = ()
    early: tuple[tuple[str, str, str, str], ...] = ()
    settings: str = ""
    later: int = 0
    sent: bool = False
    team: bool = False

    @asynccontextmanager
    async def driven(self, *, theme=None, size=None, on_the_way=False):
        """Yields the app at this scene and draws every frame there; also the frames before it if ``on_the_way``."""
        more = {"early": self.early, "settings": self.settings, "later": self.later, "exported": self.exported}
        more |= {
            "size": size or self.size,
            "theme": theme,
            "sent": self.sent,
            "every_frame": True,
            "on_the_way": on_the_way,
        }
        with (
            patch.object(CaseStore, "tally", lambda _, first, last, *but: tally(COUNTED, first, last)),
            team_without_a_line() if self.team else nullcontext(),
        ):
            async with at_desk(*self.keys, cases=self.cases, **more) as run:
                if self.team:
                    await look_at_the_line(run)
                yield run


WRONG_SETTINGS = 'lock_after = 5\ncolour = "red"\n'
HUB = ("3", "1")

PRACTICE, EARLY_LIST, FIGURES = ("end", "up", "up", "up", "enter"), ("end", "up", "up", "enter"), ("end", "up", "enter")
TEAM = ("ctrl+p", *"team", "space", *"on", "enter")
"""From the start screen."""

KEEP = "[keep]\ndrafts = 60\n"

HEARD = (*HUB, "home", *["down"] * 9, "enter")
"""From the hub of a referral to the page about what happened after it was sent."""

TIMELINE = (*HUB, "home", *["down"] * 10, "enter")
"""From the hub of a case that is not sent to what was done so far."""

WRITTEN = (("/home/alex/Documents/CHW-7FPY-A5", "pack"), ("/home/alex/Documents/CHW-7FPY-A5-slip.pdf", "slip"))

MAY = ("1", "1", "1", *"may", "space", *"2026", "enter", "enter", "enter")
"""A home in Oxford since May 2026, entered in the advisor."""

PRISON = ("2", "2", "7", *"early", "space", *"2023", "enter", *"2025", "enter", "enter")
"""After ``MAY``: custody in Cherwell, from early in 2023 until some time in 2025."""

OUTSIDE = ("1", "5", "1", "3", "1", "0", "enter", "1", *"reading", "enter", "2", "1", "1", "1", "1")
"""From the start to the outcome for a homeless person who wants a council outside the areas."""

OFFER = ("f12", *"temporary", "space", *"under", "enter")
"""From any screen to the page about a temporary place under the main duty."""

TOLD = (*"20", "space", *"november", "enter")
"""The day on which the family was told of an offer."""

CASE_SCENES = (
    CaseScene("outcome", "A referral outside the area", OUTSIDE, ()),
    CaseScene("found", "What was found about a council", (*OUTSIDE, "f6"), ()),
    CaseScene("cases", "My cases", ("3",), ({"triage": DRAFT}, BEGUN, READY_WITH_PAPER)),
    CaseScene("pick", "One status of cases", ("3", "f10"), (BEGUN, READY_WITH_PAPER)),
    CaseScene("case", "A case", HUB),
    CaseScene("case", "A case without a referral", HUB, ({"triage": REFUSED},)),
    CaseScene("form", "The form", (*HUB, "2")),
    CaseScene("form", "A choice in the form", (*HUB, "4", "tab")),
    CaseScene("check", "Check your answers", (*HUB, "5"), (READY_WITH_PAPER,)),
    CaseScene("paper", "Paper", (*HUB, "6")),
    CaseScene("slip", "The slip's form", (*HUB, "9"), (READY_WITH_PAPER,)),
    CaseScene("slip-preview", "The slip before it is printed", (*HUB, "9", "1"), (READY_WITH_PAPER,)),
    CaseScene("letter", "A letter to the council", (*HUB, "end", "up", "up", "up", "enter"), (READY_WITH_PAPER,)),
    CaseScene(
        "letter-preview",
        "A letter before it is printed",
        (*HUB, "end", "up", "up", "up", "enter", "1"),
        (READY_WITH_PAPER,),
    ),
    CaseScene("preview", "The pack", (*HUB, "7"), (READY_WITH_PAPER,)),
    CaseScene("write", "Write the pack", (*HUB, "7", "enter"), (READY_WITH_PAPER,)),
    CaseScene("send", "Ways to the council", (*HUB, "7", "f4"), (READY_WITH_PAPER,)),
    CaseScene("portal", "Into the portal", (*HUB, "7", "f4", "1"), (READY_WITH_PAPER,)),
    CaseScene("print", "Print", (*HUB, "7", "f4", "5"), (READY_WITH_PAPER,)),
    CaseScene("many-packs", "Write all that are ready", ("3", "f4"), (READY_WITH_PAPER,)),
    CaseScene("sent", "Mark as sent", (*HUB, "8"), (READY_WITH_PAPER,)),
    CaseScene("case", "A case that was sent", HUB, (READY_WITH_PAPER,), sent=True),
    CaseScene("after-sending", "After sending", (*HEARD, "down"), (READY_WITH_PAPER,), sent=True),
    CaseScene("after-sending", "The day of an entry", (*HEARD, "5", "1"), (READY_WITH_PAPER,), sent=True),
    CaseScene("after-sending", "They take it back", (*HEARD, "down"), (READY_WITH_PAPER,)),
    CaseScene("timeline", "What was done so far", TIMELINE, (READY_WITH_PAPER,)),
    CaseScene("similar", "Referred before?", (*HUB, "7", "enter"), (READY_WITH_PAPER, LIKE_IT)),
    CaseScene("erase", "Erase a case", (*HUB, "end", "enter"), (READY_WITH_PAPER,)),
    CaseScene("exported", "Files outside the vault", ("4",), (READY_WITH_PAPER,), exported=WRITTEN),
    CaseScene("early", "The early list", EARLY_LIST, (), early=EARLY),
    CaseScene("early-add", "Add somebody", (*EARLY_LIST, "f4"), ()),
    CaseScene(
        "early-add", "Why the day matters", (*EARLY_LIST, "f4", *"8851", "enter", *"31", "space", *"march", "enter"), ()
    ),
    CaseScene("early-import", "Take in a list", (*EARLY_LIST, "f6"), ()),
    CaseScene("figures", "Figures and lists", (*FIGURES, "4"), ()),
    CaseScene("period", "Two days of your own", (*FIGURES, "5"), ()),
    CaseScene("write-figures", "Write figures", (*FIGURES, "6"), ()),
    CaseScene("retention", "Due to be erased", (*FIGURES, "8"), ({"triage": DRAFT},) * 3, settings=KEEP, later=100),
    CaseScene("retention", "If no period is set", (*FIGURES, "8"), ()),
    CaseScene(
        "erase-due", "Erase what is due", (*FIGURES, "8", "f6"), ({"triage": DRAFT},) * 3, settings=KEEP, later=100
    ),
    CaseScene("team", "A store that is no team's", TEAM, ()),
    CaseScene("team", "A team without a line, and two values to decide", TEAM, (READY_WITH_PAPER,), team=True),
    CaseScene("ask", "Which of two values is right", (*TEAM, "1"), (READY_WITH_PAPER,), team=True),
    CaseScene("settings", "Settings", ("end", "enter"), ()),
    CaseScene("settings", "Settings, with mistakes in the file", ("end", "enter"), (), settings=WRONG_SETTINGS),
    CaseScene("setting", "Type a setting", ("end", "enter", "9"), ()),
    CaseScene("copies", "Safety copies", ("9",), ()),
    CaseScene("make-copy", "Make a safety copy", ("9", "1"), ()),
    CaseScene("restore", "Put back a safety copy", ("9", "2"), ()),
    CaseScene("confirm", "Numbers to ring and confirm", ("6",), ()),
    CaseScene("rang", "One of them", ("6", "1"), ()),
    CaseScene("stale", "What else to check", ("6", "end", "enter"), ()),
    CaseScene("take-corrections", "Take in another organisation's numbers", ("6", "f4"), ()),
    CaseScene("correct", "Correct a number", ("6", "f6"), ()),
    CaseScene("guidance", "Guidance", ("5",), ()),
    CaseScene("entry", "One entry", ("5", "2"), ()),
    CaseScene("offer", "An offer: under which duty", (*OFFER, "escape"), ()),
    CaseScene("offer", "An offer: when they were told", OFFER, ()),
    CaseScene("offer", "What to tell a family about an offer", (*OFFER, *TOLD), ()),
    CaseScene("write-offer", "Write the slip about an offer", (*OFFER, *TOLD, "1", "1"), ()),
    CaseScene("practice", "Practise on invented cases", PRACTICE, ()),
    CaseScene("practice-person", "Who sits in front of you", (*PRACTICE, "4"), ()),
    CaseScene("practice-question", "A question on an invented case", (*PRACTICE, "4", "1", "5"), ()),
    CaseScene("practice-review", "What a champion would answer", (*PRACTICE, "4", "1", "5", "2", "2", "1"), ()),
    CaseScene("people", "The vault", ("8",), ()),
    CaseScene("vault-task", "Let somebody else in", ("8", "1"), ()),
    CaseScene("connection", "Local connection", ("7", *MAY, *PRISON), ()),
    CaseScene("connection-entry", "Where they lived", ("7", "1", "1"), ()),
    CaseScene(
        "connection-entry", "When it was", ("7", "1", "1", "1", *"may", "space", *"24", "enter", "enter", "enter"), ()
    ),
)
