"""With the shipped knowledge, the standard slip is one sheet with two sides and the plain card one side, for every case."""

import io
from dataclasses import replace
from datetime import date
from functools import lru_cache

import invented_language as invented
import pack_samples as samples
import paper_samples
import pytest
from desk_samples import MONDAY_MORNING, REFER
from pypdf import PdfReader

from champion_tui.desk.papers.prepared import pack_source
from champion_tui.desk.triage.judging import judge_answers
from champion_tui.domain.cases.case import Case, Sent, TreeStamp
from champion_tui.domain.cases.completeness import NEEDED_FOR
from champion_tui.domain.papers.slip_form import PLAIN_CARD, STANDARD
from champion_tui.knowledge.book import load
from champion_tui.papers.setting import typesetter
from champion_tui.papers.setting.fonts import SHIPPED
from champion_tui.papers.slip import slip_papers
from champion_tui.papers.writers import pdf

BOOK = load(paper_samples.samples.DATA / "nowhere")
TREE = BOOK.trees["duty-to-refer"]
AUTHORITIES = [*(authority.id for authority in BOOK.authorities()), "elsewhere-england"]
CIRCUMSTANCES = [
    option.id for option in TREE.questions["circumstances"].options if option.id != "none"
]  # fmt: skip
LONG_NAMES = (
    "The Wolverhampton and Upper Wold District Combined Resettlement and Housing Support Partnership",
    "W" * 200,
    "Wolverhampton " * 14,
    "مرحبا بكم " * 20,
    "வணக்கம் " * 25,
    "王小明",
)
MM = 25.4 / 72
SIZES = {"slip": (148, 210), "slip-beside": (210, 297), "card": (105, 74)}
"""Width and height of each template's sheet, in millimetres."""

ENDS = {
    "no-consent": {"consent": "refused"},
    "already-referred": {"earlier-referral": "waiting-in-time"},
    "phone-now": {"emergency": "danger", "after-call": "stop-here"},
    "childrens-services": {"age": "under-16"},
    "lacks-capacity": {"capacity": "doubt", "capacity-support": "cannot-decide"},
    "ask-again": {"consent": "not-asked"},
    "assist-direct": {"reach": "unlikely", "assist": "person-prefers-direct"},
    "outside-england": {"authority": "outside-england"},
    "other-authority": {"authority": "elsewhere-england"},
    "advice-only": {"situation": "not-at-risk", "last-date": None, "circumstances": ("none",)},
    "refer": {},
}


TEXT_ONCE = lru_cache(maxsize=None)(pdf.text)
"""What a template gets of a text, which follows from the text alone: thousands of slips are made of the same sentences."""


def counted_once():
    """The sizes of a document's pages; asked again for the one that was set last, as they were."""
    real, last = pdf.pages, [None, None]

    def pages(document, fonts=SHIPPED):
        if last[0] is not document:
            last[:] = document, real(document, fonts)
        return last[1]

    return pages


@pytest.fixture(autouse=True)
def set_once(monkeypatch):
    """Sets each page once: the page that was set to find out how much fits is the one that is then judged. Typst sets
    the same page the same way (``test_paper_bytes``), and setting pages takes most of these tests' time.
    """
    monkeypatch.setattr(typesetter, "typeset", lru_cache(maxsize=64)(typesetter.typeset))
    monkeypatch.setattr(pdf, "pages", counted_once())
    monkeypatch.setattr(pdf, "text", TEXT_ONCE)


def source(answers, *, agency=None, method="phone", sent=False, form=STANDARD, beside=False):
    """Returns what the desk would pass on for a case with these answers, with the shipped tree, numbers and promises."""
    given = {key: value for key, value in {**REFER, **answers}.items() if value is not None}
    judged = judge_answers(BOOK, given, at=MONDAY_MORNING, area="oxfordshire")
    assert judged.judgement.outcome, judged.judgement.question
    paper = {"paper": "plain-card" if form == PLAIN_CARD else "full", "slip-form": form, "contact-method": method}
    stamp = TreeStamp(judged.tree.id, judged.tree.version, judged.tree.digest)
    case = Case(
        "CHW-7K3M-2Q", 1, MONDAY_MORNING, MONDAY_MORNING, "oxfordshire", stamp, given,
        {**samples.AGENCY, "referrer-phone": "01632 960100 ext 1234", **(agency or {})}, {**samples.REFERRAL, **paper},
        sent=Sent(date(2026, 11, 20), "AB12-CD34-EF56-GH78", "Ada Sample") if sent else None,
    )  # fmt: skip
    made = pack_source(
        BOOK, BOOK.forms["duty-to-refer"], case, judged, person="Ada", chain_head="", fonts=SHIPPED, training=False
    )
    return replace(made, beside=invented.wording(BOOK)) if beside else made


def assert_one_sheet(made, form=STANDARD):
    """Checks that the paper of the case fits its sheet, in the sheet's size, and returns the paper."""
    document = slip_papers.document(made, form)
    pages = pdf.pages(document)
    assert len(pages) <= (1 if document.template == "card" else 2)
    assert {tuple(round(side * MM) for side in page) for page in pages} == {SIZES[document.template]}
    return document


@pytest.mark.parametrize("beside", [False, True], ids=["english", "two-languages"])
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_authority_in_every_circumstance_is_one_sheet(authority, beside):
    """The slip is one sheet for every authority, each circumstance alone and all together, each emergency, sent or not,
    and each way of contact.
    """
    every = [{"circumstances": (one,)} for one in CIRCUMSTANCES] + [{"circumstances": tuple(CIRCUMSTANCES)}]
    every += [
        {"emergency": one, "after-call": "refer-too"}
        for one in ("danger", "nowhere-tonight", "fire-or-flood", "fleeing-abuse")
    ]
    for number, answers in enumerate(every):
        method = list(NEEDED_FOR)[number % len(NEEDED_FOR)]
        made = source({"authority": authority, **answers}, method=method, sent=number % 2 == 0, beside=beside)
        assert_one_sheet(made)
        if made.case.sent:
            assert_one_sheet(replace(made, case=replace(made.case, sent=None)))


@pytest.mark.parametrize("outcome", ENDS)
def test_every_outcome_is_one_sheet(outcome):
    """The slip of every outcome is one sheet, including those without a referral."""
    for beside in (False, True):
        made = source(ENDS[outcome], beside=beside)
        assert made.judgement.outcome == outcome
        assert_one_sheet(made)


def test_no_outcome_is_forgotten():
    """The list above has every outcome, so a new one must be added to it."""
    assert set(ENDS) == set(TREE.outcomes)


@pytest.mark.parametrize("name", LONG_NAMES)
def test_the_longest_names_are_shortened_until_it_is_one_sheet(name):
    """The longest names are shortened until the slip is one sheet, in one language and in two, for every authority; a
    known council is never shortened. The shortest version, in two languages, still has every number of the chosen
    council, 999 and the final fallback number.
    """
    for authority in AUTHORITIES:
        for beside in (False, True):
            made = source({"authority": authority}, agency={"agency-name": name}, method="someone-else", beside=beside)
            said = repr(assert_one_sheet(made))
            council = BOOK.authority(authority)
            assert council is None or f"{council.name} will try" in said
            phones = [line.phone for line in council.lines if line.standing.confidence != "stale"] if council else []
            assert not beside or not [phone for phone in (*phones, "999", "0808 800 4444") if phone not in said]
    assert_one_sheet(replace(source({}), authority_name=name))


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_plain_card_is_one_side(authority):
    """The plain card is one side with both numbers, their hours and the days."""
    for sent in (False, True):
        assert_one_sheet(source({"authority": authority}, form=PLAIN_CARD, sent=sent), PLAIN_CARD)


@pytest.mark.parametrize("name", ["ordinary", "sent", "bare", "urgent", "two-languages", *paper_samples.LONGEST])
def test_the_samples_that_are_looked_at_are_one_sheet(name):
    """The longest case that the form allows fits in every script, and the written file has the number of pages that was
    counted before its text was mended to be extracted as typed.
    """
    made = paper_samples.sources()[name]
    assert_one_sheet(made)
    document = slip_papers.document(made, STANDARD)
    written = PdfReader(io.BytesIO(pdf.write(document, 0))).pages
    assert [tuple(map(float, page.mediabox[2:])) for page in written] == list(pdf.pages(document))
