"""Oxford has no night line of its own, and its substitute must not be shown as more than it is (reference 6.1a)."""

from datetime import datetime
from pathlib import Path

from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.book import load
from champion_tui.knowledge.who_to_call import who_to_call

SUNDAY_NIGHT = datetime(2026, 11, 22, 22, 0, tzinfo=LONDON)


def test_the_countys_team_stands_in_for_oxford_and_says_that_this_is_not_confirmed(tmp_path: Path) -> None:
    """The number is confirmed but its use for homelessness is not, and the note with the number says so."""
    first = who_to_call(load(tmp_path), SUNDAY_NIGHT, "oxfordshire", "oxford").call[0]
    assert first.line == "oxfordshire-emergency-duty-team"
    assert first.answers_now is True
    assert "not confirmed" in first.note


def test_the_same_team_rung_for_itself_carries_no_doubt_about_oxford(tmp_path: Path) -> None:
    """For Cherwell at night the team is only the county's own line."""
    call = who_to_call(load(tmp_path), SUNDAY_NIGHT, "oxfordshire", "cherwell").call
    team = next(line for line in call if line.line == "oxfordshire-emergency-duty-team")
    assert "not confirmed" not in team.note
