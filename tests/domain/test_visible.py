"""Invisible characters are removed from typed text, and the ones that a script needs are kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.ground.visible import INVISIBLE, without_invisible


@pytest.mark.parametrize(
    "text",
    [
        "نمی\N{ZERO WIDTH NON-JOINER}خواهم",
        "عبدالله\N{RIGHT-TO-LEFT MARK}",
        "\N{RIGHT-TO-LEFT MARK}אב\N{LEFT-TO-RIGHT MARK}",
        "क्\N{ZERO WIDTH JOINER}ष",
        "শ্র\N{ZERO WIDTH NON-JOINER}ী",
        "ශ්\N{ZERO WIDTH JOINER}රී",
        "ភាសា\N{ZERO WIDTH SPACE}ខ្មែរ",
        "葛\N{VARIATION SELECTOR-17}城",
        "Nguyễn Thị Ánh",
        "Zoë O\N{RIGHT SINGLE QUOTATION MARK}Né",
        "1 High St\nOxford",
    ],
)
def test_what_a_script_needs_stays(text):
    """Joiners, direction marks, zero-width spaces and variation marks are kept if they mean something."""
    assert without_invisible(text) == text


@given(st.text("Joan Smith", min_size=1), st.data())
def test_whatever_is_invisible_goes_out_of_latin_text(text, data):
    """Whatever and wherever the invisible character is, two names that look alike are equal afterwards."""
    hidden = data.draw(st.text(sorted(INVISIBLE | {"\ufffe", "\U0010ffff"}), min_size=1))
    place = data.draw(st.integers(0, len(text)))
    assert without_invisible(text[:place] + hidden + text[place:]) == text


@given(st.text())
def test_taking_out_twice_takes_out_no_more(text):
    """Cleaning a cleaned text changes nothing, and no visible character is removed."""
    once = without_invisible(text)
    assert without_invisible(once) == once
    seen = [
        char for char in text if unicodedata.category(char)[0] in "LNPSM" and char not in INVISIBLE and char != "\u2800"
    ]
    assert [char for char in once if char in seen] == seen


@pytest.mark.parametrize("text", ["\u200dمحمد", "Jo\u200d\u200dan", "\u3164", "a\ufe0f", "\U000e0041b", "x\u202ey"])
def test_what_no_script_needs_there_goes(text):
    """A joiner before the first letter or in a Latin word, blanks that are letters, tags and overrides are removed."""
    assert not set(without_invisible(text)) & INVISIBLE
