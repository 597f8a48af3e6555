"""Draws ``screens.md`` from the code: ``python tests/tui/draw_screens.py`` writes it, and a test compares it with what is
drawn.

Each screen's purpose and contents are its own text (``PURPOSE``, ``SHOWS``), its keys come from the registry, and its pictures
are what an 80x24 terminal shows. Most are drawn on the real desk with the shipped knowledge and a stopped clock; those with
something random on them (a recovery code, a case's reference) on the stand-in desk. To add a screen, add its drawing to
``DRAWINGS``.
"""

import asyncio
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from unittest.mock import patch

from case_scenes import CASE_SCENES, CaseScene
from driving import NEW_VAULT_KEYS, TO_OUTCOME, driven
from stand_in_desk import StandInDesk

from champion_tui.desk.desk import open_desk
from champion_tui.desk.screen_commands import commands_on
from champion_tui.ground.dates.calendar import LONDON

TARGET = Path(__file__).parents[2] / "screens.md"
NOW = datetime(2026, 11, 22, 10, 4, tzinfo=LONDON)

INTRODUCTION = """\
# Screens

Every screen of the full-screen app: what it is for, what it shows, its keys, and how it looks at 80x24. This file is drawn
from the code by `make screens`; a test fails when the two differ. All people, references and codes in it are invented.

Keys that work everywhere, also over dialogs and before unlocking:

"""

REAL_TO_DATE = ("1", "5", "1", "3", "4")
REAL_TO_MANY = (*REAL_TO_DATE, *"10012027", "enter")
REAL_TO_AUTHORITY = (*REAL_TO_MANY, "9", "enter", "1")
REAL_TO_OUTCOME = (*REAL_TO_AUTHORITY, "2", "1", "1", "1", "1", "1")
"""From the start to an outcome with a referral, on the shipped tree."""


@dataclass(frozen=True)
class Drawing:
    """One picture: its screen, what it shows, and the keys that lead there. It is drawn on the real desk if ``people`` is None."""

    screen: str
    title: str
    keys: tuple[str, ...] = ()
    people: tuple[str, ...] | None = None
    size: tuple[int, int] = (80, 24)


DRAWINGS: tuple[Drawing, ...] = (
    Drawing("start", "Start"),
    Drawing("numbers", "Emergency numbers", ("f2",)),
    Drawing("question", "A question", ("1",)),
    Drawing("question", "A question on a page with an answered one", ("1", "5", "1")),
    Drawing("question", "A date", (*REAL_TO_DATE, *"10")),
    Drawing("question", "Several answers", (*REAL_TO_MANY, "9")),
    Drawing("question", "A housing authority", REAL_TO_AUTHORITY),
    Drawing("question", "The answers so far, opened with Tab", ("1", "5", "1", "3", "tab")),
    Drawing("outcome", "An outcome", REAL_TO_OUTCOME),
    Drawing("unlock", "Unlock", (*TO_OUTCOME, "enter"), people=("Alex Example",)),
    Drawing("new-vault", "Make a vault", (*TO_OUTCOME, "enter"), people=()),
    Drawing("recovery-code", "Recovery code", (*TO_OUTCOME, "enter", *NEW_VAULT_KEYS), people=()),
    Drawing("ask", "Before something is lost", ("1", "5", "escape", "escape")),
    Drawing("help", "Help", ("1", "f1")),
    Drawing("commands", "Find a command", ("ctrl+p",)),
    Drawing("hidden", "Hidden", ("1", "f9")),
    Drawing("over-hidden", "Leaving while hidden", ("1", "5", "f9", "ctrl+q")),
    Drawing("too-small", "A window that is too small", size=(40, 10)),
)


@contextmanager
def in_documents() -> Iterator[None]:
    """Fixes the folder that is offered for papers, copies, figures and slips, so that the pictures do not depend on the user."""
    with ExitStack() as patches:
        for module in ("papers.papers", "vault.copies", "figures.figures", "papers.slips.offer_slips"):
            folder = patch(f"champion_tui.desk.{module}.default_folder", return_value=Path("/home/alex/Documents"))
            patches.enter_context(folder)
        yield


async def picture(drawing: Drawing | CaseScene, home: Path) -> tuple[list[str], type]:
    """Returns what the terminal shows, line by line, and the class of the screen that draws it."""
    if isinstance(drawing, CaseScene):
        with in_documents():
            async with drawing.driven() as run:
                return run.lines, type(run.app.top)
    desk = open_desk(home, lambda: NOW) if drawing.people is None else StandInDesk(people=drawing.people)
    async with driven(*drawing.keys, desk=desk, size=drawing.size) as run:
        await run.until(lambda: run.name == drawing.screen)
        await run.settle()
        return run.lines, type(run.app.top)


def keys_table(screen: str, without: Sequence[str] = ()) -> list[str]:
    """Returns the screen's keys as the lines of a Markdown table, from the registry; [] if it has none."""
    rows = [f"| {found.key_words()} | {found.help} |" for found in commands_on(screen) if found.id not in without]
    return ["| keys | what they do |", "|---|---|", *rows] if rows else []


def everywhere() -> list[str]:
    """Returns the ids of the commands that every ordinary screen has."""
    return [found.id for found in commands_on("a screen like any other")]


ALL: tuple[Drawing | CaseScene, ...] = (*DRAWINGS, *CASE_SCENES)
FIRST = {drawing.screen: drawing.title for drawing in reversed(ALL)}
"""The title of each screen's first picture: its purpose and keys are written there."""


def section(drawing: Drawing | CaseScene, lines: Sequence[str], screen: type) -> str:
    """Returns the section of ``screens.md`` about a picture."""
    shown = "```text\n" + "\n".join(lines) + "\n```\n"
    if FIRST[drawing.screen] != drawing.title:
        return f"### {drawing.title}\n\n{shown}\n"
    shows = "\n".join(f"- {sentence}" for sentence in screen.SHOWS)
    own = "\n".join(keys_table(drawing.screen, without=everywhere()))
    return "\n\n".join(part for part in (f"## {drawing.title}", screen.PURPOSE, shows, own, shown) if part) + "\n"


def introduction() -> str:
    """Returns the text above the first picture."""
    return INTRODUCTION + "\n".join(keys_table("a screen like any other")) + "\n\n"


async def drawn_anew(drawing: Drawing | CaseScene) -> str:
    """Draws the picture now and returns its section."""
    with tempfile.TemporaryDirectory() as home:
        return section(drawing, *await picture(drawing, Path(home)))


async def document() -> str:
    """Returns the whole of ``screens.md``."""
    return "".join([introduction(), *[await drawn_anew(drawing) for drawing in ALL]]).removesuffix("\n")


@cache
def kept() -> tuple[str, dict[str, str]]:
    """Returns the contents of ``screens.md``: the text above the first picture, and each picture's section by title."""
    above, *sections = re.split("^(?=##+ )", TARGET.read_text(encoding="utf-8") + "\n", flags=re.MULTILINE)
    return above, {text.partition("\n")[0].lstrip("# "): text for text in sections}


if __name__ == "__main__":
    TARGET.write_text(asyncio.run(document()), encoding="utf-8")
