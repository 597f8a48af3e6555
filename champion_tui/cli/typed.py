"""What somebody types on a terminal: a word before something is done for good, or who they are."""

import sys
from collections.abc import Iterable

from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import wrapped

NOT_TEXT = "\N{REPLACEMENT CHARACTER}"
"""Stands for a line in another encoding than the terminal's: it is no word that anybody is asked for."""


def is_typed() -> bool:
    """Whether standard input is a terminal, so that somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def typed_word(sentences: Iterable[str]) -> str | None:
    """Say ``sentences`` on standard error, and give the line that is typed then, without space at its ends; None where the input ended.
    Results alone go to standard output.
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
    """Whether it is ``word`` alone, in capitals or not."""
    return typed is not None and typed.casefold() == word
