"""The full slip (design section 7; procedure 3.1.1 and 5.2): standard, large print and for a screen reader.

Words are plain on purpose: short sentences, reading age about 9 to 11. None of the person's own details stand on it. Square
codes for a phone's camera stand beside confirmed numbers (for a helpline whose hours are not certain: its website), and never where abuse appears.
"""

import re
from dataclasses import replace

from champion_tui.domain.dates.closed_days import About
from champion_tui.domain.dates.deadlines import Ends, ends_by
from champion_tui.ground.calendar import iso_date, london_date
from champion_tui.papers.document import Blank, Block, Bullets, Callout, Document, Heading, Number, Paragraph
from champion_tui.papers.slip.telling import DATED_REASONS, Telling
from champion_tui.papers.source import leaves_prison

REASONS = frozenset({*DATED_REASONS, "homeless", "may-be-either"})
TEMPLATE = "slip"
PHONE = re.compile(r"\+?\d[\d ]{4,}\d|\b(?:999|55)\b")
"""What is dialled or pressed. Days and times are none: a year has four digits, a time a colon."""


def slip(told: Telling) -> Document:
    """The full slip in one language. Where no referral goes out it tells the next steps and the numbers only."""
    blocks = _referred(told) if told.referred else _not_referred(told)
    return Document(TEMPLATE, told.say("title"), blocks, footer=told.printed)


def _referred(told: Telling) -> tuple[Block, ...]:
    bring = ("bring-name", "bring-letter", "bring-people")
    return (
        Heading(told.say("who-heading")),
        Paragraph(told.say(f"who-{told.method}", council=told.council)),
        *_stage(told),
        *_when(told),
        *(() if told.source.promise_words else (Paragraph(told.say("no-promise")),)),
        told.code,
        Heading(told.say("nothing-heading")),
        *_if_nothing(told),
        Heading(told.say("tonight-heading")),
        *_tonight(told),
        Callout(told.say("not-yet-heading"), (told.say("not-yet"), told.say("go-yourself"))),
        Heading(told.say("bring-heading")),
        Bullets(tuple(told.say(key) for key in bring)),
        Paragraph(told.say("bring-anyway")),
        Heading(told.say("mind-heading")),
        Paragraph(told.say("mind", helper=told.helper, council=told.council)),
    )


def _not_referred(told: Telling) -> tuple[Block, ...]:
    steps = tuple(told.wording.told(text) for text in told.source.judgement.tell)
    lines = told.by_day
    return (
        *((Heading(told.say("now-heading")), Bullets(steps)) if steps else ()),
        *((Heading(told.say("day-heading")), *map(told.number, lines)) if lines else ()),
        Heading(told.say("tonight-heading")),
        *_tonight(told),
    )


def _stage(told: Telling) -> tuple[Block, ...]:
    """What the council is told about their home: the reason agreed with them, with the day where one is known."""
    reason = str(told.source.case.referral.get("agreed-reason", ""))
    answers = told.source.judgement.answers
    day = iso_date(str(answers.get("last-date", "")))
    if reason in DATED_REASONS and day is not None and day >= london_date(told.source.at):
        key = {Ends.LEAVES: "stage-leaving", Ends.NOTICE: "stage-notice"}.get(ends_by(answers), "stage-day")
        return (Paragraph(told.say(key, day=told.wording.day(day))), *_closed_day(told))
    return (Paragraph(told.say(f"stage-{reason}")),) if reason in REASONS else ()


def _closed_day(told: Telling) -> tuple[Block, ...]:
    """That they may leave before that day, and that no office is open on it. Nothing says where they leave from."""
    last = told.last_day
    if last is None:
        return ()
    said = []
    if leaves_prison(told.source.judgement.answers):
        if About.NOT_WORKING in last.about:
            said.append(told.say("leaving-moves", day=told.wording.day(last.released_by)))
        elif About.RELEASE_EARLY in last.about:
            said.append(told.say("leaving-early"))
    if About.RING_BEFORE in last.about:
        said.append(told.say("closed-day", day=told.wording.day(last.day), before=told.wording.day(last.open_before)))
    return (Paragraph(" ".join(said)),) if said else ()


def _when(told: Telling) -> tuple[Block, ...]:
    sent, by = told.source.case.sent, told.source.contact_by
    if told.hurry:
        first: Block = (
            Paragraph(told.say("was-sent", day=told.wording.day(sent.on))) if sent else Blank(told.say("sent-on"))
        )
        return (first, Paragraph(told.hurry, "strong"))
    ask = "" if told.source.promise_words else "-ask"
    if sent is None:
        known = told.say(f"if-sent-today{ask}", day=told.wording.day(by)) if by else ""
        first = Blank(told.say("sent-on"))
    else:
        known = told.say(f"by-day{ask}", day=told.wording.day(by)) if by else ""
        first = Paragraph(told.say("was-sent", day=told.wording.day(sent.on)))
    later = (Paragraph(told.say(f"another-day{ask}", days=told.working_days)),) if known and sent is None else ()
    return (first, Paragraph(known, "strong"), *later) if known else (first,)


def _if_nothing(told: Telling) -> tuple[Block, ...]:
    lines, phone = told.by_day[:1], told.helper_phone
    back = told.say("come-back-phone", helper=told.helper, phone=phone) if phone else ""
    ring = told.say("ring-council" if lines else "ring-helper")
    return (
        Paragraph(ring),
        *map(told.number, lines),
        Paragraph(back or told.say("come-back", helper=told.helper)),
    )


def _tonight(told: Telling) -> tuple[Block, ...]:
    return (told.danger, *map(told.number, told.night), Paragraph(told.say("next-number"), "quiet"))


def digit_by_digit(number: str) -> str:
    """``01632 960001`` as ``0 1 6 3 2, 9 6 0 0 0 1``: readers then say digits, with a breath where the number has a space."""
    return ", ".join(" ".join(part) for part in number.split())


def spoken(told: Telling, document: Document) -> Document:
    """``document``, a slip in the words of ``told``, as it is read out."""
    count = sum(isinstance(block, Heading | Callout) for block in document.blocks)
    blocks: list[Block] = []
    number = 0
    for block in document.blocks:
        if isinstance(block, Heading | Callout):
            number += 1
            title = block.words if isinstance(block, Heading) else block.title
            heading = told.say("part", number=str(number), count=str(count), heading=title)
            blocks.append(Heading(heading))
            blocks += [] if isinstance(block, Heading) else [Paragraph(_in_digits(told, item)) for item in block.items]
        else:
            blocks.append(_spoken_block(told, block))
    return replace(document, blocks=tuple(blocks))


def _in_digits(told: Telling, text: str) -> str:
    return PHONE.sub(lambda found: told.wording.marked(digit_by_digit(found[0])), text)


def _spoken_block(told: Telling, block: Block) -> Block:
    if isinstance(block, Number):
        digits = told.wording.marked(digit_by_digit(block.phone))
        return Number(f"{told.say('say-number')}: {digits}", block.name, _in_digits(told, block.when))
    if isinstance(block, Paragraph):
        return Paragraph(_in_digits(told, block.words))
    if isinstance(block, Blank):
        return Paragraph(f"{block.label}: {' '.join(block.filled) if block.filled else told.say('to-fill-in')}")
    return block
