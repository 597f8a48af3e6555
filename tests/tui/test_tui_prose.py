"""Text that changes: what is on the screen is what was shown last, and only lines that differ are painted again."""

from random import Random

import pytest
from behind import draw_now, drawn
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen

from champion_tui.tui.widgets.layout import COMPONENTS, Cell, line
from champion_tui.tui.widgets.prose import Prose

CHANGES = 150
WORDS = ("ring", "the council", "now", "Zoë", "東京", "", "a sentence that is too long for one line of this window")
LOOKS = ("", "strong", "quiet")


class Painted(Prose):
    """Remembers which regions it was asked to paint again; an empty tuple is all of it."""

    def __init__(self):
        super().__init__([line("first")])
        self.asked = []

    def refresh(self, *regions, **how):
        """Refreshes, and remembers what."""
        self.asked.append((regions, how))
        return super().refresh(*regions, **how)


class OneScreen(Screen):
    """Has the looks, as every screen of the program."""

    COMPONENT_CLASSES = COMPONENTS


class OneText(App):
    """Nothing but one text."""

    CSS = "Prose { height: auto; } .look--strong { text-style: bold; } .look--quiet { color: red; }"

    def get_default_screen(self):
        """The screen that has the looks."""
        return OneScreen()

    def compose(self):
        """The text."""
        yield Painted()


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_on_the_screen_is_what_was_shown_last(seed):
    """After any row of changes the window is as if all of it had been painted anew."""
    random = Random(seed)  # noqa: S311  changes to repeat, no secret
    app = OneText()
    async with app.run_test(size=(40, 30)):
        text = app.query_one(Painted)
        rows = [line("first")]
        for _ in range(CHANGES):
            if random.random() < 0.3 or not rows:
                rows = [line("") for _ in range(random.randrange(8))]
            rows = [
                (Cell(random.choice(WORDS), random.choice(LOOKS)),) if random.random() < 0.4 else row for row in rows
            ]
            text.show(rows)
            draw_now(app.screen)
            shown = drawn(app.screen)
            text.redraw()
            draw_now(app.screen)
            assert shown == drawn(app.screen), rows


async def test_only_lines_that_differ_are_painted_again():
    """One word in the middle of a list is one line; the same rows are none; another number of lines lays the page out anew."""
    app = OneText()
    async with app.run_test(size=(40, 30)) as pilot:
        text = app.query_one(Painted)
        rows = [line(f"line {number}") for number in range(10)]
        text.show(rows)
        await pilot.pause()
        text.asked.clear()
        text.show([*rows[:4], line("another"), *rows[5:]])
        assert [regions for regions, _ in text.asked] == [(Region(0, 4, 40, 1),)]
        text.asked.clear()
        text.show([*rows[:4], line("another"), *rows[5:]])
        assert text.asked == []
        text.show([*rows, line("one more")])
        assert text.asked == [((), {"layout": True})]
