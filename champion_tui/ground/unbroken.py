"""Phone numbers that wrapping must not break: whoever dials from a screen reads a number in one piece."""

import re
from collections.abc import Callable

JOINT = "\ue000"
"""Stands for a space within a number while text is wrapped: one column wide, and no place to break. For private use in
Unicode, so that no text has it by itself.
"""

NUMBER = re.compile(r"\+?[0-9]+(?: [0-9]+)+")
FEWEST_DIGITS = 7
"""A shorter run of digits is a day, a sum or a count."""


def wrapped_whole(text: str, wrap: Callable[[str], list[str]]) -> list[str]:
    """The lines into which ``wrap`` breaks ``text``, no phone number broken over two of them."""
    return [line.replace(JOINT, " ") for line in wrap(NUMBER.sub(_joined, text))]


def _joined(found: re.Match[str]) -> str:
    digits = sum(character.isdigit() for character in found[0])
    return found[0] if digits < FEWEST_DIGITS else found[0].replace(" ", JOINT)
