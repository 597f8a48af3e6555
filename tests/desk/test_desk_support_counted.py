"""Requests for support are never counted as referrals, even unfinished ones; the by-name list tells them apart, and
each has an evidence record.
"""

import pytest
from desk_samples import MONDAY_MORNING, PASSPHRASE, REFER
from test_desk_support import AREA, TREE, raw

from champion_tui.desk.desk import Desk
from champion_tui.domain.cases.after_sending import RequestOutcome
from champion_tui.domain.cases.summary import CaseQuery, DueKind
from champion_tui.knowledge.book import load
from champion_tui.knowledge.forms.after_sending import DUE_OF_A_REFERRAL
from champion_tui.store.keys import kdf

SENT = MONDAY_MORNING.date()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Returns a desk with an open vault in an area that offers the request."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    made = Desk(load(), tmp_path / "home", lambda: MONDAY_MORNING, AREA)
    made.vault.create("Ada Invented", "housing officer", PASSPHRASE)
    return made


def unfinished(desk, tree, answers):
    """Makes a case whose tree stops at its third question, and returns its reference."""
    interview = desk.begin(tree)
    for question in list(answers)[:2]:
        interview.answer(question, answers[question])
    return desk.cases.keep(interview)


def test_an_unfinished_request_is_no_case_that_was_not_referred(desk):
    """Six unfinished triages count as not referred, with the reason; six unfinished requests and a finished one do not count."""
    for _ in range(6):
        unfinished(desk, "", REFER)
    before = desk.figures.statistics().as_json()
    for _ in range(6):
        unfinished(desk, TREE, raw()["triage"])
    desk.cases.new(raw())
    assert desk.figures.statistics().as_json() == before
    assert before["not_referred"]["count"] == 6
    assert [(each["id"], each["count"]) for each in before["by"]["why-not"]["counts"]] == [("unfinished", 6)]


def test_the_by_name_list_says_which_is_a_request(desk, tmp_path):
    """A request, finished or not, is marked next to the council; a referral is not."""
    referral = desk.cases.new({"triage": {**REFER, "circumstances": list(REFER["circumstances"])}})
    requests = {desk.cases.new(raw()), unfinished(desk, TREE, raw()["triage"])}
    file = tmp_path / "list.csv"
    desk.figures.write_by_name(file)
    title = load().trees[TREE].title
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    said = {one: any(one in line and f"({title})" in line for line in lines) for one in (referral, *requests)}
    assert said == {referral: False, **dict.fromkeys(requests, True)}


def test_the_days_of_a_duty_are_watched_before_the_request_is_finished(desk, tmp_path):
    """A request with open questions shows what it is due for in its own words: on the first screen, in the list, at a
    glance and on the by-name list. It has no outcome yet that would tell it from a referral.
    """
    reference = unfinished(desk, TREE, raw()["triage"])
    for field, value in (("duty-owed", "relief"), ("duty-began", "2026-10-04")):
        desk.cases.set_field(reference, field, value)
    file = tmp_path / "list.csv"

    (item,) = desk.cases.lists.today().items
    (row,) = desk.cases.lists.cases(CaseQuery()).rows
    glance = desk.cases.lists.glance(reference)
    desk.figures.write_by_name(file)

    due = load().after_request.due[DueKind.DUTY_ENDS]
    assert (item.kind, item.words, row.due_words) == (DueKind.DUTY_ENDS, due.words, due.words)
    assert glance.do == due.do
    assert due.step in file.read_text(encoding="utf-8-sig")


def test_whatever_a_case_of_any_tree_can_be_due_for_has_its_words(desk):
    """Every kind of due of every tree has its words, including a duty's last day if the form asks for one; a kind
    without words would stop the first screen.
    """
    book = load()
    for tree in book.trees:
        may_be_due = set(DUE_OF_A_REFERRAL)
        if book.form_of(tree).field("duty-owed"):
            may_be_due.add(DueKind.DUTY_ENDS)
        assert may_be_due <= set(book.after_of(tree).due), tree


STEPS = {
    "draft": (),
    "sent": ("sent",),
    "acknowledged": ("sent", "acknowledged"),
    "more asked": ("sent", "more-asked"),
    **{f"outcome {outcome}": ("sent", str(outcome)) for outcome in RequestOutcome},
    "withdrawn": ("sent", "withdrawn"),
}


@pytest.mark.parametrize("stands", STEPS)
def test_every_status_of_a_request_has_an_evidence_record_that_names_nobody(desk, tmp_path, stands):
    """The record is written for every status from draft to outcome and withdrawal, says that the request was made, and
    holds no name.
    """
    reference = desk.cases.new(raw())
    for step in STEPS[stands]:
        if step == "sent":
            desk.cases.mark_sent(reference, SENT, "")
        elif step in {"acknowledged", "more-asked"}:
            desk.cases.after.heard(reference, step, SENT, "")
        elif step == "withdrawn":
            desk.cases.after.withdraw(reference, SENT, "no-longer-wanted", "yes", "")
        else:
            desk.cases.after.outcome(reference, step, SENT, "")
    file = tmp_path / "evidence.txt"
    desk.papers.write_evidence(reference, file)
    written = file.read_text(encoding="utf-8")
    assert reference in written
    assert "Zebedee" not in written
    assert "07700" not in written
