"""Choosing a council line by line: by its number in the list, or by part of its name, a former name or its county."""

from collections.abc import Sequence

from champion_tui.cli.plain.talk import Talk, command_in, place_in
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.options import Finder, OptionView

TYPE_PART = "Type a number, or part of a council's name or county."
MOST_SHOWN = 15
"""How many of the councils found are listed. Typing more of the name narrows the search."""

NOBODY = "Nothing in England matches “{heard}”. Try part of the name, a former name or the county."
MORE = "{count} more match: type more of the name."
WHICH = "Which one do you mean? Type a number. (back)"


def found_by_name(talk: Talk, find: Finder, heard: str) -> str | None:
    """Returns the id of the council that the person chooses among those found for ``heard``; None to ask again."""
    found = find(heard)
    if not found:
        talk.say(*wrapped(NOBODY.format(heard=heard[:80])))
        return None
    shown = found[:MOST_SHOWN]
    if len(found) > len(shown):
        talk.say(*wrapped(MORE.format(count=len(found) - len(shown))))
    chosen = talk.choose(WHICH, [option_words(option) for option in shown])
    return shown[chosen].id if isinstance(chosen, int) else None


def option_words(option: OptionView) -> str:
    """Returns an option's words with its hint."""
    return f"{option.words} ({option.hint})" if option.hint else option.words


def choose_council(talk: Talk, options: Sequence[OptionView], find: Finder) -> str | None:
    """Returns the id of the council chosen by number or found by name; None if the person goes back."""
    for number, option in enumerate(options, 1):
        talk.say(*wrapped(option_words(option), f"  {number}. "))
    while True:
        heard = talk.ask(f"{TYPE_PART} (back)")
        if command_in(heard) is not None:
            return None
        place = place_in(options, heard)
        if place is not None:
            return options[place].id
        chosen = found_by_name(talk, find, heard) if heard else None
        if chosen is not None:
            return chosen
