"""Lists while summaries are made again after a change of knowledge, and with cases that the store cannot read."""

import pytest
from behind import execute, in_thread
from desk_samples import MINIMUM, PASSPHRASE, REFER, desk_in, unlocked_desk

from champion_tui.domain.cases.summary import CaseQuery
from champion_tui.store.cases import summaries
from champion_tui.store.casestore import CaseStore

CASE = {"triage": dict(REFER), "referral": dict(MINIMUM)}
SETTINGS = "[keep]\ndrafts = 60\n"
MANY = 5


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """Returns a home with a few cases, whose settings changed while the vault was locked; unlocking makes one summary
    at a time.
    """
    desk = unlocked_desk(tmp_path / "home")
    references = [desk.cases.new(CASE) for _ in range(MANY)]
    desk.vault.lock()
    (tmp_path / "home" / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setattr(summaries, "AT_ONCE", 1)
    again = desk_in(tmp_path / "home", desk.now)
    yield again, references
    again.vault.lock()


def dues(store, references):
    """Returns which cases are due to be erased some day."""
    rows = execute(
        store, "SELECT c.reference FROM case_due d JOIN case_record c ON c.id = d.case_id WHERE d.kind = 'erase'"
    )
    return {reference for (reference,) in rows} & set(references)


def test_a_change_of_knowledge_keeps_nobody_from_the_list(changed):
    """The list opens at once with every case; soon no summary is old, and all are equal to newly made ones."""
    desk, references = changed
    desk.vault.unlock(PASSPHRASE)
    store = desk.vault.opened().store
    view = desk.cases.lists.cases()
    assert {row.reference for row in view.rows} == set(references)
    desk.cases.lists.settle()
    assert store.stale == 0
    assert desk.cases.lists.cases().notes == ()
    assert not desk.cases.lists.beside().refreshing
    assert dues(store, references) == set(references)
    assert [each.words for each in desk.vault.check() if not each.ok] == []


def test_while_it_goes_on_the_list_says_so_and_what_is_written_is_right(changed, monkeypatch):
    """While summaries are being made, a case that is changed shows its new state, and the others are marked as old."""
    desk, references = changed
    monkeypatch.setattr(CaseStore, "_go_on_refreshing", lambda store: None)
    desk.vault.unlock(PASSPHRASE)
    store = desk.vault.opened().store
    assert store.stale == MANY
    beside = desk.cases.lists.beside()
    assert beside.refreshing
    assert beside.notes == (
        f"Numbers or settings were changed: {MANY} cases are still being looked at again, and are shown as they were.",
    )
    assert desk.cases.lists.today().notes == beside.notes
    desk.cases.set_field(references[0], "full-name", "Grusha Invented")
    assert [row.reference for row in desk.cases.lists.cases(CaseQuery(search="grusha")).rows] == [references[0]]
    assert dues(store, references) == {references[0]}
    # Nothing is erased, counted or exported from old summaries.
    desk.figures.statistics()
    assert store.stale == 0
    assert dues(store, references) == set(references)


def test_a_lock_in_the_middle_loses_nothing(changed, monkeypatch):
    """The next unlocking continues with the remaining summaries."""
    desk, references = changed
    with monkeypatch.context() as stopped:
        stopped.setattr(CaseStore, "_go_on_refreshing", CaseStore._refresh_some)
        desk.vault.unlock(PASSPHRASE)
        in_thread(desk.vault.opened().store, lambda: None)
        assert desk.vault.opened().store.stale == MANY - 1
        desk.vault.lock()
    desk.vault.unlock(PASSPHRASE)
    desk.cases.lists.settle()
    assert dues(desk.vault.opened().store, references) == set(references)


def test_rows_that_mean_something_else_are_made_before_anybody_sees_them(changed, monkeypatch):
    """If the numbers of a status or the columns have changed, old rows would mislead: unlocking waits until they are
    made again.
    """
    desk, references = changed
    monkeypatch.setattr(summaries, "STATUS_RANKS", {"only": 0})
    desk.vault.unlock(PASSPHRASE)
    assert desk.vault.opened().store.stale == 0
    assert dues(desk.vault.opened().store, references) == set(references)


def test_cases_that_the_store_cannot_read_are_counted_where_they_are_missing(tmp_path):
    """Unreadable cases are in no list; the list, the due cases and the counts say how many are missing, and the check
    says which.
    """
    desk = unlocked_desk(tmp_path / "home")
    broken, whole = desk.cases.new(CASE), desk.cases.new(CASE)
    store = desk.vault.opened().store
    execute(store, "UPDATE case_record SET sent_on = 'no day' WHERE reference = ?", (broken,))
    execute(store, "UPDATE state SET summarised_under = ''")
    execute(store, "UPDATE case_summary SET basis = ''")
    desk.vault.lock()
    desk.vault.unlock(PASSPHRASE)
    view = desk.cases.lists.cases()
    assert [row.reference for row in view.rows] == [whole]
    note = "1 case could not be read and cannot be listed: champion-tui vault check names them."
    assert view.notes == desk.cases.lists.today().notes == desk.cases.lists.beside().notes == (note,)
    assert any(broken in each.words for each in desk.vault.check() if not each.ok)
    desk.vault.lock()
