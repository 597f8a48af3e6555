"""The desk's part in the life of a case: unreadable rows that do not stop the vault, days that agree, and what ends at
a withdrawal.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from behind import execute
from desk_samples import MINIMUM, MONDAY_MORNING, PASSPHRASE, REFER, unlocked_desk

from champion_tui.desk.desk import Desk
from champion_tui.domain.cases.after_sending import WhyWithdrawn
from champion_tui.domain.cases.summary import CaseQuery, DueKind, SortBy
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.dates.date_words import day_words

SENT_ON = date(2026, 11, 23)
CASE = {"triage": dict(REFER), "referral": dict(MINIMUM)}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Returns an unlocked desk."""
    made = unlocked_desk(tmp_path / "home")
    yield made
    made.vault.lock()


def test_a_case_that_cannot_be_read_keeps_nobody_from_the_others(desk: Desk) -> None:
    """A case whose record of the sending cannot be read is listed with a note, and the vault opens."""
    broken, whole = desk.cases.new(CASE), desk.cases.new(CASE)
    desk.cases.mark_sent(broken, SENT_ON, "")
    store = desk.vault.opened().store
    execute(store, "UPDATE case_record SET as_sent = 'nonsense' WHERE reference = ?", (broken,))
    execute(store, "UPDATE state SET summarised_under = ''")
    execute(store, "UPDATE case_summary SET basis = ''")
    desk.vault.lock()
    desk.vault.unlock(PASSPHRASE)
    rows = {row.reference: row.status_words for row in desk.cases.lists.cases().rows}
    assert "cannot be read" in rows[broken]
    assert rows[whole] == "NOT SENT, ready"


@pytest.mark.parametrize("last", ["2027-01-10", "2026-12-10", "2026-12-01"])
def test_the_day_to_ring_is_the_same_in_the_case_and_in_what_is_due(desk: Desk, last: str) -> None:
    """The case and the list of due cases name the same day to ring, and it does not move along with today."""
    reference = desk.cases.new({**CASE, "triage": {**REFER, "last-date": last}})
    desk.cases.mark_sent(reference, SENT_ON, "AB1")
    row = desk.vault.opened().store.listed_one(reference, SENT_ON)
    (chase,) = [due for due in row.summary.dues if due.kind is DueKind.CHASE]
    assert chase.due is not None
    for later in (0, 3, 9):
        desk.now = lambda later=later: MONDAY_MORNING + timedelta(days=later)
        assert day_words(chase.due) in desk.cases.view(reference).sent_words


def test_a_search_finds_a_case_by_all_that_staff_remember(desk: Desk) -> None:
    """A search finds a case by part of a name in any spelling, a nickname, a phone number in any grouping, the council,
    a note, and the reference as it is said aloud.
    """
    more = {**MINIMUM, "full-name": "Zoë O'Brien-Example", "known-as": "Zed", "risk-notes": "asks for the blue door"}
    wanted = desk.cases.new({**CASE, "referral": more})
    desk.cases.new(
        {**CASE, "triage": {**REFER, "authority": "oxford"}, "referral": {**MINIMUM, "phone": "07700 900999"}}
    )
    for typed in (
        "zoe",
        "obrien",
        "O’Brien",
        "zed",
        "07700900123",
        "+44 7700 900 123",
        "cherwell",
        "blue door",
        wanted,
        wanted.lower(),
    ):
        found = [row.reference for row in desk.cases.lists.cases(CaseQuery(search=typed, sort=SortBy.DUE)).rows]
        assert (typed, found) == (typed, [wanted])
    assert desk.cases.lists.cases(CaseQuery(search='"*"')).rows == ()


def test_a_reference_that_is_being_typed_finds_what_begins_like_it(desk: Desk) -> None:
    """A reference is matched by its beginning from its first dash on, and not by phone numbers or notes; a text that is
    no reference is searched for in the texts, with its dash.
    """
    more = {**MINIMUM, "risk-notes": "0123456789 acdefghjkmnpqrtvwxy, last seen at St-Mary's"}
    references = [desk.cases.new({**CASE, "referral": more}) for _ in range(2)]
    for reference in references:
        for end in range(reference.index("-") + 2, len(reference) + 1):
            for typed in (reference[:end], reference[:end].lower()):
                found = {row.reference for row in desk.cases.lists.cases(CaseQuery(search=typed)).rows}
                assert found == {each for each in references if each.startswith(reference[:end])}, typed
    assert desk.cases.lists.cases(CaseQuery(search="st-mar")).total == len(references)


@pytest.mark.parametrize("why", list(WhyWithdrawn))
def test_a_reason_that_says_nothing_by_itself_needs_a_note(desk: Desk, why: WhyWithdrawn) -> None:
    """The reasons "contact was lost" and "something else" need a note; any other reason does not."""
    reference = desk.cases.new(CASE)
    if why in {WhyWithdrawn.LOST_CONTACT, WhyWithdrawn.OTHER}:
        with pytest.raises(WrongValue) as refused:
            desk.cases.after.withdraw(reference, SENT_ON, why, note="  ")
        assert refused.value.problem.key == "note"
        assert desk.cases.view(reference).after == ()
        desk.cases.after.withdraw(reference, SENT_ON, why, note="rang three times")
    else:
        desk.cases.after.withdraw(reference, SENT_ON, why)
    assert desk.cases.view(reference).status == "withdrawn"
