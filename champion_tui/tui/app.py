"""The Textual app: a stack of screens with the start screen at the bottom, and the commands that are valid on every screen.

Keys, new screens and copies to the clipboard pass through its guard; every drawn line passes through its gate.
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
from textual.driver import Driver
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
"""Clears the terminal's screen (ECMA-48 ED), because not every terminal keeps a program's output separate from the rest."""

MOUSE, NO_MOUSE = "\x1b[?1003l\x1b[?1000h\x1b[?1006h", "\x1b[?1003l\x1b[?1000l\x1b[?1006l"
"""Turn mouse reports on and off. ``MOUSE`` asks only for presses (xterm's mode 1000), not for every movement (1003), which
would load a slow connection for nothing. While reports are off, the mouse selects text in the terminal.
"""

OVER_HIDDEN = (places.Help, places.Numbers, places.Commands, places.AskOverHidden)
"""The places that can be opened while everything is hidden. Their screens are shown above the neutral one."""


class ChampionApp(App[int], inherit_bindings=False):
    """The full-screen app on one desk, which is opened when it is first needed. Each screen takes its keys from the registry of
    commands; the app has none of its own. With ``training`` every screen says so from the first paint.
    """

    TITLE = CHAMPION
    CSS_PATH = "champion.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(self, open_desk: "Callable[[], Desk]", *, training: bool = False) -> None:
        without_colour = "NO_COLOR" in os.environ
        # Set here and not with the theme, because Textual decides how to remove colours before a theme can be set.
        super().__init__(ansi_color=True if without_colour else None)
        self._open_desk = open_desk
        self.training = training
        self.stopped_by: DeskError | None = None
        self._may_be_in_clipboard = False
        self._mouse_asked_for = False
        self._looks = (False, False)
        """Whether pages are compact, and whether only ASCII signs are drawn."""
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
        # Set without Textual's watcher, which would parse every style sheet a second time before anything is painted.
        self.set_reactive(ChampionApp.theme, (PLAIN if without_colour else DARK).name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_driver_class(self) -> type[Driver]:
        """Returns our own driver for a terminal on Linux or macOS, else the one that Textual chooses."""
        driver = super().get_driver_class()
        if driver.__module__ != "textual.drivers.linux_driver":
            return driver
        from champion_tui.tui.shell.terminal.heard import TerminalDriver  # noqa: PLC0415  termios, which Windows does not have

        return TerminalDriver

    def on_mount(self) -> None:
        """Starts saving what is typed when the program is ended from outside, and starts the timer that watches for idleness."""
        self.ending.begin()
        self.set_interval(TICK, self._tick)

    @cached_property
    def desk(self) -> "Desk":
        """The desk, opened on first use. Raises ``BrokenData`` if its data cannot be read."""
        return self._open_desk()

    @property
    def desk_is_open(self) -> bool:
        """Whether the desk has been opened."""
        return "desk" in self.__dict__

    def get_default_screen(self) -> Screen[Any]:
        """Returns the start screen, which is below all others. The style sheet is applied first, because a window that is too
        small is laid out at once.
        """
        self.stylesheet.apply(self)
        start = StartScreen()
        start.set_window_classes(self.size)
        return start

    def screens_open(self) -> list[ChampionScreen[Any]]:
        """Returns the screens on the stack, the top one last."""
        return [screen for screen in self.screen_stack if isinstance(screen, ChampionScreen)]

    @property
    def top(self) -> ChampionScreen[Any]:
        """The screen on top."""
        return self.screens_open()[-1]

    # -- keys and screens -------------------------------------------------------------------------------------------

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
        """Delivers fast keys in order. Drops keys that were typed for another page, and keys that arrive after the last screen
        has closed.
        """
        if isinstance(event, Key | Paste):
            if not self.screen_stack:
                return
            if not event.is_forwarded and (self.in_turn.holds(event) or self.guard.pressed()):
                return
        elif isinstance(event, MouseEvent) and not event.is_forwarded and self._holds_mouse(event):
            return
        await super().on_event(event)

    def _holds_mouse(self, event: MouseEvent) -> bool:
        """Returns whether to ignore a mouse event: the press was meant for another page, or everything should have been hidden
        by now.
        """
        if not self.screen_stack:
            return True
        if isinstance(event, MouseDown):
            self._press_dropped = self.in_turn.typed_for_another_page(event) or self.guard.pressed()
        elif isinstance(event, MouseScrollDown | MouseScrollUp):
            return self.guard.pressed()
        return self._press_dropped

    def push_screen(self, screen: Screen[Any] | str, *rest: Any, **more: Any) -> Any:
        """Puts a screen on top of the stack. While everything is hidden, only the places in ``OVER_HIDDEN`` go on top; any
        other screen goes below the neutral one.
        """
        if isinstance(screen, ChampionScreen):
            screen.set_window_classes(self.size)
        hidden = self.guard.hidden
        if hidden is None or getattr(screen, "over_hidden", False):
            pushed = super().push_screen(screen, *rest, **more)
            self.in_turn.turn_page()
            # The neutral screen waits for nothing.
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
        """Removes the top screen. The one below counts as a new page."""
        popped = super().pop_screen()
        self.in_turn.turn_page()
        self.in_turn.filling = False
        return popped

    # -- going to places --------------------------------------------------------------------------------------------

    def go(
        self, to: "places.Place[Given] | Screen[Given]", then: "Callable[[Given | None], object] | None" = None
    ) -> None:
        """Shows a place, or a screen's own dialog. ``then`` is called with its result, None if the person went back."""
        _ = self.push_screen(self._screen(to), then)

    async def result_of(self, to: "places.Place[Given] | Screen[Given]") -> Given | None:
        """Shows a place or dialog and returns its result, None if the person went back. Call it from a method marked ``@work``."""
        return await self.push_screen_wait(self._screen(to))

    def _screen(self, to: "places.Place[Given] | Screen[Given]") -> Screen[Given]:
        if isinstance(to, Screen):
            return to
        screen = screen_for(to, lambda: self.desk)
        screen.over_hidden = isinstance(to, OVER_HIDDEN) and self.guard.hidden is not None
        return screen

    def back_to(self, screen: "Page") -> None:
        """Removes every screen above ``screen``."""
        while self.top is not screen:
            _ = self.pop_screen()

    def watch_app_focus(self, focused: bool) -> None:  # noqa: FBT001  how Textual calls it
        """Sets the focus when the window gets the keyboard back. A page opened meanwhile has no focus, and its keys would have
        no effect.
        """
        if focused and self.focused is None and self.screen.AUTO_FOCUS != "":
            _ = self.screen.focus_next(self.screen.AUTO_FOCUS or "*")

    def on_resize(self, event: Resize) -> None:
        """Fits the page to the new size of the window."""
        if self.sent.knows:
            # Another program may have drawn on the terminal since, even if its size is the same.
            self.sent.forget()
            _ = self.refresh()
        self.fit(event.size.width, event.size.height)

    def fit(self, width: int = 0, height: int = 0) -> None:
        """Shows the notice that the window is too small, or removes it. Does nothing while everything is hidden. Sizes are in
        columns and rows; 0 means the current size.
        """
        if self.guard.hidden is not None:
            return
        small, shown = too_small(width or self.size.width, height or self.size.height), self.top.NAME == "too-small"
        if small and not shown:
            self.go(places.TooSmall())
        elif shown and not small:
            _ = self.pop_screen()

    # -- commands valid on every screen -----------------------------------------------------------------------------

    def action_help(self) -> None:
        """Opens help for the top screen."""
        if self.top.NAME != "help":
            self.go(places.Help(self.top))

    def action_look_up(self) -> None:
        """Opens Guidance above the current screen. From a guidance entry it goes back to Guidance instead."""
        if self.top.NAME == "entry":
            self.top.leave()
        elif self.top.NAME != "guidance":
            self.go(places.Guidance())

    def action_numbers(self) -> None:
        """Opens the emergency numbers, for the person's area unless everything is hidden."""
        if self.top.NAME != "numbers":
            self.go(places.Numbers(None if self.guard.hidden is not None else self._area_of_person()))

    def _area_of_person(self) -> str | None:
        """Returns the area of the person that the top screen is about, or else of the nearest one below; None if no screen has
        one.
        """
        areas = (screen.area_of_person for screen in reversed(self.screens_open()))
        return next((area for area in areas if area is not None), None)

    def action_hide(self) -> None:
        """Hides everything."""
        self.guard.hide()

    def action_commands(self) -> None:
        """Opens the list of commands and runs the chosen one on the screen from which it was opened."""
        about = self.top
        if about.NAME == "commands":
            return

        self.go(places.Commands(about), lambda found: self._do_found(found, about))

    def _do_found(self, found: str | None, about: ChampionScreen[Any]) -> None:
        """Runs the chosen command on ``about``. If a place or a case was chosen, goes there once the text typed on ``about`` is
        saved.
        """
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
        """Switches to the next theme (dark, light, high contrast). Does nothing without colours."""
        if self.theme == PLAIN.name:
            return
        names = [theme.name for theme in COLOURED]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self._keep_theme(self.theme)

    @work(group="theme")
    async def _keep_theme(self, name: str) -> None:
        await self.at_work.do(lambda: self.desk.remember_theme(name))

    def take_settings(self) -> None:
        """Applies the settings. Called once the desk is open and whenever a setting is changed."""
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
        """Asks the terminal to report mouse presses, or to stop reporting them."""
        if wanted != self._mouse_asked_for:
            self._mouse_asked_for = wanted
            self.write_to_terminal(MOUSE if wanted else NO_MOUSE)

    def action_leave(self) -> None:
        """Asks whether to leave; if so, waits for saving to finish and then leaves."""
        if self.top.NAME not in {"ask", "over-hidden"}:
            self._leave()

    @work
    async def _leave(self) -> None:
        if await self.ways.may_quit():
            await self.at_work.done()
            self.exit(0)

    # -- the terminal -----------------------------------------------------------------------------------------------

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Returns the filters that every drawn line passes through, the gate last."""
        return [*super().get_line_filters(), *([ASCII] if self._looks[1] else []), GATE]

    @property
    def clipboard(self) -> str:
        """The text that Textual's own boxes paste: the last copied text, until it is overwritten."""
        return self.clip.text

    def copy_to_clipboard(self, text: str) -> None:
        """Copies what was cut or copied in one of Textual's own boxes and says so. A passphrase is never copied."""
        secret = isinstance(self.focused, Input) and self.focused.password
        if text and not secret:
            self.clip.fill(text)
            self.guard.say(IN_CLIPBOARD)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Shows what Textual has painted, sending only the cells that differ from what the terminal shows."""
        change: Any = Change(renderable, self.sent) if isinstance(renderable, CompositorUpdate) else renderable
        super()._display(screen, change)

    def write_to_terminal(self, text: str) -> None:
        """Sends a control sequence, for which Textual has no public method."""
        if CLEARS in text:
            self.sent.forget()
        if self._driver is not None:
            self._driver.write(text)
            self._driver.flush()

    def exit(self, *given: Any, **more: Any) -> None:
        """Exits after clearing the screen and anything of ours in the clipboard."""
        self.clip.overwrite()
        self.write_to_terminal(BLANK)
        super().exit(*given, **more)

    def on_unmount(self) -> None:
        """Clears the clipboard however the app ends. The terminal may be closed already; ``leave_nothing`` tries
        again.
        """
        self._may_be_in_clipboard = bool(self.clip.text)
        self.clip.overwrite()

    def leave_nothing(self) -> None:
        """Gives the mouse back to the terminal and clears our text from its clipboard once more. If the program was ended from
        outside, the last request may not have been sent, so this writes to the driver's stream directly.
        """
        stream: TextIO | None = getattr(self._driver, "_file", None)
        emptied = sequence(NOTHING) if self._may_be_in_clipboard or self.clip.text else ""
        asked = f"{NO_MOUSE if self._mouse_asked_for else ''}{emptied}"
        if stream is not None and asked:
            with suppress(OSError, ValueError):
                stream.write(asked)
                stream.flush()

    # -- faults ------------------------------------------------------------------------------------------------------

    def _fatal_error(self) -> None:
        """Leaves with one sentence. Textual's own report shows the values of variables, which may be about a person."""
        error = self._exception.error if isinstance(self._exception, WorkerFailed) else self._exception
        if isinstance(error, DeskError):
            self.stopped_by = error
            self._close_messages_no_wait()
            return
        places = traceback.extract_tb(error.__traceback__) if error else []
        where = f" in {Path(places[-1].filename).name}, line {places[-1].lineno}" if places else ""
        if not self._exit_renderables:
            # Only the first fault is reported: later ones follow from it, and Textual would count them.
            self._exit_renderables.append(Text(FAULT.format(fault=f"{type(error).__name__}{where}")))
        self._close_messages_no_wait()


def run(open_desk: Callable[[], "Desk"], *, training: bool = False) -> int:
    """Runs the full-screen app and returns its exit code when the person leaves.

    ``open_desk`` is called once, after the first paint; the caller closes the desk. ``training`` says that the data is
    invented. Raises the ``DeskError`` that left nothing to show, such as ``BrokenData``.
    """
    app = ChampionApp(open_desk, training=training)
    try:
        with app.ending.heeded():
            # The app turns mouse reports on itself once the settings are read, so none are sent if the mouse is
            # switched off.
            app.run(mouse=False)
    finally:
        app.leave_nothing()
    if app.stopped_by is not None:
        raise app.stopped_by
    return app.return_code or 0
