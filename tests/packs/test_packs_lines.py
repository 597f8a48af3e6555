"""The paper of a person in Oxfordshire: the numbers, and the words that were read out."""

from pathlib import Path

from desk_samples import MINIMUM, REFER, unlocked_desk


def test_hours_that_conflict_are_said_in_one_sentence(tmp_path: Path) -> None:
    """Shelter's two sets of hours are not both printed: the slip says which hours are certain, and where to look."""
    desk = unlocked_desk(tmp_path)
    reference = desk.cases.new({"triage": REFER, "referral": {**MINIMUM, "paper": "full"}})
    slip = " ".join(dict(desk.papers.preview(reference))["next-steps.txt"].split())
    desk.vault.lock()
    assert "Weekdays from 8:00. Not all night" in slip
    assert "Saturday to Sunday" not in slip
    assert "Monday to Friday 09:00 to 17:15" in slip


def test_a_number_that_answers_at_night_stands_behind_the_councils(tmp_path: Path) -> None:
    """West Oxfordshire's night number is uncertain and helplines close at night, so the county's duty team is listed
    between them.
    """
    desk = unlocked_desk(tmp_path)
    reference = desk.cases.new(
        {"triage": {**REFER, "authority": "west-oxfordshire"}, "referral": {**MINIMUM, "paper": "full"}}
    )
    slip = dict(desk.papers.preview(reference))["next-steps.txt"]
    desk.vault.lock()
    assert slip.index("0151 343 2945") < slip.index("0800 833 408") < slip.index("0808 800 4444")


def test_the_basics_are_what_was_read_out(tmp_path: Path) -> None:
    """If the person agreed to the basics only, the referral has neither their last home nor their family."""
    desk = unlocked_desk(tmp_path)
    told = {"last-settled-address": "3 Nowhere Lane", "why-this-authority": "Her mother lives there."}
    triage = {**REFER, "consent-details": "minimum-only"}
    reference = desk.cases.new({"triage": triage, "referral": {**MINIMUM, **told}})
    papers = " ".join(text for _, text in desk.papers.preview(reference))
    desk.vault.lock()
    assert not [text for text in told.values() if text in papers]
