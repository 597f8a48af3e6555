"""The stage and the 56 days on paper, in words that a person understands."""

import pack_samples as samples
import pytest

from champion_tui.papers.pack import pack


def slip(**changes):
    """Returns the slip as one line."""
    return " ".join(dict(pack.preview(samples.source(**changes)))["next-steps.txt"].split())


def referral(**changes):
    """Returns the sheet to copy from and the referral's text as one line."""
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
    """Issue: the stage appears on the slip in words: the reason agreed with the person, with the day if it is in the future."""
    assert words in slip(answers=answers, referral={"agreed-reason": reason})


def test_the_slip_says_by_when_they_are_reached():
    """The contact-by date is next to it, with its weekday."""
    assert "they try to reach you by Monday 7 December 2026" in slip()


def test_the_card_says_nothing_of_it():
    """The plain card mentions no home, no date of leaving and no reason."""
    card = dict(pack.preview(samples.source(referral={"paper": "plain-card"})))["card.txt"]
    assert "home" not in card
    assert "January" not in card


@pytest.mark.parametrize("last", ["2027-01-10", "2027-03-10", "2026-11-20", "not-known"])
def test_the_officer_is_not_told_when_the_56_days_began(last):
    """The date and the days until it are enough: the officer need not work out the 56 days."""
    assert "56 days before" not in referral(answers={"last-date": last})


def test_the_officer_reads_that_a_release_moves_off_a_closed_day():
    """Next to the day, page one says that nobody is released on a Sunday, that Friday is the latest, and that it may be
    sooner.
    """
    assert (
        "That day is at a weekend: expect the release on Friday 8 January 2027 at the latest, perhaps on Thursday 7 January or "
        "Wednesday 6 January. The prison says which day."
    ) in referral()
    friday = referral(answers={"last-date": "2027-01-08"})
    assert "The release may be brought forward, perhaps to Thursday 7 January or Wednesday 6 January." in friday
    assert "brought forward" not in referral(answers={"last-date": "2027-01-06"})


def test_the_officer_reads_that_any_other_last_day_is_a_closed_one():
    """For a last night on a Sunday the working day before is named, and nothing is said about a release."""
    told = referral(answers={"situation": "losing-home", "circumstances": ("none",)})
    assert "That day is at a weekend. The last working day before it is Friday 8 January 2027." in told
    assert "release on" not in told


def test_the_officer_learns_of_a_prison_only_what_was_agreed():
    """With minimum consent, page one says that the day is a closed one, and not where the person leaves from."""
    told = referral(answers={"consent-details": "minimum-only"})
    assert "The last working day before it is Friday 8 January 2027." in told
    assert "The prison says which day" not in told


@pytest.mark.parametrize("form", ["standard", "large-print", "easy-read", "screen-reader"])
def test_the_slips_say_that_the_day_may_come_sooner_and_when_to_ring(form):
    """Each form that may do so says to leave sooner, to ask the staff and that the council is closed; none has the word
    prison.
    """
    found = " ".join(" ".join(text.split()) for _, text in pack.preview_slip(samples.source(), form))
    assert "Ask the staff where you are now." in found
    assert "The council is closed on Sunday 10 January 2027." in found
    assert "prison" not in found.lower().replace("little hill prison", "")
    other = pack.preview_slip(samples.source(answers={"situation": "losing-home", "circumstances": ("none",)}), form)
    assert "Ask the staff" not in other[0][1]
    assert "The council is closed" in " ".join(other[0][1].split())


@pytest.mark.parametrize("form", ["plain-card", "phone-message"])
def test_card_and_message_say_nothing_of_the_day(form):
    """A text that others may read has no day of leaving, closed or not."""
    for _, text in pack.preview_slip(samples.source(), form):
        assert "closed on" not in text
        assert "sooner" not in text
        assert "January" not in text
