"""``offer``: what to tell a family about an offer of accommodation, in one piece and line by line."""

import pytest
from command_line import run_here

AT = "2026-11-23T10:04:00+00:00"


def asked(*lines):
    """Runs ``offer --ask`` with these lines on standard input."""
    return run_here("offer", "--ask", "--at", AT, stdin="".join(f"{line}\n" for line in lines))


def test_line_by_line_the_last_day_is_said_and_the_slip_written(tmp_path):
    """The duty, the day, the form and the file are asked for, without a vault."""
    ran = asked("2", "20 november 2026", "5", tmp_path / "card.txt")
    assert ran.code == 0
    assert "The last day to ask for a review is Thursday 10 December 2026." in ran.out
    assert "Ring by Thursday 10 December 2026." in (tmp_path / "card.txt").read_text(encoding="utf-8")


def test_no_day_is_asked_for_where_there_is_no_review(tmp_path):
    """The form is asked for directly after the duty."""
    ran = asked("1", "1")
    assert "There is no review of such a place." in ran.out
    assert "On which day" not in ran.out


@pytest.mark.parametrize("lines", [("q",), ("b",), ("2", "q"), ("2", "", "q"), ("2", "", "2", "q"), ()])
def test_leaving_anywhere_writes_nothing_and_is_no_error(lines, tmp_path, monkeypatch):
    """Leaving, going back and the end of the input write nothing and are not errors."""
    monkeypatch.chdir(tmp_path)
    ran = asked(*lines)
    assert (ran.code, ran.err) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_a_last_day_that_has_passed_is_said_so():
    """After the last day to ask for a review, the message says so and what is left to do."""
    ran = run_here("offer", "--duty", "temporary", "--notified", "2026-10-01", "--at", AT)
    assert "The last day to ask for a review was Wednesday 21 October 2026." in " ".join(ran.out.split())
    assert "Ask the council, in writing" in " ".join(ran.out.split())
