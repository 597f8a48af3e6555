"""What can be chosen, as text for the screen. Loaded before the first paint, which needs no other view."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from champion_tui.ground.values import immutable


@immutable
class OptionView:
    """One answer to choose. If ``alone`` is set it excludes all others; ``also`` holds other names that a search finds
    it by.
    """

    id: str
    words: str
    hint: str
    alone: bool = False
    also: tuple[str, ...] = ()


Finder: TypeAlias = Callable[[str], Sequence[OptionView]]
"""Returns the options that match the typed text, for a list too long to show in full: every council of England."""
