"""The base of every screen: the header, a body that scrolls, the line of keys, and access to the desk.

A screen is a class with a ``NAME`` (its name in the registry of commands and in ``screens.md``), a ``HEADING``, a ``PURPOSE``
(one sentence) and ``SHOWS`` (its contents, for help and ``screens.md``). Its keys are bound from the registry by its ``NAME``.
``parts`` yields the widgets of the body; ``refresh_view`` asks the desk for a view and shows it. Slow calls of the desk go
through ``champion.at_work.do`` from a method marked ``@work``, which runs them in a thread and returns the result on the event
loop.
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual.css.query import NoMatches
from textual.events import Idle, Key, ScreenResume
from textual.geometry import Region as Part
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import Worker, WorkerCancelled, WorkType

from champion_tui.desk.errors import DeskError
from champion_tui.desk.screen_commands import Command, command, footer_of
from champion_tui.domain.cases.training import TRAINING
from champion_tui.ground.dates.date_words import moment_words, short_moment_words
from champion_tui.tui.shell.terminal.bindings import bindings_for
from champion_tui.tui.widgets.bars import HeaderLine, KeyEntry, KeysLine
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.lists.answering import Answering
from champion_tui.tui.widgets.lists.choices import Choices, NoneOfThese
from champion_tui.tui.widgets.panes import HEIGHTS, WIDTHS, Body, Region, alike
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from textual.screen import Screen as AnyScreen

    from champion_tui.desk.desk import Desk
    from champion_tui.tui.shell.guard import Shell
    from champion_tui.tui.shell.places import Place

CHAMPION = "Champion"


Result = TypeVar("Result")
Given = TypeVar("Given")

NEVER_LEFT_OUT = frozenset({"back", "help", "numbers", "hide", "quit"})
"""Commands that are in the line of keys however narrow it is."""

SAVED = "saved"
SAVED_AT = re.compile(rf"{SAVED} [\d:]+")
"""The time of the last save in the header."""

FILLS = 0.05
"""Seconds after which a page is painted even if it is not filled yet, so that the person sees where they are."""

CLOCK_SECONDS = 20
"""Seconds between updates of the time in the header."""


class ChampionScreen(Screen[Result], Generic[Result]):
    """The base of every screen. ``Result`` is the type of its result; going back ends it with None."""

    NAME: ClassVar[str]
    HEADING: ClassVar[str] = CHAMPION
    PURPOSE: ClassVar[str]
    SHOWS: ClassVar[tuple[str, ...]] = ()
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    FOR_ALL: ClassVar[bool] = False
    """Whether the screen is the same for everybody and nothing about a person is typed on it. Such screens are not hidden
    automatically.
    """

    def __init_subclass__(cls, **textual: bool) -> None:
        """Binds the keys of the screen's commands, before Textual collects its bindings."""
        if "NAME" in cls.__dict__:
            cls.BINDINGS = bindings_for(cls.NAME)
        super().__init_subclass__(**textual)

    def __init__(self) -> None:
        super().__init__()
        self.over_hidden = False
        self._top = HeaderLine()
        self._body = Body()
        self._keys = KeysLine()
        self._looks_anew = self._to_paint = self._laid_out = False
        """Whether Textual is working out what to paint; whether that painting has been put off; whether the page has been laid
        out since.
        """
        self._bars_due = False
        """Whether the header and the line of keys must be updated before the next painting."""
        self._at_once = False
        """Whether the next change is painted immediately."""
        self._to_do: list[Callable[[], None]] = []
        """Calls that wait until this screen is on top again (see ``once_on_top``)."""

    @property
    def champion(self) -> "Shell":
        """The app, through the interface for screens."""
        return cast("Shell", self.app)

    @property
    def desk(self) -> "Desk":
        """The desk."""
        return self.champion.desk

    def go(self, to: "Place[Given] | AnyScreen[Given]", then: "Callable[[Given | None], object] | None" = None) -> None:
        """Goes to a place, or opens a dialog of this screen's own. ``then`` is called with its result."""
        self.champion.go(to, then)

    async def result_of(self, to: "Place[Given] | AnyScreen[Given]") -> Given | None:
        """Goes there and returns its result. Call it from a method marked ``@work``."""
        return await self.champion.result_of(to)

    def set_window_classes(self, window: Size) -> None:
        """Sets the classes for a window of this size from the start. Textual would set them after the first layout, and then
        lay out again.
        """
        for points, room in ((WIDTHS, window.width), (HEIGHTS, window.height)):
            fits = max((point for point in points if point[0] <= room), default=None)
            for point in points:
                self.set_class(point == fits, point[1], update=False)

    # -- parts ------------------------------------------------------------------------------------------------------

    def compose(self) -> Iterator[Widget]:
        """Yields the header, the body and the line of keys."""
        self._top.tag = TRAINING if self.champion.training else ""
        yield self._top
        with self._body:
            yield from self.parts()
        yield NoneOfThese()
        yield self._keys

    def render_lines(self, crop: Part) -> list[Strip]:
        """Returns the lines of the background."""
        return alike(super().render_lines, crop)

    def parts(self) -> Iterator[Widget]:
        """Yields the widgets of the body."""
        yield from ()

    def refresh_view(self) -> None:
        """Shows the current state. Called once the screen is mounted, and by screens whose state changes."""

    @property
    def area_of_person(self) -> str | None:
        """The area of the person that this screen is about; None if it is about nobody."""
        return None

    def header(self) -> tuple[str, str]:
        """Returns the left and the right words of the header."""
        return self.HEADING, self.desk.date_words

    def news(self) -> None:
        """Called when somebody else of the team has changed something in the store."""

    def footer_commands(self) -> tuple[Command, ...]:
        """Returns the commands for the line of keys, most important first."""
        return footer_of(self.NAME, without=self.unused())

    def unused(self) -> frozenset[str]:
        """Returns the ids of this page's commands that do nothing now; those for lists depend on the list shown."""
        listed = self.listed
        if listed is None:
            return frozenset({"choose", "narrow"})
        if not listed.options and not listed.searched:
            return frozenset({"choose", "narrow", "go-on"})
        return frozenset({"choose"} if listed.searched else {"narrow"})

    def footer_keys(self) -> dict[str, str]:
        """Returns keys to show instead of the registry's, by command id: as many digits as the list has lines."""
        return {"choose": self.listed.digits} if self.listed else {}

    @property
    def listed(self) -> Choices | None:
        """The list on this page; None if there is nothing to choose now."""
        return next((choices for choices in self.walk_children(Choices) if choices.display), None)

    @property
    def is_open(self) -> bool:
        """Whether the page is still open. Slow calls and delayed refreshes may finish after the person has left."""
        # Textual removes a screen's parts one by one.
        return self in self.app.screen_stack and all(
            part in self.children for part in (self._top, self._body, self._keys)
        )

    def run_worker(self, work: WorkType[Given], *args: Any, **named: Any) -> Worker[Given]:
        """Runs work for this page as Textual does. Errors caused by the page having been removed, or by the work having waited
        for other work that was cancelled for newer, are ignored.
        """

        async def while_it_stands() -> Any:
            try:
                return await cast("Awaitable[Any]", work() if callable(work) else work)
            except WorkerCancelled:
                return None
            except NoMatches:
                if self.is_open:
                    raise
                return None

        return super().run_worker(while_it_stands, *args, **named)

    def refresh_bars(self) -> None:
        """Updates the header and the line of keys. While the page is being filled this is put off until it is painted, because
        much of it still changes. Does nothing while the screen is being removed.
        """
        self._bars_due = self.is_current and self.champion.in_turn.filling
        if self._bars_due or not self.is_open:
            return
        left, right = self.header()
        hidden = self.champion.guard.hidden is not None
        self._top.show(left, right if hidden else self.champion.team.beside(right), self._shorter(right))
        shown = self.footer_keys()
        # If several can be marked, this key is the only way to go on with the mouse.
        several = self.listed is not None and self.listed.several
        commands = self.footer_commands()
        if commands:
            commands = (*self._ways_to_scroll(), *commands)
        self._keys.show(
            [
                KeyEntry(
                    first=shown.get(command.id, command.key_words(first_only=True)),
                    both=shown.get(command.id, command.key_words()),
                    words=command.words,
                    must=command.id in NEVER_LEFT_OUT or (command.id == "go-on" and several),
                    press=command.keys[0] if command.keys and not command.shown else "",
                    brief="" if "enter" in command.keys else command.words if command.id in {"more", "above"} else None,
                )
                for command in commands
            ]
        )

    def _shorter(self, right: str) -> tuple[tuple[str, str], ...]:
        """Returns pairs of words in the header and shorter ones for a narrow window, in order: the date, the team, the time of
        saving.
        """
        if not self.champion.desk_is_open:
            return ()
        now = self.desk.now()
        return (
            (moment_words(now), short_moment_words(now)),
            *self.champion.team.shorter(),
            *((at, SAVED) for at in SAVED_AT.findall(right)),
        )

    def _ways_to_scroll(self) -> tuple[Command, ...]:
        regions = self.walk_children(Region)
        more_below = (
            *(region.more_below for region in regions),
            *(each.more_below for each in self.walk_children(Answering)),
        )
        if any(more_below):
            return (command("more"),)
        return (command("above"),) if any(region.scroll_y > 0 for region in regions) else ()

    def scroll_to_center(self, widget: Widget, animate: bool = True, **how: Any) -> None:  # noqa: ARG002, FBT001, FBT002  Textual's signature
        """Scrolls the focused widget into view at once. A list with a marked line does so itself: scrolling all of a long list
        into view would move what is above it out of sight.
        """
        if not isinstance(widget, Choices) or widget.here is None:
            super().scroll_to_center(widget, animate=False, **how)

    def on_region_moved(self, event: Region.Moved) -> None:
        """Updates whether the line of keys offers to scroll."""
        event.stop()
        self.refresh_bars()

    def on_mount(self) -> None:
        """Shows the view, and updates the bars regularly for the clock."""
        self.screen_layout_refresh_signal.subscribe(self, self._was_laid_out, immediate=True)
        self.refresh_view()
        self.refresh_bars()
        self.set_interval(CLOCK_SECONDS, self.refresh_bars)

    # -- layout and painting ----------------------------------------------------------------------------------------

    def _screen_resized(self, size: Size) -> None:
        """Ignores calls with an unchanged size, which Textual makes for a new page just laid out and for the page behind it."""
        if size != self._size:
            super()._screen_resized(size)

    def _was_laid_out(self, _: Screen[Any]) -> None:
        """Notes that the page was laid out. Textual has painted it by then, unless the painting was put off here."""
        self._laid_out = True
        if not self._to_paint:
            self._say_painted()

    def _say_painted(self) -> None:
        if self._laid_out and self.is_current:
            self.champion.in_turn.painted()
        self._laid_out = False

    def _on_timer_update(self) -> None:
        """Paints changes once. Textual would first paint the new layout, and then again what has a new style."""
        self._looks_anew = True
        try:
            super()._on_timer_update()
        finally:
            self._looks_anew = False
        if self._to_paint:
            if (
                self.is_current
                and self._laid_out
                and all(work.is_finished for work in self.workers if work.node is self)
            ):
                self.champion.in_turn.filling = False
            self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        """Paints changes, but not while the page is being filled, and not in two halves."""
        filling = self.is_current and self.champion.in_turn.filling
        if filling and not self._to_paint:
            self.set_timer(FILLS, self._stand)
        self._to_paint = filling or self._looks_anew
        if not self._to_paint:
            if self._bars_due:
                self.refresh_bars()
            super()._compositor_refresh()
            self._say_painted()

    def paint_at_once(self) -> None:
        """Paints the next change as soon as it is made instead of at Textual's next tick, for changes that follow each key."""
        self._at_once = True

    async def _on_idle(self, event: Idle) -> None:  # noqa: ARG002  Textual's signature
        """Paints at once if asked to; Textual's own handler, which follows, would leave it to the timer."""
        if self._at_once and self.is_current and (self._layout_required or self._dirty_widgets):
            self._at_once = False
            self._on_timer_update()

    def _stand(self) -> None:
        """Paints the page because it is filled or ``FILLS`` has passed."""
        if self.is_current and self.champion.in_turn.filling:
            self.champion.in_turn.filling = False
            self._compositor_refresh()

    # -- changing pages ---------------------------------------------------------------------------------------------

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Handles being on top again. Styles are up to date, because they are computed when parts are added or change; Textual
        would compute all of them again.
        """
        event.refresh_styles = False
        self.seen_again()

    def seen_again(self) -> None:
        """Called when the screen is first shown or on top again. Updates the bars and does what waited in ``once_on_top``."""
        self.listen()
        self.refresh_bars()
        to_do, self._to_do = self._to_do, []
        for do in to_do:
            self.once_on_top(do)

    def listen(self) -> None:
        """Lets the lists take keys again, because the last choice has been handled."""
        for answering in self.walk_children(Answering):
            answering.listen()

    def turn_page(self) -> None:
        """Starts a new page on this screen: keys typed for the previous one are dropped."""
        if self.is_current:
            self.champion.in_turn.turn_page()

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:  # noqa: FBT001, FBT002  Textual's signature
        """Sets the focus, without scrolling to a widget that is not laid out yet, so that a page begins at its top. Otherwise
        Textual would scroll whenever the layout was finished by then, which depends on the load of the machine. A list shows
        its marked line itself.
        """
        laid_out = widget is None or bool(widget.size)
        super().set_focus(widget, scroll_visible and laid_out, from_app_focus)

    def on_choices_unmarked(self, event: Choices.Unmarked) -> None:
        """Says that Enter did nothing, and why."""
        event.stop()
        self.champion.guard.say(event.words)

    def on_keys_line_pressed(self, event: KeysLine.Pressed) -> None:
        """Treats a click on a key as a press of that key."""
        event.stop()
        key = Key(event.key, None)
        # Sent as if by the terminal. A key sent by the screen would only reach widgets below it, and have no effect.
        key.set_sender(self.app)
        _ = self.app.post_message(key)

    # -- messages ---------------------------------------------------------------------------------------------------

    @staticmethod
    def error_rows(error: DeskError) -> list[Row]:
        """Returns rows for the error and its way out."""
        rows = [EMPTY, line(str(error), "warning")]
        return [*rows, line(error.way_out)] if error.way_out else rows

    def say(self, rows: list[Row]) -> None:
        """Shows ``rows`` in the part called ``result`` and scrolls it into view."""
        result = self.query_one("#result", Prose)
        result.show(rows)
        self.call_after_refresh(result.scroll_visible, animate=False)

    def on_text_box_noted(self, event: TextBox.Noted) -> None:
        """Shows a sentence about a paste."""
        event.stop()
        self.champion.guard.say(event.sentence)

    # -- keys -------------------------------------------------------------------------------------------------------

    def leave(self, result: Result | None = None) -> None:
        """Ends this screen with a result, once it is on top. Further calls have no effect."""
        self.once_on_top(lambda: self._end(result))

    def once_on_top(self, do: Callable[[], None]) -> None:
        """Calls ``do`` now, or once nothing covers this screen (such as the numbers or the neutral screen). Drops it if the
        screen is closed.
        """
        if self.is_active:
            do()
        elif self in self.app.screen_stack:
            self._to_do.append(do)

    def _end(self, result: Result | None) -> None:
        _ = self.dismiss(result)  # not awaited: Textual forbids a screen to wait for its own end

    def action_back(self) -> None:
        """Leaves this screen without a result."""
        self.leave()

    def action_next_field(self) -> None:
        """Moves to the next field."""
        self.focus_next()

    def action_more(self) -> None:
        """Scrolls down by a page."""
        for region in self.walk_children(Region):
            region.scroll_page_down(animate=False)

    def action_above(self) -> None:
        """Scrolls up by a page."""
        for region in self.walk_children(Region):
            region.scroll_page_up(animate=False)

    def unsaved(self) -> bool:
        """Returns whether leaving the app now would lose something on this screen."""
        return bool(self.unsaved_words())

    def to_mend(self) -> bool:
        """Returns whether some text typed here is not a valid value yet."""
        return False

    # -- leaving the desk -------------------------------------------------------------------------------------------

    def unsaved_words(self) -> str:
        """Returns a description of what would be lost, naming nobody; "" if nothing would."""
        return ""

    async def put_away(self) -> None:
        """Saves what is typed here, because the vault is about to be locked."""

    def notice(self, sentence: str) -> None:
        """Shows ``sentence`` in place of the keys; "" shows the keys again."""
        for keys in self.walk_children(KeysLine):
            keys.say(sentence)
