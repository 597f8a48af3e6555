"""A portal's words: understood, asked about, or unknown, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.after_sending import Heard
from champion_tui.domain.cases.afterwards.portal_words import Ambiguous, portal_word

KNOWN = {
    "pending": Heard.ACKNOWLEDGED,
    "acknowledged": Heard.ACKNOWLEDGED,
    "duplicate": Heard.DUPLICATE,
    "contact made": Heard.CONTACT_MADE,
    "able make contact": Heard.CONTACT_MADE,
    "reached": Heard.CONTACT_MADE,
    "no contact": Heard.NO_CONTACT,
    "no contact made": Heard.NO_CONTACT,
    "could not make contact": Heard.NO_CONTACT,
    "couldnt make contact": Heard.NO_CONTACT,
    "unable make contact": Heard.NO_CONTACT,
    "never reached": Heard.NO_CONTACT,
}
"""Some of the wordings of data/after-sending.toml."""


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Accepted", Ambiguous.ACCEPTED),
        ("ACCEPTED.", Ambiguous.ACCEPTED),
        ("The referral has been accepted", Ambiguous.ACCEPTED),
        ("accepted, closed", Ambiguous.ACCEPTED),
        ("closed", Ambiguous.CLOSED),
        ("Case closed", Ambiguous.CLOSED),
        ("pending", Heard.ACKNOWLEDGED),
        ("Pending", Heard.ACKNOWLEDGED),
        ("acknowledged", Heard.ACKNOWLEDGED),
        ("mark as duplicate", Heard.DUPLICATE),
        ("Marked as duplicate", Heard.DUPLICATE),
        ("Accepted, contact made", Heard.CONTACT_MADE),
        ("accepted - we were able to make contact with the individual", Heard.CONTACT_MADE),
        ("contact-made", Heard.CONTACT_MADE),
        ("accepted: could not make contact", Heard.NO_CONTACT),
        ("Accepted \u2013 we couldn\u2019t make contact with the applicant. Closed.", Heard.NO_CONTACT),
        ("accepted, unable to make contact", Heard.NO_CONTACT),
        ("no-contact", Heard.NO_CONTACT),
        ("No contact made", Heard.NO_CONTACT),
        ("not accepted", None),
        ("not yet contacted", None),
        ("contact will be made", None),
        ("no contact at first, then contact made", None),
        ("rejected", None),
        ("", None),
    ],
)
def test_what_a_portal_says(text, means):
    """A portal's own words and other words for the same are understood; words with two meanings are asked about, and
    others are unknown.
    """
    assert portal_word(text, KNOWN) == means


@given(st.text())
def test_no_text_is_too_odd(text):
    """Any pasted text gives an answer, a question or None."""
    assert portal_word(text, KNOWN) is None or isinstance(portal_word(text, KNOWN), Heard | Ambiguous)


@given(
    st.sampled_from(["not", "never", "nobody", "will be", "soon"]),
    st.sampled_from(["contact made", "reached", "accepted"]),
)
def test_a_word_that_turns_the_sense_is_never_overlooked(turned, words):
    """With "never" before it, "contact made" is not read as contact made, nor guessed as anything else."""
    assert portal_word(f"{turned} {words}", KNOWN) in {None, Heard.NO_CONTACT}
