"""The full slip (design section 7; procedure 3.1.1 and 5.2): standard, large print and for a screen reader.

The words are plain on purpose: short sentences, reading age about 9 to 11. It has none of the person's own details. QR
codes are next to confirmed numbers (for a helpline with uncertain hours, its website), but never if abuse appears.
"""

import re
from dataclasses import replace

from champion_tui.domain.dates.closed_days import About
from champion_tui.domain.dates.deadlines import Ends, ends_by
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.papers.document import Blank, Block, Bullets, Callout, Document, Heading, Number, Paragraph
from champion_tui.papers.slip.slip_content import DATED_REASONS, SlipContent
from champion_tui.papers.source import leaves_prison

REASONS = frozenset({*DATED_REASONS, "homeless", "may-be-either"})
TEMPLATE = "slip"
PHONE = re.compile(r"\+?\d[\d ]{4,}\d|\b(?:999|55)\b")
"""Numbers to dial or press. Days and times do not match: a year has four digits, a time a colon."""


def full_slip(slip: SlipContent) -> Document:
    """Returns the full slip in one language. Without a referral, it has only the next steps and the numbers."""
    blocks = _referred(slip) if slip.referred else _not_referred(slip)
    return Document(TEMPLATE, slip.say("title"), blocks, footer=slip.printed)


def _referred(slip: SlipContent) -> tuple[Block, ...]:
    bring = ("bring-name", "bring-letter", "bring-people")
    return (
        Heading(slip.say("who-heading")),
        Paragraph(slip.say(f"who-{slip.method}", council=slip.council)),
        *_stage(slip),
        *_when(slip),
        *(() if slip.source.promise_words else (Paragraph(slip.say("no-promise")),)),
        slip.code,
        Heading(slip.say("nothing-heading")),
        *_if_nothing(slip),
        Heading(slip.say("tonight-heading")),
        *_tonight(slip),
        Callout(slip.say("not-yet-heading"), (slip.say("not-yet"), slip.say("go-yourself"))),
        Heading(slip.say("bring-heading")),
        Bullets(tuple(slip.say(key) for key in bring)),
        *(() if slip.length.brief else (Paragraph(slip.say("bring-anyway")),)),
        Heading(slip.say("mind-heading")),
        Paragraph(slip.say("mind", helper=slip.helper, council=slip.council)),
    )


def _not_referred(slip: SlipContent) -> tuple[Block, ...]:
    steps = tuple(slip.wording.translated(text) for text in slip.source.judgement.tell)
    lines = slip.by_day
    return (
        *((Heading(slip.say("now-heading")), Bullets(steps)) if steps else ()),
        *((Heading(slip.say("day-heading")), *map(slip.number, lines)) if lines else ()),
        Heading(slip.say("tonight-heading")),
        *_tonight(slip),
    )


def _stage(slip: SlipContent) -> tuple[Block, ...]:
    """Returns what the council is told about their home: the agreed reason, with the day if it is known."""
    reason = str(slip.source.case.referral.get("agreed-reason", ""))
    answers = slip.source.judgement.answers
    day = iso_date(str(answers.get("last-date", "")))
    if reason in DATED_REASONS and day is not None and day >= london_date(slip.source.at):
        key = {Ends.LEAVES: "stage-leaving", Ends.NOTICE: "stage-notice"}.get(ends_by(answers), "stage-day")
        return (Paragraph(slip.say(key, day=slip.wording.day(day))), *_closed_day(slip))
    return (Paragraph(slip.say(f"stage-{reason}")),) if reason in REASONS else ()


def _closed_day(slip: SlipContent) -> tuple[Block, ...]:
    """Returns sentences if they may leave before that day, or if offices are closed on it. They do not say where the person leaves from."""
    last = slip.last_day
    if last is None:
        return ()
    said = []
    if leaves_prison(slip.source.judgement.answers):
        if About.NOT_WORKING in last.about:
            said.append(slip.say("leaving-moves", day=slip.wording.day(last.released_by)))
        elif About.RELEASE_EARLY in last.about:
            said.append(slip.say("leaving-early"))
    if About.RING_BEFORE in last.about:
        said.append(slip.say("closed-day", day=slip.wording.day(last.day), before=slip.wording.day(last.open_before)))
    return (Paragraph(" ".join(said)),) if said else ()


def _when(slip: SlipContent) -> tuple[Block, ...]:
    sent, by = slip.source.case.sent, slip.source.contact_by
    if slip.hurry:
        first: Block = (
            Paragraph(slip.say("was-sent", day=slip.wording.day(sent.on))) if sent else Blank(slip.say("sent-on"))
        )
        return (first, Paragraph(slip.hurry, "strong"))
    ask = "" if slip.source.promise_words else "-ask"
    if sent is None:
        known = slip.say(f"if-sent-today{ask}", day=slip.wording.day(by)) if by else ""
        first = Blank(slip.say("sent-on"))
    else:
        known = slip.say(f"by-day{ask}", day=slip.wording.day(by)) if by else ""
        first = Paragraph(slip.say("was-sent", day=slip.wording.day(sent.on)))
    later = (Paragraph(slip.say(f"another-day{ask}", days=slip.working_days)),) if known and sent is None else ()
    return (first, Paragraph(known, "strong"), *later) if known else (first,)


def _if_nothing(slip: SlipContent) -> tuple[Block, ...]:
    lines, phone = slip.by_day, slip.helper_phone
    back = slip.say("come-back-phone", helper=slip.helper, phone=phone) if phone else ""
    ring = slip.say("ring-council" if lines else "ring-helper")
    return (
        Paragraph(ring),
        *map(slip.number, lines),
        Paragraph(back or slip.say("come-back", helper=slip.helper)),
    )


def _tonight(slip: SlipContent) -> tuple[Block, ...]:
    return (slip.danger, *map(slip.number, slip.night), Paragraph(slip.say("next-number"), "quiet"))


def digit_by_digit(number: str) -> str:
    """Returns ``01632 960001`` as ``0 1 6 3 2, 9 6 0 0 0 1``: screen readers then say digits, with a pause at the space."""
    return ", ".join(" ".join(part) for part in number.split())


def spoken(slip: SlipContent, document: Document) -> Document:
    """Returns ``document``, a slip in the words of ``slip``, for reading aloud."""
    count = sum(isinstance(block, Heading | Callout) for block in document.blocks)
    blocks: list[Block] = []
    number = 0
    for block in document.blocks:
        if isinstance(block, Heading | Callout):
            number += 1
            title = block.words if isinstance(block, Heading) else block.title
            heading = slip.say("part", number=str(number), count=str(count), heading=title)
            blocks.append(Heading(heading))
            blocks += [] if isinstance(block, Heading) else [Paragraph(_in_digits(slip, item)) for item in block.items]
        else:
            blocks.append(_spoken_block(slip, block))
    return replace(document, blocks=tuple(blocks))


def _in_digits(slip: SlipContent, text: str) -> str:
    return PHONE.sub(lambda number: slip.wording.marked(digit_by_digit(number[0])), text)


def _spoken_block(slip: SlipContent, block: Block) -> Block:
    if isinstance(block, Number):
        digits = slip.wording.marked(digit_by_digit(block.phone))
        return Number(f"{slip.say('say-number')}: {digits}", block.name, _in_digits(slip, block.when))
    if isinstance(block, Paragraph):
        return Paragraph(_in_digits(slip, block.words))
    if isinstance(block, Blank):
        return Paragraph(f"{block.label}: {' '.join(block.filled) if block.filled else slip.say('to-fill-in')}")
    return block
