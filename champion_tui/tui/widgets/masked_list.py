"""A list of answers in parts: headings between them, and dots in place of what is masked."""

from champion_tui.desk.views import OptionView
from champion_tui.tui.shell.shell_words import HIDDEN
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.layout import EMPTY, Cell, Row


class MaskedList(Choices):
    """The list: headings between its parts; dots in place of what is masked, but for the marked line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._headings: dict[str, str] = {}
        self._masked: frozenset[str] = frozenset()
        self.revealed = False
        """Whether what is masked stands here in full: until the page is left or hidden."""

    def reveal(self, *, shown: bool) -> None:
        """Show what is masked, or mask it again."""
        self.revealed = shown
        self._draw()

    def lay_out(self, headings: dict[str, str], masked: frozenset[str]) -> None:
        """Which lines begin a part, and which are masked."""
        self._headings, self._masked = headings, masked

    def _option_rows(self, number: int, option: OptionView) -> list[Row]:
        if option.id in self._masked and number != self._at and not self.revealed:
            option = OptionView(option.id, option.words, HIDDEN * len(option.hint))
        rows = super()._option_rows(number, option)
        heading = self._headings.get(option.id)
        if heading is None:
            return rows
        return [*([EMPTY] if number else []), (Cell(heading, "title"),), *rows]
