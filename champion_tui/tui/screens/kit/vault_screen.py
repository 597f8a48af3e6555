"""What the screens on stored cases share: they ask the desk in a thread and say on the spot what stops it; some write to a path."""

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
"""The initials where there is no name."""

TROUBLE = "trouble"
"""The id of the part that says what stopped the desk. Every screen of this kind has one."""


class VaultScreen(ChampionScreen[Result], Generic[Result]):
    """Shows what ``look`` brings, again whenever the screen is seen again."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = 0
        self._in_order = asyncio.Lock()

    def seen_again(self) -> None:
        """First seen, or back from another screen: look at what is stored now."""
        super().seen_again()
        self.look()

    def look(self) -> None:
        """Ask the desk what to show. A screen that shows what it was made with leaves it so."""
        self.refresh_bars()

    def news(self) -> None:
        """Look at what is stored now."""
        self.look()

    def ask_desk(
        self, work_on: Callable[[], Given], then: Callable[[Given], None], instead: Callable[[], None] | None = None
    ) -> None:
        """Do something slow, ``then`` show what came of it: in the order in which it was asked for, so that what comes late never stands in place
        of what was asked for after it. A refusal stands on the screen with its way out; after it ``instead`` is done.
        """
        begun = self.champion.at_work.begin(work_on)

        async def ask() -> None:
            try:
                given = await asyncio.shield(begun)
            except DeskError as error:
                if self.stands:
                    self.say(self.error_rows(error))
                    if instead is not None:
                        instead()
                return
            # The person may have left by now.
            if self.stands:
                then(given)
                self.refresh_bars()

        self._asked += 1
        self._do(ask)

    @work
    async def _do(self, ask: Callable[[], Awaitable[None]]) -> None:
        try:
            # Whoever asked first is here first, and has the lock until it is shown.
            async with self._in_order:
                await ask()
        finally:
            self._asked -= 1
        if self.stands:
            self.listen()

    def listen(self) -> None:
        """Open the lists again once no call to the desk is under way: until then no answer has been taken."""
        if not self._asked:
            super().listen()

    @property
    def stands(self) -> bool:
        """Whether the screen is still there: a slow call may end after the person has left."""
        return super().stands and any(part.id == TROUBLE for part in self.walk_children())

    def say(self, rows: Sequence[Row]) -> None:
        """Show what stopped the desk, or nothing."""
        self.query_one(f"#{TROUBLE}", Prose).show([*rows, EMPTY] if rows else ())


def named(reference: str, who: str) -> str:
    """A case in the line on top: its reference, and whose it is by initials, once that is known."""
    return f"{reference}  {who}" if who not in {"", NOBODY} else reference


class OneCaseScreen(VaultScreen[Result], Generic[Result]):
    """Shows something of one case. ``AT`` says where it is, in the line on top; beside it stands the date, or what is in ``saved``."""

    AT: ClassVar[str]
    saved: str | None = None
    who = ""
    """Initials, once the case was read."""

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.reference = reference

    def header(self) -> tuple[str, str]:
        """The case, and when it was saved."""
        saved = self.desk.date_words if self.saved is None else self.saved
        return self.AT.format(reference=named(self.reference, self.who)), saved


class ClockDoubt(Prose):
    """The warning that the clock may be wrong; takes no room where it can be right."""

    def on_mount(self) -> None:
        """Ask the desk."""
        doubt = cast("Shell", self.app).desk.clock_doubt()
        self.show([line(doubt, "warning"), EMPTY] if doubt else ())


class TargetBox(TextBox):
    """A path: offered once, never over what was typed."""

    def __init__(self) -> None:
        super().__init__(id="target")

    def offer(self, target: Path) -> None:
        """Put ``target`` into the box where it is empty."""
        if not self.value:
            self.value = str(target)
            self.cursor_position = len(self.value)

    @property
    def target(self) -> Path | None:
        """The path in the box; None where nothing was typed."""
        return typed_path(self.value)


NO_TARGET = "Type where to put it."


class TargetScreen(VaultScreen[Result], Generic[Result]):
    """Has one ``TargetBox``. Takes no other path while something is being written; ``again`` ends that."""

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
