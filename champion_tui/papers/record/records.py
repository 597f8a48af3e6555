"""The consent record, and the evidence record for every outcome.

Procedure 2.2.1 and 2.2.2: evidence that the duty was met, also without a referral.
"""

from datetime import date, datetime
from typing import TypeAlias

from champion_tui.domain.cases.after_sending import WITHDRAWN
from champion_tui.domain.cases.afterwards.what_follows import EXPIRES_AFTER, status_after
from champion_tui.domain.cases.case import CaseStatus, TreeStamp
from champion_tui.domain.cases.completeness import NAME
from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.lines.authority import ConsentEvidence
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.ground.dates.date_words import day_words, printed_moment
from champion_tui.papers import paper_words as words
from champion_tui.papers.choosing import elsewhere
from champion_tui.papers.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Pairs,
    Paragraph,
    Signatures,
    Write,
)
from champion_tui.papers.outgoing import Outgoing, is_referral
from champion_tui.papers.record.steps import rows
from champion_tui.papers.referral.referral import detail_words
from champion_tui.papers.source import PackSource
from champion_tui.triage.agreement import without_consent
from champion_tui.triage.tree import Question

Row: TypeAlias = tuple[str, tuple[str, ...]]
"""A label and its texts."""

LINES_TO_WRITE = 2
AUTHORITY, CAPACITY = "authority", "capacity"
NOT_FOR_EVIDENCE = frozenset({"circumstances", "last-date"})
"""Questions whose answers say more about the person than the evidence needs."""

PART_WORDS = {
    ConsentPart.REFERRAL: "To be referred to {council}",
    ConsentPart.CONTACT: "To share how to reach them",
    ConsentPart.HOUSEHOLD: "To share their household and any pregnancy, where they stay or what they leave, and why they may lose it",
    ConsentPart.DETAILS: "To share health, support needs and risks",
}


def consent(source: PackSource, out: Outgoing) -> Document:
    """Returns the record of what was agreed, how, when and in which words. ``out`` is the part of the case that may be shared."""
    out = out.as_printed(source.fonts)
    name = out.of(NAME)
    how = str(out.answers.get("consent"))
    blocks: tuple[Block, ...] = (
        Pairs((("Name", detail_words(source, name) if name and name.words else (words.NOT_GIVEN,)), *_facts(source))),
        Heading("What they agreed to"),
        Pairs(_parts(source, out)),
        *((Paragraph(words.CAN_DECIDE),) if CAPACITY in source.judgement.answers else ()),
        *_words_read(source),
        Paragraph(words.WITHDRAW),
        *_signatures(source, how),
    )
    return Document("record", words.CONSENT_TITLE, blocks, footer=_footer(source), elsewhere=elsewhere(source.parcel))


def _footer(source: PackSource) -> str:
    return words.FOOTER.format(reference=source.case.reference, moment=printed_moment(source.at))


def _facts(source: PackSource) -> tuple[Row, ...]:
    return (
        ("Reference", (source.case.reference,)),
        (words.H_WHEN, _begun(source)),
        ("Recorded by", (source.person or words.NOT_GIVEN,)),
    )


def _begun(source: PackSource) -> tuple[str, ...]:
    """Returns when the case was begun. If somebody gave that time, also what the machine's clock said."""
    begun = source.recorded.begun
    if begun is None or begun.given is None:
        return (printed_moment(source.case.created_at),)
    return _both(begun.given, begun.at)


def _both(given: datetime, clock: datetime) -> tuple[str, ...]:
    return (
        words.GIVEN.format(moment=printed_moment(given)),
        words.BY_THE_CLOCK.format(moment=printed_moment(clock)),
    )


def _words_read(source: PackSource) -> tuple[Block, ...]:
    """Returns the exact words that were read out with the answers, and their version. Claims no words if none were kept."""
    version = source.consent_words_version or words.NOT_GIVEN
    blocks: list[Block] = [Heading(words.WORDS_READ)]
    if source.consent_words:
        blocks += [Bullets(source.consent_words), Paragraph(words.WORDS_VERSION.format(version=version), "quiet")]
    if source.words_not_kept:
        blocks += [Paragraph(words.WORDS_NOT_KEPT), Bullets(source.words_not_kept)]
    return tuple(blocks) if len(blocks) > 1 else (*blocks, Paragraph(words.NOTHING_READ))


def _parts(source: PackSource, out: Outgoing) -> tuple[Row, ...]:
    how = words.CONSENT_HOW.get(str(out.answers.get("consent")), "")
    council = source.goes_to or source.authority_name or words.THEIR_COUNCIL
    tree = source.book.trees.get(source.case.tree.id)
    lawful = without_consent(tree, source.judgement.answers) if tree else None
    if lawful is not None:
        no = (words.NOT_AGREED_BUT.format(reason=lawful.on_form),)
        return tuple((text.format(council=council), no) for text in PART_WORDS.values())
    yes = {ConsentPart.REFERRAL: f"Yes, {how}"}
    return tuple(
        (text.format(council=council), (yes.get(part, "Yes") if part in out.agreed else "No",))
        for part, text in PART_WORDS.items()
    )


def _rule(source: PackSource) -> ConsentEvidence | None:
    """Returns what the chosen authority accepts as evidence of consent; None if it has no rule of its own."""
    chosen = source.book.authority(str(source.judgement.answers.get(AUTHORITY, "")))
    return chosen.consent.evidence if chosen and chosen.consent else None


def _signatures(source: PackSource, how: str) -> tuple[Block, ...]:
    """Returns lines to sign if they agreed in writing, or if the authority asks for ink although the law does not."""
    if how not in words.CONSENT_HOW:
        return ()
    council = source.goes_to or source.authority_name or words.THEIR_COUNCIL
    rule = None if source.goes_to else _rule(source)
    if how == "spoken" and rule is not ConsentEvidence.WRITTEN:
        too = words.SPOKEN_NOTE_TOO.format(council=council) if rule else ""
        return (Paragraph(f"{words.SPOKEN_NOTE} {too}".strip(), "quiet"),)
    note = words.INK_NOTE if how == "spoken" else words.WRITTEN_NOTE
    lines = Signatures((words.SIGN_PERSON, words.SIGN_REFERRER), words.DATE)
    return (Heading(words.H_SIGNED), Paragraph(note.format(council=council), "strong"), lines)


def evidence(source: PackSource) -> Document:
    """Returns the record of any outcome. It names neither the person nor staff, and has no date of birth, address or form field."""
    asked = tuple(_asked(source, one) for one in _evidenced(source))
    judged = source.judgement
    blocks: tuple[Block, ...] = (
        Paragraph(words.EVIDENCE_ABOUT),
        Facts((_came_of_it(source), _referral(source))),
        Pairs(_about(source)),
        *_after_sending(source),
        *((Heading(words.H_DONE), Pairs(asked)) if asked else ()),
        *_words_read(source),
        *((Heading(words.H_REASONS), Bullets(_reasons(source))) if judged.reasons else ()),
        *_to_write(source),
        Heading(words.H_CHECK),
        Pairs(_check(source)),
    )
    return Document("record", words.EVIDENCE_TITLE, blocks, footer=_footer(source))


def _after_sending(source: PackSource) -> tuple[Block, ...]:
    """Returns what the council said and when, the outcome, and any withdrawal with whether the council was told.

    Notes and who recorded them are left out, because they may name somebody.
    """
    steps = source.case.steps
    if steps:
        return (Heading(words.H_AFTER), Pairs(rows(source.book, steps)))
    return (Heading(words.H_AFTER), Paragraph(words.NOTHING_HEARD)) if source.case.sent else ()


def _to_write(source: PackSource) -> tuple[Block, ...]:
    """Returns lines to fill in by hand for what the procedure wants recorded and nobody typed."""
    asked = source.judgement.record
    head = (Heading(words.H_RECORD), Paragraph(words.RECORD_HINT, "strong"))
    return (*head, *(Write(text, LINES_TO_WRITE) for text in asked)) if asked else ()


def _about(source: PackSource) -> tuple[Row, ...]:
    return (
        ("Reference", (source.case.reference,)),
        (words.H_WHEN, _begun(source)),
        ("Referring body", (_body(source),)),
        ("Housing authority", (source.authority_name or "None was chosen",)),
    )


def _check(source: PackSource) -> tuple[Row, ...]:
    """Returns the digests in groups of eight, so that two people can compare them aloud."""
    stamp = source.then.tree if source.then else source.case.tree
    changed = _changed_since(source, stamp)
    return (
        ("Questions asked under", (f"{stamp.id}, version {stamp.version}", _grouped(stamp.digest))),
        *(((words.H_CHANGED, (changed,)),) if changed else ()),
        (words.CHAIN, (_grouped(source.chain_head) or words.NO_CHAIN,)),
        *(
            ((words.H_WHEN_MADE, (words.EXPIRED.format(weeks=EXPIRES_AFTER.days // 7),)),)
            if _is_expired(source)
            else ()
        ),
        *(((words.H_MADE, _both(source.at, source.clock)),) if source.clock else ()),
    )


def _is_expired(source: PackSource) -> bool:
    """Returns whether 26 weeks have passed without an answer by the day the record is made."""
    sent = source.case.sent
    after = status_after(sent.on, source.case.steps, london_date(source.at)) if sent else None
    return after is CaseStatus.EXPIRED


def _changed_since(source: PackSource, stamp: TreeStamp) -> str:
    """Returns a sentence if the questions have changed since, saying what this record goes by; "" if they are the same."""
    today = source.book.trees.get(stamp.id)
    version = today.version if today else words.NOT_GIVEN
    if today is not None and today.digest == stamp.digest:
        return ""
    if source.then is not None:
        return words.CHANGED_KEPT.format(version=version)
    return (words.CHANGED_SENT if source.case.sent else words.CHANGED_UNSENT).format(version=version)


def _grouped(digest: str) -> str:
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _came_of_it(source: PackSource) -> Fact:
    outcome, stage = source.judgement.outcome, source.judgement.stage
    if outcome is None:
        return Fact(words.H_OUTCOME, "The questions are not finished", ())
    if source.then is not None:
        staged = f"Stage: {source.then.stage_words}" if source.then.stage_words else ""
        return Fact(words.H_OUTCOME, source.then.title.rstrip("."), (f"Outcome: {outcome}", staged))
    tree = source.book.trees.get(source.case.tree.id)
    known = tree.outcomes.get(outcome) if tree else None
    said = tree.stages.get(stage) if tree and stage else None
    staged = f"Stage: {said.words if said else stage}" if stage else ""
    return Fact(words.H_OUTCOME, _filled(source, known.title) if known else outcome, (f"Outcome: {outcome}", staged))


def _referral(source: PackSource) -> Fact:
    sent, withdrawn = source.case.sent, source.case.steps.get(WITHDRAWN)
    if withdrawn is not None:
        before = f"{words.SENT} {day_words(sent.on)}." if sent else words.NOT_SENT_BEFORE
        return Fact(words.H_REFERRAL, f"{words.WITHDRAWN} {day_words(withdrawn.on)}", (before,))
    if sent is not None:
        code = words.WITH_CODE.format(code=sent.code) if sent.code else words.NO_CODE
        return Fact(words.H_REFERRAL, f"{words.SENT} {day_words(sent.on)}", (code, *_noted(source, sent.on)))
    if source.case.exported_at:
        return Fact(words.H_REFERRAL, words.MADE_NOT_SENT, ())
    if is_referral(source):
        return Fact(words.H_REFERRAL, words.READY_NOT_MADE, ())
    return Fact(words.H_REFERRAL, words.NO_REFERRAL if source.judgement.outcome else words.NOT_MADE_YET, ())


def _noted(source: PackSource, on: date) -> tuple[str, ...]:
    """Returns when the sending was recorded, if that was on another day or at a time that somebody gave; otherwise ()."""
    noted = source.recorded.sent
    if noted is not None and noted.given is not None:
        given, clock = printed_moment(noted.given), printed_moment(noted.at)
        return (words.NOTED_GIVEN.format(given=given, moment=clock),)
    if noted is not None and london_date(noted.at) != on:
        return (words.NOTED.format(moment=printed_moment(noted.at)),)
    return ()


def _body(source: PackSource) -> str:
    agency = source.case.agency
    field = source.form.field("body-type")
    kind = str(agency.get("body-type", ""))
    parts = (str(agency.get("agency-name", "")), *(source.book.value_words(field, kind) if field else (kind,)))
    return ", ".join(part for part in parts if part) or words.NOT_GIVEN


def _filled(source: PackSource, title: str) -> str:
    area = source.book.areas.get(source.case.area)
    council = source.authority_name or words.THEIR_COUNCIL
    return title.rstrip(".").replace("{authority}", council).replace("{area}", area.name if area else "the area")


def _evidenced(source: PackSource) -> tuple[str, ...]:
    return tuple(one for one in source.judgement.path if one not in NOT_FOR_EVIDENCE)


def _question(source: PackSource, question_id: str) -> Question | None:
    tree = source.book.trees.get(source.case.tree.id)
    return tree.questions.get(question_id) if tree else None


def _asked(source: PackSource, question_id: str) -> Row:
    """Returns a question and its answer as words. For a case that was sent, the words of that time."""
    kept = source.then.asked.get(question_id) if source.then else None
    if kept is not None:
        return kept.short, (kept.answer,)
    found = _question(source, question_id)
    return found.short if found else question_id, (_answered(source, question_id),)


def _answered(source: PackSource, question_id: str) -> str:
    answer: Answer = source.judgement.answers.get(question_id, "")
    found = _question(source, question_id)
    known = {option.id: option.words for option in found.options} if found else {}
    if question_id == AUTHORITY and answer not in known:
        return source.authority_name or str(answer)
    ids = (answer,) if isinstance(answer, str) else answer
    return "; ".join(known.get(one, day_words(day) if (day := iso_date(one)) else one) for one in ids)


def _reasons(source: PackSource) -> tuple[str, ...]:
    return tuple(
        f"{reason.text} ({_source_title(source, reason.source)}{', ' + reason.paragraph if reason.paragraph else ''})"
        for reason in source.judgement.reasons
    )


def _source_title(source: PackSource, source_id: str) -> str:
    known = source.book.source(source_id)
    return known.title if known else source_id
