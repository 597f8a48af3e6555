"""The slip in easy read: short lines, one idea to a line, one step to a block, and only one difficult word, which is explained."""

import re

from champion_tui.domain.dates.closed_days import About
from champion_tui.papers.document import Blank, Block, Document, Heading, Paragraph
from champion_tui.papers.slip.slip_content import SlipContent
from champion_tui.papers.source import leaves_prison

TEMPLATE = "slip-easy"
SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+")


def easy_read(slip: SlipContent) -> Document:
    """Returns the easy-read slip in one language."""
    parts = _referred(slip) if slip.referred else _not_referred(slip)
    given = (part for part in parts if len(part) > 1)
    blocks = tuple(block for number, part in enumerate(given, 1) for block in _numbered(part, number))
    return Document(TEMPLATE, slip.say("easy-title"), blocks, footer=slip.printed)


def _numbered(part: tuple[Block, ...], number: int) -> tuple[Block, ...]:
    head, *rest = part
    return (Heading(f"{number}. {head.words}"), *rest) if isinstance(head, Heading) else part


def _lines(slip: SlipContent, *keys: str, **values: str) -> tuple[Block, ...]:
    return tuple(Paragraph(slip.say(f"easy-{key}", **values)) for key in keys)


def _part(slip: SlipContent, heading: str, *blocks: Block) -> tuple[Block, ...]:
    return (Heading(slip.say(heading)), *blocks)


def _referred(slip: SlipContent) -> tuple[tuple[Block, ...], ...]:
    first = "told" if slip.source.case.sent else "telling"
    return (
        _part(
            slip, "easy-who-heading", *_lines(slip, first), *_lines(slip, f"who-{slip.method}", council=slip.council)
        ),
        _part(slip, "easy-when-heading", *_when(slip), *_closed_day(slip), slip.code),
        _part(slip, "easy-nothing-heading", *_if_nothing(slip)),
        _part(slip, "tonight-heading", *_tonight(slip)),
        _part(slip, "not-yet-heading", *_lines(slip, "only-told", "application", "any-time", "no-wait")),
        _part(
            slip,
            "easy-bring-heading",
            *_lines(slip, "bring-name", "bring-letter", "bring-people", "bring-none", "bring-anyway"),
        ),
        _part(
            slip,
            "easy-mind-heading",
            *_lines(slip, "mind-no", "mind-time"),
            *_lines(slip, "mind-helper", helper=slip.helper),
            *_lines(slip, "mind-council", "mind-why"),
        ),
    )


def _not_referred(slip: SlipContent) -> tuple[tuple[Block, ...], ...]:
    steps = (slip.wording.translated(text) for text in slip.source.judgement.tell)
    lines = tuple(Paragraph(line) for step in steps for line in SENTENCE_ENDS.split(step))
    return (
        _part(slip, "easy-now-heading", *lines),
        _part(slip, "easy-day-heading", *map(slip.number, slip.by_day)),
        _part(slip, "tonight-heading", *_tonight(slip)),
    )


def _when(slip: SlipContent) -> tuple[Block, ...]:
    by = slip.source.contact_by
    day = slip.wording.day(by) if by else ""
    promised = bool(slip.source.promise_words)
    soon = slip.source.hurry
    if soon:
        first = () if slip.source.case.sent else (Blank(slip.say("sent-on")),)
        return (
            *first,
            *_lines(slip, f"hurry-{soon.ends}", day=slip.wording.day(soon.last)),
            *_lines(slip, "hurry"),
            *_lines(slip, "hurry-ring", day=slip.wording.day(soon.ring_by)),
        )
    unknown = () if promised and by else _lines(slip, "no-day")
    if not by:
        return unknown
    today, later = ("if-today-by", "another-day-by") if promised else ("ask-by", "another-day-ask")
    if slip.source.case.sent:
        return (*unknown, *_lines(slip, "by-day" if promised else "ask-by", day=day))
    return (
        *unknown,
        Blank(slip.say("sent-on")),
        *_lines(slip, "if-today"),
        *_lines(slip, today, day=day),
        *_lines(slip, "another-day"),
        *_lines(slip, later, days=slip.working_days),
        *_lines(slip, "working-days"),
    )


def _closed_day(slip: SlipContent) -> tuple[Block, ...]:
    last = slip.last_day
    if last is None:
        return ()
    sooner = bool(last.about & {About.NOT_WORKING, About.RELEASE_EARLY}) and leaves_prison(
        slip.source.judgement.answers
    )
    day = slip.wording.day(last.day)
    return (
        *(_lines(slip, "leaving-sooner", "leaving-ask", day=day) if sooner else ()),
        *(_lines(slip, "closed-day", "closed-day-ring", day=day) if About.RING_BEFORE in last.about else ()),
    )


def _if_nothing(slip: SlipContent) -> tuple[Block, ...]:
    lines, phone = slip.by_day[:1], slip.helper_phone
    ring = (*_lines(slip, "ring-council"), *map(slip.number, lines), *_lines(slip, "say-name", "say-code"))
    return (
        *(ring if lines else ()),
        *_lines(slip, "ask-helper", helper=slip.helper),
        *(_lines(slip, "helper-phone", phone=phone) if phone else ()),
    )


def _tonight(slip: SlipContent) -> tuple[Block, ...]:
    return (slip.danger, *map(slip.number, slip.night), *_lines(slip, "no-answer", "next-number"))
