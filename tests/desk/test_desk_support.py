"""A request for support at the desk: begun, kept, filled in, exported, sent, answered and erased like any case, with
its own words.
"""

from datetime import date

import pytest
from desk_samples import MONDAY_MORNING, PASSPHRASE, REFER

from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.domain.cases.summary import CaseQuery
from champion_tui.ground.answers import WrongValue
from champion_tui.knowledge.book import load
from champion_tui.store.keys import kdf

TREE, AREA = "request-for-support", "kent-and-medway"
AGREED = {
    "emergency": "none",
    "children": "yes",
    "authority": "ashford",
    "known": "no",
    "no-recourse": "no",
    "need": "level-3",
    "consent": "spoken",
}
FILLED = {
    "full-name": "Zebedee Example",
    "phone": "07700 900123",
    "household": "Abel Example, 3 May 2019, son\nBea Example, 1 June 2022, daughter",
    "summary": "Behind with the rent since spring. The notice ends soon.",
    "duty-owed": "relief",
    "duty-began": "2026-11-02",
    "what-comes-next": "A finding of intentionally homeless is likely.",
    "attachments": ["s184-letter", "housing-plan"],
    "paper": "full",
}
FRONT_DOOR = "Kent County Council, Integrated Front Door"


def raw(**answers):
    """Returns a request as a script passes it in, with changed answers (``_`` for ``-``); None removes an answer."""
    triage = {**AGREED, **{name.replace("_", "-"): given for name, given in answers.items()}}
    return {
        "tree": TREE,
        "triage": {name: given for name, given in triage.items() if given is not None},
        "referral": dict(FILLED),
    }


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Returns a desk with an open vault in an area that offers the request."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    made = Desk(load(), tmp_path / "home", lambda: MONDAY_MORNING, AREA)
    made.vault.create("Ada Invented", "housing officer", PASSPHRASE)
    return made


def test_both_kinds_of_case_stand_in_one_vault(desk):
    """Each kind of case has its own tree and form; the list and the search find both."""
    request = desk.cases.new(raw())
    referral = desk.cases.new({"triage": {**REFER, "circumstances": list(REFER["circumstances"])}})
    steps = {one: [step.id for step in desk.cases.view(one).steps] for one in (request, referral)}

    assert "housing" in steps[request]
    assert "housing" not in steps[referral]
    assert {row.reference for row in desk.cases.lists.cases(CaseQuery()).rows} == {request, referral}
    assert [row.reference for row in desk.cases.lists.cases(CaseQuery(search="Zebedee")).rows] == [request]


def test_the_form_says_who_gets_each_field(desk):
    """The form says for each field that children's services get it, or that it is for the family alone."""
    fields = {field.id: field for step in desk.cases.view(desk.cases.new(raw())).steps for field in step.fields}
    assert fields["summary"].goes_out_words == f"This field goes to {FRONT_DOOR}."
    assert "does not go to" in fields["paper"].goes_out_words


def test_an_interview_is_kept_and_resumed_through_its_own_tree(desk):
    """A case that was begun as a request is continued as one."""
    interview = desk.begin(TREE)
    for question, answer in AGREED.items():
        interview.answer(question, answer)
    reference = desk.cases.keep(interview)

    assert desk.cases.view(reference).tree == TREE
    assert desk.cases.resume(reference).judged().judgement.outcome == "request-for-support"


def test_the_pack_is_addressed_to_the_front_door(desk, tmp_path):
    """The pack has the title, the last of the 56 days, the consent and what was read out, and no date by which a
    council would ring.
    """
    reference = desk.cases.new(raw())
    papers = dict(desk.papers.preview(reference))
    page, slip = papers["referral.pdf"], papers["next-steps.txt"]

    assert page.startswith(f"Request for support to {FRONT_DOOR}")
    assert "56 days end on Sunday 27 December 2026" in page
    assert "Ashford Borough Council" in page
    assert "The family agreed to this request, by word of mouth." in page
    assert f"To be referred to {FRONT_DOOR}" in papers["consent-record.pdf"]
    assert "will try to ring you" not in slip
    assert "as you agreed" in " ".join(slip.split())
    assert {name for name, *_ in desk.papers.export(reference, tmp_path).files} >= {
        "referral.pdf",
        "consent-record.pdf",
    }


def test_without_consent_the_reason_stands_in_the_consents_place(desk):
    """The request says in capitals that nobody consented, and why; without the written reason it is not complete."""
    given = raw(consent="refused", without_consent="significant-harm")
    reference = desk.cases.new(given)
    assert any(words.startswith("Why it goes without") for words in desk.cases.view(reference).needed)
    with pytest.raises(RefusedByProcedure, match="safeguarding-reason"):
        desk.papers.sending.draft(reference, desk.home)

    given["referral"]["safeguarding-reason"] = "Agreed with Bo Invented at 9:30: a child sleeps in the car."
    papers = dict(desk.papers.preview(desk.cases.new(given)))
    assert "SENT WITHOUT CONSENT" in papers["referral.pdf"]
    assert "Bo Invented" in papers["referral.pdf"]
    assert "No. It goes without agreement" in papers["consent-record.pdf"]


@pytest.mark.parametrize("answers", [{"consent": "not-asked"}, {"consent": "refused", "without_consent": "unsure"}])
def test_nothing_leaves_where_nobody_agreed_and_no_reason_stands(desk, tmp_path, answers):
    """Without consent and without a reason there is no pack, no e-mail and no mark as sent."""
    reference = desk.cases.new(raw(**answers))
    with pytest.raises(RefusedByProcedure):
        desk.papers.export(reference, tmp_path)
    with pytest.raises(RefusedByProcedure):
        desk.cases.mark_sent(reference, date(2026, 11, 23), "")


def test_its_statuses_are_its_own(desk):
    """Sent, more asked, accepted and closed have their own words; a request refuses a council's answers, and a referral
    refuses these.
    """
    reference = desk.cases.new(raw())
    sent = desk.cases.mark_sent(reference, date(2026, 11, 23), "")
    assert FRONT_DOOR in sent.frozen
    assert FRONT_DOOR in sent.sent_words

    after, day = desk.cases.after, date(2026, 11, 23)
    for kind in ("contact-made", "no-contact", "duplicate", "accepted"):
        with pytest.raises(WrongValue):
            after.heard(reference, kind, day)
    with pytest.raises(WrongValue):
        after.outcome(reference, "relief-duty", day)
    assert after.heard(reference, "more-asked", day).case.status_words == "more information asked"
    assert after.outcome(reference, "accepted-early-help", day).case.status_words == "accepted, intensive early help"
    assert after.outcome(reference, "closed-by-housing", day).case.tag == "DONE"

    other = desk.cases.new({"triage": {**REFER, "circumstances": list(REFER["circumstances"])}})
    with pytest.raises((WrongValue, RefusedByProcedure)):
        after.heard(other, "more-asked", day)


def test_the_figures_of_the_duty_to_refer_leave_it_out(desk):
    """A request for support is no referral to a council, so it is not counted as one."""
    desk.cases.mark_sent(desk.cases.new(raw()), date(2026, 11, 23), "")
    assert desk.figures.statistics().found.referrals == 0


def test_the_day_to_ask_names_the_front_door(desk):
    """After ten working days the person is told to ring the children's line, not the council's."""
    reference = desk.cases.new(raw())
    desk.cases.mark_sent(reference, date(2026, 11, 23), "")
    glance = desk.cases.lists.glance(reference, "chase")
    assert not glance.ring or "social" in glance.ring[0].name.lower()


def test_a_request_that_follows_asks_for_agreement_again(desk):
    """The next request keeps the tree and the answers, and asks for consent again."""
    before = desk.cases.new(raw())
    after = desk.cases.view(desk.cases.again(before))
    assert after.tree == TREE
    assert after.outcome is None
    assert any("ask again" in words for words in after.asked_again)


def test_no_letter_to_a_council_is_offered(desk):
    """A request goes to children's services, so each letter to a council is refused with that reason."""
    reference = desk.cases.new(raw())
    desk.cases.mark_sent(reference, date(2026, 11, 2), "")
    offered = desk.papers.letters.views(reference)
    assert offered
    assert all(letter.why_not for letter in offered)


def test_it_is_erased_like_any_case(desk):
    """The stub of an erased request names nobody."""
    reference = desk.cases.new(raw())
    stub = desk.cases.erasing.erase(reference)
    assert "Zebedee" not in repr(stub)


def test_a_tree_that_there_is_not_is_refused(desk):
    """An unknown tree is refused with the names of those that exist, and a case never changes its tree."""
    with pytest.raises(WrongValue, match="tree"):
        desk.cases.new({"tree": "no-such-tree", "triage": {}})
    reference = desk.cases.new(raw())
    with pytest.raises(WrongValue, match="tree"):
        desk.cases.change(reference, {"tree": "duty-to-refer"})


def test_the_day_on_which_the_56_days_end_stands_on_the_case_and_among_what_is_due(desk):
    """The last of the 56 days is shown from two weeks before it, also after children's services have decided, until the
    housing case is closed or the request is withdrawn.
    """
    reference = desk.cases.new(raw())
    duty = "The duty's 56 days end on Sunday 27 December 2026."
    assert desk.cases.view(reference).duty == f"{duty} Next: A finding of intentionally homeless is likely."
    assert "duty-ends" not in _due_on(desk, MONDAY_MORNING)

    near = MONDAY_MORNING.replace(month=12, day=13)
    assert "duty-ends" in _due_on(desk, near)
    desk.cases.mark_sent(reference, date(2026, 11, 23), "")
    desk.cases.after.outcome(reference, "accepted-early-help", date(2026, 11, 23))
    assert "duty-ends" in _due_on(desk, near)
    desk.cases.after.outcome(reference, "closed-by-housing", date(2026, 11, 23))
    assert "duty-ends" not in _due_on(desk, near)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"duty-owed": "main"}, ""),
        ({"duty-began": None}, ""),
        ({"duty-began": "2026-09-01"}, "The duty's 56 days ended on Monday 26 October 2026. Next: "),
        (
            {"what-comes-next": None},
            "The duty's 56 days end on Sunday 27 December 2026. What comes next is not known yet.",
        ),
        ({"what-comes-next": "long " * 400}, "The duty's 56 days end on Sunday 27 December 2026. Next: long long"),
    ],
)
def test_what_a_case_says_of_its_duty(desk, changed, words):
    """The text is empty if no 56 days run, says "ended" once they are over, and gives the next step in one line however
    long the field is.
    """
    given = raw()
    given["referral"].update(changed)
    shown = desk.cases.view(desk.cases.new(given)).duty
    assert shown.startswith(words) if words else shown == ""
    assert len(shown) < 180


def _due_on(desk, moment):
    """Returns everything that all cases are due for at that moment, by kind."""
    later = Desk(load(), desk.home, lambda: moment, AREA)
    later.vault.unlock(PASSPHRASE)
    kinds = [item.kind for item in later.cases.lists.today().items]
    later.vault.lock()
    return kinds
