"""The by-name list: whose turn it is, in initials, by worker and then by urgency."""

from datetime import UTC, date, datetime, timedelta

from champion_tui.domain.cases.summary import CaseSummary, Due, DueKind, ListedCase
from champion_tui.domain.figures.by_name import NameRow, by_name

TODAY = date(2026, 11, 26)


def listed(reference, worker, due=None, waiting=3):
    """Returns one line of a list of cases."""
    summary = CaseSummary(
        reference=reference, initials="R.A.", status="sent", status_words="sent", authority="oxford", authority_words="Oxford City Council",
        area="oxfordshire", stage="threatened", worker=worker, body_type="prison", outcome="refer", reason="", needs=(), last_date=None,
        begun_on=TODAY - timedelta(days=waiting), changed_at=datetime(2026, 11, 1, tzinfo=UTC), sent_on=TODAY, code="", acknowledged_on=None,
        contact_on=None, no_contact_on=None, result="", result_on=None, withdrawn_on=None, why_withdrawn="", not_sent=False, ready=False,
        pack_is_current=None, before_56=None, closed_on=None,
    )  # fmt: skip
    return ListedCase(summary, "duty-to-refer", "acknowledged", "threatened", due)


CHASE = Due(DueKind.CHASE, TODAY, TODAY)
RING = Due(DueKind.RING_TODAY, TODAY, None)


def test_a_line_says_who_in_initials_what_is_next_and_how_long_they_wait():
    """The wait is the days since the case was begun, and the status is that of the day, not the one that was stored."""
    (row,) = by_name([listed("CHW-1", "Ann Invented", CHASE)], TODAY)
    assert row == NameRow(
        "Ann Invented", "R.A.", "CHW-1", "Oxford City Council", DueKind.CHASE, TODAY, 3, "acknowledged"
    )
    (named,) = by_name([listed("CHW-1", "Ann Invented")], TODAY, {"CHW-1": "Robert Ashdown"})
    assert (named.who, named.next_step, named.by) == ("Robert Ashdown", None, None)


def test_the_list_stands_by_worker_then_urgency_then_waiting():
    """Within a worker's lines, ring today comes before what is due, then what is not due, and the longest waiting first
    in each.
    """
    some = [
        listed("E", "Bea", None, 4),
        listed("D", "Bea", None, 9),
        listed("C", "bea", CHASE),
        listed("B", "Bea", RING),
        listed("A", "Ann", None),
    ]
    assert [row.reference for row in by_name(some, TODAY)] == ["A", "B", "C", "D", "E"]
