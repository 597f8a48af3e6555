"""What the screens that write somewhere share: one line for where, taken once until what was begun has ended."""

from pathlib import Path
from typing import ClassVar, Generic

from champion_tui.tui.screens.kit.vault_screen import Result, VaultScreen
from champion_tui.tui.shell.shell_words import NO_TARGET
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.target_box import TargetBox


class TargetScreen(VaultScreen[Result], Generic[Result]):
    """Has one ``TargetBox``. While something is being written nothing is begun; ``again`` ends that."""

    NO_TARGET: ClassVar[str] = NO_TARGET
    """What is said where nothing was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._busy = False

    def take_target(self) -> Path | None:
        """Where to write now; None while something is being written, and where nothing was typed, which is said."""
        target = self.query_one(TargetBox).target
        if self._busy:
            return None
        if target is None:
            self.say([EMPTY, line(self.NO_TARGET, "warning")])
        self._busy = target is not None
        return target

    def again(self) -> None:
        """Take a path again: what was begun has ended."""
        self._busy = False
