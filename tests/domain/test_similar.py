"""Likely the same person: what makes two cases similar, what does not, and what has changed since. All people are invented."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.search_text import search_fold
from champion_tui.domain.cases.similar import LIKELY, Changed, RelevantFacts, Why, compare, since
from champion_tui.domain.cases.summary import Likeness

NICKNAMES = {"robert": frozenset({"bob", "rob"}), "elizabeth": frozenset({"liz", "beth"})}
ROBERT = Likeness("robert ashdown", "", "1985-04-03", ("07700900123",))


def person(name, known_as="", born="", phones=()):
    """Returns a likeness as the desk makes it."""
    return Likeness(search_fold(name), search_fold(known_as), born, phones)


@pytest.mark.parametrize(
    ("name", "known_as", "why"),
    [
        ("Robert Ashdown", "", Why.NAME_SAME),
        ("RÓBERT  Ashdown", "", Why.NAME_SAME),
        ("Ashdown Robert", "", Why.NAME_PARTS_SWAPPED),
        ("Bob Ashdown", "", Why.NICKNAME),
        ("Bob Ashdowne", "", Why.NICKNAME),
        ("Robret Ashdown", "", Why.NAME_SPELLED_OTHERWISE),
        ("Robert John Ashdown", "", Why.NAME_SPELLED_OTHERWISE),
        ("Robert Ash-Down", "", Why.NAME_SPELLED_OTHERWISE),
        ("Robert Ash Downe", "", Why.NAME_SPELLED_OTHERWISE),
        ("Alan Ashdown", "Robert", Why.KNOWN_AS),
        ("Somebody Else", "Robert Ashdown", Why.KNOWN_AS),
        ("Alan Ashdown", "", None),
        ("Robert Kestrel", "", None),
        ("Ashdown", "", None),
        ("", "", None),
    ],
)
def test_how_names_are_alike(name, known_as, why):
    """Names are compared as equal, in another order, as a nickname, as a known-as name, with slips, or as different."""
    found = compare(ROBERT, person(name, known_as), NICKNAMES)
    assert found.why == (() if why is None else (why,))
    assert found.score < LIKELY or why is Why.NAME_SAME
    assert found == compare(person(name, known_as), ROBERT, NICKNAMES)


@pytest.mark.parametrize(
    ("born", "why"),
    [
        ("1985-04-03", Why.BORN_SAME),
        ("1985-03-04", Why.BORN_SWAPPED),
        ("1985-04-08", Why.BORN_NEAR),
        ("1958-04-03", Why.BORN_NEAR),
        ("1990-12-25", None),
        ("", None),
    ],
)
def test_how_birth_dates_are_alike(born, why):
    """Dates are compared as equal, with day and month swapped, with one wrong key, as different or as unknown; none is
    enough alone.
    """
    found = compare(ROBERT, Likeness("somebody else", "", born), NICKNAMES)
    assert found.why == (() if why is None else (why,))
    assert found.score < LIKELY


@pytest.mark.parametrize(
    ("other", "likely"),
    [
        (replace(ROBERT, name="bob ashdown"), True),
        (replace(ROBERT, name="robret ashdown", born="1985-03-04", phones=()), True),
        (replace(ROBERT, name="robret ashdown", born=""), True),
        (replace(ROBERT, name="ashdown robert", born="1985-04-08", phones=()), True),
        (replace(ROBERT, name="somebody else", phones=()), False),
        (replace(ROBERT, name="somebody else", born=""), False),
        (replace(ROBERT, name="somebody else", born="1990-12-25"), False),
        (replace(ROBERT, born="1990-12-25"), False),
        (replace(ROBERT, born="1990-12-25", phones=()), False),
        (replace(ROBERT, name="somebody else"), True),
    ],
)
def test_what_together_is_likely(other, likely):
    """A name with any other match is likely; a shared telephone or birth date alone is not, nor a parent with the same
    name and telephone.
    """
    assert (compare(ROBERT, other, NICKNAMES).score >= LIKELY) is likely


def test_a_first_name_alone_is_not_enough():
    """Two cases of "Robert" with nothing else known do not stop anybody; with the same birth date they do."""
    assert compare(person("Robert"), person("Robert"), NICKNAMES).score < LIKELY
    assert compare(person("Robert", born="1985-04-03"), person("Bob", born="1985-04-03"), NICKNAMES).score >= LIKELY


def test_a_full_name_without_spaces_is_a_full_name():
    """Chinese names are written as one word, and two signs of three are a different name."""
    assert compare(person("王小明"), person("王小明"), {}).score >= LIKELY
    assert compare(person("王小明"), person("王大明"), {}).why == ()


NAMES = st.text(max_size=30) | st.lists(
    st.sampled_from(["bob", "robert", "rob", "ashdown", "ann", "anne"]), max_size=9
).map(" ".join)
LIKENESSES = st.builds(
    person,
    NAMES,
    NAMES,
    st.just("") | st.dates().map(date.isoformat),
    st.lists(st.sampled_from(["07700900123", "07700900124"]), max_size=2).map(tuple),
)


@given(LIKENESSES, LIKENESSES)
def test_a_likeness_holds_both_ways(one, other):
    """For names of every script, the score is from 0 to 100 and the same in both directions, and below likely without a
    reason.
    """
    found = compare(one, other, NICKNAMES)
    assert found == compare(other, one, NICKNAMES)
    assert 0 <= found.score <= 100
    assert found.why or found.score == 0
    assert list(found.why) == [why for why in Why if why in found.why]


@given(LIKENESSES)
def test_whoever_is_the_same_is_likely_the_same(one):
    """A full name compared with itself is likely."""
    assert not one.name.count(" ") or compare(one, one, NICKNAMES).score >= LIKELY


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (RelevantFacts("oxford", date(2026, 12, 1), "threatened", "losing-home"), ()),
        (RelevantFacts("cherwell", date(2026, 12, 1), "threatened", "losing-home"), (Changed.COUNCIL,)),
        (RelevantFacts("oxford", date(2026, 12, 2), "homeless", "cannot-stay"), tuple(Changed)[1:]),
        (RelevantFacts(), ()),
    ],
)
def test_what_has_changed_since(now, changed):
    """Council, last date, stage and situation are compared; a value that is not known yet has not changed."""
    assert since(RelevantFacts("oxford", date(2026, 12, 1), "threatened", "losing-home"), now) == changed
