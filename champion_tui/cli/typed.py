"""Reads what somebody types on a terminal: a word that confirms a step that cannot be undone, or their name."""

import sys
from collections.abc import Iterable

from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import wrapped

NOT_TEXT = "\N{REPLACEMENT CHARACTER}"
"""Returned for a line that cannot be decoded. It equals no word that is asked for."""


def is_typed() -> bool:
    """Returns True if standard input is a terminal, so that somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def typed_word(sentences: Iterable[str]) -> str | None:
    """Prints ``sentences`` on standard error, so that standard output holds results only. Returns the line that is typed
    then, without spaces at its ends, or None if the input ended.
    """
    for sentence in sentences:
        for line in wrapped(sentence):
            tell(line)
    try:
        typed = sys.stdin.readline()
    except UnicodeDecodeError:
        return NOT_TEXT
    return typed.strip() if typed else None


def is_word(typed: str | None, word: str) -> bool:
    """Returns True if ``word`` was typed and nothing else, in capitals or not."""
    return typed is not None and typed.casefold() == word
