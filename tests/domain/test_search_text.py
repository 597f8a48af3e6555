"""A search finds what was meant in any spelling, and folds stored texts and typed text in the same way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.reference_code import search_key
from champion_tui.domain.cases.search_text import as_typed, search_fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoë  Müller", "zoe muller"),
        ("O\u2019Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("O\u00b4Brien", "obrien"),
        ("Smith\u2010Jones", "smith jones"),
        ("Smith \u2013 Jones", "smith jones"),
        ("STRAßE", "strasse"),
        ("Łukasz Ødegård", "lukasz odegard"),
        ("İpek Işık", "ipek isik"),
        ("+44 (0)7700 900 123", "07700900123"),
        ("0044 7700-900.123", "07700900123"),
        ("447700900123", "07700900123"),
        ("07700 900123", "07700900123"),
        ("\u0660\u0667\u0667\u0660\u0660 \u0669\u0660\u0660\u0661\u0662\u0663", "07700900123"),
        ("7 +447", "707"),
        ("flat 3, 12 High Street", "flat 3, 12 high street"),
        ("a\u200bb\tc\nd", "ab c d"),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_a_text_is_folded(text, folded):
    """Accents, apostrophes, hyphens, capitals, invented telephone numbers, digits of another script and half a
    character are folded.
    """
    assert search_fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    """A stored text that is folded already may be folded again."""
    assert search_fold(search_fold(text)) == search_fold(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_english_letters_are_folded_as_any_others_are(text):
    """The short way for English letters gives the same as the long one: an accent anywhere does not change how the rest
    is folded.
    """
    assert search_fold(text) == search_fold(f"{text} \u00e9").removesuffix("e").strip()


@given(st.lists(st.text("0123456789+() -.", max_size=12), max_size=4).map("0".join))
def test_folding_numbers_twice_changes_nothing(text):
    """The same holds for the hardest case: digits, plus signs and brackets in any order."""
    assert search_fold(search_fold(text)) == search_fold(text)


@given(st.integers(1, 9), st.data())
def test_a_part_of_a_number_finds_it_however_both_are_parted(first, data):
    """A run of digits from a number is found in it, with blanks and dashes anywhere in either."""
    number = f"0{first}" + data.draw(st.text("0123456789", min_size=9, max_size=9))
    start = data.draw(st.integers(0, 7))
    part = number[start : start + 4]
    gap = st.sampled_from(["", " ", "-", " - "])
    written = "".join(digit + data.draw(gap) for digit in number)
    typed = "".join(digit + data.draw(gap) for digit in part)
    assert as_typed(typed).words[0] in search_fold(written)


@given(
    st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x52F), min_size=1, max_size=8), st.text(max_size=8)
)
def test_a_word_is_found_in_any_capitals(word, around):
    """A Latin, Greek or Cyrillic name is found as a word, in capitals or small letters."""
    text = search_fold(f"{around} {word} {around}")
    assert all(one in text for one in as_typed(word.upper().lower()).words)


@pytest.mark.parametrize("typed", ["chw 7k3m", "CHW-7K3M-2Q", "7k3m2q", "chw7k3m", "ＣＨＷ７"])
def test_a_part_of_a_reference_finds_it_however_it_is_typed(typed):
    """Blanks, capitals and full-width letters make no difference to a reference."""
    assert as_typed(typed).reference in search_key("CHW-7K3M-2Q")


def test_what_holds_no_letter_looks_for_no_reference():
    """An empty search, or dashes alone, looks for no reference."""
    assert as_typed(" - ").words == ()
    assert as_typed(" - ").reference == ""
