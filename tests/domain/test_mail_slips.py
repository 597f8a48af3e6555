"""Domains that are one key away from one that many people have."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.mail_slips import probable_domain
from champion_tui.knowledge.loader import load

DOMAINS = load().forms["duty-to-refer"].asked_again.mail_domains


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("jo@gmial.com", "gmail.com"),
        ("jo@gmail.con", "gmail.com"),
        ("jo@gmai.com", "gmail.com"),
        ("jo@GMAILL.com", "gmail.com"),
        ("jo@hotmial.co.uk", "hotmail.co.uk"),
        ("jo@yahoo.co.u", "yahoo.co.uk"),
        ("jo@gmail.com", ""),
        ("jo@ymail.com", ""),
        ("jo@mail.com", ""),
        ("jo@example.org", ""),
        ("jo@nhs.net", ""),
        ("", ""),
    ],
)
def test_slips_are_seen_and_real_domains_are_not(address, meant):
    """One key left out, doubled, wrong or in the wrong place is seen; a real domain that is alike is not asked about."""
    assert probable_domain(address, DOMAINS) == meant


@given(st.sampled_from(sorted(DOMAINS)), st.sampled_from(string.ascii_lowercase + ".-"), st.data())
def test_a_slip_of_one_key_leads_back_to_a_domain_that_is_one_key_away(domain, key, data):
    """Whatever one key did, what is proposed is a known domain, and never the one that was typed."""
    place = data.draw(st.integers(0, len(domain) - 1))
    typed = data.draw(
        st.sampled_from(
            [
                domain[:place] + key + domain[place + 1 :],
                domain[:place] + domain[place + 1 :],
                domain[:place] + key + domain[place:],
            ]
        )
    )
    found = probable_domain(f"jo@{typed}", DOMAINS)
    assert found in DOMAINS | {""}
    assert found != typed
