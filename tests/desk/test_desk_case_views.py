"""A case as sentences: whether it is sent, what is proposed, and what is shown when two people change the same field."""

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
    """Returns a desk with an open vault."""
    desk = unlocked_desk(tmp_path / "vault")
    yield desk
    desk.vault.lock()


def field(view: CaseView, name: str) -> FieldView:
    """Returns one field of a case."""
    return next(found for step in view.steps for found in step.fields if found.id == name)


def test_a_referral_says_not_sent_until_it_is(desk: Desk, tmp_path: Path) -> None:
    """An open, incomplete, ready or exported case shows NOT SENT first; a sent case shows the day and what to expect."""
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
    """A case that ended with a refusal is not shown as a referral that nobody sent."""
    view = desk.cases.view(desk.cases.new({"triage": {**REFER, "consent": "refused"}}))
    assert (view.not_sent, view.sent_words) == (False, "")


def test_the_reason_is_proposed_and_codes_are_words(desk: Desk) -> None:
    """The proposed reason follows from the stage, and no sentence shows an id."""
    view = desk.cases.view(desk.cases.new({"triage": REFER, "referral": {}}))
    assert field(view, "agreed-reason").proposed == "threatened"
    assert field(view, "agreed-reason").value is None
    assert '"threatened"' not in field(view, "agreed-reason").why_missing
    assert "Threatened with homelessness" in field(view, "agreed-reason").why_missing


def test_the_plain_card_says_why_it_stands_first(desk: Desk) -> None:
    """If there are signs of abuse, the plain card is proposed with a reason; otherwise no reason is shown."""
    assert desk.cases.view(desk.cases.new({"triage": ABUSE})).paper_why
    other = desk.cases.view(desk.cases.new({"triage": REFER}))
    assert (other.paper, other.paper_why, other.paper_asked) == ("full", "", False)


def test_paper_stays_here(desk: Desk) -> None:
    """The choice of paper for the person is not told to the council."""
    assert not field(desk.cases.view(desk.cases.new({"triage": REFER})), "paper").goes_out


def test_an_option_that_stands_alone_is_marked_so(desk: Desk) -> None:
    """An option that excludes all others is marked, so that front ends can clear the others themselves."""
    options = field(desk.cases.view(desk.cases.new({"triage": REFER})), "support-needs").options
    assert [option.id for option in options if option.alone] == ["none"]


def test_a_change_on_an_older_version_is_refused_with_both_values_in_words(desk: Desk) -> None:
    """The error holds both values, worded for people and under the field's label, so neither is lost or guessed."""
    reference = desk.cases.new({"triage": REFER, "referral": {}})
    seen = desk.cases.view(reference).version
    desk.cases.set_field(reference, "contact-method", "phone")
    with pytest.raises(ChangedMeanwhile, match="How they want to be reached") as caught:
        desk.cases.set_field(reference, "contact-method", "letter", seen)
    assert (caught.value.theirs, caught.value.yours) == ("Phone call", "Letter")


def test_details_of_the_agency_are_not_kept_where_the_case_was_not(desk: Desk) -> None:
    """Details of the agency from a refused change do not appear in later cases."""
    reference = desk.cases.new({"triage": REFER, "referral": {}})
    seen = desk.cases.view(reference).version
    desk.cases.set_field(reference, "full-name", "Zebedee")
    with pytest.raises(ChangedMeanwhile):
        desk.cases.set_field(reference, "agency-name", "Invented Ward", seen)
    later = desk.cases.view(desk.cases.new({"triage": REFER}))
    assert field(later, "agency-name").value is None


def test_the_place_offered_is_the_users_own_and_free(desk: Desk, own_home: Path) -> None:
    """The proposed folder is the user's Documents or home folder; an existing file is not proposed again; a card's file
    name says card.
    """
    reference = desk.cases.new({"triage": ABUSE, "referral": MINIMUM})
    assert desk.papers.offered_target(reference, "pack") == own_home
    (own_home / "Documents").mkdir()
    first = desk.papers.offered_target(reference, "slip")
    assert first == own_home / "Documents" / f"{reference}-card.pdf"
    first.touch()
    assert desk.papers.offered_target(reference, "slip").name == f"{reference}-card-2.pdf"
    assert desk.papers.offered_target(reference, "evidence").name == f"{reference}-evidence.pdf"
