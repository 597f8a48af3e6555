"""Typed values that do not count, in the shipped form: boxes filled with nothing, forbidden ways of contact, mistyped
addresses.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.completeness import missing
from champion_tui.domain.cases.form import Need
from champion_tui.domain.dates.stage import Stage
from champion_tui.knowledge.book import load

FORM = load().forms["duty-to-refer"]
ENOUGH = {"full-name": "Zebedee", "phone": "07700 900123", "agreed-reason": "homeless"}
NOTHING = [
    "NFA",
    "No fixed abode",
    "none",
    "N/A",
    "unknown",
    "Homeless",
    "x",
    "-",
    ".",
    "tbc",
    "?",
    "refused",
    "not given",
    "0",
]
ABUSE = {"emergency": "fleeing-abuse"}


def lacks(referral, answers=None, need=None):
    """Returns what a referral lacks, field -> reason, for one need or for all."""
    found = missing(FORM, answers or {"emergency": "none"}, Stage.HOMELESS, {}, referral)
    return {item.field: item.why for item in found if need is None or item.need is need}


@given(st.sampled_from(NOTHING))
def test_a_name_that_says_nothing_is_none(said):
    """The name is part of the minimum, and the message shows what was typed and how to confirm that it is real."""
    found = lacks({**ENOUGH, "full-name": said}, need=Need.MINIMUM)
    assert list(found) == ["full-name"]
    assert f"“{said}”" in found["full-name"]
    assert not lacks({**ENOUGH, "full-name": f"{said} (real name)"}, need=Need.MINIMUM) or said in {"-", ".", "?"}


@given(st.sampled_from(NOTHING), st.sampled_from(NOTHING), st.sampled_from(NOTHING))
def test_no_box_filled_with_nothing_is_a_way_to_reach_them(first, second, third):
    """Address, other person and their phone, e-mail and phone as an older store may hold them do not count, and each is
    asked about.
    """
    filled = {"phone": first, "email": second, "postal-address": second, "alternative-contact-name": third}
    given = {**filled, "alternative-contact-phone": "07700 900456", "full-name": "Zebedee", "agreed-reason": "homeless"}
    assert list(lacks(given, need=Need.MINIMUM)) == ["phone"]
    assert "Address for letters" in lacks(given)["phone"]
    assert {"postal-address", "alternative-contact-name"} <= set(lacks(given, need=Need.WANTED))
    cared = {**given, "postal-address": "c/o the day centre, 10 High Street, Oxford"}
    assert not lacks(cared, need=Need.MINIMUM)


@given(st.sampled_from(NOTHING))
def test_nothing_does_not_stop_what_has_another_way(said):
    """With a phone only the address is asked about; an optional box may be empty as well and is not asked about."""
    found = lacks({**ENOUGH, "postal-address": said, "known-as": said, "reachable-until": said})
    assert "postal-address" in found
    assert not {"known-as", "reachable-until"} & set(found)
    assert not lacks({**ENOUGH, "postal-address": said}, need=Need.MINIMUM)


@given(st.sampled_from(NOTHING))
def test_where_abuse_appears_a_note_that_says_nothing_makes_no_way_safe(said):
    """With abuse, how to use the chosen way safely is part of the minimum, and "n/a" does not answer it."""
    chosen = {**ENOUGH, "contact-method": "in-person", "contact-notes": said}
    assert "contact-notes" in lacks(chosen, ABUSE, Need.MINIMUM)
    assert "contact-notes" not in lacks({**chosen, "contact-notes": "at the day centre"}, ABUSE, Need.MINIMUM)


def test_where_they_stay_and_last_lived_is_information():
    """The answer "no fixed abode" is complete in these fields, and is never asked about."""
    assert "last-settled-address" not in lacks({**ENOUGH, "last-settled-address": "No fixed abode"})


@pytest.mark.parametrize("answers", [None, ABUSE])
def test_a_forbidden_number_is_asked_about_and_stops_where_abuse_appears(answers):
    """A forbidden number is recognised in another spelling too, and the message has the other field's label."""
    forbidden = {"do-not-contact-at": "never +44 7700 900123, it is his"}
    chosen = {**ENOUGH, **forbidden, "contact-method": "phone", "safe-to-ring": "yes"}
    stops = lacks(chosen, answers, Need.MINIMUM)
    assert ("phone" in stops) == bool(answers)
    assert "Never contact them here" in lacks(chosen, answers)["phone"]


def test_a_name_under_both_never_stops():
    """Two people may share a name, so the name is asked about and never stops."""
    both = {
        **ENOUGH,
        "alternative-contact-name": "Jo",
        "alternative-contact-phone": "07700 900456",
        "do-not-contact-at": "Jo",
    }
    chosen = {**both, "contact-method": "phone", "safe-to-ring": "yes"}
    assert not lacks(chosen, ABUSE, Need.MINIMUM)
    assert "alternative-contact-name" in lacks(chosen, ABUSE, Need.WANTED)


def test_a_mistyped_domain_is_asked_about_and_stops_nothing():
    """The person's and the referrer's domains are both checked, and the domain that was probably meant is named."""
    given = {
        "full-name": "Zebedee",
        "agreed-reason": "homeless",
        "email": "zeb@{}".format("gmial.com"),
        "referrer-email": "a@{}".format("hotmial.com"),
    }
    assert not lacks(given, need=Need.MINIMUM)
    assert "gmail.com" in lacks(given)["email"]
    assert "hotmail.com" in lacks(given)["referrer-email"]
