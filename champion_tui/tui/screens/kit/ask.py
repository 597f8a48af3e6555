"""Two dialogs: a question from the app with its answers (leave? throw away?), and a choice of how a list is shown."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.widget import Widget

from champion_tui.desk.options import Finder, OptionView
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose


class AskScreen(ChampionScreen[str]):
    """A question with answers. Ends with the id of the chosen one, or with None on back, which must always be safe."""

    NAME = "ask"
    PURPOSE = "Ask before something that cannot be taken back."
    SHOWS: ClassVar[tuple[str, ...]] = ("The question, and what happens with each answer. Esc changes nothing.",)
    AUTO_FOCUS = "#answers"

    def __init__(self, question: str, text: str, options: Sequence[OptionView]) -> None:
        super().__init__()
        self._question, self._text, self._options = question, text, tuple(options)

    def parts(self) -> Iterator[Widget]:
        """Yields the question and its answers."""
        rows = [line(self._question, "title"), EMPTY]
        yield Prose([*rows, line(self._text), EMPTY] if self._text else rows)
        yield Choices(id="answers")

    def refresh_view(self) -> None:
        """Offers the answers."""
        self.query_one(Choices).offer(self._options, hint_column=24)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ends with the answer."""
        self.leave(str(event.answer))


class PickScreen(ChampionScreen[str]):
    """A choice between values. Ends with the id of the chosen one, or with None on back, which changes nothing."""

    NAME = "pick"
    PURPOSE = "Choose what a list shows, or in which order."
    SHOWS: ClassVar[tuple[str, ...]] = ("What you can choose. What is set now is marked. Esc changes nothing.",)
    AUTO_FOCUS = "#picks"

    def __init__(
        self, question: str, text: str, options: Sequence[OptionView], given: str, find: Finder | None = None
    ) -> None:
        super().__init__()
        self._question, self._text, self._options, self._given = question, text, tuple(options), given
        self._find = find

    def parts(self) -> Iterator[Widget]:
        """Yields the question and the options."""
        yield Prose([line(self._question, "title"), line(self._text, "quiet"), EMPTY])
        yield Choices(id="picks")

    def refresh_view(self) -> None:
        """Offers the options, or the finder's results."""
        searched = True if self._find else None
        listed = self.query_one(Choices)
        listed.offer(self._options, self._given, menu=True, searched=searched, hint_column=32, finder=self._find)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ends with the chosen option."""
        self.leave(str(event.answer))
