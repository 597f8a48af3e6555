"""The bases of screens about stored cases: they call the desk in a thread and show what stops it. Some write to a path."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual import work

from champion_tui.desk.errors import DeskError
from champion_tui.desk.targets import typed_path
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from champion_tui.tui.shell.guard import Shell

Result = TypeVar("Result")
Given = TypeVar("Given")

NOBODY = "--"
"""Shown instead of initials if there is no name."""

TROUBLE = "trouble"
"""The id of the part that shows what stopped the desk. Every screen of this kind has one."""


class VaultScreen(ChampionScreen[Result], Generic[Result]):
    """A screen that calls ``look`` to show what is stored, each time it is on top again."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = 0
        self._in_order = asyncio.Lock()

    def seen_again(self) -> None:
        """Called when the screen is first shown or on top again. Shows what is stored now."""
        super().seen_again()
        self.look()

    def look(self) -> None:
        """Asks the desk what to show. A screen that shows only what it was created with need not override this."""
        self.refresh_bars()

    def news(self) -> None:
        """Shows what is stored now."""
        self.look()

    def ask_desk(
        self, work_on: Callable[[], Given], then: Callable[[Given], None], instead: Callable[[], None] | None = None
    ) -> None:
        """Calls ``work_on`` in a thread, ``then`` shows its result. Results are shown in the order of the calls, so that a late
        one never replaces a newer one. If the desk refuses, its error and way out are shown, and ``instead`` is called.
        """
        begun = self.champion.at_work.begin(work_on)

        async def ask() -> None:
            try:
                given = await asyncio.shield(begun)
            except DeskError as error:
                if self.is_open:
                    self.say(self.error_rows(error))
                    if instead is not None:
                        instead()
                return
            # The person may have left by now.
            if self.is_open:
                then(given)
                self.refresh_bars()

        self._asked += 1
        self._do(ask)

    @work
    async def _do(self, ask: Callable[[], Awaitable[None]]) -> None:
        try:
            # The lock is fair: calls get it in the order in which they were made, and keep it until their result is
            # shown.
            async with self._in_order:
                await ask()
        finally:
            self._asked -= 1
        if self.is_open:
            self.listen()

    def listen(self) -> None:
        """Lets the lists take keys again, once no call to the desk is under way. Until then the answer is still being handled."""
        if not self._asked:
            super().listen()

    @property
    def is_open(self) -> bool:
        """Whether the screen is still open. A slow call may end after the person has left."""
        return super().is_open and any(part.id == TROUBLE for part in self.walk_children())

    def say(self, rows: Sequence[Row]) -> None:
        """Shows what stopped the desk; () shows nothing."""
        self.query_one(f"#{TROUBLE}", Prose).show([*rows, EMPTY] if rows else ())


def named(reference: str, who: str) -> str:
    """Returns a case for the header: its reference, and the person's initials if they are known."""
    return f"{reference}  {who}" if who not in {"", NOBODY} else reference


class OneCaseScreen(VaultScreen[Result], Generic[Result]):
    """A screen about one case. ``AT`` is the header's left text; on the right is ``saved``, or the date if that is None."""

    AT: ClassVar[str]
    saved: str | None = None
    who = ""
    """The person's initials, once the case was read."""

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.reference = reference

    def header(self) -> tuple[str, str]:
        """Returns the case, and when it was saved."""
        saved = self.desk.date_words if self.saved is None else self.saved
        return self.AT.format(reference=named(self.reference, self.who)), saved


class ClockDoubt(Prose):
    """The warning that the clock may be wrong. Takes no room if there is no doubt."""

    def on_mount(self) -> None:
        """Asks the desk."""
        doubt = cast("Shell", self.app).desk.clock_doubt()
        self.show([line(doubt, "warning"), EMPTY] if doubt else ())


class TargetBox(TextBox):
    """A box for a path. A suggestion never replaces what was typed."""

    def __init__(self) -> None:
        super().__init__(id="target")

    def offer(self, target: Path) -> None:
        """Puts ``target`` into the box if it is empty."""
        if not self.value:
            self.value = str(target)
            self.cursor_position = len(self.value)

    @property
    def target(self) -> Path | None:
        """The path in the box; None if it is empty."""
        return typed_path(self.value)


NO_TARGET = "Type where to put it."


class TargetScreen(VaultScreen[Result], Generic[Result]):
    """A screen with one ``TargetBox``. Takes no other path while a file is being written, until ``again`` is called."""

    NO_TARGET: ClassVar[str] = NO_TARGET
    """What is said if no path was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._busy = False

    def take_target(self) -> Path | None:
        """Returns where to write. Returns None while a file is being written, and if no path was typed, which is then said."""
        target = self.query_one(TargetBox).target
        if self._busy:
            return None
        if target is None:
            self.say([EMPTY, line(self.NO_TARGET, "warning")])
        self._busy = target is not None
        return target

    def again(self) -> None:
        """Allows another path, because writing has ended."""
        self._busy = False
