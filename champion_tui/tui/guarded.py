"""The base of the app: every key, every new screen and every copy goes past its guard, every line drawn through its gate."""

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, TextIO

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input

from champion_tui.tui.shell.clipboard import NOTHING, Clipboard, multiplexer, sequence
from champion_tui.tui.shell.commands import KEYS_EVERYWHERE
from champion_tui.tui.shell.gate import GATE
from champion_tui.tui.shell.in_turn import InTurn

if TYPE_CHECKING:
    from champion_tui.tui.shell.guard import Guard

IN_CLIPBOARD = "What you cut is offered to the clipboard, where others can read it."

TICK = 1.0
"""Seconds between two looks at the clock."""

BLANK = "\x1b[2J\x1b[H"
"""Clears the terminal's screen (ECMA-48 ED): not every terminal keeps a program's picture apart from the rest."""


class Guarded(App[int], inherit_bindings=False):
    """What ``ChampionApp`` is built on. ``guard`` is made by it."""

    BINDINGS: ClassVar[list[Any]] = []

    guard: "Guard"

    def __init__(self, *, ansi_color: bool | None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.in_turn = InTurn(self, KEYS_EVERYWHERE)
        self.clip = Clipboard(self.write_to_terminal, multiplexer(os.environ))
        self._may_be_there = False

    def on_mount(self) -> None:
        """Begin to look whether anybody is still there."""
        self.set_interval(TICK, self._tick)

    def _tick(self) -> None:
        if self.screen_stack:
            self.guard.look_at_the_clock()

    async def on_event(self, event: Event) -> None:
        """Delivers fast keys in order; drops those typed for another page, and those after the last screen."""
        if isinstance(event, Key | Paste):
            if not self.screen_stack:
                return
            if not event.is_forwarded and (self.in_turn.holds(event) or self.guard.pressed()):
                return
        await super().on_event(event)

    def push_screen(self, screen: Screen[Any] | str, *rest: Any, **more: Any) -> Any:
        """Put a screen on top. While everything is hidden only what was asked for there is: all else goes below."""
        hidden = self.guard.hidden
        if hidden is None or getattr(screen, "over_hidden", False):
            pushed = super().push_screen(screen, *rest, **more)
            self.in_turn.turn_page()
            return pushed
        stack = self._screen_stack
        place = next(at for at, each in enumerate(stack) if getattr(each, "NAME", "") == hidden.NAME)
        covering = stack[place:]
        del stack[place:]
        try:
            return super().push_screen(screen, *rest, **more)
        finally:
            stack.extend(covering)

    def pop_screen(self) -> AwaitComplete:
        """Take the screen on top away: what lies below it is another page."""
        popped = super().pop_screen()
        self.in_turn.turn_page()
        return popped

    # -- the terminal -----------------------------------------------------------------------------------------------

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line that is drawn goes through, the gate last."""
        return [*super().get_line_filters(), GATE]

    @property
    def clipboard(self) -> str:
        """What Textual's own boxes paste: what was copied here, until it is overwritten."""
        return self.clip.text

    def copy_to_clipboard(self, text: str) -> None:
        """What Textual's own boxes cut or copy: never a passphrase, and with a word about it."""
        secret = isinstance(self.focused, Input) and self.focused.password
        if text and not secret:
            self.clip.fill(text)
            self.guard.say(IN_CLIPBOARD)

    def write_to_terminal(self, text: str) -> None:
        """Send a control sequence: Textual has no public way for those it does not know."""
        if self._driver is not None:
            self._driver.write(text)
            self._driver.flush()

    def exit(self, *given: Any, **more: Any) -> None:
        """Leave nothing on the screen, and nothing of ours in the clipboard."""
        self.clip.overwrite()
        self.write_to_terminal(BLANK)
        super().exit(*given, **more)

    def on_unmount(self) -> None:
        """The same for the clipboard, however else it ends; the terminal may have been let go of by now (``leave_nothing``)."""
        self._may_be_there = bool(self.clip.text)
        self.clip.overwrite()

    def leave_nothing(self) -> None:
        """Ended from outside the terminal may not have heard what was asked last: ask it once more, past what is closed."""
        stream: TextIO | None = getattr(self._driver, "_file", None)
        if stream is not None and (self._may_be_there or self.clip.text):
            with suppress(OSError, ValueError):
                stream.write(sequence(NOTHING))
                stream.flush()
