"""Only differences are sent to the terminal, which then shows what it would show if everything had been sent."""

import re

import pyte
import pytest
from behind import sent_to
from driving import TO_OUTCOME, driven
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from champion_tui.tui.shell.terminal.sent import Sent

PANE, PANES, LINES = 12, 3, 4
"""Texts fill panes next to each other, so that a painting never cuts a character of two columns in half."""

CONSOLE = Console(force_terminal=True, color_system="truecolor")
SIGNS = ("a", "b", " ", " ", "’", "│", "é", "e\u0301", "東", "✓")
COLOURS = (
    {},
    {"color": "#e8e8e8", "bgcolor": "#14181d"},
    {"color": "#a9b4bf", "bgcolor": "#14181d"},
    {"color": "color(200)", "bgcolor": "bright_blue"},
)
WAYS = ("", "bold", "bold italic", "italic", "underline", "underline bold", "reverse", "strike", "blink")
LOOKS = tuple(Style(**colours) + Style.parse(ways) for colours in COLOURS for ways in WAYS)
PLAIN = Style(**COLOURS[1])

runs = st.lists(
    st.tuples(st.lists(st.sampled_from(SIGNS), max_size=PANE).map("".join), st.sampled_from(LOOKS)), max_size=4
)


@st.composite
def pieces(draw):
    """Draws a place on the screen and the contents of the pane there."""
    return draw(st.integers(0, PANES - 1)), draw(st.integers(0, LINES - 1)), draw(runs), draw(st.sampled_from(LOOKS))


paintings = st.lists(st.lists(pieces(), max_size=4), max_size=5)


def painted(piece):
    """Returns what Textual sends for a pane of a line."""
    pane, y, texts, rest = piece
    strip = Strip([Segment(text, style) for text, style in texts]).adjust_cell_length(PANE, rest)
    return (
        f"\x1b[{y + 1};{pane * PANE + 1}H{strip.render(CONSOLE)}\n"
        if y < LINES - 1
        else (f"\x1b[{y + 1};{pane * PANE + 1}H{strip.render(CONSOLE)}")
    )


def terminal(columns=PANE * PANES, lines=LINES):
    """Returns a screen that does not wrap lines, as Textual asks of terminals, and the stream that feeds it."""
    screen = pyte.Screen(columns, lines)
    stream = pyte.Stream(screen)
    stream.feed("\x1b[?7l")
    return screen, stream


def seen(screen):
    """Returns each cell as a person sees it: the text colour of a blank cell does not count."""
    return [[_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def _seen(cell):
    shown = cell._asdict()
    if cell.data == " " and not cell.reverse:
        for unseen in ("fg", "bold", "italics"):
            del shown[unseen]
    return shown


@given(paintings)
def test_the_terminal_shows_what_it_would_show_if_all_were_sent(walk):
    """After any series of paintings, of pages or parts of lines, the terminal looks as if everything had been sent."""
    sent, (whole, all_of_it), (ours, differences) = Sent(), terminal(), terminal()
    for painting in walk:
        everything = "".join(map(painted, painting))
        all_of_it.feed(everything)
        differences.feed(sent.change(everything))
        assert seen(ours) == seen(whole)


@given(paintings)
def test_after_forgetting_the_terminal_may_have_shown_anything(walk):
    """After another program drew over the screen, everything painted is sent in full."""
    sent, (whole, all_of_it), (ours, differences) = Sent(), terminal(), terminal()
    for painting in walk:
        sent.change("".join(map(painted, painting)))
    for feed in (all_of_it.feed, differences.feed):
        feed("".join(f"\x1b[{y + 1};1H{'#' * PANE * PANES}" for y in range(LINES)))
    sent.forget()
    for painting in walk:
        everything = "".join(map(painted, painting))
        all_of_it.feed(everything)
        differences.feed(sent.change(everything))
    assert seen(ours) == seen(whole)


@given(paintings)
def test_what_stands_is_not_sent_again(walk):
    """Painting the same again sends nothing, however it is cut."""
    sent = Sent()
    for painting in walk:
        everything = "".join(map(painted, painting))
        sent.change(everything)
        assert len({(pane, y) for pane, y, _, _ in painting}) < len(painting) or sent.change(everything) == ""


def test_one_letter_of_a_page_takes_one_place_and_one_letter():
    """One changed letter sends its position and the letter, without the rest of its line."""
    sent, look = Sent(), PLAIN
    sent.change(painted((0, 0, [("first page", look)], look)))
    change = sent.change(painted((0, 0, [("first pace", look)], look)))
    assert change == f"\x1b[1;9H\x1b[{look.render('x').split('m')[0][2:]}mc\x1b[m"


def test_a_line_that_some_terminals_draw_wider_is_sent_whole():
    """A line with a tick, which is two columns wide on some terminals, is sent in full, as later positions are uncertain."""
    sent, look = Sent(), PLAIN
    sent.change(painted((0, 0, [("✓ done", look)], look)))
    change = sent.change(painted((0, 0, [("  dome", look)], look)))
    assert re.sub(r"\x1b\[[\d;]*m", "", change) == "\x1b[1;1H  dome      "


def test_what_stands_in_another_colour_between_two_changes_is_passed_over():
    """An unchanged character in another colour between two changes is skipped, since its colour would be sent twice."""
    sent, border = Sent(), LOOKS[-1]
    sent.change(painted((0, 0, [("ab", PLAIN), ("|", border), ("cd", PLAIN)], PLAIN)))
    change = sent.change(painted((0, 0, [("ax", PLAIN), ("|", border), ("yd", PLAIN)], PLAIN)))
    assert re.sub(r"\x1b\[[\d;]*m", "", change) == "\x1b[1;2Hx\x1b[1;4Hy"


def test_what_ends_one_way_of_drawing_and_another_with_it_begins_that_again():
    """No code ends bold alone: the one that does also ends dim, so dim is started again."""
    colours = COLOURS[1]
    both, one = Style(**colours, bold=True, dim=True), Style(**colours, dim=True)
    assert "b\x1b[22;2md" in Sent().change(painted((0, 0, [("b", both), ("d", one)], PLAIN)))


def test_a_sign_two_columns_wide_that_is_half_covered_leaves_a_blank():
    """The uncovered half of a wide character is sent as a blank, since terminals differ about it."""
    sent, (screen, stream) = Sent(), terminal()
    for painting in (painted((0, 0, [("東東", PLAIN)], PLAIN)), "\x1b[1;2Hx", "\x1b[1;3Hy"):
        stream.feed(sent.change(painting))
    assert screen.display[0].rstrip() == " xy"


@pytest.mark.parametrize(
    "strange", ["\x1b[2K", "\x1b]0;title\x07", "no place", "\x1b[1;1Ha\tb", "\x1b[1;1H\x1b[58;5;1mx"]
)
def test_what_is_not_understood_is_sent_as_it_is(strange):
    """Sequences that are not understood are sent unchanged, and the next painting is sent in full."""
    sent, page = Sent(), painted((0, 0, [("page", PLAIN)], PLAIN))
    sent.change(page)
    assert sent.change(page + strange) == page + strange
    assert sent.change(page) != ""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_on_each_page_of_a_triage_the_terminal_shows_what_is_drawn(size):
    """From the first question to the outcome and back, over numbers and help, each terminal line is the one that Textual drew."""
    screen, stream = terminal(*size)
    async with driven(size=size, every_frame=True, on_the_way=True) as run:
        with sent_to(run.app, stream.feed):
            for key in ("", "f2", "esc", *TO_OUTCOME, "esc", "f1", "esc", "ctrl+o", "f9"):
                _ = run.app.refresh() if key == "" else await run.go(key)
                await run.settle()
                assert [line.rstrip() for line in screen.display] == run.lines
            shown = seen(screen)
            run.app.sent.forget()
            _ = run.app.refresh()
            await run.settle()
            assert seen(screen) == shown
