"""What can be chosen, in words. Loaded before the first paint, which waits for no other view."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from champion_tui.ground.values import immutable


@immutable
class OptionView:
    """One answer to choose. ``alone`` excludes all others; ``also`` are other names to search for it by."""

    id: str
    words: str
    hint: str
    alone: bool = False
    also: tuple[str, ...] = ()


Finder: TypeAlias = Callable[[str], Sequence[OptionView]]
"""The lines of a list that fit what was typed, where there are more than are listed: any council of England."""
