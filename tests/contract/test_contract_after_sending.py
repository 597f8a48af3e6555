"""The contract of consent and of a sent referral (design section 9, first two paragraphs), as scripts see it."""

import json

import pytest

CONSENT = ("consent", "consent-contact", "consent-details")


@pytest.fixture
def stored(vault, ready):
    """Returns the reference of a stored case that can be exported."""
    return vault("case", "new", "--from", "-", "--json", stdin=json.dumps(ready)).json["reference"]


@pytest.fixture
def sent(vault, stored):
    """Returns the same reference, after the case was marked as sent."""
    assert vault("case", "sent", stored, "--on", "2026-11-23", "--code", "AB12", "--json").code == 0
    return stored


def change(vault, reference, changes, *more):
    """Sets the values that ``changes`` names."""
    return vault("case", "set", reference, "--from", "-", *more, stdin=json.dumps(changes))


def shown(vault, reference):
    """Returns the case as ``case show`` prints it."""
    return vault("case", "show", reference, "--json").json


def said(vault, reference):
    """Returns its answers and fields, without those about the person's paper."""
    case = shown(vault, reference)
    referral = {key: value for key, value in case["referral"].items() if not key.startswith(("paper", "slip-"))}
    return case["triage"], case["agency"], referral


def test_another_council_takes_consent_back(vault, stored, tmp_path):
    """The case becomes a draft at the question about consent, cannot be exported, and lists on stderr what was taken back."""
    ran = change(vault, stored, {"triage": {"authority": "oxford"}}, "--json")
    assert (ran.code, ran.json["status"], ran.json["outcome"]) == (0, "draft", None)
    assert list(ran.json) == ["reference", "status", "outcome", "missing"]
    assert "Consent was given for Cherwell District Council: ask again for Oxford City Council." in ran.err
    case = shown(vault, stored)
    assert not set(CONSENT) & set(case["triage"])
    assert case["triage"]["authority"] == "oxford"
    assert case["taken_back"] == {"consent": "spoken", "consent-contact": "yes", "consent-details": "all"}
    judged = vault("triage", "--answers", "-", "--json", stdin=json.dumps({"answers": case["triage"]})).json
    assert judged["question"] == "consent"
    ran = vault("case", "export", stored, "--to", tmp_path / "out")
    assert (ran.code, (tmp_path / "out").exists()) == (5, False)


def test_the_same_change_may_give_consent_again(vault, stored, answers):
    """Consent given together with the new council counts for that one, even with the same answers as before."""
    given = {key: answers[key] for key in CONSENT}
    ran = change(vault, stored, {"triage": {"authority": "oxford", **given}}, "--json")
    assert (ran.json["status"], ran.json["outcome"], ran.err) == ("ready", "refer", "")
    assert shown(vault, stored)["taken_back"] == {}


@pytest.mark.parametrize(
    "changes",
    [{"capacity": "doubt", "capacity-support": "decides-with-support"}, {"age": "under-16"}, {"authority": None}],
)
def test_whatever_consent_rests_on_takes_it_back(vault, stored, changes):
    """Consent is asked again not only for another council, but for any answer that affects whether they could agree."""
    change(vault, stored, {"triage": changes})
    assert not set(CONSENT) & set(shown(vault, stored)["triage"])


@pytest.mark.parametrize(
    "changes",
    [
        {"triage": {"authority": "oxford"}},
        {"triage": {"authority": "oxford", "consent": "spoken", "consent-contact": "yes", "consent-details": "all"}},
        {"triage": {"circumstances": ["none"]}},
        {"triage": {"reach": None}},
        {"agency": {"agency-name": "HMP Other"}},
        {"referral": {"phone": "07700 900999"}},
        {"referral": {"full-name": None}},
        {"referral": {"household": "two children", "paper": "none"}},
    ],
)
def test_a_sent_case_is_frozen(vault, sent, changes):
    """Changing a sent case gives exit code 5 with the council, the day and the next step, and changes nothing, not even the paper."""
    before = shown(vault, sent)
    ran = change(vault, sent, changes, "--json")
    assert (ran.code, ran.out) == (5, "")
    for words in ("Cherwell District Council", "Monday 23 November 2026", "new referral", f"case again {sent}"):
        assert words in ran.err
    assert shown(vault, sent) == before


def test_the_persons_paper_may_still_change(vault, sent):
    """Values that never go to the council, and unchanged values, may be set in a sent case."""
    assert (
        change(vault, sent, {"referral": {"paper": "plain-card", "full-name": "Zebedee Example"}}, "--json").code == 0
    )
    assert shown(vault, sent)["referral"]["paper"] == "plain-card"


def test_the_day_and_the_code_can_be_corrected(vault, sent):
    """The day and the code can be corrected without a new referral."""
    ran = vault("case", "sent", sent, "--on", "2026-11-20", "--code", "CD34", "--json")
    assert (ran.json["status"], ran.json["sent"], ran.json["code"]) == ("sent", "2026-11-20", "CD34")


def test_no_command_changes_what_was_sent(vault, sent, tmp_path):
    """After every command with a reference, and the plain interview with every number at every prompt, answers and fields are
    the same.
    """
    before = said(vault, sent)
    vault("case", "export", sent, "--to", tmp_path / "out")
    vault("case", "export", sent, "--to", tmp_path / "out", "--form", "sealed-archive")
    vault("case", "slip", sent, "--to", tmp_path / "slip.txt")
    vault("case", "evidence", sent, "--to", tmp_path / "evidence.txt")
    vault("case", "print", sent, "--what", "referral", "--to", tmp_path / "referral.pdf")
    vault("connection", "--ask", "--into", sent, stdin="1\n" * 40)
    for number in range(1, 5):
        vault("plain", sent, stdin=f"{number}\n" * 60)
        vault("plain", sent, stdin=f"1\n{number}\n" * 30)
        vault("plain", sent, stdin=f"b\n{number}\nother\n" * 20)
    assert said(vault, sent) == before


def test_again_begins_the_referral_that_follows(vault, sent, answers):
    """``case again`` prints what ``case new`` prints, links the two cases, asks for consent again, and does not copy the sending."""
    ran = vault("case", "again", sent.lower(), "--json")
    assert (ran.code, list(ran.json)) == (0, ["reference", "status", "outcome", "missing"])
    new = ran.json["reference"]
    assert (new != sent, ran.json["status"], ran.json["outcome"], ran.json["missing"]) == (True, "draft", None, [])
    first, second = shown(vault, sent), shown(vault, new)
    assert (first["follows"], first["followed_by"]) == (None, new)
    assert (second["follows"], second["followed_by"]) == (sent, None)
    assert second["triage"] == {key: value for key, value in answers.items() if key not in CONSENT}
    assert (second["agency"], second["referral"]) == (first["agency"], first["referral"])
    assert (second["pack_is_current"], second["status"]) == (None, "draft")
    assert (first["status"], f"{new} follows it." in vault("case", "show", sent).out) == ("sent", True)
    given = {key: answers[key] for key in CONSENT}
    assert change(vault, new, {"triage": given}, "--json").json["status"] == "ready"
    ran = vault("case", "again", sent, "--json")
    assert (ran.code, ran.out, new in ran.err) == (5, "", True)


def test_again_of_nobody_is_a_wrong_value(vault):
    """A reference that no case has is named in the problem."""
    ran = vault("case", "again", "NO-SUCH", "--json")
    assert (ran.code, ran.problem["key"]) == (3, "reference")


def test_pack_is_current_says_whether_the_pack_is_that_of_the_case(vault, stored, tmp_path):
    """``pack_is_current`` is null before the export, true after it and false after a change, which sending and the list report."""
    assert shown(vault, stored)["pack_is_current"] is None
    vault("case", "export", stored, "--to", tmp_path / "out")
    assert shown(vault, stored)["pack_is_current"] is True
    change(vault, stored, {"referral": {"phone": "07700 900999"}})
    assert shown(vault, stored)["pack_is_current"] is False
    assert vault("case", "list", "--json").json["cases"][0]["pack_is_current"] is False
    assert "older than the case" in vault("case", "show", stored).out
    ran = vault("case", "sent", stored, "--on", "2026-11-23", "--json")
    assert (ran.code, "older than the case" in ran.err) == (0, True)


def test_evidence_stays_what_it_was_when_it_was_sent(vault, sent, tmp_path):
    """Two years later, the record still describes that day: stage, reasons and words."""
    vault("case", "evidence", sent, "--to", tmp_path / "then.txt")
    vault("case", "evidence", sent, "--to", tmp_path / "now.txt", "--at", "2028-06-01")
    then, now = ((tmp_path / name).read_text(encoding="utf-8") for name in ("then.txt", "now.txt"))
    upto = "The record's seal"
    assert then[: then.index(upto)] == now[: now.index(upto)]
    assert "“We can tell Cherwell District Council" in " ".join(now.split())


def test_the_plain_interview_goes_on_with_the_one_that_follows(vault, sent):
    """For a sent case ``plain`` says why nothing changes, begins the next case if wanted, and names that at the end."""
    ran = vault("plain", sent, stdin="2\nq\n")
    new = shown(vault, sent)["followed_by"]
    said = " ".join(ran.out.split())
    assert "It was sent to Cherwell District Council on Monday 23 November 2026" in said
    assert "Consent was given for an earlier referral: ask again for this one." in said
    assert said.endswith(f"Go on with: champion-tui plain {new}")
