"""The request for support from children's services: what decides how soon they act on page one, then every detail in order."""

from champion_tui.domain.cases.form import Paper
from champion_tui.domain.dates.deadlines import LASTS_56_DAYS, duty_ends
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.ground.dates.date_words import day_words, printed_moment
from champion_tui.papers import paper_words as words
from champion_tui.papers.choosing import elsewhere
from champion_tui.papers.document import Block, Callout, Document, Fact, Facts, Pairs, Paragraph, Sides
from champion_tui.papers.outgoing import Outgoing
from champion_tui.papers.referral.page_one import TRIED, Glance, Row, banner
from champion_tui.papers.referral.referral import details
from champion_tui.papers.referral.referral import document as referral_document
from champion_tui.papers.source import PackSource
from champion_tui.triage.agreement import without_consent

ON_PAGE_ONE = {
    words.R_HAPPENED: ("summary",),
    words.R_CHILDREN: ("effect-on-children",),
    words.R_WORRY: ("risk-notes",),
    words.R_HOUSEHOLD: ("household",),
    words.R_NEXT: ("what-comes-next",),
    words.R_ATTACHED: ("attachments",),
}


def document_of(source: PackSource, out: Outgoing) -> Document:
    """Returns the shared part of a case as the paper that its form makes."""
    return document(source, out) if source.form.paper is Paper.REQUEST else referral_document(source, out)


def title_of(source: PackSource) -> str:
    """Returns the title of that paper."""
    if source.form.paper is Paper.REQUEST:
        return words.REQUEST_TITLE.format(receiver=source.goes_to)
    return words.REFERRAL_TITLE.format(council=source.authority_name or words.THEIR_COUNCIL)


def document(source: PackSource, out: Outgoing) -> Document:
    """Returns the request of a case, from the part of it that may be shared."""
    out = out.as_printed(source.fonts)
    blocks = (*_page_one(source, out), *details(source, out))
    footer = words.FOOTER.format(reference=source.case.reference, moment=printed_moment(source.at))
    return Document("referral", title_of(source), blocks, banner(out), footer, elsewhere(source.parcel))


def _page_one(source: PackSource, out: Outgoing) -> tuple[Block, ...]:
    glance = Glance(source, out, TRIED[1])
    return (
        Paragraph(glance.brief("full-name"), "large"),
        *((Callout(words.H_TOLD, out.to_officer, "note"),) if out.to_officer else ()),
        Facts(
            (
                Fact(words.R_WHO_ASKS, source.authority_name or words.NOT_GIVEN, ()),
                _level(source, out),
                _duty(source, out),
            )
        ),
        Sides(glance.reach(), (Callout(words.DO_NOT_TITLE, glance.do_not(), "stop"),)),
        Pairs(
            (
                (words.R_AGREED, _agreed(source, out)),
                *_asked(source, out, {words.R_KNOWN: "known"}),
                *glance.given(ON_PAGE_ONE),
                (words.H_REFERRED_BY, glance.referrer()),
            )
        ),
        Paragraph(words.R_NO_CONTACT, "quiet"),
    )


def _level(source: PackSource, out: Outgoing) -> Fact:
    """Returns the level of need as the referrer judged it, and as the safeguarding lead did if the referrer was not sure."""
    rows = dict(_asked(source, out, {words.R_LEVEL: "need", words.R_LEAD: "safeguarding-lead"}))
    lead = rows.get(words.R_LEAD)
    notes = (f"{words.R_LEAD}: {lead[0]}",) if lead else ()
    return Fact(words.R_LEVEL, rows.get(words.R_LEVEL, (words.NOT_GIVEN,))[0], notes)


def _duty(source: PackSource, out: Outgoing) -> Fact:
    """Returns the duty, and the day on which its 56 days end (``duty_ends``)."""
    owed, began = out.text("duty-owed") or words.NOT_GIVEN, out.of("duty-began")
    day = iso_date(str(began.value)) if began and began.value else None
    began_words = (words.R_BEGAN.format(day=day_words(day)),) if day else ()
    last = duty_ends(out.code("duty-owed"), day.isoformat() if day else None)
    if last is None:
        unknown = out.code("duty-owed") in LASTS_56_DAYS
        return Fact(words.R_DUTY, owed, (words.R_BEGAN_UNKNOWN,) if unknown else began_words)
    ends = words.R_ENDED if last < london_date(source.at) else words.R_ENDS
    return Fact(words.R_DUTY, owed, (ends.format(day=day_words(last)), *began_words))


def _agreed(source: PackSource, out: Outgoing) -> tuple[str, ...]:
    tree = source.book.trees.get(source.case.tree.id)
    lawful = without_consent(tree, source.judgement.answers) if tree else None
    if lawful is None:
        how = words.CONSENT_HOW.get(str(out.answers.get("consent")), "")
        return tuple(filter(None, (words.R_YES.format(how=how), out.text("consent-note"))))
    return tuple(filter(None, (words.R_WITHOUT.format(reason=lawful.on_form), out.text("safeguarding-reason"))))


def _asked(source: PackSource, out: Outgoing, wanted: dict[str, str]) -> tuple[Row, ...]:
    """Returns answers that may be shared, as words under their labels."""
    tree = source.book.trees.get(source.case.tree.id)
    asked = ((label, tree.questions[one]) for label, one in wanted.items() if one in tree.questions) if tree else ()
    return tuple(
        (label, (option.words,))
        for label, question in asked
        for option in question.options
        if option.id == out.answers.get(question.id)
    )
