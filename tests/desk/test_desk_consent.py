"""Consent holds for the council that it was given for, and a sent case stays as it was, in whichever way a change is made."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from desk_samples import MINIMUM, MONDAY_MORNING, REFER, outcome_of, page_of, unlocked_desk
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import CannotReadOrWrite, ChangedMeanwhile, RefusedByProcedure
from champion_tui.desk.triage import answering
from champion_tui.desk.triage.interview import Interview
from champion_tui.ground.answers import Problem
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.triage.tree import Tree

CONSENT = ("consent", "consent-contact", "consent-details")
CASE = {"triage": REFER, "referral": {**MINIMUM, "paper": "full"}}
SENT_DAY = date(2026, 11, 23)


class Clock:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = MONDAY_MORNING

    def __call__(self) -> datetime:
        """Returns the clock's time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Returns a clock that is set to Monday morning."""
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock):
    """Returns a desk with an open vault."""
    desk = unlocked_desk(tmp_path / "home", clock)
    yield desk
    desk.vault.lock()


def evidence(desk: Desk, reference: str, folder: Path) -> str:
    """Returns the text of the evidence record as one line."""
    file = folder / f"evidence-{len(list(folder.glob('evidence*')))}.txt"
    desk.papers.write_evidence(reference, file)
    return " ".join(file.read_text(encoding="utf-8").split())


def values(desk: Desk, reference: str) -> tuple[dict, dict]:
    """Returns the answers and the fields of a case as they are stored."""
    fields = {field.id: field.value for step in desk.cases.view(reference).steps for field in step.fields}
    return dict(desk.cases.resume(reference).answers), fields


# -- any change in any order --------------------------------------------------------------------------------------------

CHANGES = {
    "authority": ("cherwell", "oxford", "elsewhere-england", "outside-england"),
    "capacity": ("can-decide", "doubt"),
    "capacity-support": ("decides-with-support", "cannot-decide"),
    "age": ("under-16", "16-17", "18-plus"),
    "children-first": ("refer-too", "stop-here"),
    "reach": ("likely", "unlikely"),
    "assist": ("refer-and-assist", "person-prefers-direct"),
    "consent": ("spoken", "written", "refused", "not-asked"),
    "consent-contact": ("yes", "no"),
    "consent-details": ("all", "minimum-only"),
    "earlier-referral": ("none", "waiting-in-time"),
    "situation": ("leaving-institution", "homeless-now"),
}
GROUND = ("authority", "capacity", "capacity-support")


class Changing(RuleBasedStateMachine):
    """A triage in which anything is answered and changed in any order. The model works out apart from the program which
    consent counts: it notes when each question was last answered, and when the facts that consent rests on last
    changed.
    """

    interview: Interview

    @initialize()
    def begin(self) -> None:
        """Answers every question once."""
        self.interview = BEGUN.begin()
        self.tick, self.given, self.moved = 0, {}, {}
        for question, answer in REFER.items():
            self.give(question, answer)

    def give(self, question: str, answer: object) -> None:
        """Gives an answer and notes its effect."""
        self.tick += 1
        before = dict(self.interview.answers)
        if isinstance(self.interview.answer(question, answer), Problem):
            return
        after = self.interview.answers
        self.given[question] = self.tick
        for ground in GROUND:
            if before.get(ground) != after.get(ground):
                self.moved[ground] = self.tick
        if "under-16" in {before.get("age"), after.get("age")} and before.get("age") != after.get("age"):
            self.moved["age"] = self.tick
        if before.get("assist") == "person-prefers-direct" != after.get("assist"):
            self.moved["assist"] = self.tick
        if before.get("consent") in {"refused", "not-asked"} and after.get("consent") != before.get("consent"):
            self.moved["no"] = self.tick - 1

    @rule(change=st.sampled_from([(question, answer) for question, found in CHANGES.items() for answer in found]))
    def change(self, change: tuple[str, str]) -> None:
        """Answers any question, whether it is on the path or not."""
        self.give(*change)

    @rule(steps=st.integers(1, 6))
    def back_and_on(self, steps: int) -> None:
        """Goes back over some questions and repeats their answers, which must not restore a withdrawn consent."""
        for _ in range(steps):
            self.interview.back()
        for _ in range(steps):
            page = page_of(self.interview)
            if page is None or page.questions[-1].given is None:
                return
            self.give(page.questions[-1].id, page.questions[-1].given)

    @invariant()
    def consent_came_last(self) -> None:
        """If a referral may be sent, each part of consent was given after the last change to the facts that it rests on."""
        outcome = outcome_of(self.interview)
        if outcome is None or not outcome.referral:
            return
        for question in CONSENT:
            assert question in self.interview.answers
            for moved in self.moved.values():
                assert self.given[question] > moved


BEGUN: Desk


@pytest.fixture(autouse=True)
def _begun(desk: Desk) -> None:
    global BEGUN  # noqa: PLW0603  a state machine takes no arguments
    BEGUN = desk


def test_whatever_is_changed_in_any_order_a_referral_rests_on_a_consent_that_came_last() -> None:
    """In many long series of answers, changes and steps back, no referral rests on a consent that was given for
    something else.
    """
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Changing, settings=settings(max_examples=60, stateful_step_count=25, deadline=None))


def test_a_changed_council_is_one_transaction_with_its_events(desk: Desk) -> None:
    """One transaction stores the new council, the three withdrawn consents and the reason, each with its event in the history."""
    reference = desk.cases.new(CASE)
    before = desk.cases.view(reference)
    desk.cases.change(reference, {"triage": {"authority": "oxford"}})
    view = desk.cases.view(reference)
    assert (view.status, view.version, view.pack_is_current) == ("draft", before.version + 1, None)
    assert view.asked_again == ("Consent was given for Cherwell District Council: ask again for Oxford City Council.",)
    assert dict(view.taken_back) == {question: REFER[question] for question in CONSENT}
    page = page_of(desk.cases.resume(reference))
    assert page is not None
    assert (page.questions[-1].id, page.again) == ("consent", view.asked_again)
    events = desk.vault.opened().store.events(reference)
    told = {event.what: (event.old, event.new) for event in events[1:]}
    assert told["answer authority"] == ("cherwell", "oxford")
    assert told["answer consent"] == ("spoken", None)
    assert "cherwell" in str(told["taken-back consent"][1])


def test_a_yes_for_one_council_is_never_stored_for_another(desk: Desk) -> None:
    """Consent that is asked for Cherwell is refused if another window has changed the council to Oxford, and the page
    then asks for Oxford.
    """
    reference = desk.cases.new({"triage": {key: REFER[key] for key in REFER if key not in CONSENT}})
    asking, other = desk.cases.resume(reference), desk.cases.resume(reference)
    other.go_to("authority")
    assert not isinstance(other.answer("authority", "oxford"), Problem)
    with pytest.raises(ChangedMeanwhile, match="Council was changed meanwhile"):
        asking.answer("consent", "spoken")
    assert "consent" not in desk.cases.resume(reference).answers
    page = page_of(asking)
    assert page is not None
    assert "Oxford" in page.questions[-1].title
    assert not isinstance(asking.answer("consent", "spoken"), Problem)
    assert (
        desk.vault.opened()
        .store.case(reference)
        .read_out["consent"]
        .words.startswith("We can tell Oxford City Council")
    )


def test_two_windows_on_other_questions_are_in_nobodys_way(desk: Desk) -> None:
    """Answers that do not rest on the other window's change are saved, and both changes are kept."""
    reference = desk.cases.new(CASE)
    one, other = desk.cases.resume(reference), desk.cases.resume(reference)
    other.go_to("reach")
    assert not isinstance(other.answer("reach", "unsure"), Problem)
    one.go_to("safeguarding")
    assert not isinstance(one.answer("safeguarding", "yes-reported"), Problem)
    assert {**one.answers} == {**REFER, "reach": "unsure", "safeguarding": "yes-reported"}


# -- the words that were read out ---------------------------------------------------------------------------------------


def test_no_words_are_claimed_that_nobody_read(desk: Desk, tmp_path: Path) -> None:
    """If consent was not asked for yet, the evidence record says that nothing was read out, for any council."""
    reference = desk.cases.new({"triage": {**REFER, "consent": "not-asked"}, "referral": MINIMUM})
    record = evidence(desk, reference, tmp_path)
    assert "We can tell" not in record
    assert "Nothing about consent was read out" in record


def test_after_a_refusal_the_words_are_those_of_the_council_that_was_refused(desk: Desk, tmp_path: Path) -> None:
    """If consent was refused for Cherwell and Oxford was then named but not asked for, no record says that it was asked
    for Oxford.
    """
    reference = desk.cases.new({"triage": {**REFER, "consent": "refused"}, "referral": MINIMUM})
    assert "“We can tell Cherwell District Council" in evidence(desk, reference, tmp_path)
    desk.cases.change(reference, {"triage": {"authority": "oxford"}})
    assert "We can tell" not in evidence(desk, reference, tmp_path)
    desk.cases.change(reference, {"triage": {"consent": "not-asked"}})
    record = evidence(desk, reference, tmp_path)
    assert "We can tell" not in record
    assert "Oxford City Council" in record


def test_words_are_kept_as_they_were_said(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the tree's words change after they were read out, the record prints the old words and names their version."""
    reference = desk.cases.new(CASE)
    before = desk.book.trees["duty-to-refer"]
    _change_tree(desk, before)
    record = evidence(desk, reference, tmp_path)
    assert "“We can tell Cherwell District Council that you may need help with housing." in record
    assert f"duty-to-refer {before.version}" in record
    assert "Other words" not in record
    assert "Questions changed since" in record


def _change_tree(desk: Desk, tree: Tree) -> None:
    """Installs another version of the tree, with other words to read out, other labels and another title."""
    from dataclasses import replace
    from types import MappingProxyType

    questions = {
        key: replace(question, read_out="Other words." if question.read_out else "", short=f"Other {question.short}")
        for key, question in tree.questions.items()
    }
    outcomes = {
        key: replace(outcome, title="Another title", record=(), reasons=()) for key, outcome in tree.outcomes.items()
    }
    changed = replace(
        tree,
        version="2099.1",
        digest="ff" * 32,
        questions=MappingProxyType(questions),
        outcomes=MappingProxyType(outcomes),
    )
    desk.book.trees[tree.id] = changed


# -- a case that was sent -----------------------------------------------------------------------------------------------


@pytest.fixture
def sent(desk: Desk) -> str:
    """Returns a case that was sent to Cherwell today."""
    reference = desk.cases.new(CASE)
    desk.cases.mark_sent(reference, SENT_DAY, "AB12")
    return reference


def test_every_way_of_changing_what_was_sent_is_refused(desk: Desk, sent: str) -> None:
    """A sent case cannot be changed by a file, a field, an answer, the advice's sentence or an interview that was open before."""
    before = values(desk, sent)
    tries = (
        lambda: desk.cases.change(sent, {"triage": {"authority": "oxford"}}),
        lambda: desk.cases.change(sent, {"triage": {"authority": "oxford", **{key: REFER[key] for key in CONSENT}}}),
        lambda: desk.cases.change(sent, {"triage": {"reach": None}}),
        lambda: desk.cases.change(sent, {"agency": {"team": "Wing B"}}),
        lambda: desk.cases.change(sent, {"referral": {"full-name": "Somebody Else"}}),
        lambda: desk.cases.change(sent, {"referral": {"paper": "none", "phone": None}}),
        lambda: desk.cases.set_field(sent, "phone", "07700 900999"),
        lambda: desk.cases.set_field(sent, "risk-notes", "new"),
        lambda: desk.cases.set_field(sent, "agency-name", "HMP Other"),
        lambda: desk.cases.take_connection(sent, "Their mother lives there."),
        lambda: desk.cases.resume(sent).carry_connection("Their mother lives there."),
        lambda: desk.cases.resume(sent).answer("authority", "oxford"),
        lambda: desk.cases.resume(sent).answer("consent", "refused"),
    )
    for each in tries:
        with pytest.raises(
            RefusedByProcedure, match="sent to Cherwell District Council on Monday 23 November 2026"
        ) as no:
            each()
        assert "new referral" in f"{no.value} {no.value.way_out}"
        assert values(desk, sent) == before
    assert desk.cases.view(sent).status == "sent"


def test_an_interview_that_was_open_when_it_was_sent_is_refused_and_frozen(desk: Desk) -> None:
    """If another window marks the case as sent, the open interview's answer is refused, and the interview opens no more
    questions.
    """
    reference = desk.cases.new(CASE)
    interview = desk.cases.resume(reference)
    interview.go_to("authority")
    desk.cases.mark_sent(reference, SENT_DAY, "")
    with pytest.raises(RefusedByProcedure):
        interview.answer("authority", "oxford")
    assert "Cherwell" in interview.frozen
    interview.go_to("authority")
    assert not interview.back()


def test_what_may_still_change_does(desk: Desk, sent: str) -> None:
    """The day, the code, the person's paper and the portal's ticks can still change; the history keeps the day and the code."""
    desk.cases.mark_sent(sent, date(2026, 11, 20), "CD34")
    view = desk.cases.view(sent)
    assert (view.sent_on, view.sent_code) == (date(2026, 11, 20), "CD34")
    told = [event.new for event in desk.vault.opened().store.events(sent) if event.what == "sent"]
    assert told == ["2026-11-23, AB12", "2026-11-20, CD34"]
    desk.cases.set_field(sent, "paper", "plain-card")
    desk.cases.change(sent, {"referral": {"slip-form": "large-print"}})
    line = next(line.id for line in desk.papers.sending.copying(sent).lines if line.value)
    assert any(line.done for line in desk.papers.sending.mark_copied(sent, line, done=True).lines)
    assert desk.cases.view(sent).paper == "plain-card"
    assert desk.cases.view(sent).status == "sent"


def test_evidence_of_a_sent_case_is_what_was_true_then(desk: Desk, sent: str, clock: Clock, tmp_path: Path) -> None:
    """Months later and with other questions, the record has the same outcome, stage, reasons, labels and words, and
    says what changed since.
    """
    before = evidence(desk, sent, tmp_path)
    view = desk.cases.view(sent)
    assert "Stage: Threatened" in before
    clock.now += timedelta(days=400)
    _change_tree(desk, desk.book.trees["duty-to-refer"])
    after = evidence(desk, sent, tmp_path)
    changed = "Questions changed since: Today's are version 2099.1. This record says what was true when the referral was sent."
    assert changed in after
    printed = after.replace(f" {changed}", "")
    same = before[: before.index("The record's seal")]
    assert printed.startswith(same[: same.index("Questions asked under")])
    assert "Other words" not in after
    assert desk.cases.view(sent).stage == view.stage
    outcome = outcome_of(desk.cases.resume(sent))
    assert outcome is not None
    assert outcome.frozen


def test_a_corrected_day_is_judged_for_that_day(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    """A case noted as sent today, within the 56 days, is judged again when the day is corrected to two months ago,
    before them.
    """
    clock.now = datetime(2026, 12, 20, 10, 0, tzinfo=LONDON)
    reference = desk.cases.new({"triage": {**REFER, "last-date": "2027-01-20"}, "referral": MINIMUM})
    desk.cases.mark_sent(reference, date(2026, 12, 20), "")
    assert "Stage: Threatened" in evidence(desk, reference, tmp_path)
    desk.cases.mark_sent(reference, date(2026, 10, 20), "")
    assert "more than 56 days away" in evidence(desk, reference, tmp_path)


# -- the referral that follows ------------------------------------------------------------------------------------------


def test_the_next_referral_carries_all_but_consent_and_the_sending(desk: Desk, sent: str, tmp_path: Path) -> None:
    """The next referral has the answers and the fields, asks for consent again, and has no code, day, tick or export."""
    desk.papers.export(sent, tmp_path)
    new = desk.cases.again(sent)
    view = desk.cases.view(new)
    assert (view.status, view.follows, view.followed_by) == ("draft", sent, None)
    assert (desk.cases.view(sent).followed_by, desk.cases.view(sent).follows) == (new, None)
    answers, fields = values(desk, new)
    assert answers == {key: REFER[key] for key in REFER if key not in CONSENT}
    assert fields == values(desk, sent)[1]
    assert (view.sent_on, view.sent_code, view.pack_is_current) == (None, "", None)
    assert desk.vault.opened().store.case(new).copied == {}
    page = page_of(desk.cases.resume(new))
    assert page is not None
    assert (page.questions[-1].id, page.again) == (
        "consent",
        ("Consent was given for an earlier referral: ask again for this one.",),
    )
    assert view.linked == (f"It follows {sent}.",)


def test_one_referral_is_followed_by_one(desk: Desk, sent: str) -> None:
    """A second attempt names the referral that follows already, because otherwise two open referrals of one person
    would both be sent.
    """
    new = desk.cases.again(sent)
    with pytest.raises(RefusedByProcedure, match=new):
        desk.cases.again(sent)
    assert len(desk.cases.lists.cases().rows) == 2


@pytest.mark.parametrize("which", ["first", "second"])
def test_an_erased_case_leaves_no_link(desk: Desk, sent: str, which: str) -> None:
    """The remaining case does not name the erased one, so that nobody learns from it whose stub that is."""
    new = desk.cases.again(sent)
    gone, left = (sent, new) if which == "first" else (new, sent)
    desk.cases.erasing.erase(gone)
    view = desk.cases.view(left)
    assert (view.follows, view.followed_by, view.linked) == (None, None, ())
    store = desk.vault.opened().store
    assert gone not in json.dumps([[event.old, event.new] for event in store.events(left)])
    assert [result for result in store.check() if not result.ok] == []
    assert "follow" not in json.dumps(dict(desk.cases.erasing.stub(gone).as_json()))
    if which == "second":
        assert desk.cases.view(desk.cases.again(sent)).follows == sent


# -- a pack that is older than the case ---------------------------------------------------------------------------------


def test_a_pack_is_current_until_what_it_holds_changes(desk: Desk, tmp_path: Path) -> None:
    """A pack is current unless a field that it holds has changed; ticks, slips, records and what is withheld make no
    difference, and a field that is changed back makes the pack current again.
    """
    reference = desk.cases.new({**CASE, "triage": {**REFER, "consent-details": "minimum-only"}})
    assert desk.cases.view(reference).pack_is_current is None
    desk.papers.export(reference, tmp_path / "one")
    assert desk.cases.view(reference).pack_is_current is True
    line = next(line.id for line in desk.papers.sending.copying(reference).lines if line.value)
    desk.papers.sending.mark_copied(reference, line, done=True)
    desk.papers.write_evidence(reference, tmp_path / "evidence.txt")
    desk.cases.set_field(reference, "risk-notes", "not shared")
    assert desk.cases.view(reference).pack_is_current is True
    desk.cases.set_field(reference, "phone", "07700 900999")
    view = desk.cases.view(reference)
    assert view.pack_is_current is False
    assert "The pack on the stick is older than the case." in view.sent_words
    assert "older than the case" in desk.cases.lists.cases().rows[0].status_words
    desk.cases.set_field(reference, "phone", MINIMUM["phone"])
    assert desk.cases.view(reference).pack_is_current is True
    desk.cases.change(reference, {"triage": {"authority": "oxford", **{key: REFER[key] for key in CONSENT}}})
    assert desk.cases.view(reference).pack_is_current is False
    desk.papers.export(reference, tmp_path / "two")
    assert desk.cases.view(reference).pack_is_current is True
    desk.cases.mark_sent(reference, SENT_DAY, "")
    assert desk.cases.view(reference).pack_is_current is True


def test_a_pack_that_was_not_written_leaves_the_last_one_as_it_was(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a second pack cannot be moved to its place, the first one is still older than the case, and does not count as
    the new one.
    """
    reference = desk.cases.new(CASE)
    desk.papers.export(reference, tmp_path / "one")
    desk.cases.set_field(reference, "phone", "07700 900999")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("champion_tui.papers.pack.placing.Path.rename", full)
    with pytest.raises(CannotReadOrWrite):
        desk.papers.export(reference, tmp_path / "two")
    monkeypatch.undo()
    assert desk.cases.view(reference).pack_is_current is False


def test_what_goes_with_an_answer_is_worked_out_without_touching_the_rest(desk: Desk) -> None:
    """Only the wording of the answers that were given is returned as read out, and only consents that were held are withdrawn."""
    change = answering.changing(desk.book, desk.judge, REFER, {"capacity": "doubt"})
    assert dict(change.answers) == {"capacity": "doubt", **dict.fromkeys(CONSENT)}
    assert change.read_out == {}
