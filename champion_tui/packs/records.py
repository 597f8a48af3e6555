"""The consent record, and the evidence record that every outcome makes (procedure 2.2.1 and 2.2.2: evidence that the duty
was met, also where no referral was made).
"""

from champion_tui.domain.answers import Answer
from champion_tui.domain.calendar import iso_date
from champion_tui.domain.date_words import day_words, printed_moment
from champion_tui.domain.form import ConsentPart
from champion_tui.packs import words
from champion_tui.packs.document import (
    Blank,
    Block,
    Bullets,
    Document,
    Heading,
    Pairs,
    Paragraph,
)
from champion_tui.packs.outgoing import Outgoing, outgoing
from champion_tui.packs.source import PackSource
from champion_tui.triage.tree import Question

AUTHORITY = "authority"
NOT_FOR_EVIDENCE = frozenset({"circumstances", "last-date"})
"""Questions whose answers say more about the person than the evidence of the duty needs."""

PART_WORDS = {
    ConsentPart.REFERRAL: "To be referred to {council}",
    ConsentPart.CONTACT: "To share how to reach them",
    ConsentPart.DETAILS: "To share health, support, risk and household details",
}


def consent(source: PackSource) -> Document:
    """What was agreed, how, when and in which words. Raises ``NotAgreed`` where there is no agreement to the referral."""
    out = outgoing(source)
    how = str(out.answers.get("consent"))
    blocks: tuple[Block, ...] = (
        Pairs((("Name", (out.text("full-name") or words.NOT_GIVEN,)), *_facts(source))),
        Heading("What they agreed to"),
        Pairs(_parts(source, out)),
        Paragraph(_decides(source, out)),
        Heading(words.WORDS_READ),
        Bullets(source.consent_words) if source.consent_words else Paragraph(words.NO_WORDS),
        Paragraph(f"Version of these words: {source.consent_words_version or words.NOT_GIVEN}", "quiet"),
        Paragraph(words.WITHDRAW),
        *(_signatures() if how == "written" else (Paragraph(words.SPOKEN_NOTE, "quiet"),)),
    )
    return Document("record", words.CONSENT_TITLE, blocks, footer=_footer(source), elsewhere=words.ELSEWHERE)


def _footer(source: PackSource) -> str:
    return words.FOOTER.format(reference=source.case.reference, moment=printed_moment(source.at))


def _facts(source: PackSource) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("Reference", (source.case.reference,)),
        ("Case begun", (printed_moment(source.case.created_at),)),
        ("Recorded by", (source.person or words.NOT_GIVEN,)),
    )


def _parts(source: PackSource, out: Outgoing) -> tuple[tuple[str, tuple[str, ...]], ...]:
    how = words.CONSENT_HOW.get(str(out.answers.get("consent")), "")
    council = source.authority_name or words.THEIR_COUNCIL
    yes = {ConsentPart.REFERRAL: f"Yes, {how}"}
    return tuple(
        (text.format(council=council), (yes.get(part, "Yes") if part in out.agreed else "No",))
        for part, text in PART_WORDS.items()
    )


def _decides(source: PackSource, out: Outgoing) -> str:
    """Support to decide tells of health: it stands here only where they agreed to share that."""
    support = source.judgement.answers.get("capacity-support")
    key = str(support) if support and ConsentPart.DETAILS in out.agreed else "can-decide"
    return words.CAPACITY.get(key, words.CAPACITY["can-decide"])


def _signatures() -> tuple[Block, ...]:
    return (Blank(words.SIGN_PERSON), Blank(words.DATE), Blank(words.SIGN_REFERRER), Blank(words.DATE))


def evidence(source: PackSource) -> Document:
    """The identity-light record of any outcome: no name, no date of birth, no address, nothing of the form's own."""
    asked = tuple((_short(source, one), (_answered(source, one),)) for one in _evidenced(source))
    judged = source.judgement
    blocks: tuple[Block, ...] = (
        Paragraph(words.EVIDENCE_ABOUT, "quiet"),
        Pairs(_outcome(source)),
        *((Heading(words.H_DONE), Pairs(asked)) if asked else ()),
        *((Heading(words.H_RECORD), Bullets(judged.record)) if judged.record else ()),
        *((Heading(words.H_REASONS), Bullets(_reasons(source))) if judged.reasons else ()),
    )
    return Document("record", words.EVIDENCE_TITLE, blocks, footer=_footer(source))


def _outcome(source: PackSource) -> tuple[tuple[str, tuple[str, ...]], ...]:
    sent = source.case.sent
    stamp = source.case.tree
    rows = (
        *_facts(source),
        ("Referring body", (_body(source),)),
        ("Housing authority", (source.authority_name or "None was chosen",)),
        ("Outcome", (_outcome_words(source),)),
        ("Sent", (_sent_words(source),)) if sent or source.case.exported_at else None,
        ("Words of consent", (f"Version {source.consent_words_version}",)) if source.consent_words else None,
        ("Questions asked under", (f"{stamp.id}, version {stamp.version}, SHA-256 {stamp.digest}",)),
        (words.CHAIN, (source.chain_head or words.NO_CHAIN,)),
    )
    return tuple(row for row in rows if row)


def _body(source: PackSource) -> str:
    agency = source.case.agency
    field = source.form.field("body-type")
    known = {item.id: item.words for item in source.book.codes.get(field.codes, ())} if field else {}
    kind = str(agency.get("body-type", ""))
    parts = (str(agency.get("agency-name", "")), known.get(kind, kind))
    return ", ".join(part for part in parts if part) or words.NOT_GIVEN


def _outcome_words(source: PackSource) -> str:
    outcome, stage = source.judgement.outcome, source.judgement.stage
    if outcome is None:
        return "The questions are not finished"
    tree = source.book.trees.get(source.case.tree.id)
    known = tree.outcomes.get(outcome) if tree else None
    title = f"{_filled(source, known.title)} ({outcome})" if known else outcome
    said = tree.stages.get(stage) if tree and stage else None
    return f"{title}. Stage: {said.words if said else stage}." if stage else f"{title}."


def _filled(source: PackSource, title: str) -> str:
    area = source.book.areas.get(source.case.area)
    council = source.authority_name or words.THEIR_COUNCIL
    return title.rstrip(".").replace("{authority}", council).replace("{area}", area.name if area else "the area")


def _sent_words(source: PackSource) -> str:
    sent = source.case.sent
    if sent is None:
        return "A pack was made; it is not marked as sent"
    code = f", portal code {sent.code}" if sent.code else ", no portal code"
    return f"{day_words(sent.on)}{code}, recorded by {sent.by}"


def _evidenced(source: PackSource) -> tuple[str, ...]:
    return tuple(one for one in source.judgement.path if one not in NOT_FOR_EVIDENCE)


def _question(source: PackSource, question_id: str) -> Question | None:
    tree = source.book.trees.get(source.case.tree.id)
    return tree.questions.get(question_id) if tree else None


def _short(source: PackSource, question_id: str) -> str:
    found = _question(source, question_id)
    return found.short if found else question_id


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
    known = source.book.sources.get(source_id)
    return known.title if known else source_id
