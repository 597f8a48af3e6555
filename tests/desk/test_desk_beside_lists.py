"""What is shown next to a list of cases: the workers, how many cases are ready to be written, and who on the early list
is due.
"""

from datetime import date

from desk_samples import MINIMUM, MONDAY_MORNING, REFER, unlocked_desk

from champion_tui.desk.cases.lists.lists import Beside
from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.domain.early.reading import kind_words
from champion_tui.store.casestore import CaseStore


def case(worker):
    """Returns a case that is ready, with that worker."""
    return {"triage": REFER, "agency": {"agency-name": "Example Advice", "referrer-name": worker}, "referral": MINIMUM}


def test_every_worker_of_a_case_is_named_once(tmp_path):
    """Every worker is named once, in alphabetical order; a case without a worker adds no name."""
    desk = unlocked_desk(tmp_path / "home")
    assert desk.cases.lists.workers() == ()
    for worker in ("Sam Invented", "Ada Invented", "Sam Invented"):
        desk.cases.new(case(worker))
    assert desk.cases.lists.workers() == ("Ada Invented", "Sam Invented")
    desk.vault.lock()


def test_what_is_ready_and_who_is_due_early_is_counted(tmp_path):
    """A case whose pack is written is not counted as ready; on the early list the people count whose 56 days have begun."""
    desk = unlocked_desk(tmp_path / "home")
    assert desk.cases.lists.beside() == Beside(0, 0)
    reference = desk.cases.new(case("Sam Invented"))
    desk.cases.new({"triage": REFER, "referral": {}})
    for own, on in (("EX-1", date(2026, 12, 24)), ("EX-2", date(2027, 6, 1))):
        assert on > MONDAY_MORNING.date()
        desk.early.add(own, on, "release")
    assert desk.cases.lists.beside() == Beside(1, 1)
    desk.papers.export(reference, tmp_path)
    assert desk.cases.lists.beside() == Beside(0, 1)
    assert desk.cases.lists.waiting()[3] == 1
    assert "1 of the early list" in desk.cases.lists.today().counts
    desk.vault.lock()


def test_when_the_56_days_began_is_said_whenever_somebody_was_put_on_the_list(tmp_path):
    """A person who is put on the early list within the 56 days is due from that day and not late; the 56 days keep
    their own earlier start.
    """
    desk = unlocked_desk(tmp_path / "home")
    view = desk.early.add("EX-1", date(2026, 12, 24), "release")
    assert (view.wakes_on, view.awake) == (date(2026, 10, 29), True)
    assert "the 56 days began on Thursday 29 October 2026" in view.words
    (item,) = desk.cases.lists.today().items
    assert (item.due, item.days) == (MONDAY_MORNING.date(), 0)
    assert "began on Thursday 29 October 2026" in item.why
    desk.vault.lock()


def test_a_kind_that_this_program_does_not_know_is_a_last_day(tmp_path, monkeypatch):
    """A kind that a colleague's newer program stored is listed, and is due to be erased like any other last day."""
    desk = unlocked_desk(tmp_path / "home")
    entry = EarlyEntry("EX-1", date(2026, 12, 24), "of-a-newer-program", "", MONDAY_MORNING.date())
    monkeypatch.setattr(CaseStore, "early", lambda _: (entry,))
    assert [each.words.partition(" on ")[0] for each in desk.early.listed()] == ["last day"]
    assert kind_words("release") == "release"
    desk.vault.lock()
