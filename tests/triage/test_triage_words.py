"""Words: the placeholders are a closed list, and every text that people read or hear is short and plain."""

import re
import textwrap
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from triage_samples import shipped_tree

from champion_tui.triage.tree import Line
from champion_tui.triage.words import FALLBACKS, PLACEHOLDERS, fill, placeholders

LONGEST_SENTENCE = 26
LONGEST_WORD_PART = 4
"""Most syllables in a plain word, counted roughly as runs of vowels."""
WORDS_OF_THE_FIELD = {"discretionary", "executive", "organisation", "organisation's"}


def every_text() -> Iterator[tuple[str, str]]:
    """Yields the place of each text of the shipped tree, and the text."""
    tree = shipped_tree()
    for question in tree.questions.values():
        yield f"{question.id}.first", question.first
        yield f"{question.id}.why", question.why.text
        yield from _lines(f"{question.id}.title", question.titles)
        yield from _lines(f"{question.id}.help", question.helps)
        for option in question.options:
            yield f"{question.id}.{option.id}", option.words
            yield f"{question.id}.{option.id}.hint", option.hint
    for outcome in tree.outcomes.values():
        yield f"{outcome.id}.title", outcome.title
        for name in ("summary", "next_steps", "record", "say", "tell", "reasons"):
            yield from _lines(f"{outcome.id}.{name}", getattr(outcome, name))
    for item in (*tree.notes, *tree.warnings.values()):
        yield f"{item.id}.title", item.title
        yield from ((f"{item.id}.part[{index}]", part.text) for index, part in enumerate(item.parts))
    for warning in tree.warnings.values():
        yield from _lines(f"{warning.id}.say", warning.say)


def _lines(where: str, lines: tuple[Line, ...]) -> Iterator[tuple[str, str]]:
    return ((f"{where}[{index}]", line.text) for index, line in enumerate(lines))


def sentences(text: str) -> list[str]:
    """Returns the sentences of a text, without speech marks and openings such as "On the phone:"."""
    return [part for part in re.split(r"(?<=[.?!:])[”\s]+", text) if part.strip()]


def test_sentences_are_short() -> None:
    """No sentence is longer than 26 words, and half of them have ten or fewer, for a tired reader."""
    lengths = {(where, sentence): len(sentence.split()) for where, text in every_text() for sentence in sentences(text)}

    assert {key: length for key, length in lengths.items() if length > LONGEST_SENTENCE} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= 10


def test_words_are_plain() -> None:
    """The only long words are terms that a champion knows."""
    long = {
        word
        for _, text in every_text()
        for word in re.findall(r"[a-z'’]+", re.sub(r"\{\w+\}", "", text).lower())
        if len(re.findall(r"[aeiouy]+", word)) > LONGEST_WORD_PART
    }

    assert long == WORDS_OF_THE_FIELD


def test_reading_age_is_that_of_a_child_of_eleven() -> None:
    """The whole tree reads at a Flesch-Kincaid grade of 5 or below, which is an age of ten to eleven."""
    text = [sentence for _, each in every_text() for sentence in sentences(re.sub(r"\{\w+\}", "the council", each))]
    words = [word for sentence in text for word in re.findall(r"[A-Za-z'’]+", sentence)]
    syllables = sum(_syllables(word) for word in words)

    assert 0.39 * len(words) / len(text) + 11.8 * syllables / len(words) - 15.59 <= 5


def _syllables(word: str) -> int:
    runs = len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e\b|ed\b", "", word.lower())))
    return max(1, runs)


@pytest.mark.parametrize(
    "wrong",
    ["Section 21 notice is dead", "valid section 21", "dv ", "client", "service user", "gatekeep", "vulnerable"],
)
def test_words_that_decide_or_belittle_do_not_occur(wrong: str) -> None:
    """The program never decides the law for the council, and calls people people."""
    assert [where for where, text in every_text() if wrong.lower() in text.lower()] == []


def test_no_phone_number_is_written_into_the_words() -> None:
    """Numbers come from data with a source and a date; only 999 and 55, which never change, may be in a sentence."""
    numbers = {number for _, text in every_text() for number in re.findall(r"\d[\d ]{4,}\d", text)}

    assert numbers == set()


def test_every_placeholder_has_a_meaning_and_a_fallback() -> None:
    """Every placeholder of a tree has words for an unknown value, without braces of their own."""
    assert set(PLACEHOLDERS) == set(FALLBACKS)
    assert not any(placeholders(text) for text in FALLBACKS.values())


def test_every_placeholder_is_used_in_the_shipped_tree() -> None:
    """Every placeholder of the closed list is used."""
    used = {name for _, text in every_text() for name in placeholders(text)}

    assert used == set(PLACEHOLDERS)


def test_filling_takes_values_then_fallbacks_and_leaves_the_rest() -> None:
    """A known value is filled in, an empty or missing one gives the fallback, and unknown braces stay."""
    assert fill("Ring {authority} in {area} by {x}.", {"authority": "Cherwell", "area": ""}) == (
        "Ring Cherwell in this area by {x}."
    )


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{authority} has it.", "The council they choose has it."),
        ("Wait. {authority} has it.", "Wait. The council they choose has it."),
        ("Say: “{authority} has it.”", "Say: “The council they choose has it.”"),
        ("Ring {authority}.", "Ring the council they choose."),
    ],
)
def test_a_value_that_opens_a_sentence_begins_with_a_capital(text: str, filled: str) -> None:
    """The words for an unknown name fit wherever the placeholder is."""
    assert fill(text, {}) == filled


def test_a_value_is_not_filled_again() -> None:
    """A name that looks like a placeholder is shown as it was typed."""
    assert fill("Ask {champion}.", {"champion": "{authority}"}) == "Ask {authority}."


@given(st.text())
def test_text_without_braces_is_left_alone(text: str) -> None:
    """Filling changes nothing but placeholders."""
    plain = text.replace("{", "").replace("}", "")

    assert fill(plain, {}) == plain
    assert placeholders(plain) == ()


def test_lone_braces_are_seen() -> None:
    """The reader of trees finds a brace that is left open or closed twice."""
    assert placeholders("a {b} c") == ("b",)
    assert placeholders("a {b c") == ("",)
    assert placeholders("a }") == ("",)


CARD_COLUMNS, CARD_LINES = 72, 4
MOST_WARNING_SENTENCES = 3
LONGEST_VALUES = {
    "childrens_social_care": "Oxfordshire children's social care on 0345 050 7666",
    "adult_social_care": "Oxfordshire adult social care on 0345 050 7666",
    "modern_slavery_helpline": "the Modern Slavery Helpline on 08000 121 700",
    "champion": "your organisation's homelessness champion",
}


@pytest.mark.parametrize("note", shipped_tree().notes, ids=lambda note: note.id)
def test_a_card_has_four_lines_and_one_number(note) -> None:
    """A card for one circumstance has at most four lines of 80 columns and one number, so that it is readable at a glance."""
    for part in note.parts:
        text = fill(part.text, LONGEST_VALUES)
        assert len(textwrap.wrap(text, CARD_COLUMNS)) <= CARD_LINES
        assert len(re.findall(r"[0-9]{4,5} [0-9]{3}", text)) <= 1


@pytest.mark.parametrize("warning", shipped_tree().warnings.values(), ids=lambda warning: warning.id)
def test_a_warning_is_three_sentences(warning) -> None:
    """A warning has at most three sentences, which say what is wrong and what to do."""
    for part in warning.parts:
        assert len(re.findall(r"[.?!](?=\s|$)", part.text)) <= MOST_WARNING_SENTENCES
