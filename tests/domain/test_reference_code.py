"""Local case references: made, read back forgivingly, and no slip goes unseen."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.reference_code import ALPHABET, NEW_PREFIX, new_reference, parse_reference

PREFIXES = st.text(string.ascii_uppercase, min_size=2, max_size=4)
NUMBERS = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=4, max_size=4)
REFERENCES = st.builds(lambda prefix, numbers: new_reference(prefix, _next_of(numbers)), PREFIXES, NUMBERS)


def _next_of(numbers):
    """A source of randomness that gives these numbers in turn."""
    left = iter(numbers)
    return lambda _: next(left)


def test_a_reference_is_made_from_the_given_randomness():
    """The same prefix and the same numbers give the same reference: nothing random comes from anywhere else."""
    reference = new_reference("CHW", _next_of(ALPHABET.index(character) for character in "7K3M"))
    assert reference[:9] == "CHW-7K3M-"
    assert parse_reference(reference) == reference


def test_the_alphabet_has_no_look_alikes():
    """Of each pair that people mix up only one is in use."""
    assert not set("OILZSBU") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 29


@given(REFERENCES)
def test_a_reference_is_read_as_itself(reference):
    """What is made can be read, and has the shape prefix, four, two."""
    assert parse_reference(reference) == reference
    assert [len(part) for part in reference.split("-")][1:] == [4, 2]


@given(REFERENCES, st.randoms())
def test_reading_forgives_case_spaces_hyphens_and_look_alikes(reference, pick):
    """Small letters, missing or odd hyphens, spaces and look-alikes are read as what was meant."""
    alike = {"0": "0Oo", "1": "1ILil", "2": "2Zz", "5": "5Ss", "8": "8Bb", "V": "VvUu"}
    prefix, body, check = reference.split("-")
    typed = "".join(pick.choice(alike.get(character, character + character.lower())) for character in body + check)
    spaced = "".join(
        character + pick.choice(["", " ", "-", "\N{EN DASH}", "\N{NO-BREAK SPACE}"]) for character in typed
    )
    assert parse_reference(f" {prefix.lower()}{spaced}\n") == reference


@given(REFERENCES, st.data())
def test_every_slip_of_one_character_is_found(reference, data):
    """No character can be replaced by another so that a different reference comes out."""
    plain = reference.replace("-", "")
    place = data.draw(st.integers(0, len(plain) - 1))
    for slip in string.ascii_uppercase + string.digits:
        typed = plain[:place] + slip + plain[place + 1 :]
        assert parse_reference(typed) in {None, reference}


@given(REFERENCES)
def test_every_swap_of_two_neighbours_is_found(reference):
    """No two neighbours can change places so that a different reference comes out."""
    plain = reference.replace("-", "")
    for place in range(len(plain) - 1):
        typed = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        assert parse_reference(typed) in {None, reference}


@pytest.mark.parametrize("length", [2, 3, 4])
def test_swaps_between_prefix_and_random_part_are_found_for_every_pair(length):
    """Where a letter of the prefix meets the random part, each of the 754 pairs that can change places is seen."""
    for letter in string.ascii_uppercase:
        for first in range(len(ALPHABET)):
            reference = new_reference("A" * (length - 1) + letter, lambda _, first=first: first)
            plain = reference.replace("-", "")
            typed = plain[: length - 1] + plain[length] + plain[length - 1] + plain[length + 1 :]
            assert parse_reference(typed) in {None, reference}


@pytest.mark.parametrize(
    "text", ["", "-", "CHW", "CHW-7K3M", "7K3M-2Q", "C-7K3M-2Q", "CHWXY-7K3M-2Q", "CHW-7K3M-2!", "ÇHW-7K3M-2Q"]
)
def test_what_is_no_reference_is_refused(text):
    """Too short, too long, no prefix or strange characters give None, not a guess."""
    assert parse_reference(text) is None


def test_a_wrong_check_is_refused():
    """A well-formed reference whose check does not fit is refused: 840 of 841 checks are wrong."""
    good = new_reference(NEW_PREFIX, lambda _: 5)
    stem = good[:-2]
    fitting = [first + second for first in ALPHABET for second in ALPHABET if parse_reference(stem + first + second)]
    assert fitting == [good[-2:]]


@pytest.mark.parametrize("prefix", ["", "A", "ABCDE", "abc", "A1C", "ÄBC"])
def test_a_prefix_of_another_form_is_an_error(prefix):
    """Data with a malformed prefix is found when the first reference is made, not when it is read."""
    with pytest.raises(ValueError, match="two to four capital letters"):
        new_reference(prefix, lambda _: 0)
