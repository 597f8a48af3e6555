"""Numbers on paper: what a person reads on another day than it was printed."""

from pathlib import Path

from desk_samples import MINIMUM, REFER, unlocked_desk


def test_hours_that_conflict_are_said_in_one_sentence(tmp_path: Path) -> None:
    """Shelter's two sets of hours in use do not stand side by side: the slip says what is sure, and where to look."""
    desk = unlocked_desk(tmp_path)
    reference = desk.new_case({"triage": REFER, "referral": MINIMUM})
    slip = " ".join(dict(desk.preview(reference))["next-steps.txt"].split())
    desk.lock()
    assert "Weekdays from 8:00. Not all night" in slip
    assert "Saturday to Sunday" not in slip
    assert "Monday to Friday 09:00 to 17:15" in slip
