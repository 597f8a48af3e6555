"""The applicant's slip and the plain card (design section 7; procedure 3.1.1 and 5.2). Words are plain on purpose: short
sentences, reading age about 9 to 11. None of the person's own details stand on either.
"""

from champion_tui.domain.calendar import iso_date, london_date
from champion_tui.domain.date_words import day_words, plain_day
from champion_tui.domain.phone_lines import LineNow, LineUse
from champion_tui.packs import words
from champion_tui.packs.document import (
    Blank,
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Number,
    Paragraph,
)
from champion_tui.packs.lines import DANGER, council_lines, hours_words, lines_of_councils, night_lines, number
from champion_tui.packs.outgoing import is_referral
from champion_tui.packs.plain import shortened
from champion_tui.packs.source import PackSource

MOST_NIGHT_LINES = 4
LEAVING = "leaving-institution"
DATED_REASONS = frozenset({"threatened", "early-help"})
LONGEST_NAME = 80


def _name(text: str) -> str:
    return shortened(text, LONGEST_NAME)[0]


def _council(source: PackSource) -> str:
    return _name(source.authority_name) or words.THE_COUNCIL


def _reach(source: PackSource) -> str:
    method = str(source.case.referral.get("contact-method", ""))
    return words.REACH_BY.get(method, words.REACH_BY[""])


def _who(source: PackSource) -> Paragraph:
    return Paragraph(words.WHO.format(council=_council(source), reach=_reach(source)))


def _stage(source: PackSource) -> tuple[Block, ...]:
    """What the council is told about their home: the reason agreed with them, with the day where one is known."""
    reason = str(source.case.referral.get("agreed-reason", ""))
    day = iso_date(str(source.judgement.answers.get("last-date", "")))
    if reason in DATED_REASONS and day is not None and day >= london_date(source.at):
        leaving = source.judgement.answers.get("situation") == LEAVING
        told = words.STAGE_LEAVING if leaving else words.STAGE_DAY
        return (Paragraph(told.format(day=day_words(day))),)
    return (Paragraph(words.STAGE[reason]),) if reason in words.STAGE else ()


def _when(source: PackSource) -> tuple[Block, ...]:
    sent, by = source.case.sent, source.contact_by
    if_today, by_day = (
        (words.IF_SENT_TODAY, words.BY_DAY) if source.promise_words else (words.IF_SENT_TODAY_ASK, words.BY_DAY_ASK)
    )
    if sent is None:
        known = if_today.format(day=day_words(by)) if by else ""
        return (Blank(words.SENT_ON), Paragraph(known, "strong")) if known else (Blank(words.SENT_ON),)
    told = words.WAS_SENT.format(day=day_words(sent.on))
    known = by_day.format(day=day_words(by)) if by else ""
    return (Paragraph(told), Paragraph(known, "strong")) if known else (Paragraph(told),)


def _promise(source: PackSource) -> tuple[Block, ...]:
    return () if source.promise_words else (Paragraph(words.NO_PROMISE),)


def _helper(source: PackSource) -> tuple[str, str]:
    agency = source.case.agency
    return _name(str(agency.get("agency-name", ""))) or words.WHO_HELPED, _name(str(agency.get("referrer-phone", "")))


def _if_nothing(source: PackSource) -> tuple[Block, ...]:
    by_day = _by_day(council_lines(source))[:1]
    helper, phone = _helper(source)
    back = words.COME_BACK_PHONE.format(helper=helper, phone=phone) if phone else words.COME_BACK.format(helper=helper)
    ring = words.RING_COUNCIL if by_day else words.RING_HELPER
    return (Paragraph(ring), *(number(source, line) for line in by_day), Paragraph(back))


def _by_day(lines: tuple[LineNow, ...]) -> tuple[LineNow, ...]:
    return tuple(line for line in lines if line.use in {LineUse.DAY, LineUse.ANY_TIME})


def _in_the_day(source: PackSource) -> tuple[Block, ...]:
    """The chosen council's day line; before one is chosen those that the desk names."""
    lines = _by_day(council_lines(source) or lines_of_councils(source))
    return (Heading(words.H_DAY), *(number(source, line) for line in lines)) if lines else ()


def _tonight(source: PackSource) -> tuple[Block, ...]:
    danger = Number(DANGER, words.DANGER, words.DANGER_HINT)
    lines = night_lines(source)
    kept = lines if len(lines) <= MOST_NIGHT_LINES else (*lines[: MOST_NIGHT_LINES - 1], lines[-1])
    numbers = (number(source, line) for line in kept)
    return (danger, *numbers, Paragraph(words.NEXT_NUMBER, "quiet"))


def _code(source: PackSource) -> Blank:
    return Blank(words.YOUR_CODE, source.case.sent.code if source.case.sent else "")


def slip(source: PackSource) -> Document:
    """The full slip. Where no referral goes out it tells the next steps and the numbers only."""
    return _referred(source) if is_referral(source) else _not_referred(source)


def _referred(source: PackSource) -> Document:
    helper, _ = _helper(source)
    blocks: tuple[Block, ...] = (
        Heading(words.H_WHO),
        _who(source),
        *_stage(source),
        *_when(source),
        *_promise(source),
        _code(source),
        Heading(words.H_NOTHING),
        *_if_nothing(source),
        Heading(words.H_TONIGHT),
        *_tonight(source),
        Callout(words.H_NOT_YET, (words.NOT_YET, words.GO_YOURSELF)),
        Heading(words.H_BRING),
        Bullets(words.BRING),
        Paragraph(words.BRING_ANYWAY),
        Heading(words.H_MIND),
        Paragraph(words.CHANGE_MIND.format(helper=helper, council=_council(source))),
    )
    return Document(
        "slip", words.SLIP_TITLE, blocks, footer=words.PRINTED.format(day=plain_day(london_date(source.at)))
    )


def _not_referred(source: PackSource) -> Document:
    told = source.judgement.tell
    blocks: tuple[Block, ...] = (
        *((Heading(words.H_NOW), Bullets(told)) if told else ()),
        *_in_the_day(source),
        Heading(words.H_TONIGHT),
        *_tonight(source),
    )
    return Document(
        "slip", words.SLIP_TITLE, blocks, footer=words.PRINTED.format(day=plain_day(london_date(source.at)))
    )


def _card_lines(source: PackSource) -> tuple[LineNow, ...]:
    """Only councils' numbers and what stands in for them: a helpline's number can give its reader away. A referral to a
    council that is not loaded has none: ringing another council would not help.
    """
    candidates = council_lines(source) or (() if is_referral(source) else lines_of_councils(source))
    by_day = tuple(line for line in candidates if line.use is not LineUse.OUT_OF_HOURS)[:1]
    closed = tuple(line for line in candidates if line not in by_day)[:1]
    return (*by_day, *closed)


def _card_time(source: PackSource) -> tuple[Block, ...]:
    by = source.contact_by
    if by is None or not is_referral(source):
        return ()
    if source.case.sent is None:
        told = Paragraph(words.CARD_IF_TODAY.format(day=day_words(by)), "strong")
        return (Blank(words.CARD_FROM), told, Paragraph(words.CARD_BEFORE))
    return (Paragraph(words.CARD_BY.format(day=day_words(by)), "strong"), Paragraph(words.CARD_BEFORE))


def card(source: PackSource) -> Document:
    """The plain card: a number and a time. It names no organisation, no reason, no reference and no code."""
    _, phone = _helper(source)
    numbers = tuple(Number(line.phone, "", hours_words(line)) for line in _card_lines(source))
    given: tuple[Block, ...] = numbers or ((Number(phone, "", ""),) if phone else (Blank(words.CARD_NUMBER),))
    return Document("card", words.CARD_TITLE, (*given, *_card_time(source)))
