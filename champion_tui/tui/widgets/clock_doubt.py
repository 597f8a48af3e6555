"""The line that says that the clock may be wrong, on every page from which something with a date goes out."""

from typing import TYPE_CHECKING, cast

from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from champion_tui.tui.shell.shell import Shell


class ClockDoubt(Prose):
    """Empty, and without a line of its own, where the clock can be right."""

    def on_mount(self) -> None:
        """Ask the desk."""
        doubt = cast("Shell", self.app).desk.clock_doubt()
        self.show([line(doubt, "warning"), EMPTY] if doubt else ())
