"""Work on one case costs the same however many other cases there are, counted in SQLite's own steps and not in time."""

import itertools
from datetime import date

import pytest
from behind import inside, steps
from desk_samples import MINIMUM, REFER, unlocked_desk
from sqlalchemy.event import listen

from champion_tui.domain.cases.after_sending import OUTCOME, Step
from champion_tui.domain.cases.case import TreeStamp

FEW, MANY = 3, 60
SEVERAL = 32
"""The search index merges its parts every few saves (FTS5's automerge), so one save alone says little."""

INDEXED = 2
TURN = itertools.count()
"""A counter, so that each save changes something."""

CASE = {"triage": {**REFER, "circumstances": ["leaving-prison"]}, "referral": dict(MINIMUM)}


@pytest.fixture
def desk(tmp_path):
    """Returns an unlocked desk."""
    made = unlocked_desk(tmp_path / "home")
    yield made
    made.vault.lock()


def add_case(store, number):
    """Stores a case without using the desk."""
    return store.create_case(
        reference=f"OX-{number}",
        area="oxfordshire",
        tree=TreeStamp("duty-to-refer", "1.0", "ab" * 32),
        answers=REFER,
        agency={},
        referral=MINIMUM,
    )


def add_sent(desk, numbers):
    """Stores cases that were sent and have ended."""
    store = desk.vault.opened().store
    for number in numbers:
        case = add_case(store, number)
        store.record_export(case.reference, [(f"/stick/{number}", "pack")])
        store.deal_with(number)
        store.mark_sent(case.reference, case.version + 1, date(2026, 11, 23), "ALT-1")
        ended = Step(date(2026, 11, 23), "Ada Invented", what="no-duty")
        store.record_steps(case.reference, {OUTCOME: ended}, lambda case: None)


def counted_anew(desk):
    """Returns the desk without its memory of the last count."""
    desk.vault.opened().store._counted = None
    return desk


@pytest.mark.parametrize(
    ("work", "times"),
    [
        (lambda desk: desk.cases.set_field("OX-0", "risk-notes", f"note {next(TURN):06}"), INDEXED),
        (lambda desk: desk.cases.new(CASE), INDEXED),
        (lambda desk: desk.cases.keep(desk.begin()), INDEXED),
        (lambda desk: desk.cases.resume("OX-0").answer("reach", ("likely", "unsure")[next(TURN) % 2]), INDEXED),
        (lambda desk: desk.cases.mark_sent("OX-1", date(2026, 11, 23), f"ALT-{next(TURN):06}"), INDEXED),
        (lambda desk: desk.cases.erasing.before("OX-1"), 1.1),
        (lambda desk: counted_anew(desk).cases.lists.waiting(), 1.1),
    ],
    ids=["field", "new case", "keep", "answer", "sent", "before erasing", "what waits"],
)
def test_it_costs_the_same_among_many_cases_as_among_few(desk, work, times):
    """With twenty times as many sent cases there are at most a tenth more steps, or twice as many if the search index
    is written, which grows in levels: nothing reads all the other cases.
    """
    store = desk.vault.opened().store
    add_case(store, 0)
    add_sent(desk, range(1, FEW + 1))
    work(desk)
    several = SEVERAL if times == INDEXED else 1
    among_few = sum(steps(store, lambda: work(desk)) for _ in range(several))
    add_sent(desk, range(FEW + 1, MANY + 1))
    among_many = sum(steps(store, lambda: work(desk)) for _ in range(several))
    assert among_few > 0
    assert among_many <= among_few * times + 2


@pytest.mark.parametrize(
    "work",
    [
        lambda desk: desk.cases.set_field("OX-0", "risk-notes", "another note"),
        lambda desk: desk.cases.set_field("OX-0", "risk-notes", "another no", in_passing=True),
        lambda desk: desk.cases.resume("OX-0").answer("reach", "unsure"),
    ],
    ids=["field", "while it is typed", "answer"],
)
def test_a_save_makes_no_objects_of_rows(desk, work):
    """Every row that a save reads or writes is plain columns: SQLAlchemy begins the transactions and does not handle
    the rows (as objects they cost as much as all the rest, ADR 005).
    """
    add_case(desk.vault.opened().store, 0)
    seen = []
    listen(
        inside(desk.vault.opened().store).database.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *others: seen.append(statement),
    )
    work(desk)
    assert [statement for statement in seen if not statement.startswith("BEGIN")] == []
    assert "BEGIN IMMEDIATE" in seen


def test_what_waits_is_what_the_list_says(desk):
    """The count of NOT SENT, which skips the cases that were sent, equals the number that the whole list shows."""
    add_sent(desk, range(1, 4))
    desk.cases.new(CASE)
    desk.cases.new({"triage": {**CASE["triage"], "consent": "refused"}})
    desk.cases.keep(desk.begin())
    _, not_sent, files, _ = desk.cases.lists.waiting()
    assert (not_sent, files) == (sum(row.not_sent for row in desk.cases.lists.cases().rows), 0) == (1, 0)
