"""A case in words: whether it is sent, what is proposed, what is said when two people change the same thing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk_samples import MINIMUM, REFER, unlocked_desk

from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import ChangedMeanwhile
from champion_tui.desk.views import CaseView, FieldView

ABUSE = {**REFER, "emergency": "fleeing-abuse", "after-call": "refer-too"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with an open vault."""
    desk = unlocked_desk(tmp_path / "vault")
    yield desk
    desk.vault.lock()


def field(view: CaseView, name: str) -> FieldView:
    """One field of a case."""
    return next(found for step in view.steps for found in step.fields if found.id == name)


def test_a_referral_says_not_sent_until_it_is(desk: Desk, tmp_path: Path) -> None:
    """Open, lacking something, ready and written out: each says NOT SENT first; sent, it says the day and what to expect."""
    draft = desk.cases.new({"triage": {"emergency": "none"}})
    lacking = desk.cases.new({"triage": REFER, "referral": {"full-name": "Zebedee"}})
    ready = desk.cases.new({"triage": REFER, "referral": MINIMUM})
    for reference in (draft, lacking, ready):
        assert desk.cases.view(reference).sent_words.startswith("NOT SENT")
        assert desk.cases.view(reference).not_sent
    assert "2 things are needed" in desk.cases.view(lacking).sent_words
    desk.papers.export(ready, tmp_path / "out")
    assert desk.cases.view(ready).sent_words.startswith("NOT SENT. The pack is written")
    sent = desk.cases.mark_sent(ready, date(2026, 11, 23), "")
    assert isinstance(sent, CaseView)
    assert not sent.not_sent
    assert sent.sent_words.startswith("Sent on Monday 23 November 2026; no code from the portal yet.")
    assert "Monday 7 December 2026" in sent.sent_words


def test_without_a_referral_nothing_waits_to_be_sent(desk: Desk) -> None:
    """A refusal is no referral that was forgotten."""
    view = desk.cases.view(desk.cases.new({"triage": {**REFER, "consent": "refused"}}))
    assert (view.not_sent, view.sent_words) == (False, "")


def test_the_reason_is_proposed_and_codes_are_words(desk: Desk) -> None:
    """The proposal follows from the stage, and no sentence shows an id."""
    view = desk.cases.view(desk.cases.new({"triage": REFER, "referral": {}}))
    assert field(view, "agreed-reason").proposed == "threatened"
    assert field(view, "agreed-reason").value is None
    assert '"threatened"' not in field(view, "agreed-reason").why_missing
    assert "Threatened with homelessness" in field(view, "agreed-reason").why_missing


def test_the_plain_card_says_why_it_stands_first(desk: Desk) -> None:
    """Where abuse appears the proposal has a reason; elsewhere there is none to give."""
    assert desk.cases.view(desk.cases.new({"triage": ABUSE})).paper_why
    other = desk.cases.view(desk.cases.new({"triage": REFER}))
    assert (other.paper, other.paper_why, other.paper_asked) == ("full", "", False)


def test_paper_stays_here(desk: Desk) -> None:
    """What the person carries is not told to the council."""
    assert not field(desk.cases.view(desk.cases.new({"triage": REFER})), "paper").goes_out


def test_an_option_that_stands_alone_is_marked_so(desk: Desk) -> None:
    """Front ends can take the other marks away by themselves."""
    options = field(desk.cases.view(desk.cases.new({"triage": REFER})), "support-needs").options
    assert [option.id for option in options if option.alone] == ["none"]


def test_a_change_on_an_older_version_is_refused_with_both_values_in_words(desk: Desk) -> None:
    """Neither value is lost or guessed: the error holds both, as people say them, under the field's label."""
    reference = desk.cases.new({"triage": REFER, "referral": {}})
    seen = desk.cases.view(reference).version
    desk.cases.set_field(reference, "contact-method", "phone")
    with pytest.raises(ChangedMeanwhile, match="How they want to be reached") as caught:
        desk.cases.set_field(reference, "contact-method", "letter", seen)
    assert (caught.value.theirs, caught.value.yours) == ("Phone call", "Letter")


def test_details_of_the_agency_are_not_kept_where_the_case_was_not(desk: Desk) -> None:
    """A refused change to the agency does not slip into later cases."""
    reference = desk.cases.new({"triage": REFER, "referral": {}})
    seen = desk.cases.view(reference).version
    desk.cases.set_field(reference, "full-name", "Zebedee")
    with pytest.raises(ChangedMeanwhile):
        desk.cases.set_field(reference, "agency-name", "Invented Ward", seen)
    later = desk.cases.view(desk.cases.new({"triage": REFER}))
    assert field(later, "agency-name").value is None


def test_the_place_offered_is_the_users_own_and_free(desk: Desk, own_home: Path) -> None:
    """Home, or Documents where there is such a folder; a file there already is not offered again; a card's name says card."""
    reference = desk.cases.new({"triage": ABUSE, "referral": MINIMUM})
    assert desk.papers.offered_target(reference, "pack") == own_home
    (own_home / "Documents").mkdir()
    first = desk.papers.offered_target(reference, "slip")
    assert first == own_home / "Documents" / f"{reference}-card.pdf"
    first.touch()
    assert desk.papers.offered_target(reference, "slip").name == f"{reference}-card-2.pdf"
    assert desk.papers.offered_target(reference, "evidence").name == f"{reference}-evidence.pdf"
