"""One date, line by line: understood and said back, asked about with the days it could be, or refused with what would be right."""

from collections.abc import Callable

from champion_tui.cli.plain.talk import Talk
from champion_tui.cli.words import wrapped
from champion_tui.domain.dates.said_day import DayNotKnown, DayRead, DoubtfulDay, NoDay, UnderstoodDay

WHICH = "Which day is meant? Type a number. (b back, q leave)"


def settle_day(talk: Talk, read: Callable[[str], DayRead], heard: str) -> str | None:
    """The answer that ``heard`` gives once every doubt is asked about: a day as it is stored, or that nobody knows it.

    None where the date is to be typed again, and why has been said. Raises ``Left``.
    """
    found = read(heard)
    if isinstance(found, NoDay):
        talk.say(*wrapped(f"That cannot be used: expected {found.expected}. Nothing has changed."))
        return None
    settled = _asked(talk, found) if isinstance(found, DoubtfulDay) else found
    if settled is None:
        talk.say("Nothing has changed.")
    elif isinstance(settled, UnderstoodDay):
        talk.say(*wrapped(f"Understood: {settled.words}."))
    return settled.answer if settled else None


def _asked(talk: Talk, doubt: DoubtfulDay) -> UnderstoodDay | DayNotKnown | None:
    talk.say(*wrapped(doubt.why))
    chosen = talk.choose(WHICH, [*(reading.words for reading in doubt.readings), "Another day: type it again"])
    return doubt.readings[chosen] if isinstance(chosen, int) and chosen < len(doubt.readings) else None
