"""The app's interface for the guard, the navigation and the ending: its screens, its desk, and the ways between screens."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from champion_tui.tui.shell.at_work import AtWork
from champion_tui.tui.shell.in_turn import InTurn
from champion_tui.tui.shell.places import Page, Place
from champion_tui.tui.shell.terminal.clipboard import Clipboard

if TYPE_CHECKING:
    from textual.screen import Screen

    from champion_tui.desk.desk import Desk
    from champion_tui.desk.triage.interview import Interview

Given = TypeVar("Given")


class Ways(Protocol):
    """The ways that span several screens (``navigation.Navigation``)."""

    async def unlocked(self) -> bool:
        """Returns whether the vault is open, after asking the person to unlock or make it."""

    async def keep(self, interview: "Interview") -> bool:
        """Keeps an interview in the vault and returns whether it is kept."""

    async def may_leave(self, interview: "Interview") -> bool:
        """Returns whether a triage may be left: its answers are kept or may be thrown away."""

    async def tell_notes(self) -> None:
        """Shows notes about the vault to the person who has just unlocked it."""

    async def tell(self, sentence: str, way_out: str = "") -> None:
        """Shows a sentence that has to be read before going on."""

    async def may_go_out(self, reference: str) -> bool:
        """Returns whether a case may be written now, after showing other cases that look like the same person's."""

    def open_case(self, reference: str) -> None:
        """Shows a case that is in the vault. Call it from ``once_on_top``."""

    def list_cases(self) -> None:
        """Closes every screen above the list of cases. Call it from ``once_on_top``."""

    def to_pack(self, reference: str) -> None:
        """Goes from a page above a case's hub to its pack."""

    def show_case(self, reference: str) -> None:
        """Shows a case that was searched for."""

    def visit(self, place: Place[Any], *, unlocks: bool) -> None:
        """Goes to a place of the start screen, unlocking the vault first if ``unlocks``."""


class Stack(Protocol):
    """The app, for code that works with more than one screen."""

    training: bool
    at_work: AtWork
    in_turn: InTurn
    clip: Clipboard

    @property
    def ways(self) -> Ways:
        """The ways that span several screens."""

    @property
    def desk(self) -> "Desk":
        """The desk, opened on first use. Raises ``BrokenData``."""

    @property
    def desk_is_open(self) -> bool:
        """Whether the desk has been opened."""

    def go(self, to: "Place[Given] | Screen[Given]", then: Callable[[Given | None], object] | None = None) -> None:
        """Shows a place, or the caller's own dialog. ``then`` is called with its result."""

    async def result_of(self, to: "Place[Given] | Screen[Given]") -> Given | None:
        """Shows a place or dialog and returns its result. Call it from a method marked ``@work``."""

    def take_settings(self) -> None:
        """Applies the settings."""

    def call_later(self, do: Callable[..., Any], /, *args: Any) -> bool:
        """Calls a function after the current messages have been handled."""

    def screens_open(self) -> Sequence[Page]:
        """Returns the screens on the stack, the top one last."""

    @property
    def top(self) -> Page:
        """The screen on top."""

    def back_to(self, screen: Page) -> None:
        """Removes every screen above ``screen``."""

    def fit(self) -> None:
        """Shows or removes the notice that the window is too small."""

    def write_to_terminal(self, text: str) -> None:
        """Sends a control sequence to the terminal."""

    def run_worker(self, work: Any, *, group: str) -> Any:
        """Starts a coroutine in the background."""
