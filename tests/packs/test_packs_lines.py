"""What stands on paper for a person in Oxfordshire: the numbers, and the words that they were read."""

from pathlib import Path

from desk_samples import MINIMUM, REFER, unlocked_desk


def test_hours_that_conflict_are_said_in_one_sentence(tmp_path: Path) -> None:
    """Shelter's two sets of hours in use do not stand side by side: the slip says what is sure, and where to look."""
    desk = unlocked_desk(tmp_path)
    reference = desk.cases.new({"triage": REFER, "referral": {**MINIMUM, "paper": "full"}})
    slip = " ".join(dict(desk.papers.preview(reference))["next-steps.txt"].split())
    desk.vault.lock()
    assert "Weekdays from 8:00. Not all night" in slip
    assert "Saturday to Sunday" not in slip
    assert "Monday to Friday 09:00 to 17:15" in slip


def test_a_number_that_answers_at_night_stands_behind_the_councils(tmp_path: Path) -> None:
    """West Oxfordshire's night number is not sure and helplines sleep: the county's duty team comes between them."""
    desk = unlocked_desk(tmp_path)
    reference = desk.cases.new(
        {"triage": {**REFER, "authority": "west-oxfordshire"}, "referral": {**MINIMUM, "paper": "full"}}
    )
    slip = dict(desk.papers.preview(reference))["next-steps.txt"]
    desk.vault.lock()
    assert slip.index("0151 343 2945") < slip.index("0800 833 408") < slip.index("0808 800 4444")


def test_the_basics_are_what_was_read_out(tmp_path: Path) -> None:
    """Who agreed to the basics only does not find their last home or their family in the referral."""
    desk = unlocked_desk(tmp_path)
    told = {"last-settled-address": "3 Nowhere Lane", "why-this-authority": "Her mother lives there."}
    triage = {**REFER, "consent-details": "minimum-only"}
    reference = desk.cases.new({"triage": triage, "referral": {**MINIMUM, **told}})
    papers = " ".join(text for _, text in desk.papers.preview(reference))
    desk.vault.lock()
    assert not [text for text in told.values() if text in papers]
