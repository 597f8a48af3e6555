"""A list of tasks in groups: the group stands in a column of its own in front of its first task, so that it takes no line away."""

from collections.abc import Mapping
from dataclasses import replace

from champion_tui.desk.options import OptionView
from champion_tui.tui.widgets.layout import CHOSEN, EMPTY, Cell, Row
from champion_tui.tui.widgets.lists.choices import Choices

GROUP = 7
"""Columns of a group's name."""


class TaskList(Choices):
    """A menu in groups. Where the window is tall an empty line stands between two of them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._groups: dict[str, str] = {}
        self._looks: dict[str, str] = {}

    def lay_out(self, groups: Mapping[str, str], looks: Mapping[str, str]) -> None:
        """``groups``: the name of each group by the task that begins it. ``looks``: how the state of a task looks, where it stands out."""
        self._groups, self._looks = dict(groups), dict(looks)

    def on_resize(self) -> None:
        """There may be room between the groups now. Textual loses a change of height that is made while it lays the page out."""
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
