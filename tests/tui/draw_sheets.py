"""Draws every screen at three sizes and in three themes for people to look at: ``make pictures ARGS=FOLDER`` (needs
``rsvg-convert``).

There is one sheet for each screen and theme, with the smallest window and 80x24 on the left and 120x40 next to them. The sheets
are not kept; ``docs/looks-beside-others.md`` records what was found. Arguments after the folder limit the sheets to those whose
names begin with one of them.
"""

import asyncio
import re
import subprocess
import sys
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from case_desks import DRAFT, READY, READY_WITH_PAPER, REFUSED, at_desk, desk_with, store_cases
from case_scenes import CASE_SCENES, HUB, TEAM
from desk_samples import MINIMUM, MONDAY_MORNING, REFER
from draw_pictures import FONT, FONT_FACES, picture_of
from draw_screens import DRAWINGS, NOW
from driving import driven
from stand_in_desk import StandInDesk
from stand_in_team import look_at_the_line, team_without_a_line

from champion_tui.desk.desk import open_desk
from champion_tui.tui.shell.terminal.theme import COLOURED

SIZES = ((60, 20), (80, 24), (120, 40))
SIZE_OF_PICTURE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
UNIQUE = re.compile(r"terminal-\d+")
SCALE, GAP = 0.75, 12
"""Pixels per unit of Textual's pictures, and pixels between two pictures."""


@dataclass(frozen=True)
class Page:
    """One sheet: its name, and how the app gets there in a window of a given size."""

    name: str
    at: object


def _of_drawing(drawing):
    @asynccontextmanager
    async def at(size):
        with tempfile.TemporaryDirectory() as home:
            desk = open_desk(Path(home), lambda: NOW) if drawing.people is None else StandInDesk(people=drawing.people)
            async with driven(*drawing.keys, desk=desk, size=size) as run:
                await run.until(lambda: run.name == drawing.screen)
                await run.settle()
                yield run

    return at


def _of_scene(scene):
    def at(size):
        return scene.driven(size=size)

    return at


# -- screens that no other list has: a full day, a team with something to decide, mistakes ---------------------------------------

NAMES = ("Ada Invented", "Ben Madeup", "Cara Nobody", "Dai Fiction", "Ezra Sample", "Fay Pretend", "Gus Imagined")


@asynccontextmanager
async def _a_full_day(size, *keys):
    """Forty cases: some overdue, some sent, some ready, some just begun."""
    clock = [MONDAY_MORNING - timedelta(days=20)]
    with desk_with(now=lambda: clock[0], settings='area = "oxfordshire"\n') as desk:
        of_all = [
            {
                "triage": {
                    **REFER,
                    "authority": authority,
                    "last-date": (date(2026, 12, 1) + timedelta(days=3 * n)).isoformat(),
                },
                "referral": {
                    **MINIMUM,
                    "full-name": f"{NAMES[n % 7]} {chr(65 + n)}.",
                    "paper": ("full", "plain-card", "none")[n % 3],
                },
            }
            for n, authority in enumerate(("cherwell", "oxford", "west-oxfordshire", "vale-of-white-horse") * 8)
        ]
        references = store_cases(
            desk, *of_all, {"triage": REFUSED}, {"triage": DRAFT}, {"triage": REFER, "referral": {}}
        )
        for reference in references[:4]:
            desk.cases.mark_sent(reference, clock[0].date(), "48213")
        desk.early.add("8812", date(2026, 12, 24), "release")
        clock[0] = MONDAY_MORNING
        async with driven(*keys, desk=desk, size=size) as run:
            yield run


@asynccontextmanager
async def _a_team(size, *keys):
    """A team's desk without a connection, with three changes to deliver and two values to decide."""
    with team_without_a_line():
        async with at_desk(*keys, size=size, cases=(READY_WITH_PAPER, READY)) as run:
            await look_at_the_line(run)
            yield run


@asynccontextmanager
async def _form_with_errors(size):
    async with at_desk(*HUB, "2", size=size, cases=(READY,)) as run:
        await run.press("down", "down", "down", *["backspace"] * 15, *"12345", "tab")
        yield run


@asynccontextmanager
async def _palette(size):
    async with at_desk("ctrl+p", size=size, cases=(READY_WITH_PAPER,)) as run:
        await run.type("ca")
        yield run


@asynccontextmanager
async def _quiet_start(size):
    with tempfile.TemporaryDirectory() as home:
        desk = open_desk(Path(home), lambda: NOW)
        desk.first_run_done()
        async with driven(desk=desk, size=size) as run:
            yield run


PAGES = (
    *(
        Page(f"{n:02}-{each.screen}", _of_drawing(each))
        for n, each in enumerate(DRAWINGS)
        if each.screen != "too-small"
    ),
    *(Page(f"{n:02}-{each.screen}", _of_scene(each)) for n, each in enumerate(CASE_SCENES, 20)),
    Page("98-start-quiet", _quiet_start),
    Page("99-cases-many", lambda size: _a_full_day(size, "3")),
    Page("99-cases-many-start", _a_full_day),
    Page("99-form-errors", _form_with_errors),
    Page("99-commands-typed", _palette),
    Page("99-team-clashes", lambda size: _a_team(size, *TEAM)),
    Page("99-team-start", _a_team),
    Page("99-team-case", lambda size: _a_team(size, *HUB)),
    Page("99-team-form", lambda size: _a_team(size, *HUB, "2")),
    Page("99-team-question", lambda size: _a_team(size, "1", "5", "1")),
    Page("99-help-case", lambda size: at_desk(*HUB, "f1", size=size)),
    Page("99-check-incomplete", lambda size: at_desk(*HUB, "5", size=size)),
    Page("99-numbers-unlocked", lambda size: at_desk(*HUB, "f2", size=size)),
)


async def pictures_of(page, size):
    """Returns the picture of ``page`` in each theme, by the theme's name."""
    drawn = {}
    async with page.at(size) as run:
        for theme in COLOURED:
            run.app.theme = theme.name
            await run.settle()
            drawn[theme.name] = as_drawn(picture_of(run, "x"))
    return drawn


def as_drawn(picture):
    """Returns the picture in an installed font, with its spaces kept and letters as wide as their cells."""
    picture = FONT_FACES.sub("", picture).replace("Fira Code", FONT).replace("font-size: 20px", "font-size: 20.26px")
    return picture.replace("<text ", '<text xml:space="preserve" ')


def sheet(pictures):
    """Returns three pictures as one, with the two smaller ones above each other."""
    sizes = [tuple(map(float, SIZE_OF_PICTURE.search(each).groups())) for each in pictures]
    places = ((0, 0), (0, sizes[0][1] + GAP), (max(sizes[0][0], sizes[1][0]) + GAP, 0))
    width = places[2][0] + sizes[2][0]
    height = max(places[1][1] + sizes[1][1], sizes[2][1])
    inside = []
    for number, (picture, (x, y), (wide, high)) in enumerate(zip(pictures, places, sizes, strict=True)):
        own = UNIQUE.sub(f"terminal-{number}", picture)
        inside.append(own.replace("<svg ", f'<svg x="{x}" y="{y}" width="{wide}" height="{high}" ', 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * SCALE}" height="{height * SCALE}" viewBox="0 0 {width} {height}">'
        f'<rect width="100%" height="100%" fill="#777"/>{"".join(inside)}</svg>'
    )


def draw(folder, *only):
    """Draws each page, or only those whose names begin with one of ``only``."""
    for page in PAGES:
        if only and not page.name.startswith(only):
            continue
        of_sizes = [asyncio.run(pictures_of(page, size)) for size in SIZES]
        for theme in COLOURED:
            target = folder / f"{page.name}-{theme.name.removeprefix('champion-')}.png"
            svg = sheet([each[theme.name] for each in of_sizes])
            subprocess.run(["rsvg-convert", "--output", target], input=svg.encode(), check=True)


if __name__ == "__main__":
    where = Path(sys.argv[1])
    where.mkdir(parents=True, exist_ok=True)
    draw(where, *sys.argv[2:])
