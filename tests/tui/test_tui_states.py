"""States that people must never miss: each has one word and one look, defined in one place."""

import pytest
from case_desks import READY_WITH_PAPER, at_desk
from driving import driven
from textual.content import Content
from textual.style import Style

from champion_tui.tui.widgets.bars import HeaderLine, tagged
from champion_tui.tui.widgets.layout import COMPONENTS
from champion_tui.tui.widgets.states import LOOK_OF, NOT_SAVED, NOT_SENT, tag

STYLES = {look: Style(reverse=True) for look in LOOK_OF.values()}


def tags(content):
    """Returns what is drawn as a tag."""
    return [content.plain[span.start : span.end] for span in content.spans if getattr(span.style, "reverse", False)]


@pytest.mark.parametrize("state", LOOK_OF)
def test_each_state_is_a_tag_wherever_it_stands(state):
    """At the start, in the middle, before punctuation and at the end of a line, the tag is padded by a column on both sides or
    on neither.
    """
    line = tagged(f"{state} and {state} and {state}: and {state}", STYLES)
    assert tags(line) == [state, f" {state} ", state, state]
    assert tag(state).text.strip() == state
    assert f"look--{tag(state).look}" in COMPONENTS


def test_words_that_only_look_like_a_state_are_none():
    """The word "sent" in a sentence is not a state, and no word is split."""
    line = tagged("Not sent; UNSENT, ABSENT and DONEGAL", STYLES)
    assert tags(line) == []
    assert isinstance(line, Content)


async def test_the_state_stands_at_the_right_of_the_line_on_top():
    """Unsaved answers and an unsent case each have a tag with its own look at the right of the header."""
    async with driven("1") as run:
        assert NOT_SAVED in run.lines[0][40:]
        assert f" {NOT_SAVED} " in drawn_tags(run)
    async with at_desk("3", "1", cases=(READY_WITH_PAPER,)) as run:
        assert NOT_SENT in run.lines[0][40:]
        assert drawn_tags(run) == [f" {NOT_SENT} "]


def drawn_tags(run):
    """Returns the tags in the header: text with a background of its own."""
    line = run.app.screen.query_one(HeaderLine)
    looks = [line.get_visual_style(f"look--{look}") for look in set(LOOK_OF.values())]
    shown = line.render()
    return [shown.plain[span.start : span.end] for span in shown.spans if span.style in looks]
