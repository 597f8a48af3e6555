"""What the guard, the navigation and the ending know of the app: its screens, its desk, and the ways between them."""

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
    """The ways over several screens (``navigation.Navigation``)."""

    async def unlocked(self) -> bool:
        """Whether the vault is open, after asking for it."""

    async def keep(self, interview: "Interview") -> bool:
        """Keep an interview in the vault; whether it is kept now."""

    async def may_leave(self, interview: "Interview") -> bool:
        """Whether a triage may be left: its answers are kept, or may be thrown away."""

    async def tell_notes(self) -> None:
        """Notes about the vault for the person who has just unlocked it."""

    async def tell(self, sentence: str, way_out: str = "") -> None:
        """Say something that must be read before going on."""

    async def may_go_out(self, reference: str) -> bool:
        """Whether a case may be written now, after showing others that look like the same person's."""

    def open_case(self, reference: str) -> None:
        """Show a case that is in the vault. Call it from ``once_on_top``."""

    def list_cases(self) -> None:
        """Leave whatever stands above the list of cases. Call it from ``once_on_top``."""

    def to_pack(self, reference: str) -> None:
        """From a page above a case's hub: back to it, and on to its pack."""

    def show_case(self, reference: str) -> None:
        """Show a case that was looked for."""

    def visit(self, place: Place[Any], *, unlocks: bool) -> None:
        """Go to a place of the start screen, unlocking first where it ``unlocks``."""


class Stack(Protocol):
    """The app as those see it who look at more than one screen."""

    training: bool
    at_work: AtWork
    in_turn: InTurn
    clip: Clipboard

    @property
    def ways(self) -> Ways:
        """The ways over several screens."""

    @property
    def desk(self) -> "Desk":
        """The desk, opened when it is first asked for. Raises ``BrokenData``."""

    @property
    def desk_is_open(self) -> bool:
        """Whether the desk has been opened."""

    def go(self, to: "Place[Given] | Screen[Given]", then: Callable[[Given | None], object] | None = None) -> None:
        """Show a place, or a dialog of the caller's own; ``then`` gets what it ends with."""

    async def result_of(self, to: "Place[Given] | Screen[Given]") -> Given | None:
        """Show it and wait; gives what it ends with. Call it from a method marked ``@work``."""

    def take_settings(self) -> None:
        """Look and work as the settings say."""

    def call_later(self, do: Callable[..., Any], /, *args: Any) -> bool:
        """Do something when what is under way has been done."""

    def screens_open(self) -> Sequence[Page]:
        """The screens on the stack, the one on top last."""

    @property
    def top(self) -> Page:
        """The screen on top."""

    def back_to(self, screen: Page) -> None:
        """Take away everything above ``screen``."""

    def fit(self) -> None:
        """Say that the window is too small where it is."""

    def write_to_terminal(self, text: str) -> None:
        """Send a control sequence."""

    def run_worker(self, work: Any, *, group: str) -> Any:
        """Begin something that takes time."""
