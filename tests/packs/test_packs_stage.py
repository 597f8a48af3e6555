"""The stage and the 56 days on paper, in words that a person understands."""

import pack_samples as samples
import pytest

from champion_tui.packs import pack


def slip(**changes):
    """The slip in one line."""
    return " ".join(dict(pack.preview(samples.source(**changes)))["next-steps.txt"].split())


def referral(**changes):
    """The sheet to copy from and the referral's text, in one line."""
    return " ".join(" ".join(text.split()) for _, text in pack.preview(samples.source(**changes)))


@pytest.mark.parametrize(
    ("answers", "reason", "words"),
    [
        (
            {"situation": "leaving-institution", "last-date": "2027-01-10"},
            "threatened",
            "We tell them that you leave on Sunday 10 January 2027 and may have no home then.",
        ),
        (
            {"situation": "losing-home", "last-date": "2027-01-10"},
            "threatened",
            "We tell them that you may lose your home by Sunday 10 January 2027.",
        ),
        (
            {"situation": "losing-home", "last-date": "2027-05-10"},
            "early-help",
            "We tell them that you may lose your home by Monday 10 May 2027.",
        ),
        ({"situation": "losing-home", "last-date": "not-known"}, "threatened", "you may lose your home soon."),
        ({"situation": "losing-home", "last-date": "2026-11-20"}, "threatened", "you may lose your home soon."),
        ({"situation": "at-risk-later", "last-date": "not-known"}, "early-help", "you may lose your home later on."),
        ({"situation": "homeless-now", "last-date": "not-known"}, "homeless", "you may have no home now."),
        ({"situation": "unsure", "last-date": "not-known"}, "may-be-either", "you may need help with your home."),
    ],
)
def test_the_slip_says_what_the_council_is_told(answers, reason, words):
    """Issue: the stage appears on the slip in words: the reason agreed with the person, with the day where it lies ahead."""
    assert words in slip(answers=answers, referral={"agreed-reason": reason})


def test_the_slip_says_by_when_they_are_reached():
    """The contact-by date stands beside it, with its weekday."""
    assert "they try to reach you by Monday 7 December 2026" in slip()


def test_the_card_says_nothing_of_it():
    """The plain card gives away no home, no date of leaving and no reason."""
    card = dict(pack.preview(samples.source(referral={"paper": "plain-card"})))["card.txt"]
    assert "home" not in card
    assert "January" not in card


@pytest.mark.parametrize("last", ["2027-01-10", "2027-03-10", "2026-11-20", "not-known"])
def test_the_officer_is_not_told_when_the_56_days_began(last):
    """The date and how far off it is are enough: the officer counts no window."""
    assert "56 days before" not in referral(answers={"last-date": last})
