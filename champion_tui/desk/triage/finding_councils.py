"""Finding a council of England by what somebody types: the same lines for every list in which one is chosen."""

from collections.abc import Sequence
from datetime import date

from champion_tui.desk.options import Finder, OptionView
from champion_tui.domain.lines.england import fold
from champion_tui.knowledge.routing import Routing


def council_finder(routing: Routing, area: str, day: date, beside: Sequence[OptionView]) -> Finder:
    """A finder of the councils of ``day``, those of ``area`` first; the lines ``beside`` (elsewhere, outside England) come last. The list
    of England is read here and not at the first key.
    """
    own = frozenset(each.id for each in routing.areas[area].authorities)
    routing.england.ready(day)

    def find(typed: str) -> tuple[OptionView, ...]:
        others = (each for each in beside if starts(typed, each.words))
        return (*found_options(routing, typed, day, own), *others)

    return find


def starts(typed: str, words: str) -> bool:
    """Whether each typed word is the start of one of ``words``."""
    return all(any(word.startswith(part) for word in fold(words)) for part in fold(typed))


def found_options(routing: Routing, typed: str, day: date, own: frozenset[str] = frozenset()) -> tuple[OptionView, ...]:
    """The councils that fit what was typed. What must be said with several of them (a county) is said once."""
    said: set[str] = set()
    options = []
    for found in routing.england.find(typed, day, own):
        hint = found.said if found.said and found.said not in said else found.council.hint
        said.add(found.said)
        options.append(OptionView(found.council.id, found.council.name, hint))
    return tuple(options)
