"""``dates``: the deadlines, each with the rule behind it."""

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.moment import read_date
from champion_tui.cli.streams import show, show_json
from champion_tui.cli.words import wrapped
from champion_tui.domain.answers import Problem, WrongValue
from champion_tui.domain.authority import HousingAuthority
from champion_tui.domain.calendar import london_date
from champion_tui.domain.date_words import count_words, day_words
from champion_tui.domain.deadlines import BANK_HOLIDAYS_PROJECTED, DATE_PASSED, Rule, contact_by, home_until, review_by
from champion_tui.knowledge.numbers import NOWHERE_LOADED
from champion_tui.knowledge.routing import Routing

WARNINGS = {
    DATE_PASSED: "This date has passed already.",
    BANK_HOLIDAYS_PROJECTED: "The bank holidays of that time are worked out, not proclaimed yet: check again later.",
}


def contact(context: Context) -> ExitCode:
    """By when the authority makes contact after a referral sent on ``--sent``."""
    sent = read_date("sent", context.args.sent)
    authority = _authority(context.routing, context.args.authority)
    result = contact_by(sent, authority.promise if authority else None, context.routing.calendar)
    if context.json:
        show_json(result.json())
        return ExitCode.DONE
    what = "They try to make contact by" if result.promise == "local" else "Chase them on"
    show(f"{what} {day_words(result.due)}.")
    _explain(context.routing, result.rule, result.warnings)
    return ExitCode.DONE


def home(context: Context) -> ExitCode:
    """What a last day in the home means at this moment."""
    result = home_until(read_date("last", context.args.last), london_date(context.now()))
    if context.json:
        show_json(result.json())
        return ExitCode.DONE
    when = (
        f"{count_words(result.days, 'day')} from today"
        if result.days >= 0
        else f"{count_words(-result.days, 'day')} ago"
    )
    show(
        f"{day_words(result.last)} is {when}.",
        f"Stage: {result.stage}. Threatened with homelessness from {day_words(result.threatened_from)}.",
    )
    _explain(context.routing, result.rule, result.warnings)
    return ExitCode.DONE


def review(context: Context) -> ExitCode:
    """The last day to ask for a review of a decision notified on ``--notified``."""
    result = review_by(read_date("notified", context.args.notified))
    if context.json:
        show_json(result.json())
        return ExitCode.DONE
    show(f"The last day to ask for a review is {day_words(result.last_day)}.")
    _explain(context.routing, result.rule, ())
    return ExitCode.DONE


def _explain(routing: Routing, rule: Rule, warnings: tuple[str, ...]) -> None:
    source = routing.sources.get(rule.source)
    place = ", ".join(part for part in (source.title if source else rule.source, rule.paragraph) if part)
    show(*wrapped(f"{rule.words} ({place})"), *wrapped(f"Day 1 is {rule.day_one}."))
    for warning in warnings:
        show(*wrapped(f"Warning: {WARNINGS[warning]}"))


def _authority(routing: Routing, authority: str | None) -> HousingAuthority | None:
    if authority is None or authority in NOWHERE_LOADED:
        return None
    found = routing.authority(authority)
    if found is None:
        known = ", ".join(each.id for each in routing.authorities())
        raise WrongValue(Problem("authority", authority, f"one of {known}"))
    return found
