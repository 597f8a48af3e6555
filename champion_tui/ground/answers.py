"""Answers to questions and fields, and what is wrong with one."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from champion_tui.ground.values import immutable

Answer: TypeAlias = str | tuple[str, ...]
"""One option id, an ISO date, an authority id, or (if several may be chosen) option ids in the data's order."""

Answers: TypeAlias = Mapping[str, Answer]
"""Question id -> answer. Never by position, so that answers survive a change of the tree (design section 3)."""

LONGEST_SHOWN = 80
"""How many characters of a wrong value an error repeats at most."""


@immutable
class Problem:
    """A value that cannot be used, with the raw value.

    ``key`` is the question or field id, the path within a file (``addresses[0].from``), an option without its dashes, or ``file``.
    ``given`` is the raw value, JSON-ready. ``expected`` says what would be right, in the ids that a file or a command takes;
    ``on_screen`` says the same in the words of a page, "" if they do not differ.
    """

    key: str
    given: object
    expected: str
    on_screen: str = ""

    @property
    def words(self) -> str:
        """What would be right, in the words of a page or prompt."""
        return self.on_screen or self.expected

    def sentence(self) -> str:
        """Returns the problem as one line, for stderr or next to a field."""
        shown = "nothing" if self.given is None else f'"{_short(str(self.given))}"'
        return f"{_short(self.key)}: {shown} was given; expected {self.expected}"


MOST_LISTED = 7
"""The most options that an error lists. A longer list is on the screen already."""


def listed_words(words: Sequence[str]) -> str:
    """Returns the options of a list as an error names them: ``one of the answers: “No”, “Yes”``."""
    if len(words) > MOST_LISTED:
        return "one of the answers in the list"
    named = (each.rstrip(".") for each in words)
    return f"one of the answers: {', '.join(f'“{each}”' for each in named)}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."


class WrongValue(Exception):
    """A value or a file that cannot be used, with its ``Problem``. Front ends show it and exit with code 3."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence())
        self.problem = problem
