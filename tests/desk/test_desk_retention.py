"""What is due by the organisation's retention periods: cases and entries of the early list, counted together and erased
in one step.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from desk_samples import MONDAY_MORNING, desk_in, unlocked_desk

from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import RefusedByProcedure

PASSPHRASE = "a plainly invented passphrase"
LATER = MONDAY_MORNING + timedelta(days=100)
PAST, LATE = date(2026, 12, 20), date(2027, 2, 20)
"""Dates of the entries, 73 and 11 days before ``LATER``."""


@pytest.fixture
def keeping(tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    """Returns a function that makes a desk with one draft and two early entries, and opens it much later with these settings."""
    opened = list[Desk]()

    def make(settings: str) -> Desk:
        first = unlocked_desk(tmp_path / "home")
        first.cases.new({"triage": {"emergency": "none"}})
        first.early.add("8812", PAST, "release", "Ann Example")
        first.early.add("ward 7", LATE, "discharge")
        first.vault.lock()
        (tmp_path / "home" / "settings.toml").write_text(settings, encoding="utf-8")
        desk = desk_in(tmp_path / "home", lambda: LATER)
        desk.vault.unlock(PASSPHRASE)
        opened.append(desk)
        return desk

    yield make
    for each in opened:
        each.vault.lock()


def test_what_is_past_its_period_on_the_early_list_is_due_with_the_cases(keeping: Callable[[str], Desk]) -> None:
    """The entries that are due are listed longest first, each with its status; the entry whose period still runs is not
    listed.
    """
    due = keeping("[keep]\nearly = 30\ndrafts = 60\n").cases.retention.due()
    assert [(row.reference, row.early, row.since) for row in due.rows if row.early] == [
        ("8812", True, PAST + timedelta(days=30))
    ]
    assert len(due.rows) == 2
    assert (
        due.words == "1 case and 1 entry of the early list are due to be erased. The periods in your settings say so."
    )
    assert next(row.why for row in due.rows if row.early) == "on the early list: release on Sunday 20 December 2026"


@pytest.mark.parametrize(
    ("settings", "count", "cases", "early"),
    [
        ("[keep]\nearly = 30\ndrafts = 60\n", 2, 0, ["ward 7"]),
        ("[keep]\nearly = 30\n", 1, 1, ["ward 7"]),
        ("[keep]\nearly = 11\n", 2, 1, []),
        ("[keep]\nearly = 12\n", 1, 1, ["ward 7"]),
        ("[keep]\ndrafts = 60\n", 1, 0, ["8812", "ward 7"]),
    ],
)
def test_exactly_those_are_erased(
    keeping: Callable[[str], Desk], settings: str, count: int, cases: int, early: list[str]
) -> None:
    """With a wrong number nothing is erased; a period for one kind erases nothing of the other kind."""
    desk = keeping(settings)
    for wrong in (count - 1, count + 1):
        with pytest.raises(RefusedByProcedure):
            desk.cases.retention.erase(wrong)
    assert (desk.cases.lists.cases().total, len(desk.early.listed())) == (1, 2)
    assert len(desk.cases.retention.erase(count)) == count
    assert desk.cases.lists.cases().total == cases
    assert [view.own_reference for view in desk.early.listed()] == early
    assert desk.cases.retention.due().rows == ()
    assert [each.words for each in desk.vault.check() if not each.ok] == []
