"""The app: screens on a stack, the start screen at the bottom, and the commands that are valid everywhere. Every key, every new
screen and every copy goes past its guard, every line drawn through its gate.
"""

import os
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TextIO, TypeVar

from rich.text import Text
from textual import work
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.events import Event, Key, MouseDown, MouseEvent, MouseScrollDown, MouseScrollUp, Paste, Resize
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import WorkerFailed

from champion_tui.desk.errors import DeskError
from champion_tui.desk.screen_commands import keys_everywhere, put_in_force
from champion_tui.tui.navigation import Navigation, screen_for
from champion_tui.tui.screens.kit.base import CHAMPION, ChampionScreen
from champion_tui.tui.screens.start import StartScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.ahead import Ahead
from champion_tui.tui.shell.at_work import AtWork
from champion_tui.tui.shell.beginnings import BEGINNINGS
from champion_tui.tui.shell.ending import Ending
from champion_tui.tui.shell.guard import HIDDEN, Guard
from champion_tui.tui.shell.in_turn import InTurn
from champion_tui.tui.shell.team_watch import TeamWatch
from champion_tui.tui.shell.terminal.bindings import keymap
from champion_tui.tui.shell.terminal.clipboard import NOTHING, Clipboard, multiplexer, sequence
from champion_tui.tui.shell.terminal.gate import ASCII, GATE
from champion_tui.tui.shell.terminal.sent import Change, Sent
from champion_tui.tui.shell.terminal.theme import COLOURED, DARK, PLAIN, THEMES
from champion_tui.tui.widgets.layout import COMPONENTS, too_small
from champion_tui.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from champion_tui.desk.desk import Desk
    from champion_tui.tui.shell.places import Page

FAULT = (
    "Champion has stopped because of a fault in the program ({fault}). Everything shown as saved is safe. "
    "Start it again; if it happens again, tell whoever looks after Champion and name the words in brackets."
)

IN_CLIPBOARD = "What you cut is offered to the clipboard, where others can read it."

Given = TypeVar("Given")

TICK = 1.0
"""Seconds between two looks at the clock."""

CLEARS = "\x1b[2J"
BLANK = "\x1b[2J\x1b[H"
"""Clears the terminal's screen (ECMA-48 ED): not every terminal keeps a program's picture apart from the rest."""

MOUSE, NO_MOUSE = "\x1b[?1003l\x1b[?1000h\x1b[?1006h", "\x1b[?1003l\x1b[?1000l\x1b[?1006l"
"""Asks the terminal to say where the mouse is pressed (xterm's mode 1000), and not wherever it moves (1003), which a slow line would
carry for nothing; or to say nothing, and mark text with it.
"""

OVER_HIDDEN = (places.Help, places.Numbers, places.Commands, places.AskOverHidden)
"""What a person may ask for while everything is hidden, and then stands above that."""


class ChampionApp(App[int], inherit_bindings=False):
    """The full-screen app on one desk, opened when it is first asked for. Keys come from the registry of commands through each
    screen, never from here. With ``training`` every screen says so, from the first paint on.
    """

    TITLE = CHAMPION
    CSS_PATH = "champion.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(self, open_desk: "Callable[[], Desk]", *, training: bool = False) -> None:
        without_colour = "NO_COLOR" in os.environ
        # Given here, not with the theme: Textual chooses how it takes colours away before a theme can be set.
        super().__init__(ansi_color=True if without_colour else None)
        self._open_desk = open_desk
        self.training = training
        self.stopped_by: DeskError | None = None
        self._may_be_in_clipboard = False
        self._mouse_asked_for = False
        self._looks = (False, False)
        """Whether pages are compact, and drawn with the signs of the keyboard."""
        put_in_force({})
        self._press_dropped = False
        self.at_work = AtWork()
        self.in_turn = InTurn(self, keys_everywhere)
        self.sent = Sent()
        self.clip = Clipboard(self.write_to_terminal, multiplexer(os.environ))
        self.ways = Navigation(self)
        self.guard = Guard(self)
        self.ending = Ending(self)
        self.team = TeamWatch(self)
        self.ahead = Ahead(self, self.guard.idle, self.ways.ready(), self.set_timer)
        for theme in THEMES:
            self.register_theme(theme)
        # Set without Textual's watcher, which would parse all style sheets once more before anything is painted.
        self.set_reactive(ChampionApp.theme, (PLAIN if without_colour else DARK).name)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """From now on an end from outside saves what is typed, and it is looked whether anybody is still there."""
        self.ending.begin()
        self.set_interval(TICK, self._tick)

    @cached_property
    def desk(self) -> "Desk":
        """The desk. Raises ``BrokenData`` when it is opened."""
        return self._open_desk()

    @property
    def desk_is_open(self) -> bool:
        """Whether the desk has been opened."""
        return "desk" in self.__dict__

    def get_default_screen(self) -> Screen[Any]:
        """The start screen lies below all others. The looks are worked out first: in a window that is too small something is laid out at once."""
        self.stylesheet.apply(self)
        start = StartScreen()
        start.stand_in(self.size)
        return start

    def screens_open(self) -> list[ChampionScreen[Any]]:
        """The screens on the stack, the one on top last."""
        return [screen for screen in self.screen_stack if isinstance(screen, ChampionScreen)]

    @property
    def top(self) -> ChampionScreen[Any]:
        """The screen on top."""
        return self.screens_open()[-1]

    # -- keys and screens, past the guard ---------------------------------------------------------------------------

    def _tick(self) -> None:
        if not self.screen_stack:
            return
        self.guard.look_at_the_clock()
        self.ahead.look()
        before = self.team.words
        if self.team.look():
            self.top.news()
        if self.team.words != before:
            self.top.refresh_bars()

    async def on_event(self, event: Event) -> None:
        """Delivers fast keys in order; drops those typed for another page, and those after the last screen."""
        if isinstance(event, Key | Paste):
            if not self.screen_stack:
                return
            if not event.is_forwarded and (self.in_turn.holds(event) or self.guard.pressed()):
                return
        elif isinstance(event, MouseEvent) and not event.is_forwarded and self._holds_mouse(event):
            return
        await super().on_event(event)

    def _holds_mouse(self, event: MouseEvent) -> bool:
        """Whether the mouse must not act: it was pressed on another page, or everything should have been hidden by now."""
        if not self.screen_stack:
            return True
        if isinstance(event, MouseDown):
            self._press_dropped = self.in_turn.typed_for_another_page(event) or self.guard.pressed()
        elif isinstance(event, MouseScrollDown | MouseScrollUp):
            return self.guard.pressed()
        return self._press_dropped

    def push_screen(self, screen: Screen[Any] | str, *rest: Any, **more: Any) -> Any:
        """Put a screen on top. While everything is hidden only what was asked for there is: all else goes below."""
        if isinstance(screen, ChampionScreen):
            screen.stand_in(self.size)
        hidden = self.guard.hidden
        if hidden is None or getattr(screen, "over_hidden", False):
            pushed = super().push_screen(screen, *rest, **more)
            self.in_turn.turn_page()
            # Hiding waits for nothing.
            self.in_turn.filling = hidden is None and self.top is screen and self.top.NAME != HIDDEN
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
        self.in_turn.filling = False
        return popped

    # -- ways through the app ---------------------------------------------------------------------------------------

    def go(
        self, to: "places.Place[Given] | Screen[Given]", then: "Callable[[Given | None], object] | None" = None
    ) -> None:
        """Show a place, or a dialog of a screen's own; ``then`` gets what it ends with."""
        _ = self.push_screen(self._screen(to), then)

    async def result_of(self, to: "places.Place[Given] | Screen[Given]") -> Given | None:
        """Show it and wait; gives what it ends with. Call it from a method marked ``@work``."""
        return await self.push_screen_wait(self._screen(to))

    def _screen(self, to: "places.Place[Given] | Screen[Given]") -> Screen[Given]:
        if isinstance(to, Screen):
            return to
        screen = screen_for(to, lambda: self.desk)
        screen.over_hidden = isinstance(to, OVER_HIDDEN) and self.guard.hidden is not None
        return screen

    def back_to(self, screen: "Page") -> None:
        """Take away everything above ``screen``."""
        while self.top is not screen:
            _ = self.pop_screen()

    def watch_app_focus(self, focused: bool) -> None:  # noqa: FBT001  how Textual calls it
        """The window has the keyboard again. A page that came meanwhile was given no focus, and without one its keys go nowhere."""
        if focused and self.focused is None and self.screen.AUTO_FOCUS != "":
            _ = self.screen.focus_next(self.screen.AUTO_FOCUS or "*")

    def on_resize(self, event: Resize) -> None:
        """The window has changed size."""
        if self.sent.knows:
            # The terminal may have been another program's since, though it is as large as it was.
            self.sent.forget()
            _ = self.refresh()
        self.fit(event.size.width, event.size.height)

    def fit(self, width: int = 0, height: int = 0) -> None:
        """Lay the sentence about the window's size over everything, or take it away; not over what is hidden."""
        if self.guard.hidden is not None:
            return
        small, shown = too_small(width or self.size.width, height or self.size.height), self.top.NAME == "too-small"
        if small and not shown:
            self.go(places.TooSmall())
        elif shown and not small:
            _ = self.pop_screen()

    # -- commands that are valid everywhere -------------------------------------------------------------------------

    def action_help(self) -> None:
        """Open help for the screen on top."""
        if self.top.NAME != "help":
            self.go(places.Help(self.top))

    def action_look_up(self) -> None:
        """Open Guidance, over what is being done; from one of its entries, go back to it."""
        if self.top.NAME == "entry":
            self.top.leave()
        elif self.top.NAME != "guidance":
            self.go(places.Guidance())

    def action_numbers(self) -> None:
        """Open the emergency numbers."""
        if self.top.NAME != "numbers":
            self.go(places.Numbers(None if self.guard.hidden is not None else self._area_of_person()))

    def _area_of_person(self) -> str | None:
        """Where the person is whom the screen on top is about, or the nearest one below that is about somebody."""
        areas = (screen.area_of_person for screen in reversed(self.screens_open()))
        return next((area for area in areas if area is not None), None)

    def action_hide(self) -> None:
        """Hide everything."""
        self.guard.hide()

    def action_commands(self) -> None:
        """Find a command, then do it on the screen it was looked for."""
        about = self.top
        if about.NAME == "commands":
            return

        self.go(places.Commands(about), lambda found: self._do_found(found, about))

    def _do_found(self, found: str | None, about: ChampionScreen[Any]) -> None:
        """Do a command on the page it was looked for; or go to a place, or a case, once what is typed there is saved."""
        kind, _, name = (found or "").partition(":")
        place = next((each for each in BEGINNINGS if kind == "place" and each.id == name), None)
        if place is not None:
            self._after_saving(about, lambda: self.ways.visit(place.to, unlocks=place.unlocks))
        elif kind == "case":
            self._after_saving(about, lambda: self.ways.show_case(name))
        elif found is not None:
            self.call_later(self.run_action, found, about)

    @work(group="found", exclusive=True)
    async def _after_saving(self, about: ChampionScreen[Any], then: Callable[[], None]) -> None:
        await about.put_away()
        about.once_on_top(then)

    def action_theme(self) -> None:
        """Change to the next colours: dark, light, high contrast; without colour there is nothing to change."""
        if self.theme == PLAIN.name:
            return
        names = [theme.name for theme in COLOURED]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self._keep_theme(self.theme)

    @work(group="theme")
    async def _keep_theme(self, name: str) -> None:
        await self.at_work.do(lambda: self.desk.remember_theme(name))

    def take_settings(self) -> None:
        """Look and work as the settings say, from now on: once the desk is open, and whenever one was changed."""
        settings = self.desk.settings
        if self.theme != PLAIN.name and self.desk.theme() in {theme.name for theme in COLOURED}:
            self.theme = self.desk.theme()
        put_in_force(settings.keys)
        self.set_keymap(keymap(settings.keys))
        looks = (settings.compact, settings.only_ascii)
        if looks != self._looks:
            self._looks = looks
            self.set_class(settings.compact, "-compact")
            for part in (each for screen in self.screens_open() for each in screen.walk_children(with_self=True)):
                part.redraw() if isinstance(part, Prose) else part.refresh(layout=True)
        self._ask_for_mouse(wanted=settings.mouse)
        for screen in self.screens_open():
            screen.refresh_bars()

    def _ask_for_mouse(self, *, wanted: bool) -> None:
        """Have the terminal say where the mouse is pressed, or no longer."""
        if wanted != self._mouse_asked_for:
            self._mouse_asked_for = wanted
            self.write_to_terminal(MOUSE if wanted else NO_MOUSE)

    def action_leave(self) -> None:
        """Ask, let what is being saved be saved, then leave."""
        if self.top.NAME not in {"ask", "over-hidden"}:
            self._leave()

    @work
    async def _leave(self) -> None:
        if await self.ways.may_quit():
            await self.at_work.done()
            self.exit(0)

    # -- the terminal -----------------------------------------------------------------------------------------------

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line that is drawn goes through, the gate last."""
        return [*super().get_line_filters(), *([ASCII] if self._looks[1] else []), GATE]

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

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Show what Textual has painted: only what differs from what stands is sent."""
        change: Any = Change(renderable, self.sent) if isinstance(renderable, CompositorUpdate) else renderable
        super()._display(screen, change)

    def write_to_terminal(self, text: str) -> None:
        """Send a control sequence: Textual has no public way for those it does not know."""
        if CLEARS in text:
            self.sent.forget()
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
        self._may_be_in_clipboard = bool(self.clip.text)
        self.clip.overwrite()

    def leave_nothing(self) -> None:
        """The mouse is the terminal's again. Ended from outside it may not have heard what was asked last of its clipboard: ask it once
        more, past what is closed.
        """
        stream: TextIO | None = getattr(self._driver, "_file", None)
        emptied = sequence(NOTHING) if self._may_be_in_clipboard or self.clip.text else ""
        asked = f"{NO_MOUSE if self._mouse_asked_for else ''}{emptied}"
        if stream is not None and asked:
            with suppress(OSError, ValueError):
                stream.write(asked)
                stream.flush()

    # -- the end -----------------------------------------------------------------------------------------------------

    def _fatal_error(self) -> None:
        """Leave with one sentence: Textual's own report shows the values of variables, which may be about a person."""
        error = self._exception.error if isinstance(self._exception, WorkerFailed) else self._exception
        if isinstance(error, DeskError):
            self.stopped_by = error
            self._close_messages_no_wait()
            return
        places = traceback.extract_tb(error.__traceback__) if error else []
        where = f" in {Path(places[-1].filename).name}, line {places[-1].lineno}" if places else ""
        if not self._exit_renderables:
            # What follows from the first fault says nothing more, and Textual would count it.
            self._exit_renderables.append(Text(FAULT.format(fault=f"{type(error).__name__}{where}")))
        self._close_messages_no_wait()


def run(open_desk: Callable[[], "Desk"], *, training: bool = False) -> int:
    """Open the full-screen app; gives the exit code when the person leaves. ``open_desk`` is called once, behind the first
    paint; the caller closes the desk. ``training`` says that what is kept there is invented. Raises the ``DeskError`` that left nothing to show, such as ``BrokenData``.
    """
    app = ChampionApp(open_desk, training=training)
    try:
        with app.ending.heeded():
            # The app asks for the mouse itself, once the settings are read: where they say off the terminal hears nothing of it.
            app.run(mouse=False)
    finally:
        app.leave_nothing()
    if app.stopped_by is not None:
        raise app.stopped_by
    return app.return_code or 0
