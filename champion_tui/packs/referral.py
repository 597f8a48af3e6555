"""The referral for the officer: one page to read in a minute, then every detail in the portal's order."""

from typing import TypeAlias

from champion_tui.domain.answers import Answer
from champion_tui.domain.calendar import iso_date, london_date
from champion_tui.domain.date_words import day_words, printed_moment
from champion_tui.domain.deadlines import home_until
from champion_tui.domain.form import ConsentPart, FormStep
from champion_tui.domain.stage import Stage, days_until
from champion_tui.packs import words
from champion_tui.packs.document import (
    Block,
    Callout,
    Document,
    Heading,
    Pairs,
    Paragraph,
)
from champion_tui.packs.outgoing import OutField, Outgoing, outgoing
from champion_tui.packs.plain import one_line, shortened
from champion_tui.packs.source import PackSource

NAME_ON_PAGE_ONE = 90
TEXT_ON_PAGE_ONE = 110
SUMMARY_ON_PAGE_ONE = 280
NEEDS_ON_EACH_PAGE = 240
NOT_A_NEED = "none"
CANNOT_WAIT = "call-today"
"""The warning under which ten working days are too late: the officer is asked for today then."""

Row: TypeAlias = tuple[str, tuple[str, ...]]
"""A label and the texts that stand beside it."""


def document(source: PackSource) -> Document:
    """The referral of a case. Raises ``NotAgreed`` where there is no agreement to it."""
    out = outgoing(source)
    blocks = (*_page_one(source, out), *_details(source, out))
    title = words.REFERRAL_TITLE.format(council=source.authority_name or words.THEIR_COUNCIL)
    footer = words.FOOTER.format(reference=source.case.reference, moment=printed_moment(source.at))
    return Document("referral", title, blocks, banner(out), footer, words.ELSEWHERE)


def banner(out: Outgoing) -> str:
    """The communication needs that stand on every page, "" where there are none."""
    found = out.of("communication-needs")
    if found is None or found.value is None:
        return ""
    ids = (found.value,) if isinstance(found.value, str) else found.value
    needs = [text for one, text in zip(ids, found.words, strict=True) if one != NOT_A_NEED]
    start, cut = shortened("; ".join(needs), NEEDS_ON_EACH_PAGE)
    return words.NEEDS.format(needs=words.MORE_BELOW.format(start=start) if cut else start) if needs else ""


def _brief(field: OutField | None, longest: int = TEXT_ON_PAGE_ONE) -> str:
    """A field on page one: whole where it is short, else its beginning and where the rest stands."""
    if field is None or not field.words:
        return words.NOT_SHARED if field and not field.agreed else words.NOT_GIVEN
    start, cut = shortened(field.text, longest)
    return words.MORE_BELOW.format(start=start) if cut else start


def _page_one(source: PackSource, out: Outgoing) -> tuple[Block, ...]:
    return (
        Paragraph(_brief(out.of("full-name"), NAME_ON_PAGE_ONE), "large"),
        *_who_else(out),
        _rows(
            ("Where now", (_brief(out.of("current-accommodation")),)),
            (
                "By when",
                (_by_when(source, out.answers.get("last-date")), _window(source, out.answers.get("last-date"))),
            ),
            ("What is asked", _asked(source, out)),
            *_reach(out),
        ),
        Callout(words.DO_NOT_TITLE, _do_not(out), "stop"),
        _rows(
            ("What happened", (_brief(out.of("summary"), SUMMARY_ON_PAGE_ONE),)),
            ("Referred by", _referrer(out)),
            ("Agreed", _agreed(out)),
        ),
        Paragraph(f"{_duty(out)}. {words.NOT_AN_APPLICATION}", "quiet"),
    )


def _rows(*rows: Row) -> Pairs:
    return Pairs(tuple((label, tuple(filter(None, texts))) for label, texts in rows), lead=True)


def _who_else(out: Outgoing) -> tuple[Block, ...]:
    parts = []
    if out.text("known-as"):
        parts.append(f"Known as {_brief(out.of('known-as'), NAME_ON_PAGE_ONE)}")
    if out.text("date-of-birth"):
        parts.append(f"Born {one_line(out.text('date-of-birth'))}")
    return (Paragraph(". ".join(parts)),) if parts else ()


def _by_when(source: PackSource, answer: Answer | None) -> str:
    day = iso_date(str(answer))
    if day is None:
        return words.NO_DATE
    days = days_until(day, london_date(source.at))
    if days < 0:
        return words.DATE_PASSED.format(day=day_words(day))
    if days == 0:
        return words.DATE_TODAY.format(day=day_words(day))
    return words.DATE_AHEAD.format(day=day_words(day), days="1 day" if days == 1 else f"{days} days")


def _window(source: PackSource, answer: Answer | None) -> str:
    """Since when, or from when, the person is within the 56 days (Housing Act 1996 s.175(4)); "" without a coming date."""
    day, today = iso_date(str(answer)), london_date(source.at)
    if day is None or day < today:
        return ""
    found = home_until(day, today)
    words_of_it = words.WINDOW_BEGINS if found.stage is Stage.EARLY else words.WINDOW_BEGAN
    return words_of_it.format(day=day_words(found.threatened_from))


def _asked(source: PackSource, out: Outgoing) -> tuple[str, ...]:
    by, sent = source.contact_by if source.promise_words else None, source.case.sent
    if CANNOT_WAIT in source.judgement.warnings:
        asked = words.TODAY
    elif by is None:
        asked = words.ASAP
    elif sent is not None:
        asked = words.CONTACT_BY.format(day=day_words(by), sent=day_words(sent.on))
    else:
        asked = words.CONTACT_BY_IF.format(day=day_words(by), today=day_words(london_date(source.at)))
    return (_brief(out.of("agreed-reason")), asked)


def _reach(out: Outgoing) -> tuple[Row, ...]:
    """The way they chose and what is safe, then each way and time under its own label."""
    method = out.text("contact-method")
    choice = words.FIRST_CHOICE.format(method=method[:1].lower() + method[1:]) if method else words.NO_CHOICE
    safe = " ".join(text for one, text in words.IS_SAFE.items() if out.code(one) == "yes")
    given = ((label, tuple(map(out.of, ids))) for label, ids in words.REACH_LABELS.items())
    ways = ((label, tuple(_brief(one) for one in found if one and one.words)) for label, found in given)
    return (("How to reach them", (choice, safe)), *(way for way in ways if way[1]))


def _do_not(out: Outgoing) -> tuple[str, ...]:
    never = out.of("do-not-contact-at")
    at = words.NEVER_AT.format(where=_brief(never)) if never and never.words else ""
    forbidden = (words.DO_NOT[one] for one in words.DO_NOT if out.code(one) == "no")
    first = (words.ASK_FIRST[one] for one in words.ASK_FIRST if out.code(one) == "ask")
    needs = out.of("communication-needs")
    interpreter = words.NO_RELATIVE if needs and needs.value and "interpreter" in needs.value else ""
    answered = any(out.code(one) for one in words.DO_NOT)
    unsaid = words.NOTHING_SAID if not answered else "" if out.code("safe-to-leave-message") else words.MESSAGE_NOT_SAID
    return tuple(filter(None, (at, *forbidden, *first, unsaid, interpreter)))


def _referrer(out: Outgoing) -> tuple[str, ...]:
    who = (out.text("referrer-name"), out.text("referrer-role"))
    where = (out.text("agency-name"), out.text("team"))
    how = (out.text("referrer-phone"), out.text("referrer-email"))
    lines = (", ".join(filter(None, map(one_line, part))) for part in (who, where, how))
    return tuple(shortened(line, TEXT_ON_PAGE_ONE)[0] for line in lines if line) or (words.NOT_GIVEN,)


def _agreed(out: Outgoing) -> tuple[str, ...]:
    how = words.CONSENT_HOW.get(str(out.answers.get("consent")), "")
    details = words.DETAILS_AGREED if ConsentPart.DETAILS in out.agreed else words.DETAILS_HELD
    return (words.AGREED_HOW.format(how=how), details)


def _duty(out: Outgoing) -> str:
    body = out.code("body-type")
    if not body:
        return words.NO_BODY
    return words.VOLUNTARY if body == "voluntary" else words.LEGAL_DUTY


def _details(source: PackSource, out: Outgoing) -> tuple[Block, ...]:
    steps = (_step(step, number, out) for number, step in enumerate(source.form.steps, start=1))
    return tuple(block for blocks in steps for block in blocks)


def _label(one: OutField) -> str:
    """The form speaks to the referrer ("your name"); the officer reads whose it is."""
    return words.OFFICER_LABELS.get(one.field.id, one.field.label)


def _step(step: FormStep, number: int, out: Outgoing) -> tuple[Block, ...]:
    mine = tuple(one for one in out.fields if one.field.step == step.id)
    given = tuple((_label(one), one.words) for one in mine if one.words)
    empty = "; ".join(_label(one) for one in mine if one.agreed and not one.words)
    held = "; ".join(_label(one) for one in mine if not one.agreed)
    title = words.OFFICER_TITLES.get(step.id, step.title)
    blocks: list[Block] = [Heading(f"{number}. {title}", new_page=number == 1)]
    if given:
        blocks.append(Pairs(given))
    if empty:
        blocks.append(Paragraph(words.STEP_NOT_GIVEN.format(labels=empty), "quiet"))
    if held:
        blocks.append(Paragraph(words.STEP_HELD.format(labels=held), "quiet"))
    return tuple(blocks)
