"""The slip in easy read: short lines, one idea a line, one step a block, no word that has to be explained but one, which is."""

import re

from champion_tui.domain.dates.closed_days import About
from champion_tui.papers.document import Blank, Block, Document, Heading, Paragraph
from champion_tui.papers.slip.telling import Telling
from champion_tui.papers.source import leaves_prison

TEMPLATE = "slip-easy"
SENTENCE_ENDS = re.compile(r"(?<=[.?!])\s+")


def easy_read(told: Telling) -> Document:
    """The easy-read slip in one language."""
    parts = _referred(told) if told.referred else _not_referred(told)
    given = (part for part in parts if len(part) > 1)
    blocks = tuple(block for number, part in enumerate(given, 1) for block in _numbered(part, number))
    return Document(TEMPLATE, told.say("easy-title"), blocks, footer=told.printed)


def _numbered(part: tuple[Block, ...], number: int) -> tuple[Block, ...]:
    head, *rest = part
    return (Heading(f"{number}. {head.words}"), *rest) if isinstance(head, Heading) else part


def _lines(told: Telling, *keys: str, **values: str) -> tuple[Block, ...]:
    return tuple(Paragraph(told.say(f"easy-{key}", **values)) for key in keys)


def _part(told: Telling, heading: str, *blocks: Block) -> tuple[Block, ...]:
    return (Heading(told.say(heading)), *blocks)


def _referred(told: Telling) -> tuple[tuple[Block, ...], ...]:
    first = "told" if told.source.case.sent else "telling"
    return (
        _part(
            told, "easy-who-heading", *_lines(told, first), *_lines(told, f"who-{told.method}", council=told.council)
        ),
        _part(told, "easy-when-heading", *_when(told), *_closed_day(told), told.code),
        _part(told, "easy-nothing-heading", *_if_nothing(told)),
        _part(told, "tonight-heading", *_tonight(told)),
        _part(told, "not-yet-heading", *_lines(told, "only-told", "application", "any-time", "no-wait")),
        _part(
            told,
            "easy-bring-heading",
            *_lines(told, "bring-name", "bring-letter", "bring-people", "bring-none", "bring-anyway"),
        ),
        _part(
            told,
            "easy-mind-heading",
            *_lines(told, "mind-no", "mind-time"),
            *_lines(told, "mind-helper", helper=told.helper),
            *_lines(told, "mind-council", "mind-why"),
        ),
    )


def _not_referred(told: Telling) -> tuple[tuple[Block, ...], ...]:
    steps = (told.wording.told(text) for text in told.source.judgement.tell)
    lines = tuple(Paragraph(line) for step in steps for line in SENTENCE_ENDS.split(step))
    return (
        _part(told, "easy-now-heading", *lines),
        _part(told, "easy-day-heading", *map(told.number, told.by_day)),
        _part(told, "tonight-heading", *_tonight(told)),
    )


def _when(told: Telling) -> tuple[Block, ...]:
    by = told.source.contact_by
    day = told.wording.day(by) if by else ""
    promised = bool(told.source.promise_words)
    soon = told.source.hurry
    if soon:
        first = () if told.source.case.sent else (Blank(told.say("sent-on")),)
        return (
            *first,
            *_lines(told, f"hurry-{soon.ends}", day=told.wording.day(soon.last)),
            *_lines(told, "hurry"),
            *_lines(told, "hurry-ring", day=told.wording.day(soon.ring_by)),
        )
    unknown = () if promised and by else _lines(told, "no-day")
    if not by:
        return unknown
    today, later = ("if-today-by", "another-day-by") if promised else ("ask-by", "another-day-ask")
    if told.source.case.sent:
        return (*unknown, *_lines(told, "by-day" if promised else "ask-by", day=day))
    return (
        *unknown,
        Blank(told.say("sent-on")),
        *_lines(told, "if-today"),
        *_lines(told, today, day=day),
        *_lines(told, "another-day"),
        *_lines(told, later, days=told.working_days),
        *_lines(told, "working-days"),
    )


def _closed_day(told: Telling) -> tuple[Block, ...]:
    last = told.last_day
    if last is None:
        return ()
    sooner = bool(last.about & {About.NOT_WORKING, About.RELEASE_EARLY}) and leaves_prison(
        told.source.judgement.answers
    )
    day = told.wording.day(last.day)
    return (
        *(_lines(told, "leaving-sooner", "leaving-ask", day=day) if sooner else ()),
        *(_lines(told, "closed-day", "closed-day-ring", day=day) if About.RING_BEFORE in last.about else ()),
    )


def _if_nothing(told: Telling) -> tuple[Block, ...]:
    lines, phone = told.by_day[:1], told.helper_phone
    ring = (*_lines(told, "ring-council"), *map(told.number, lines), *_lines(told, "say-name", "say-code"))
    return (
        *(ring if lines else ()),
        *_lines(told, "ask-helper", helper=told.helper),
        *(_lines(told, "helper-phone", phone=phone) if phone else ()),
    )


def _tonight(told: Telling) -> tuple[Block, ...]:
    return (told.danger, *map(told.number, told.night), *_lines(told, "no-answer", "next-number"))
