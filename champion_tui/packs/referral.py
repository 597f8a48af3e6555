"""The referral for the officer: one page to read in a minute, then every detail in the portal's order."""

from champion_tui.domain.answers import Answer
from champion_tui.domain.calendar import london_date
from champion_tui.domain.form import ConsentPart, FormStep
from champion_tui.domain.stage import days_until
from champion_tui.packs import words
from champion_tui.packs.dates import day_words, iso_day, moment_words
from champion_tui.packs.document import (
    Block,
    Callout,
    Document,
    Heading,
    Pairs,
    Paragraph,
)
from champion_tui.packs.outgoing import Outgoing, OutField, outgoing
from champion_tui.packs.plain import one_line, shortened
from champion_tui.packs.source import PackSource

NAME_ON_PAGE_ONE = 90
TEXT_ON_PAGE_ONE = 170
NEEDS_ON_EACH_PAGE = 240
NOT_A_NEED = "none"

WAYS = ("phone", "email", "postal-address", "alternative-contact-name", "alternative-contact-phone")
WHEN = ("contact-notes", "reachable-until", "reachable-after")


def document(source: PackSource) -> Document:
    """The referral of a case. Raises ``NotAgreed`` where there is no agreement to it."""
    out = outgoing(source)
    blocks = (*_page_one(source, out), *_details(source, out))
    title = words.REFERRAL_TITLE.format(council=source.authority_name or words.THE_COUNCIL)
    footer = words.FOOTER.format(reference=source.case.reference, moment=moment_words(source.at))
    return Document("referral", title, blocks, banner(out), footer, words.ELSEWHERE)


def banner(out: Outgoing) -> str:
    """The communication needs that stand on every page, "" where there are none."""
    found = out.of("communication-needs")
    if found is None or found.value is None:
        return ""
    ids = (found.value,) if isinstance(found.value, str) else found.value
    needs = [text for one, text in zip(ids, found.words, strict=True) if one != NOT_A_NEED]
    return words.NEEDS.format(needs=shortened("; ".join(needs), NEEDS_ON_EACH_PAGE)[0]) if needs else ""


def _brief(field: OutField | None, longest: int = TEXT_ON_PAGE_ONE) -> str:
    """A field on page one: whole where it is short, else its beginning and where the rest stands."""
    if field is None or not field.words:
        return words.NOT_SHARED if field and not field.agreed else words.NOT_GIVEN
    start, cut = shortened(field.text, longest)
    return words.SEE_BELOW.format(start=start, label=field.field.label) if cut else start


def _page_one(source: PackSource, out: Outgoing) -> tuple[Block, ...]:
    rows = (
        ("Where now", (_brief(out.of("current-accommodation")),)),
        ("By when", (_by_when(source, out.answers.get("last-date")),)),
        ("What is asked", _asked(source, out)),
        ("How to reach them", _reach(out)),
        ("What happened", (_brief(out.of("summary"), 2 * TEXT_ON_PAGE_ONE),)),
        ("Referred by", _referrer(out)),
        ("Agreed", _agreed(out)),
    )
    return (
        Paragraph(_brief(out.of("full-name"), NAME_ON_PAGE_ONE), "large"),
        *_who_else(out),
        Callout(words.DO_NOT_TITLE, _do_not(out), "stop"),
        Pairs(tuple((label, tuple(filter(None, texts))) for label, texts in rows)),
        Paragraph(f"{_duty(out)}. {words.NOT_AN_APPLICATION}", "quiet"),
    )


def _who_else(out: Outgoing) -> tuple[Block, ...]:
    parts = []
    if out.text("known-as"):
        parts.append(f"Known as {_brief(out.of('known-as'), NAME_ON_PAGE_ONE)}")
    if out.text("date-of-birth"):
        parts.append(f"Born {one_line(out.text('date-of-birth'))}")
    return (Paragraph(". ".join(parts)),) if parts else ()


def _by_when(source: PackSource, answer: Answer | None) -> str:
    day = iso_day(answer)
    if day is None:
        return words.NO_DATE
    days = days_until(day, london_date(source.at))
    if days < 0:
        return words.DATE_PASSED.format(day=day_words(day))
    if days == 0:
        return words.DATE_TODAY.format(day=day_words(day))
    return words.DATE_AHEAD.format(day=day_words(day), days="1 day" if days == 1 else f"{days} days")


def _asked(source: PackSource, out: Outgoing) -> tuple[str, ...]:
    by = source.contact_by
    if by is None:
        asked = "Please contact them as soon as you can."
    elif source.case.sent:
        asked = f"Please contact them by {day_words(by)}. Sent to you on {day_words(source.case.sent.on)}."
    else:
        asked = f"Please contact them by {day_words(by)}, if this reached you on {day_words(london_date(source.at))}."
    return (_brief(out.of("agreed-reason")), asked, source.promise_words)


def _reach(out: Outgoing) -> tuple[str, ...]:
    method = out.text("contact-method")
    ways = tuple(
        f"{found.field.label}: {_brief(found)}" for one in WAYS if (found := out.of(one)) is not None and found.words
    )
    when = tuple(
        f"{found.field.label}: {_brief(found)}" for one in WHEN if (found := out.of(one)) is not None and found.words
    )
    safe = " ".join(words.IS_SAFE[one] for one in words.IS_SAFE if out.code(one) == "yes")
    return (f"They want: {method}" if method else "", *ways, safe, *when)


def _do_not(out: Outgoing) -> tuple[str, ...]:
    never = out.of("do-not-contact-at")
    at = words.NEVER_AT.format(where=_brief(never)) if never and never.words else ""
    forbidden = (words.DO_NOT[one] for one in words.DO_NOT if out.code(one) == "no")
    first = (words.ASK_FIRST[one] for one in words.ASK_FIRST if out.code(one) == "ask")
    needs = out.of("communication-needs")
    interpreter = words.NO_RELATIVE if needs and needs.value and "interpreter" in needs.value else ""
    said = tuple(filter(None, (at, *forbidden, *first, interpreter)))
    answered = any(out.code(one) for one in words.DO_NOT)
    return said if said or answered else (words.NOTHING_SAID,)


def _referrer(out: Outgoing) -> tuple[str, ...]:
    who = (out.text("referrer-name"), out.text("referrer-role"))
    where = (out.text("agency-name"), out.text("team"))
    how = (out.text("referrer-phone"), out.text("referrer-email"))
    lines = (", ".join(filter(None, map(one_line, part))) for part in (who, where, how))
    return tuple(shortened(line, TEXT_ON_PAGE_ONE)[0] for line in lines if line) or (words.NOT_GIVEN,)


def _agreed(out: Outgoing) -> tuple[str, ...]:
    how = words.CONSENT_HOW.get(str(out.answers.get("consent")), "")
    details = "Health, support, risk and household details: agreed."
    if ConsentPart.DETAILS not in out.agreed:
        details = "Health, support, risk and household details: NOT agreed, and left out."
    return (f"To this referral, {how}, and to sharing how to reach them.", details)


def _duty(out: Outgoing) -> str:
    body = out.code("body-type")
    if not body:
        return "Kind of referring body not given"
    return words.VOLUNTARY if body == "voluntary" else words.LEGAL_DUTY


def _details(source: PackSource, out: Outgoing) -> tuple[Block, ...]:
    steps = (_step(step, number, out) for number, step in enumerate(source.form.steps, start=1))
    return tuple(block for blocks in steps for block in blocks)


def _step(step: FormStep, number: int, out: Outgoing) -> tuple[Block, ...]:
    mine = tuple(one for one in out.fields if one.field.step == step.id)
    given = tuple((one.field.label, one.words) for one in mine if one.words)
    empty = tuple(one.field.label for one in mine if one.agreed and not one.words)
    held = tuple(one.field.label for one in mine if not one.agreed)
    blocks: list[Block] = [Heading(f"{number}. {step.title}", new_page=number == 1)]
    if given:
        blocks.append(Pairs(given))
    if empty:
        blocks.append(Paragraph(f"Not given: {'; '.join(empty)}.", "quiet"))
    if held:
        blocks.append(Paragraph(f"Left out, not agreed to share: {'; '.join(held)}.", "quiet"))
    return tuple(blocks)
