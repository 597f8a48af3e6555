"""What can be carried if a slip would be dangerous: the plain card, and the text for a phone message.

Neither has a QR code, because anyone who finds it can scan it and see where it leads. Both are in English only if abuse
appears, and the card always is: two languages would show that it comes from an office. Neither names a person, reason,
address, reference or organisation, except that the message does if they may carry a full slip.
"""

from champion_tui.domain.lines.phone_lines import Confidence, LineNow, LineUse
from champion_tui.domain.papers.slip_form import is_quiet
from champion_tui.papers.document import Blank, Block, Document, Number, Paragraph
from champion_tui.papers.opening_hours import plain_hours
from champion_tui.papers.phone_lines import council_lines, lines_of_councils
from champion_tui.papers.slip.slip_content import SlipContent
from champion_tui.papers.slip.slip_room import on_one_side

CARD_TEMPLATE = "card"


def _quiet_lines(slip: SlipContent, most_unsure: int = 2) -> tuple[LineNow, ...]:
    """Returns only councils' numbers and their stand-ins, because a helpline's number can give its reader away.

    A referral to a council that is not loaded has none, because ringing another council would not help. After the first
    number there is one confirmed number, or up to ``most_unsure``.
    """
    candidates = council_lines(slip.source) or (() if slip.referred else lines_of_councils(slip.source))
    by_day = tuple(line for line in candidates if line.use is not LineUse.OUT_OF_HOURS)[:1]
    others = tuple(line for line in candidates if line not in by_day)
    return (*by_day, *others[: 1 if _is_sure(*others[:1]) else most_unsure])


def _is_sure(*lines: LineNow) -> bool:
    return all(line.confidence == Confidence.CONFIRMED for line in lines)


def _card_time(slip: SlipContent, *, earlier: bool) -> tuple[Block, ...]:
    by = slip.source.contact_by
    if by is None or not slip.referred:
        return ()
    soon, before = slip.source.hurry, slip.say("card-before") if earlier else ""
    alone = (Paragraph(before),) if before else ()
    if soon:
        return (Paragraph(slip.say("card-by", day=slip.wording.day(soon.ring_by)), "strong"), *alone)
    day = slip.wording.day(by)
    if slip.source.case.sent is None:
        later = Paragraph(f"{slip.say('card-later', days=slip.working_days)} {before}".rstrip())
        return (Blank(slip.say("card-from")), Paragraph(slip.say("card-if-today", day=day), "strong"), later)
    return (Paragraph(slip.say("card-by", day=day), "strong"), *alone)


def card(slip: SlipContent) -> Document:
    """Returns the plain card: a number and a time. It names no organisation, reason, reference or code.

    If it does not fit on one side, it loses the second of two unconfirmed numbers, then the sentence that they may ring
    earlier.
    """
    tried = ((2, True), (1, True), (1, False))
    return on_one_side((_card(slip, most_unsure, earlier=earlier) for most_unsure, earlier in tried), slip.source.fonts)


def _card(slip: SlipContent, most_unsure: int, *, earlier: bool) -> Document:
    lines = _quiet_lines(slip, most_unsure)
    numbers: tuple[Block, ...] = tuple(Number(line.phone, "", _card_hours(slip, line)) for line in lines)
    phone = slip.helper_phone
    given = numbers or ((Number(phone, "", ""),) if phone else (Blank(slip.say("card-number")),))
    return Document(CARD_TEMPLATE, slip.say("card-title"), (*given, *_card_time(slip, earlier=earlier)))


def _card_hours(slip: SlipContent, line: LineNow) -> str:
    hours = plain_hours(line, slip.wording)
    return hours if _is_sure(line) else f"{hours.rstrip('.')}. {slip.say('card-unsure')}"


def message(slip: SlipContent) -> str:
    """Returns the text for a phone message, on one line. If others may read it, it is only a number and a day."""
    if is_quiet(slip.source.case.answers, slip.source.case.referral):
        return " ".join(_quiet(slip))
    return " ".join(_open(slip) if slip.referred else _open_not_sent(slip))


def _quiet(slip: SlipContent) -> tuple[str, ...]:
    lines, by = _quiet_lines(slip), slip.source.contact_by
    phone = lines[0].phone if lines else slip.helper_phone
    if not phone:
        return (slip.say("quiet-ask"),)
    hours = (slip.say("quiet-hours", hours=plain_hours(lines[0], slip.wording).rstrip(".")),) if lines else ()
    closed = (
        slip.say("quiet-closed" if _is_sure(line) else "quiet-closed-unsure", phone=line.phone) for line in lines[1:]
    )
    soon = slip.source.hurry
    until = "card-by" if slip.source.case.sent or soon else "quiet-if-today"
    by = soon.ring_by if soon else by
    day = (slip.say(until, day=slip.wording.short_day(by)),) if by and slip.referred else ()
    later = (slip.say("quiet-later", days=slip.working_days),) if day and until != "card-by" else ()
    first = "quiet-number" if _is_sure(*lines[:1]) else "quiet-number-unsure"
    return (slip.say(first, phone=phone), *hours, *closed, *day, *later)


def _open(slip: SlipContent) -> tuple[str, ...]:
    code = slip.code_to_give
    return (
        slip.say(f"who-{slip.method}", council=slip.council),
        _nothing(slip),
        *_numbers(slip),
        slip.say("message-code", code=code) if code else slip.say("message-code-later"),
        *(slip.say(key) for key in ("message-bring", "message-not-yet", "message-mind")),
    )


def _open_not_sent(slip: SlipContent) -> tuple[str, ...]:
    lines = slip.by_day[:1]
    return (
        slip.say("message-numbers"),
        *(slip.say("message-day", phone=line.phone) for line in lines),
        *_numbers(slip),
    )


def _nothing(slip: SlipContent) -> str:
    """Returns what to do if nobody has been in touch by the day."""
    by, lines = slip.source.contact_by, slip.by_day[:1]
    phone = lines[0].phone if lines else slip.helper_phone
    ask = "" if phone else "-ask"
    if by is None:
        return slip.say("message-ring", phone=phone) if phone else slip.say("message-ask")
    soon = slip.source.hurry
    by = soon.ring_by if soon else by
    start = "message-nothing" if slip.source.case.sent or soon else "message-if-today"
    days = {} if start == "message-nothing" else {"days": str(slip.source.contact_days)}
    return slip.say(f"{start}{ask}", day=slip.wording.short_day(by), **days, **({"phone": phone} if phone else {}))


def _numbers(slip: SlipContent) -> tuple[str, ...]:
    tonight = tuple(
        slip.say(
            "message-tonight" if line.confidence == Confidence.CONFIRMED else "message-tonight-unsure",
            phone=line.phone,
        )
        for line in slip.night[:1]
    )
    return (*tonight, slip.say("message-danger"))
