"""Phone numbers are not broken over two lines when text is wrapped."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.cli.view_lines import wrapped
from champion_tui.ground.plain_text import numbers_in, wrapped_whole
from champion_tui.tui.widgets.layout import lay_out, line


@pytest.mark.parametrize("number", ["0345 050 7666", "0800 833 408", "01295 753751", "+44 7700 900123", "116 123 456"])
@given(before=st.text("ab ", max_size=90), after=st.text("ab ", max_size=90))
def test_a_number_is_never_broken_over_two_lines(number, before, after):
    """On the full screen and in plain lines a number to dial is in one piece, and no other word is lost."""
    text = " ".join(f"{before} {number} {after}".split())
    screen = [each.plain for each in lay_out([line(text)], 40, lambda _: "")[0]]
    for lines in (screen, list(wrapped(text))):
        assert any(number in each for each in lines)
        assert " ".join(" ".join(lines).split()) == text


def test_days_and_counts_may_be_broken():
    """Short runs of digits are no phone numbers, so they wrap like words."""
    assert wrapped_whole("on 10 01 27", lambda text: textwrap.wrap(text, 5)) == ["on 10", "01 27"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ring 01632 960111, or +353 1 632 5678: by day.", ["01632 960111", "+353 1 632 5678"]),
        ("0800 1111 at 09:30", ["0800 1111"]),
        ("01632 960111 09:30 to 17:00", ["01632 960111"]),
        ("01632 960111 01/02/2027", ["01632 960111"]),
        *[
            (none, [])
            for none in ("999 or 116 123", "07700900111", "(01632) 960111", "01 02 2027", "12 of 2027", "0800 111")
        ],
    ],
)
def test_a_number_in_groups_is_found_in_a_sentence(text, numbers):
    """A number in groups, as it is dialled, is highlighted; a day, a time, a count and a short number are not."""
    assert [text[start:end] for start, end in numbers_in(text)] == numbers
