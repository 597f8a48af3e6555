"""Domains that are one mistyped key away from a common one."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.asked_again import probable_domain
from champion_tui.knowledge.book import load

DOMAINS = load().forms["duty-to-refer"].asked_again.mail_domains


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("GMAILL.com", "gmail.com"),
        ("hotmial.co.uk", "hotmail.co.uk"),
        ("yahoo.co.u", "yahoo.co.uk"),
        ("gmail.com", ""),
        ("ymail.com", ""),
        ("mail.com", ""),
        ("example.org", ""),
        ("nhs.net", ""),
        ("", ""),
    ],
)
def test_slips_are_seen_and_real_domains_are_not(domain, meant):
    """A missing, doubled, wrong or misplaced key is found; a real domain that is similar is not asked about."""
    assert probable_domain(f"jo@{domain}", DOMAINS) == meant


@given(st.sampled_from(sorted(DOMAINS)), st.sampled_from(string.ascii_lowercase + ".-"), st.data())
def test_a_slip_of_one_key_leads_back_to_a_domain_that_is_one_key_away(domain, key, data):
    """For any slip of one key, the proposal is a known domain and never the one that was typed."""
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
