"""What can be carried where a slip would give somebody away: the plain card, and the text for a phone message.

Neither holds a square code: a code can be scanned by whoever finds it, and says what it leads to. Both are in English alone
where abuse appears, and the card always is: two languages would show that an office wrote it. Neither names a person, a reason,
an address, a reference, or an organisation; the message does so only where they may carry a full slip.
"""

from champion_tui.domain.cases.slip_form import is_quiet
from champion_tui.domain.lines.phone_lines import Confidence, LineNow, LineUse
from champion_tui.papers.document import Blank, Block, Document, Number, Paragraph
from champion_tui.papers.opening_hours import plain_hours
from champion_tui.papers.phone_lines import council_lines, lines_of_councils
from champion_tui.papers.slip.telling import Telling

CARD_TEMPLATE = "card"


def _quiet_lines(told: Telling) -> tuple[LineNow, ...]:
    """Only councils' numbers and what stands in for them: a helpline's number can give its reader away. A referral to a
    council that is not loaded has none: ringing another council would not help.
    """
    candidates = council_lines(told.source) or (() if told.referred else lines_of_councils(told.source))
    by_day = tuple(line for line in candidates if line.use is not LineUse.OUT_OF_HOURS)[:1]
    others = tuple(line for line in candidates if line not in by_day)
    return (*by_day, *others[: 1 if _is_sure(*others[:1]) else 2])


def _is_sure(*lines: LineNow) -> bool:
    return all(line.confidence == Confidence.CONFIRMED for line in lines)


def _card_time(told: Telling) -> tuple[Block, ...]:
    by = told.source.contact_by
    if by is None or not told.referred:
        return ()
    soon, before = told.source.hurry, Paragraph(told.say("card-before"))
    if soon:
        return (Paragraph(told.say("card-by", day=told.wording.day(soon.ring_by)), "strong"), before)
    day = told.wording.day(by)
    if told.source.case.sent is None:
        later = Paragraph(f"{told.say('card-later', days=told.working_days)} {before.words}")
        return (Blank(told.say("card-from")), Paragraph(told.say("card-if-today", day=day), "strong"), later)
    return (Paragraph(told.say("card-by", day=day), "strong"), before)


def card(told: Telling) -> Document:
    """The plain card: a number and a time. It names no organisation, no reason, no reference and no code."""
    numbers: tuple[Block, ...] = tuple(Number(line.phone, "", _card_hours(told, line)) for line in _quiet_lines(told))
    phone = told.helper_phone
    given = numbers or ((Number(phone, "", ""),) if phone else (Blank(told.say("card-number")),))
    return Document(CARD_TEMPLATE, told.say("card-title"), (*given, *_card_time(told)))


def _card_hours(told: Telling, line: LineNow) -> str:
    hours = plain_hours(line, told.wording)
    return hours if _is_sure(line) else f"{hours.rstrip('.')}. {told.say('card-unsure')}"


def message(told: Telling) -> str:
    """The text for a phone message, on one line. Where it may be found it can be explained away: a number and a day."""
    if is_quiet(told.source.case.answers, told.source.case.referral):
        return " ".join(_quiet(told))
    return " ".join(_open(told) if told.referred else _open_not_sent(told))


def _quiet(told: Telling) -> tuple[str, ...]:
    lines, by = _quiet_lines(told), told.source.contact_by
    phone = lines[0].phone if lines else told.helper_phone
    if not phone:
        return (told.say("quiet-ask"),)
    hours = (told.say("quiet-hours", hours=plain_hours(lines[0], told.wording).rstrip(".")),) if lines else ()
    closed = (
        told.say("quiet-closed" if _is_sure(line) else "quiet-closed-unsure", phone=line.phone) for line in lines[1:]
    )
    soon = told.source.hurry
    until = "card-by" if told.source.case.sent or soon else "quiet-if-today"
    by = soon.ring_by if soon else by
    day = (told.say(until, day=told.wording.short_day(by)),) if by and told.referred else ()
    later = (told.say("quiet-later", days=told.working_days),) if day and until != "card-by" else ()
    first = "quiet-number" if _is_sure(*lines[:1]) else "quiet-number-unsure"
    return (told.say(first, phone=phone), *hours, *closed, *day, *later)


def _open(told: Telling) -> tuple[str, ...]:
    sent = told.source.case.sent
    code = told.say("message-code", code=sent.code) if sent and sent.code else told.say("message-code-later")
    return (
        told.say(f"who-{told.method}", council=told.council),
        _nothing(told),
        *_numbers(told),
        code,
        *(told.say(key) for key in ("message-bring", "message-not-yet", "message-mind")),
    )


def _open_not_sent(told: Telling) -> tuple[str, ...]:
    lines = told.by_day[:1]
    return (
        told.say("message-numbers"),
        *(told.say("message-day", phone=line.phone) for line in lines),
        *_numbers(told),
    )


def _nothing(told: Telling) -> str:
    """What to do if nobody has been in touch by the day."""
    by, lines = told.source.contact_by, told.by_day[:1]
    phone = lines[0].phone if lines else told.helper_phone
    ask = "" if phone else "-ask"
    if by is None:
        return told.say("message-ring", phone=phone) if phone else told.say("message-ask")
    soon = told.source.hurry
    by = soon.ring_by if soon else by
    start = "message-nothing" if told.source.case.sent or soon else "message-if-today"
    days = {} if start == "message-nothing" else {"days": str(told.source.contact_days)}
    return told.say(f"{start}{ask}", day=told.wording.short_day(by), **days, **({"phone": phone} if phone else {}))


def _numbers(told: Telling) -> tuple[str, ...]:
    tonight = tuple(
        told.say(
            "message-tonight" if line.confidence == Confidence.CONFIRMED else "message-tonight-unsure",
            phone=line.phone,
        )
        for line in told.night[:1]
    )
    return (*tonight, told.say("message-danger"))
