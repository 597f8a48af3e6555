"""Finds a council of England by typed text. Every list in which a council is chosen uses this."""

from collections.abc import Sequence
from datetime import date

from champion_tui.desk.options import Finder, OptionView
from champion_tui.domain.lines.england import fold
from champion_tui.knowledge.routing import Routing


def council_finder(routing: Routing, area: str, day: date, beside: Sequence[OptionView]) -> Finder:
    """Returns a finder of the councils that exist on ``day``. Those of ``area`` come first, the options ``beside``
    (elsewhere, outside England) last. The list of England is read here, so that the first key does not wait for it.
    """
    own = frozenset(each.id for each in routing.areas[area].authorities)
    routing.england.ready(day)

    def find(typed: str) -> tuple[OptionView, ...]:
        others = (each for each in beside if starts(typed, each.words))
        return (*found_options(routing, typed, day, own), *others)

    return find


def starts(typed: str, words: str) -> bool:
    """Returns whether each typed word is the beginning of one of ``words``."""
    return all(any(word.startswith(part) for word in fold(words)) for part in fold(typed))


def found_options(routing: Routing, typed: str, day: date, own: frozenset[str] = frozenset()) -> tuple[OptionView, ...]:
    """Returns the councils that match the typed text. A hint that several of them share (a county) is given only once."""
    said: set[str] = set()
    options = []
    for found in routing.england.find(typed, day, own):
        hint = found.said if found.said and found.said not in said else found.council.hint
        said.add(found.said)
        options.append(OptionView(found.council.id, found.council.name, hint))
    return tuple(options)
