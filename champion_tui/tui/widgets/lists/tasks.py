"""A list of tasks in groups. A group's name is in a column in front of its first task, so that it takes no extra line."""

from collections.abc import Mapping
from dataclasses import replace

from champion_tui.desk.options import OptionView
from champion_tui.tui.widgets.layout import CHOSEN, EMPTY, Cell, Row
from champion_tui.tui.widgets.lists.choices import Choices

GROUP = 7
"""Columns of a group's name."""


class TaskList(Choices):
    """A menu in groups. In a tall window there is an empty line between two groups."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._groups: dict[str, str] = {}
        self._looks: dict[str, str] = {}

    def lay_out(self, groups: Mapping[str, str], looks: Mapping[str, str]) -> None:
        """Sets the name of each group by the id of its first task, and the look of a task's state if it must stand out."""
        self._groups, self._looks = dict(groups), dict(looks)

    def on_resize(self) -> None:
        """Redraws, because there may be room between the groups now. Textual loses a change of height made while it lays out
        the page.
        """
        self.call_after_refresh(self._draw)

    def _option_rows(self, number: int, option: OptionView) -> list[Row]:
        rows = super()._option_rows(number, option)
        look = self._looks.get(option.id)
        if look:
            rows = [(*row[:-1], replace(row[-1], look=look)) if row[-1].look != CHOSEN else row for row in rows]
        if not self._groups:
            return rows
        group = self._groups.get(option.id, "")
        first, *others = rows
        rows = [(Cell(group, "strong", GROUP), *first), *((Cell("", width=GROUP), *row) for row in others)]
        return [EMPTY, *rows] if group and number and self.screen.has_class("-tall") else rows
