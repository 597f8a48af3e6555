"""The paper and the message of a person who must not be found: nothing uncertain, and nothing that gives them away."""

from dataclasses import replace

import pack_samples as samples
import pytest
from test_slips_walk import GIVES_AWAY

from champion_tui.domain.papers import slip_form
from champion_tui.papers.pack import pack

SAFE = {"safe-to-text": "yes"}


def text_of(form, source):
    """Returns the text of the form as one line."""
    (_, text), *_ = pack.preview_slip(source, form)
    return " ".join(text.split())


@pytest.mark.parametrize(
    "hidden",
    [
        {"current-accommodation": "refuge"},
        {"support-needs": ("modern-slavery",)},
        {"reason-for-loss": "other-violence-or-harassment"},
        {"paper": "plain-card"},
        {"paper": "none"},
    ],
)
def test_the_message_is_quiet_for_whoever_carries_no_full_slip(hidden):
    """The message mentions no council, helper or home, because a phone may be searched like a bag."""
    given = {"paper": None, "slip-form": None, **SAFE, **hidden}
    said = text_of(slip_form.PHONE_MESSAGE, samples.source(referral=given))
    assert "01632 960001" in said
    assert not [word for word in GIVES_AWAY if word in said.lower()]


@pytest.mark.parametrize("form", [slip_form.PLAIN_CARD, slip_form.PHONE_MESSAGE])
def test_a_number_that_nobody_confirmed_says_so_there_too(form):
    """Two harmless words tell a person who dials it at night that the number may be wrong."""
    said = text_of(form, samples.source(referral={"paper": "plain-card", **SAFE}))
    before, _, after = said.partition("01632 960002")
    assert "ot checked" in after
    assert "ot checked" not in before


def test_the_quiet_message_gives_a_day_only_with_its_condition():
    """Until the referral is sent, the day applies if it is sent today; afterwards it applies without a condition."""
    unsent = samples.source(referral={"paper": "plain-card", **SAFE})
    assert "If it goes today: nothing by" in text_of(slip_form.PHONE_MESSAGE, unsent)
    sent = text_of(slip_form.PHONE_MESSAGE, samples.sent(unsent))
    assert "Nothing by" in sent
    assert "If it goes" not in sent


@pytest.mark.parametrize(("way", "unsafe"), [("phone", "safe-to-ring"), ("text", "safe-to-text")])
def test_a_way_that_is_not_safe_is_not_announced(way, unsafe):
    """If the council is told not to ring, the person is not told to wait for a call."""
    safe = samples.source(referral={"contact-method": way, unsafe: "yes"})
    open_way = text_of(slip_form.STANDARD, safe)
    closed = text_of(slip_form.STANDARD, samples.source(referral={"contact-method": way, unsafe: "no"}))
    assert "will try to ring you" in open_way or "text message" in open_way
    assert "will try to ring you" not in closed
    assert "text message" not in closed


def test_what_is_not_for_the_council_is_in_none_of_its_files(tmp_path):
    """The paper that a person carries can reveal that they are afraid, so no manifest names it."""
    done = pack.write(replace(samples.source(referral={"paper": "plain-card"})), tmp_path)
    for file in ("manifest.json", "referral.json", "portal-sheet.txt"):
        assert "plain-card" not in (done.folder / file).read_text(encoding="utf-8")
