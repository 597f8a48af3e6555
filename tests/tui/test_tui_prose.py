"""Changing text: the screen shows the latest version, and only lines that differ are painted again."""

import sys
from random import Random

import pytest
from behind import draw_now, drawn
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App
from textual.geometry import Region
from textual.style import Style

from champion_tui.ground.visible import harmless
from champion_tui.tui.widgets import layout, prose
from champion_tui.tui.widgets.layout import COMPONENTS, GAP, PLAIN, Cell, line
from champion_tui.tui.widgets.layout import LOOKS as ALL_LOOKS
from champion_tui.tui.widgets.prose import Prose

CHANGES = 150
WORDS = ("ring", "the council", "now", "Zoë", "東京", "", "a sentence that is too long for one line of this window")
LOOKS = ("", "strong", "quiet")


class Painted(Prose):
    """Remembers which regions it was asked to paint again; an empty tuple means all of it."""

    def __init__(self):
        super().__init__([line("first")])
        self.asked = []

    def refresh(self, *regions, **how):
        """Refreshes, and records the regions."""
        self.asked.append((regions, how))
        return super().refresh(*regions, **how)


class OneText(App):
    """An app with a single text and the program's looks."""

    COMPONENT_CLASSES = COMPONENTS
    CSS = "Prose { height: auto; } .look--strong { text-style: bold; } .look--quiet { color: red; }"

    def compose(self):
        """Yields the text."""
        yield Painted()


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_on_the_screen_is_what_was_shown_last(seed):
    """After any series of changes, the window looks as if all of it had been painted again."""
    random = Random(seed)  # noqa: S311  repeatable changes, no secret
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
    """A change in the middle of a list paints one line, the same rows paint none, and another number of lines lays out the page."""
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


async def test_of_lines_that_are_shown_again_none_is_laid_out_or_made_anew(monkeypatch):
    """If one line of twenty changed, only that one is laid out and drawn, even if the others moved."""
    laid, made = [], []
    as_it_was, render_line = prose.lay_out, Prose.render_line
    monkeypatch.setattr(
        prose, "lay_out", lambda rows, *how, **more: (laid.extend(rows), as_it_was(rows, *how, **more))[1]
    )

    def render(self, y):
        strip = render_line(self, y)
        made.append(strip.text)
        return strip

    monkeypatch.setattr(Prose, "render_line", render)
    app = OneText()
    async with app.run_test(size=(80, 30)) as pilot:
        text = app.query_one(Painted)
        rows = [line(f"line {number}") for number in range(20)]
        text.show(rows)
        await pilot.pause()
        laid.clear(), made.clear()
        rows[7] = line("ring now")
        text.show(rows)
        await pilot.pause()
        assert (laid, made) == ([line("ring now")], ["ring now"])
        laid.clear(), made.clear()
        text.show([rows[1], rows[0], *rows[2:]])
        await pilot.pause()
        assert (laid, made) == ([], ["line 1", "line 0"])


@given(
    st.lists(
        st.builds(
            Cell,
            st.sampled_from(["", "Zoë", "ring 07700 900123", "due…", " NOT SENT ", "a b"])
            | st.text("ab 0", max_size=9),
            st.sampled_from(sorted(["", *ALL_LOOKS])),
            st.sampled_from([0, 0, 1, 9, 30]),
        ),
        min_size=1,
        max_size=5,
    ).map(tuple),
)
def test_a_row_whose_cells_fit_is_drawn_in_one_go_as_it_is_cell_by_cell(row):
    """Both ways give the same text with the same looks on the same characters."""
    looks = {look: Style(bold=True) if look == "strong" else Style(dim=True) for look in ALL_LOOKS} | {"": Style()}
    widths = [max(cell.width, len(cell.text)) for cell in row]
    (slowly,) = layout._on_several(row, widths, looks.__getitem__)
    assert layout._on_one_line(row, widths, looks.__getitem__).is_same(slowly)
    assert len(slowly.plain) <= sum(widths) + GAP * (len(row) - 1)


def test_the_signs_that_are_drawn_as_they_are_take_one_column_and_drive_nothing():
    """Each character that is neither measured nor escaped is one column wide and harmless."""
    plain = [sign for sign in map(chr, range(sys.maxunicode)) if PLAIN.fullmatch(sign)]
    assert len(plain) > 500
    assert [sign for sign in plain if cell_len(sign) != 1 or harmless(sign) != sign or not sign.isprintable()] == []
