"""Phone lines as text: which answer now, how sure each number is, and what to do if one fails."""

from collections.abc import Iterable
from datetime import date, datetime

from champion_tui.desk.views import LineView, NumbersView
from champion_tui.domain.lines.england import NO_COUNCIL
from champion_tui.domain.lines.phone_lines import Confidence, LineNow, LineUse
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import coming_words, list_words, moment_words, month_words
from champion_tui.knowledge.directory import Directory
from champion_tui.knowledge.lines.reading_lines import FOUND_PREFIX
from champion_tui.knowledge.who_to_call import who_to_call

NO_NIGHT = "{authority}: no number of its own for nights and weekends is known."
IN_ITS_PLACE = "When its office is closed ring {phone}, {name}."
FOUND_BY_YOU = "found by your organisation, {month}"
LACKS = {LineUse.DAY: "its number by day", LineUse.OUT_OF_HOURS: "its number for nights and weekends"}
NOT_KNOWN = "{name}: nobody here has found {lacks} yet. Look on its website. The outcome's page or “data correct” keeps what you find."
FOOTNOTE = "If a number fails: try the next one. If someone is in danger, call 999."


def numbers_view(
    directory: Directory, at: datetime, area: str, authority: str | None, emergency: str | None
) -> NumbersView:
    """Returns whom to call at the aware moment ``at``, best first, and every other line. ``authority`` and
    ``emergency`` are ids or None.
    """
    numbers = who_to_call(directory, at, area, authority, emergency)
    council = None if authority in NO_COUNCIL else authority
    return NumbersView(
        headline=headline(directory, at),
        call=line_views(directory, numbers.call, at),
        also=line_views(directory, numbers.also, at),
        footnote=FOOTNOTE,
        troubles=tuple(f"{trouble.place}: expected {trouble.expected}" for trouble in directory.troubles),
        no_night=(*_not_known(directory, authority, london_date(at)), *no_night_words(directory, area, council)),
    )


def _not_known(directory: Directory, authority: str | None, day: date) -> tuple[str, ...]:
    """Returns which numbers of a council outside the areas nobody has found, and where to look; () for any other
    council.
    """
    council = directory.authority_on(authority, day) if authority else None
    if council is None or not council.outside:
        return ()
    uses = {line.use for line in council.lines}
    lacks = list_words(tuple(words for use, words in LACKS.items() if use not in uses), "or")
    return (NOT_KNOWN.format(name=council.name, lacks=lacks),) if lacks else ()


def no_night_words(directory: Directory, area: str, only: str | None = None) -> tuple[str, ...]:
    """Returns a sentence for each council of the area that has no number for nights and weekends, with what to ring
    instead. If somebody asks for the council ``only``, nothing is said of its neighbours.
    """
    known = {line.line: line for line in directory.lines()}
    sentences = []
    asked = directory.areas.values() if only else (directory.areas[area],)
    for authority in (authority for each in asked for authority in each.authorities if only in {None, authority.id}):
        if any(line.use in {LineUse.OUT_OF_HOURS, LineUse.ANY_TIME} for line in authority.lines):
            continue
        instead = known.get(authority.fallback or "")
        place = IN_ITS_PLACE.format(phone=instead.phone, name=instead.name) if instead else ""
        sentences.append(f"{NO_NIGHT.format(authority=authority.name)} {place}".strip())
    return tuple(sentences)


def headline(directory: Directory, at: datetime) -> str:
    """Returns what kind of hour it is, so that nobody wonders why offices do not answer."""
    today = london_date(at)
    if directory.calendar.is_bank_holiday(today):
        return f"It is a bank holiday, {moment_words(at)}. Offices are closed."
    if not directory.calendar.is_working_day(today):
        return f"It is {moment_words(at)}. Offices are closed."
    return f"It is {moment_words(at)}."


def line_views(directory: Directory, lines: Iterable[LineNow], at: datetime) -> tuple[LineView, ...]:
    """Returns each line with its words, in the same order."""
    lines = tuple(lines)
    board = directory.switchboard(at, {line.id for line in lines})
    return tuple(
        LineView(
            now=line,
            title=line.name,
            when=when_words(line, at, board.opens_next(board.lines[line.line])),
            sureness=sureness_words(line),
            source=source_words(directory, line.source),
        )
        for line in lines
    )


def when_words(line: LineNow, at: datetime, opens: datetime | None) -> str:
    """Returns whether the line is answered: now, perhaps, or from when."""
    kind = {LineUse.DAY: "office line", LineUse.OUT_OF_HOURS: "out of hours"}.get(line.use, "")
    if line.answers_now:
        state = "day and night" if line.use is LineUse.ANY_TIME else "answers now"
    elif line.answers_now is None:
        state = "may answer now: its hours are not sure"
    else:
        state = f"closed until {coming_words(opens, at)}" if opens else "closed now"
    return f"{kind}, {state}" if kind else state


def sureness_words(line: LineNow) -> str:
    """Returns how far the number can be relied on, and since when."""
    checked = f"checked {month_words(line.checked_on)}" if line.checked_on else "never checked"
    seen = f"last seen {month_words(line.checked_on)}" if line.checked_on else "of no known date"
    if line.source.startswith(FOUND_PREFIX) and line.checked_on:
        checked = FOUND_BY_YOU.format(month=month_words(line.checked_on))
    number = {
        Confidence.CONFIRMED: checked,
        Confidence.UNCONFIRMED: f"NOT CONFIRMED, {seen}",
        Confidence.CONFLICTING: f"NOT CERTAIN, two values in use, {seen}",
        Confidence.STALE: "OUT OF DATE",
    }[Confidence(line.confidence)]
    hours = {
        Confidence.UNCONFIRMED: "hours not confirmed",
        Confidence.CONFLICTING: "hours not certain",
    }.get(Confidence(line.hours_confidence), "")
    if line.use is LineUse.ANY_TIME or line.confidence != Confidence.CONFIRMED:
        hours = ""
    return ", ".join(part for part in (number, hours) if part)


AS_IN = "as in the {words}, which is not {area}'s own"


def source_words(directory: Directory, source: str, paragraph: str = "", area: str = "") -> str:
    """Returns a source's title, with the paragraph if one is known. ``area`` is the id of the area where the person is.
    If the source is the rules of another area, the text says so, because they do not apply there.
    """
    known = directory.source(source)
    title = known.title if known else source
    words = f"{title}, {paragraph}" if paragraph else title
    if known is None or not area or known.of_area in {"", area} or area not in directory.areas:
        return words
    return AS_IN.format(words=words, area=directory.areas[area].name)
