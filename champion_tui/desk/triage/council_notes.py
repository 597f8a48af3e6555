"""The notes on a chosen council outside the loaded areas: what is known, what is not, what staff found, and where to
look.
"""

from collections.abc import Iterator
from datetime import date, datetime

from champion_tui.desk.numbers.number_views import LACKS, source_words, sureness_words
from champion_tui.desk.views import NoteView
from champion_tui.domain.lines.authority import HousingAuthority
from champion_tui.domain.lines.england import ELSEWHERE
from champion_tui.domain.lines.phone_lines import Confidence, LineUse, Provenance
from champion_tui.ground.dates.date_words import list_words, month_words, plain_day
from champion_tui.knowledge.lines.reading_lines import FOUND_PREFIX
from champion_tui.knowledge.routing import Routing
from champion_tui.triage.walk import Judgement

AUTHORITY = "authority"
COUNCIL = "council"
ENDED = "council-ended"
FOUND, KNOWN, NOT_KNOWN, LOOK = "Found by your organisation", "Known, but not confirmed", "Not known", "Where to look"
WHICH, WHICH_WORDS = (
    "Which council?",
    (
        "Ask which council they choose, and choose it here. Then every sentence and paper names it, and you see what is known about it."
    ),
)
LOOK_WORDS = "Look on the website of {name} for “duty to refer” and for “homeless”, or search the web for: duty to refer {name}. You can keep what you find here for next time: its number by day, its number for nights and weekends, its e-mail address for referrals."
BY_USE = {LineUse.DAY: "by day", LineUse.OUT_OF_HOURS: "at night and at weekends"}
LACKS_WAY, LACKS_EMAIL = "how it takes referrals", "an e-mail address that takes referrals"
HAS_ENDED = "{old} held until {day}."
NOW_PART = "{old} is part of {new} now. Ask if they want to be referred there, and choose {new}."


def ended_notes(routing: Routing, judgement: Judgement, today: date) -> Iterator[NoteView]:
    """Yields a warning that the chosen council has ended, and what has replaced it."""
    council = routing.authority(str(judgement.answers.get(AUTHORITY, "")))
    if council is None or council.valid_to is None or today <= council.valid_to:
        return
    now = routing.england.on(council.id, today)
    title = HAS_ENDED.format(old=council.name, day=plain_day(council.valid_to))
    text = NOW_PART.format(old=council.short_name, new=now.name) if now else ""
    yield NoteView("warning", ENDED, title, text, source_words(routing, council.ons_standing.source))


def council_notes(routing: Routing, judgement: Judgement, at: datetime) -> Iterator[NoteView]:
    """Yields the notes for an outcome that refers outside the areas: what staff found, what is known, what is not, and
    where to look.
    """
    chosen = judgement.answers.get(AUTHORITY)
    if chosen == ELSEWHERE and judgement.outcome is not None:
        yield NoteView(COUNCIL, "which-council", WHICH, WHICH_WORDS, "")
    council = routing.authority(str(chosen)) if chosen else None
    if council is None or not council.outside or judgement.outcome is None:
        return
    facts = tuple(_facts(routing, council, at))
    for note, title, found in (("council-found", FOUND, True), ("council-known", KNOWN, False)):
        texts = [text for text, standing in facts if is_found(standing) is found]
        sources = dict.fromkeys(source_words(routing, each.source) for _, each in facts if is_found(each) is found)
        if texts:
            yield NoteView(COUNCIL, note, title, " ".join(texts), "; ".join(sources))
    lacks = list_words(tuple(_lacks(council)))
    if lacks:
        yield NoteView(COUNCIL, "council-not-known", NOT_KNOWN, f"Not known: {lacks}.", "")
    note = f"{council.note} " if council.note else ""
    yield NoteView(COUNCIL, "council-look", LOOK, note + LOOK_WORDS.format(name=council.name), "")


def outside_council(routing: Routing, judgement: Judgement) -> tuple[str, str] | None:
    """Returns the id and name of the chosen council if it is outside the areas, otherwise None."""
    council = routing.authority(str(judgement.answers.get(AUTHORITY, "")))
    return (council.id, council.name) if council is not None and council.outside else None


def is_found(standing: Provenance) -> bool:
    """Returns whether a fact was found by the organisation itself."""
    return standing.source.startswith(FOUND_PREFIX)


def _facts(routing: Routing, council: HousingAuthority, at: datetime) -> Iterator[tuple[str, Provenance]]:
    board = routing.switchboard(at, (council.id,))
    for line in council.lines:
        when = BY_USE.get(line.use, "")
        sure = "" if is_found(line.standing) else f" ({sureness_words(board.now(line))})"
        yield f"{when[:1].upper()}{when[1:]}: {line.phone}{sure}. {line.note}".strip(), line.standing
    if council.email and council.email_standing:
        sure = "" if is_found(council.email_standing) else f" ({_sure(council.email_standing)})"
        yield f"E-mail: {council.email}{sure}. {council.email_note}".strip(), council.email_standing
    if council.way:
        yield f"How it takes referrals ({_sure(council.way.standing)}): {council.way.words}", council.way.standing


def _sure(standing: Provenance) -> str:
    """Returns how sure a fact is that is not a phone number."""
    seen = f"last seen {month_words(standing.checked_on)}" if standing.checked_on else "of no known date"
    several = "two versions in use, " if standing.confidence is Confidence.CONFLICTING else "not confirmed, "
    return f"{several}{seen}"


def _lacks(council: HousingAuthority) -> Iterator[str]:
    uses = {line.use for line in council.lines}
    yield from (words for use, words in LACKS.items() if use not in uses)
    if council.way is None and not council.referral_email:
        yield LACKS_WAY
    if not council.referral_email:
        yield LACKS_EMAIL
