"""A way to reach the person that is also listed under "never contact them here", in any spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.kept_away import forbidden_ways

SPELLED = [
    "07700 900123",
    "07700900123",
    "+44 7700 900123",
    "+44 (0)7700 900 123",
    "0044 7700 900123",
    "(07700) 900-123",
    "07700.900.123",
    "07700\N{NO-BREAK SPACE}900\N{NON-BREAKING HYPHEN}123",
    "7700 900123",
    "0770 090 0123",
    "07700 900123 ext 4",
    "tel:+447700900123",
    "\u0660\u0667\u0667\u0660\u0660 \u0669\u0660\u0660\u0661\u0662\u0663",
    "\uff10\uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff12\uff13",
    "01632 960999 07700 900123",
]


@given(st.sampled_from(SPELLED[:-1]), st.sampled_from(SPELLED), st.sampled_from(["phone", "alternative-contact-phone"]))
def test_the_same_number_is_seen_however_it_is_spelled(given_as, forbidden, field):
    """The number is recognised with and without the country code, spaces, signs, an extension, other digits, or in a
    sentence with others.
    """
    said = f"Never ring {forbidden} (his), nor 01632 960999.\nNot at 12 Invented Row."
    assert forbidden_ways({field: given_as, "do-not-contact-at": said}) == (field,)
    assert forbidden_ways({field: given_as, "do-not-contact-at": forbidden}) == (field,)


@pytest.mark.parametrize(
    "forbidden", ["07700 900124", "her brother's number", "900123", "+1 7700 900123", "", "none", "12 High St"]
)
def test_another_number_is_left_alone(forbidden):
    """A number with another digit or country, a part of the number, or no number does not match."""
    assert forbidden_ways({"phone": "07700 900123", "do-not-contact-at": forbidden}) == ()


def test_a_number_in_a_note_on_when_they_can_be_reached_is_a_way_too():
    """A forbidden number is also found in the note on when the person can be reached."""
    values = {"reachable-after": "Through Jo, 07700 900123", "do-not-contact-at": "+447700900123 (Jo)"}
    assert forbidden_ways(values) == ("reachable-after",)


@pytest.mark.parametrize(
    ("mail", "said", "same"),
    [
        ("jo@example.org", "JO@Example.org reads it", True),
        ("jo@example.org", "not to jo @ example.org.", True),
        ("jo@example.org", "not to big.jo@example.org", False),
        ("jo@example.org", "not to jo@example.org/work", True),
        ("jo@example.org", "jo", False),
    ],
)
def test_the_same_address_is_seen(mail, said, same):
    """Capitals and spaces make no difference; a longer name before the @ is another person's."""
    assert forbidden_ways({"email": mail, "do-not-contact-at": said}) == (("email",) if same else ())


@pytest.mark.parametrize(
    ("address", "said", "same"),
    [
        ("12 High Street, Oxford, OX1 1AA", "Never at 12 High St", True),
        ("12 High Street\nOxford\nOX1 1AA", "12 HIGH STREET, OXFORD OX1 1AA", True),
        ("Flat 2, 12 High St., Oxford", "the flat at 12 High Street", True),
        ("12 High Street, OX1 1AA", "12, OX11AA", True),
        ("c/o the hostel, Luther Street", "Not through c/o the hostel, Luther St", True),
        ("12 High Street, Oxford", "Never at 13 High Street", False),
        ("Flat 2, 12 High Street", "Flat 2, 9 Low Road", False),
        ("12 High Street, Oxford", "Never in Oxford", False),
        ("10 High Street, OX1 1AA", "12 High Street, OX1 1AA", False),
        ("12 High Street", "112 High Street", False),
    ],
)
def test_the_same_house_is_seen(address, said, same):
    """Number and street in short or in full, number and postcode, or all of them match; a neighbour or a whole town does not."""
    assert forbidden_ways({"postal-address": address, "do-not-contact-at": said}) == (
        ("postal-address",) if same else ()
    )


def test_a_person_who_is_named_under_both_is_seen():
    """A name matches as a whole, not as a part of another word."""
    assert forbidden_ways({"alternative-contact-name": "Jo Sample", "do-not-contact-at": "never through Jo Sample"})
    assert not forbidden_ways({"alternative-contact-name": "Jo", "do-not-contact-at": "Joan's flat"})


@given(st.dictionaries(st.sampled_from(["phone", "email", "postal-address", "do-not-contact-at"]), st.text()))
def test_any_text_is_looked_at(values):
    """No text raises an error, and nothing is found if nothing is forbidden."""
    found = forbidden_ways(values)
    assert not found or values.get("do-not-contact-at")
