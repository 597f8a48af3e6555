"""Consent decides what leaves: every field holds a marker, which is looked for in every file."""

import io
import json
from dataclasses import replace

import pack_samples as samples
import pytest
from pypdf import PdfReader

from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.lines.authority import ConsentEvidence, ConsentRule
from champion_tui.papers.pack import pack

TEXT_KINDS = ("text", "long-text", "address")


def marker(field):
    """Returns a word that appears nowhere else."""
    return f"MARK{field.id.replace('-', '').upper()}"


def marked_source(details, **changes):
    """Returns a case with its marker in every free-text field."""
    marks = {field.id: marker(field) for field in samples.FORM.fields if field.kind in TEXT_KINDS}
    return samples.source(answers={"consent-details": details}, referral=marks, **changes)


def everything_written(folder):
    """Returns everything readable in the pack: text files, and the text and the raw bytes of PDFs."""
    for file in sorted(folder.iterdir()):
        content = file.read_bytes()
        yield file.name, content.decode("utf-8", "replace")
        if file.suffix == ".pdf":
            reader = PdfReader(io.BytesIO(content))
            yield file.name, "".join(page.extract_text() for page in reader.pages).replace("\n", "")
            yield file.name, str(reader.metadata)


def marked(part):
    """Returns the form's free-text fields for the council under one part of consent."""
    return [
        field for field in samples.FORM.fields
        if field.consent is part and field.kind in TEXT_KINDS and field.holder == "referral"
    ]  # fmt: skip


HOUSEHOLD, DETAILS = marked(ConsentPart.HOUSEHOLD), marked(ConsentPart.DETAILS)


@pytest.mark.parametrize(
    ("agreed", "held"),
    [("minimum-only", (*HOUSEHOLD, *DETAILS)), ("household-only", DETAILS)],
    ids=lambda one: str(one)[:14],
)
def test_what_was_not_agreed_is_left_out_of_every_file(tmp_path, agreed, held):
    """Household, stay and reason, health, support and risk are in no PDF, in no sheet and not in the JSON."""
    texts = list(everything_written(pack.write(marked_source(agreed), tmp_path).folder))
    assert held
    assert not [(name, field.id) for field in held for name, text in texts if marker(field) in text]


def test_household_only_still_sends_the_household(tmp_path):
    """A person can agree to share the household without their health, and the referral then has the household."""
    folder = pack.write(marked_source("household-only"), tmp_path).folder
    data = json.loads((folder / "referral.json").read_bytes())
    assert data["agreed"] == ["contact", "household", "referral"]
    assert {"household", "reason-for-loss", "current-accommodation"} <= set(data["referral"])


@pytest.mark.parametrize("field", [*HOUSEHOLD, *DETAILS], ids=lambda field: field.id)
def test_with_everything_agreed_the_details_are_in_each_file_for_the_council(tmp_path, field):
    """The markers are found if consent was given, so the test above is able to find them."""
    folder = pack.write(marked_source("all"), tmp_path).folder
    found = {name for name, text in everything_written(folder) if marker(field) in text}
    assert found == {"referral.pdf", "portal-sheet.txt", "referral.json"}


def test_minimum_only_leaves_chosen_codes_and_answers_out_too(tmp_path):
    """The need, the place they stay and the answers about their circumstances are details like the notes."""
    answers = {"circumstances": ("leaving-hospital", "pregnant"), "emergency": "fleeing-abuse"}
    source = samples.source(answers={**answers, "consent-details": "minimum-only"})
    texts = list(everything_written(pack.write(source, tmp_path).folder))
    for hidden in ("Mental health", "mental-health", "Prison or other custody", "left-custody", "leaving-hospital",
                   "pregnant", "fleeing-abuse", "leaving-institution"):  # fmt: skip
        assert not [name for name, text in texts if hidden in text], hidden


def test_what_is_left_out_looks_the_same_whether_or_not_there_was_anything(tmp_path):
    """A part without consent looks the same whether it had content or not, because a visible gap would reveal that
    there was some.
    """
    empty = {field.id: None for field in samples.FORM.fields if field.consent is ConsentPart.DETAILS}
    only = {"consent-details": "minimum-only"}
    filled = pack.preview(samples.source(answers=only))
    bare = pack.preview(samples.source(answers=only, referral=empty))
    assert filled == bare


def test_the_minimum_that_was_agreed_still_goes(tmp_path):
    """Name, way of contact and the agreed reason are still in a minimum referral, because they make it lawful."""
    written = pack.write(marked_source("minimum-only"), tmp_path)
    data = json.loads((written.folder / "referral.json").read_bytes())
    assert data["agreed"] == ["contact", "referral"]
    assert {"full-name", "phone", "agreed-reason", "communication-needs"} <= set(data["referral"])
    assert set(data["answers"]) == {"last-date", "authority", "consent", "consent-contact", "consent-details"}


def test_paper_is_never_told_to_the_council(tmp_path):
    """The council is never told which paper the person carries, and the form says so."""
    folder = pack.write(samples.source(referral={"paper": "plain-card"}), tmp_path).folder
    for name in ("portal-sheet.txt", "referral.json"):
        assert "paper" not in (folder / name).read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("suffix", ["txt", "pdf"])
def test_the_evidence_record_names_nobody(tmp_path, suffix):
    """The record has no name, date of birth, address or other personal detail; it has the reference and the head of the
    chain of hashes.
    """
    file = tmp_path / f"evidence.{suffix}"
    pack.write_evidence(marked_source("all"), file)
    texts = [text for _, text in everything_written(tmp_path)]
    about_them = [field for field in samples.FORM.fields if field.holder == "referral" and field.kind in TEXT_KINDS]
    for hidden in (*map(marker, about_them), "1990", "March", "07700", "960200", "leaving-prison", "10 January 2027"):
        assert not [text for text in texts if hidden in text], hidden
    assert not [text for text in texts if "Ada Sample" in text]
    assert any(" ".join(["c" * 8] * 8) in " ".join(text.split()) for text in texts)
    assert any("UPW-7K3M-2Q" in text for text in texts)


@pytest.mark.parametrize("outcome", ["no-consent", "lacks-capacity", "phone-now", "assist-direct", "advice-only"])
def test_every_outcome_makes_an_evidence_record(tmp_path, outcome):
    """Every outcome has an evidence record, so that the duty is evidenced even without a referral."""
    pack.write_evidence(samples.source(answers={"consent": "refused"}, outcome=outcome), tmp_path / "evidence.txt")
    text = (tmp_path / "evidence.txt").read_text(encoding="utf-8")
    assert outcome in text
    assert "Note when they agreed, and how." in text


def test_the_consent_record_holds_the_words_and_who_signs(tmp_path):
    """The record has the exact words read out and their version, and lines to sign only if consent was given in writing."""
    spoken = dict(pack.preview(samples.source()))["consent-record.pdf"]
    written = dict(pack.preview(samples.source(answers={"consent": "written"})))["consent-record.pdf"]
    for words in (*samples.source().consent_words, "duty-to-refer 1", "Zebedee Example"):
        assert " ".join(words.split()) in " ".join(spoken.split())
    assert "Signed by" not in spoken
    assert "Signed by the person referred" in written


QUESTIONS = samples.tree().questions
ONE_BY_ONE = [
    (question.id, option, agreed)
    for question in QUESTIONS.values()
    for option in question.options
    for agreed in ("all", "household-only", "minimum-only")
    if question.id not in {"consent", "consent-contact", "consent-details", "authority"}
]
PARTS = {
    "all": {"referral", "contact", "household", "details"},
    "household-only": {"referral", "contact", "household"},
    "minimum-only": {"referral", "contact"},
}
NEVER_OUT = {"safeguarding", "capacity", "capacity-support", "after-call", "children-first"}


@pytest.mark.parametrize(("question", "option", "agreed"), ONE_BY_ONE, ids=lambda one: getattr(one, "id", str(one)))
def test_no_answer_leaves_that_was_not_agreed(question, option, agreed):
    """For each answer and each consent, its id and the officer's words are in the pack exactly if they may be."""
    given = ("leaving-forces", option.id) if question == "circumstances" else option.id
    source = samples.source(answers={question: given, "consent-details": agreed})
    files = dict(pack.preview(source))
    answers = json.loads(files["referral.json"])["answers"]
    left = answers.get(question, ())
    may_leave = option.leaves_with is not None and str(option.leaves_with) in PARTS[agreed]
    assert (option.id in ((left,) if isinstance(left, str) else left)) is may_leave
    if option.to_officer:
        assert (option.to_officer in " ".join(files["referral.pdf"].split())) is may_leave


def test_what_may_never_leave_is_marked_so():
    """Design section 7: these answers leave in no form, whatever was agreed; nor does a person's immigration status."""
    for question in NEVER_OUT:
        assert not [option.id for option in QUESTIONS[question].options if option.leaves_with]
    status = next(one for one in QUESTIONS["circumstances"].options if one.id == "no-recourse-to-public-funds")
    assert status.leaves_with is None
    danger = next(one for one in QUESTIONS["emergency"].options if one.id == "danger")
    assert danger.leaves_with is None


def test_support_to_decide_is_never_told(tmp_path):
    """That a person needed support to decide says something about their health, so it stays with those who asked."""
    answers = {"capacity": "doubt", "capacity-support": "decides-with-support"}
    plainly = samples.source(answers={"capacity": "can-decide"})
    assert dict(pack.preview(samples.source(answers=answers))) == dict(pack.preview(plainly))


def test_page_one_says_what_they_told_us(tmp_path):
    """Age, children, a pregnancy, abuse, bailiffs, care and the forces are on page one, in words that cannot be missed."""
    answers = {
        "age": "16-17",
        "situation": "notice",
        "notice-type": "court-order",
        "circumstances": (
            "leaving-care",
            "leaving-forces",
            "children-in-household",
            "pregnant",
            "domestic-abuse-history",
        ),
    }
    folder = pack.write(samples.source(answers=answers), tmp_path).folder
    page = " ".join(PdfReader(folder / "referral.pdf").pages[0].extract_text().split())
    for told in ("Aged 16 or 17", "A court order, or a date for bailiffs", "Children live with them", "Someone is pregnant",
                 "Leaving care", "armed forces", "Domestic abuse: use only the safe ways to reach them"):  # fmt: skip
        assert told in page, told


def test_a_wheelchair_stands_in_the_banner_only_where_health_may_be_told():
    """The banner mentions a wheelchair only if health may be shared; then it is on every page for the person who books
    the room.
    """
    needs = {"support-needs": ("wheelchair",), "communication-needs": ("bsl",), "interpreter-language": None}
    agreed = dict(pack.preview(samples.source(referral=needs)))["referral.pdf"]
    assert agreed.startswith("NEEDS: British Sign Language; Wheelchair access\n")
    held = dict(pack.preview(samples.source(answers={"consent-details": "minimum-only"}, referral=needs)))
    assert held["referral.pdf"].startswith("NEEDS: British Sign Language\n")
    assert not [name for name, text in held.items() if "heelchair" in text]


@pytest.mark.parametrize(
    ("rule", "how", "signed"),
    [
        ("written", "spoken", True),
        ("spoken-or-written", "spoken", False),
        (None, "spoken", False),
        (None, "written", True),
    ],
)
def test_lines_to_sign_stand_where_ink_was_given_or_the_authority_wants_it(rule, how, signed):
    """The law accepts a spoken yes, but a council that asks for ink gets a line to sign on."""
    chosen = samples.council("upper-wold", "Upper Wold District Council", (samples.DAY,))
    given = replace(chosen, consent=ConsentRule(ConsentEvidence(rule), samples.SURE) if rule else None)
    area = replace(samples.BOOK.areas["wolds"], authorities=(given,))
    whole = samples.source(answers={"consent": how}, book=replace(samples.BOOK, areas={"wolds": area}))
    record = dict(pack.preview(whole))["consent-record.pdf"]
    assert ("Signed by the person referred" in record) is signed
    assert ("asks for consent in ink" in record) is (rule == "written")
    assert ("accepts it too" in record) is (rule == "spoken-or-written")


def test_the_evidence_record_holds_the_words_that_were_read_out_and_room_for_the_rest(tmp_path):
    """The record has the words that were read out, with their version, also after a refusal; missing values have lines
    to write on, without names.
    """
    pack.write_evidence(samples.source(answers={"consent": "refused"}, outcome="no-consent"), tmp_path / "evidence.txt")
    text = " ".join((tmp_path / "evidence.txt").read_text(encoding="utf-8").split())
    for said in (*samples.source().consent_words, "Version of these words: duty-to-refer 1.", "Write no name"):
        assert said in text
    assert "Note when they agreed, and how. ______" in text
    assert "Referral: None was made" in text
