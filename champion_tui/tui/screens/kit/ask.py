"""A question of the app itself, with its answers: leave? throw away?"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.widget import Widget

from champion_tui.desk.views import OptionView
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.prose import Prose


class AskScreen(ChampionScreen[str]):
    """Dismissed with the id of the chosen option; back dismisses it with None, which must always be the safe answer."""

    NAME = "ask"
    PURPOSE = "Ask before something that cannot be taken back."
    SHOWS: ClassVar[tuple[str, ...]] = ("The question, what happens with each answer. Esc changes nothing.",)
    AUTO_FOCUS = "#answers"

    def __init__(self, question: str, text: str, options: Sequence[OptionView]) -> None:
        super().__init__()
        self._question, self._text, self._options = question, text, tuple(options)

    def parts(self) -> Iterator[Widget]:
        """The question and its answers."""
        rows = [line(self._question, "title"), EMPTY]
        yield Prose([*rows, line(self._text), EMPTY] if self._text else rows)
        yield Choices(id="answers")

    def refresh_view(self) -> None:
        """Offer the answers."""
        self.query_one(Choices).offer(self._options, hint_column=24)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Leave with the answer."""
        self.leave(str(event.answer))
