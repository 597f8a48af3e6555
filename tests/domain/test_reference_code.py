"""Local case references: made, read back forgivingly, and with every slip found."""

import string
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.reference_code import (
    ALPHABET,
    NEW_PREFIX,
    new_reference,
    parse_reference,
    reference_meant,
    references_meant,
    search_key,
    why_not_found,
)

PREFIXES = st.text(string.ascii_uppercase, min_size=2, max_size=4)
NUMBERS = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=4, max_size=4)
REFERENCES = st.builds(lambda prefix, numbers: new_reference(prefix, _next_of(numbers)), PREFIXES, NUMBERS)


def _next_of(numbers):
    """Returns a source of randomness that gives these numbers in turn."""
    left = iter(numbers)
    return lambda _: next(left)


def test_a_reference_is_made_from_the_given_randomness():
    """The same prefix and numbers give the same reference, so no other randomness is used."""
    reference = new_reference("CHW", _next_of(ALPHABET.index(character) for character in "7K3M"))
    assert reference[:9] == "CHW-7K3M-"
    assert parse_reference(reference) == reference


def test_the_alphabet_has_no_look_alikes():
    """Only one character of each pair that people confuse is used."""
    assert not set("OILZSBU") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 29


@given(REFERENCES)
def test_a_reference_is_read_as_itself(reference):
    """A new reference can be read, and has the shape prefix, four, two."""
    assert parse_reference(reference) == reference
    assert [len(part) for part in reference.split("-")][1:] == [4, 2]


ALIKE = {"0": "0Oo", "1": "1ILil", "2": "2Zz", "5": "5Ss", "8": "8Bb", "V": "VvUu"}
ALIKE_LETTERS = {"O": "Oo0", "I": "Ii1", "L": "Ll1", "Z": "Zz2", "S": "Ss5", "B": "Bb8"}
BETWEEN = ["", "", " ", "-", ".", "_", "/", " - ", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}",
           "\N{NON-BREAKING HYPHEN}", "\N{FULLWIDTH HYPHEN-MINUS}", "\N{IDEOGRAPHIC SPACE}", "\N{SOFT HYPHEN}", "\t",
           "\N{ZERO WIDTH SPACE}", "\N{NARROW NO-BREAK SPACE}"]  # fmt: skip
AROUND = ["", "\n", " ", "\N{ZERO WIDTH NO-BREAK SPACE}", "(", ")", ".", "'", "\N{RIGHT DOUBLE QUOTATION MARK}"]


def _spoken(reference, pick):
    """Returns the reference as a person might write down what they heard or read."""
    prefix, body, check = reference.split("-")
    characters = [pick.choice(ALIKE_LETTERS.get(letter, letter + letter.lower())) for letter in prefix]
    characters += [pick.choice(ALIKE.get(character, character + character.lower())) for character in body + check]
    wide = (chr(ord(one) + 0xFEE0) if pick.random() < 0.2 else one for one in characters)
    return pick.choice(AROUND) + "".join(one + pick.choice(BETWEEN) for one in wide) + pick.choice(AROUND)


@given(REFERENCES, st.randoms())
def test_a_reference_is_read_however_it_is_written(reference, pick):
    """Small and wide letters, look-alikes in every part, and any sign or none between the characters mean the same."""
    assert parse_reference(_spoken(reference, pick)) == reference
    assert reference_meant(_spoken(reference, pick)) == reference


@given(REFERENCES, REFERENCES, st.randoms())
def test_references_are_found_in_a_row_of_words(first, second, pick):
    """Each reference on one command line is found, however many words it takes; a word that is no reference is returned
    by itself.
    """
    written = [" ".join(pick.choice(["-", " "]).join(one.split("-")).split()) for one in (first, second)]
    words = " ".join([*written, "nonsense"]).split()
    assert [reference_meant(one) for one in references_meant(words)] == [first, second, "NONSENSE"]


@given(REFERENCES, st.randoms(), st.data())
def test_every_part_of_a_reference_finds_it(reference, pick, data):
    """A part of a reference, from any position and in any spelling, is found in the whole."""
    plain = reference.replace("-", "")
    start = data.draw(st.integers(0, len(plain)))
    end = data.draw(st.integers(start, len(plain)))
    part = " ".join(pick.choice(ALIKE.get(one, one + one.lower())) for one in plain[start:end])
    assert search_key(part) in search_key(reference)


def test_a_one_in_the_prefix_never_means_two_references():
    """If both I and L are possible, the check characters fit one of them at most, for all mixtures of all lengths."""
    for length in (2, 3, 4):
        for prefix in map("".join, product("ILA", repeat=length)):
            reference = new_reference(prefix, lambda _: 7)
            typed = reference.replace("I", "1").replace("L", "1")
            assert parse_reference(typed) == reference


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("chw 7k3m 2", "A character is wrong or missing"),
        ("Zebedee Example", "A reference looks like CHW-7K3M-2Q"),
        ("", "A reference looks like CHW-7K3M-2Q"),
        ("chw 0000 00", "read as CHW-0000-00"),
        ("ch1 oooo oo", "read as CHI-0000-00"),
    ],
)
def test_what_was_understood_is_said(text, said):
    """If nothing is found, the message shows how the text was read, or what a reference looks like."""
    assert said in why_not_found(text)


@given(REFERENCES)
def test_nothing_is_wrong_with_a_reference(reference):
    """A valid reference gives no message, whether or not there is such a case."""
    assert why_not_found(reference) == ""


@given(REFERENCES, st.data())
def test_every_slip_of_one_character_is_found(reference, data):
    """Replacing one character by another never gives a different valid reference."""
    plain = reference.replace("-", "")
    place = data.draw(st.integers(0, len(plain) - 1))
    for slip in string.ascii_uppercase + string.digits:
        typed = plain[:place] + slip + plain[place + 1 :]
        assert parse_reference(typed) in {None, reference}


@given(REFERENCES)
def test_every_swap_of_two_neighbours_is_found(reference):
    """Swapping two neighbours never gives a different valid reference."""
    plain = reference.replace("-", "")
    for place in range(len(plain) - 1):
        typed = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
        assert parse_reference(typed) in {None, reference}


@pytest.mark.parametrize("length", [2, 3, 4])
def test_swaps_between_prefix_and_random_part_are_found_for_every_pair(length):
    """For the letter of the prefix next to the random part, each of the 754 pairs that can be swapped is found."""
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
    """A text that is too short or too long, has no prefix or has strange characters gives None, not a guess."""
    assert parse_reference(text) is None


def test_a_wrong_check_is_refused():
    """A well-formed reference with a wrong check is refused: 840 of 841 checks are wrong."""
    good = new_reference(NEW_PREFIX, lambda _: 5)
    stem = good[:-2]
    fitting = [first + second for first in ALPHABET for second in ALPHABET if parse_reference(stem + first + second)]
    assert fitting == [good[-2:]]


@pytest.mark.parametrize("prefix", ["", "A", "ABCDE", "abc", "A1C", "ÄBC"])
def test_a_prefix_of_another_form_is_an_error(prefix):
    """Data with a malformed prefix raises an error when the first reference is made, not when it is read."""
    with pytest.raises(ValueError, match="two to four capital letters"):
        new_reference(prefix, lambda _: 0)
