"""``dates``: the deadlines, each with its rule."""

from collections.abc import Iterator
from datetime import date

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.grammar.given_date import read_date
from champion_tui.cli.knowledge.routing import routing_of
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import wrapped
from champion_tui.domain.dates.closed_days import CLOSED_DAY, LastDay
from champion_tui.domain.dates.deadlines import (
    BANK_HOLIDAYS_PROJECTED,
    DATE_PASSED,
    HomeUntil,
    LastDate,
    Rule,
    contact_by,
    contact_rule,
    duty_until,
    home_until,
    review_by,
    rule_for,
)
from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.lines.authority import HousingAuthority
from champion_tui.domain.lines.england import NO_COUNCIL
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import count_words, day_and_month, day_words, list_words
from champion_tui.knowledge.routing import Routing
from champion_tui.knowledge.who_to_call import council_named

NOT_CONFIRMED = "NOT CONFIRMED: this rule was only read second-hand."
RING_BEFORE = "No council answers by day then: ring it before, on {day} at the latest."
RING_NOW = "No council answers by day then, and the last working day before has gone. Ring its number for nights and weekends now."
RELEASED_BY = (
    "A release from prison that falls on such a day moves to the working day before. So expect {day} at the latest. "
    "That does not hold for some short sentences (Criminal Justice Act 1961 s.23(3))."
)
RELEASED_EARLY = (
    "A release right before a weekend or a bank holiday may be brought forward. It may be one or two working "
    "days: perhaps to {days} (Offenders (Day of Release from Detention) Act 2023 s.1)."
)
ASK_THE_PRISON = "Ask the prison's offender management unit which day it is. Nothing here changes the date for you."
WARNINGS = {
    DATE_PASSED: "This date has passed already.",
    BANK_HOLIDAYS_PROJECTED: "The bank holidays of that time are worked out, not proclaimed yet: check again later.",
}


def contact(context: Context) -> ExitCode:
    """Shows by when the authority should make contact after a referral sent on ``--sent``."""
    sent = read_date("sent", context.args.sent, context.now())
    authority = _authority(routing_of(context), context.args.authority, london_date(context.now()))
    promise = authority.promise if authority else None
    result = contact_by(sent, promise, routing_of(context).calendar)
    promised = result.promise == "local"
    when = (
        f"They try to make contact by {day_words(result.due)}."
        if promised
        else f"Chase them on {day_words(result.chase)}."
    )
    explained = _explained(routing_of(context), contact_rule(promise, routing_of(context).rules), result.warnings)
    return context.show(result.json(), (when, *explained))


def home(context: Context) -> ExitCode:
    """Shows what a last day in the home means as of today."""
    today = london_date(context.now())
    result = home_until(read_date("last", context.args.last, context.now()), today, routing_of(context).calendar)
    kind = _last_date(context.args.what)
    rule = routing_of(context).rules[rule_for(kind, today)]
    when = (
        f"{count_words(result.days, 'day')} from today"
        if result.days >= 0
        else f"{count_words(-result.days, 'day')} ago"
    )
    lines = (
        f"{day_words(result.last)} is {when}.",
        f"Stage: {result.stage}. Threatened with homelessness from {day_words(result.threatened_from)}.",
        *wrapped(_refer_now(result)),
        *_explained(routing_of(context), rule, result.warnings, _closed_day(result.last_day, kind, today)),
    )
    return context.show(result.json(), lines)


def review(context: Context) -> ExitCode:
    """Shows the last day to ask for a review of a decision notified on ``--notified``."""
    result = review_by(read_date("notified", context.args.notified, context.now()))
    lines = (
        f"The last day to ask for a review is {day_words(result.last_day)}.",
        *_explained(routing_of(context), routing_of(context).rules["review"]),
    )
    return context.show(result.json(), lines)


def duty(context: Context) -> ExitCode:
    """Shows the last of the 56 days of a prevention or relief duty accepted on ``--accepted``."""
    kinds = ("prevention", "relief")
    if context.args.duty not in kinds:
        raise WrongValue(Problem("duty", context.args.duty, f"one of {', '.join(kinds)}"))
    result = duty_until(read_date("accepted", context.args.accepted, context.now()))
    rule = routing_of(context).rules[context.args.duty]
    lines = (f"The 56th day is {day_words(result.last_day)}.", *_explained(routing_of(context), rule))
    return context.show({"duty": context.args.duty, **result.json(rule)}, lines)


def _refer_now(result: HomeUntil) -> str:
    if result.stage is Stage.EARLY:
        return (
            f"The 56 days begin on {day_words(result.threatened_from)}. You need not wait for them: you may refer now."
        )
    return f"Refer now: the 56 days began on {day_words(result.threatened_from)}."


def _last_date(what: str | None) -> LastDate:
    if what is None:
        return LastDate.HOME
    if what not in set(LastDate):
        raise WrongValue(Problem("what", what, f"one of {', '.join(LastDate)}"))
    return LastDate(what)


def _closed_day(last: LastDay | None, kind: LastDate, today: date) -> str:
    """Returns what to say if the last day is one on which nobody is released or councils are closed, or a release just before one.

    "" for any other day. If the kind of day is not given, it may be a release.
    """
    if last is None:
        return ""
    parts: list[str] = []
    early = list_words(tuple(map(day_and_month, last.released_early)), "or")
    if last.closed:
        parts.append(f"{day_words(last.day)} is {last.why}.")
        parts.append(RING_BEFORE.format(day=day_words(last.open_before)) if last.open_before >= today else RING_NOW)
    if kind is LastDate.RELEASE or (kind is LastDate.HOME and last.closed):
        parts.append(RELEASED_BY.format(day=day_words(last.released_by)) if last.closed else "")
        parts.append(RELEASED_EARLY.format(days=early) if early else "")
        parts.append(ASK_THE_PRISON if last.closed or early else "")
    return " ".join(filter(None, parts))


def _explained(routing: Routing, rule: Rule, warnings: tuple[str, ...] = (), closed_day: str = "") -> Iterator[str]:
    source = routing.sources.get(rule.source)
    place = ", ".join(part for part in (source.title if source else rule.source, rule.paragraph) if part)
    yield from wrapped(f"{rule.words} ({place})")
    yield from wrapped(f"Day 1 is {rule.day_one}.")
    if not rule.confirmed:
        yield from wrapped(NOT_CONFIRMED)
    for warning in warnings:
        yield from wrapped(f"Warning: {closed_day if warning == CLOSED_DAY else WARNINGS[warning]}")
    if closed_day and CLOSED_DAY not in warnings:
        yield from wrapped(closed_day)


def _authority(routing: Routing, authority: str | None, day: date) -> HousingAuthority | None:
    if authority is None or authority in NO_COUNCIL:
        return None
    council = council_named(routing, authority, day)
    _, said = routing.understood(authority, day)
    if said:
        tell(f"{said}.")
    return council
