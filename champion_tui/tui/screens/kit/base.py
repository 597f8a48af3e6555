"""What every screen shares: the line on top, a body that scrolls, the line of keys; the desk and its slow calls.

A screen is a class with a ``NAME`` (its name in the registry of commands and in ``screens.md``), a ``HEADING``, a ``PURPOSE``
(one sentence) and ``SHOWS`` (what stands on it, for help and ``screens.md``). Its keys are bound from
the registry by its ``NAME``. ``parts`` gives the body's widgets, ``refresh_view`` asks the desk for a view and shows it. Slow calls of the desk go through
``champion.at_work.do``, from a method marked ``@work``: they run in a thread, and the screen hears back on the loop.
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual.css.query import NoMatches
from textual.events import Idle, Key, ScreenResume
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerCancelled, WorkType

from champion_tui.desk.errors import DeskError
from champion_tui.desk.screen_commands import Command, command, footer_of
from champion_tui.domain.cases.training import TRAINING
from champion_tui.ground.dates.date_words import moment_words, short_moment_words
from champion_tui.tui.shell.terminal.bindings import bindings_for
from champion_tui.tui.widgets.bars import HeaderLine, KeyEntry, KeysLine
from champion_tui.tui.widgets.layout import COMPONENTS, EMPTY, Row, line
from champion_tui.tui.widgets.lists.answering import Answering
from champion_tui.tui.widgets.lists.choices import Choices, NoneOfThese
from champion_tui.tui.widgets.panes import HEIGHTS, WIDTHS, Body, Region
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
"""Commands that stand in the line of keys however narrow it is."""

SAVED = "saved"
SAVED_AT = re.compile(rf"{SAVED} [\d:]+")
"""When something was saved, on the line on top."""

FILLS = 0.05
"""Seconds after which a page is painted even where it is not filled yet: whoever waits longer sees where they are."""

CLOCK_SECONDS = 20
"""How often the line on top looks at the clock."""


class ChampionScreen(Screen[Result], Generic[Result]):
    """The base of every screen. ``Result`` is what it is dismissed with; back dismisses it with None."""

    NAME: ClassVar[str]
    HEADING: ClassVar[str] = CHAMPION
    PURPOSE: ClassVar[str]
    SHOWS: ClassVar[tuple[str, ...]] = ()
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    FOR_ALL: ClassVar[bool] = False
    """Whether it says the same to everybody, and nothing is typed here that is about anybody: then it is not hidden by itself."""

    def __init_subclass__(cls, **textual: bool) -> None:
        """Bind the keys of the commands that are valid on the screen, before Textual gathers its bindings."""
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
        """Whether Textual is just seeing what has to be painted; whether that is left to do; whether it is of a page that was laid out since."""
        self._at_once = False
        """Whether what changes next is painted as soon as it is known."""
        self._to_do: list[Callable[[], None]] = []
        """What waits until this screen is on top again: see ``once_on_top``."""

    @property
    def champion(self) -> "Shell":
        """The app, as far as a screen knows it."""
        return cast("Shell", self.app)

    @property
    def desk(self) -> "Desk":
        """The desk."""
        return self.champion.desk

    def go(self, to: "Place[Given] | AnyScreen[Given]", then: "Callable[[Given | None], object] | None" = None) -> None:
        """Go to a place, or ask by a dialog of this screen's own; ``then`` gets what that ends with."""
        self.champion.go(to, then)

    async def result_of(self, to: "Place[Given] | AnyScreen[Given]") -> Given | None:
        """Go there and wait; gives what that ends with. Call it from a method marked ``@work``."""
        return await self.champion.result_of(to)

    def stand_in(self, window: Size) -> None:
        """Have the classes of a window of this size from the first: Textual gives them once the page is laid out, and then lays it out again."""
        for points, room in ((WIDTHS, window.width), (HEIGHTS, window.height)):
            fits = max((point for point in points if point[0] <= room), default=None)
            for point in points:
                self.set_class(point == fits, point[1], update=False)

    # -- what it is made of -----------------------------------------------------------------------------------------

    def compose(self) -> Iterator[Widget]:
        """The line on top, the body, the line of keys."""
        self._top.tag = TRAINING if self.champion.training else ""
        yield self._top
        with self._body:
            yield from self.parts()
        yield NoneOfThese()
        yield self._keys

    def parts(self) -> Iterator[Widget]:
        """The widgets of the body."""
        yield from ()

    def refresh_view(self) -> None:
        """Show the present state. Called when the screen is first shown and whenever it is seen again."""

    @property
    def area_of_person(self) -> str | None:
        """Where the person is whom this screen is about; None where it is about nobody."""
        return None

    def header(self) -> tuple[str, str]:
        """The words on the left and right of the line on top."""
        return self.HEADING, self.desk.date_words

    def news(self) -> None:
        """Somebody else of the team has changed something in the store."""

    def footer_commands(self) -> tuple[Command, ...]:
        """The commands worth a place in the line of keys now, most important first."""
        return footer_of(self.NAME, without=self.unused())

    def unused(self) -> frozenset[str]:
        """The commands of this page that do nothing now: those of lists, by what the list on it takes."""
        listed = self.listed
        if listed is None:
            return frozenset({"choose", "narrow"})
        if not listed.options and not listed.searched:
            return frozenset({"choose", "narrow", "go-on"})
        return frozenset({"choose"} if listed.searched else {"narrow"})

    def footer_keys(self) -> dict[str, str]:
        """Keys to show in place of the registry's, by command id: only as many digits as the list has lines."""
        return {"choose": self.listed.digits} if self.listed else {}

    @property
    def listed(self) -> Choices | None:
        """The list on this page; None where there is nothing to choose now."""
        return next((choices for choices in self.walk_children(Choices) if choices.display), None)

    @property
    def stands(self) -> bool:
        """Whether the page is still there: what was slow, or waits for a refresh, may come after the person has left."""
        # Textual takes a screen's parts away one by one.
        return self in self.app.screen_stack and all(
            part in self.children for part in (self._top, self._body, self._keys)
        )

    def run_worker(self, work: WorkType[Given], *args: Any, **named: Any) -> Worker[Given]:
        """Work of this page, as Textual runs it; what still goes on once the page was taken away has nothing to show any more, nor has what
        waited for other work that gave way to newer.
        """

        async def while_it_stands() -> Any:
            try:
                return await cast("Awaitable[Any]", work() if callable(work) else work)
            except WorkerCancelled:
                return None
            except NoMatches:
                if self.stands:
                    raise
                return None

        return super().run_worker(while_it_stands, *args, **named)

    def refresh_bars(self) -> None:
        """Show what the lines on top and at the bottom say now; does nothing while the screen is being taken away."""
        if not self.stands:
            return
        left, right = self.header()
        hidden = self.champion.guard.hidden is not None
        self._top.show(left, right if hidden else self.champion.team.beside(right), self._shorter(right))
        shown = self.footer_keys()
        # Where several can be marked no click goes on but the one on this key.
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
                    brief={"go-on": "", "more": command.words, "above": command.words}.get(command.id),
                )
                for command in commands
            ]
        )

    def _shorter(self, right: str) -> tuple[tuple[str, str], ...]:
        """What stands on the line on top where there is little room: first the date in fewer words, then the team, then no seconds."""
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
        """What has the keys now is brought into view, at once. A list with a marked line shows that by itself: to bring all of a long one
        into view takes what stands above it out of sight.
        """
        if not isinstance(widget, Choices) or widget.here is None:
            super().scroll_to_center(widget, animate=False, **how)

    def on_region_moved(self, event: Region.Moved) -> None:
        """Say that there is more below, or no longer."""
        event.stop()
        self.refresh_bars()

    def on_mount(self) -> None:
        """Show the view, then keep the clock right."""
        self.screen_layout_refresh_signal.subscribe(self, self._was_laid_out, immediate=True)
        self.refresh_view()
        self.refresh_bars()
        self.set_interval(CLOCK_SECONDS, self.refresh_bars)

    # -- painted once -----------------------------------------------------------------------------------------------

    def _was_laid_out(self, _: Screen[Any]) -> None:
        """Textual paints before it tells of it, but for what waits here."""
        self._laid_out = True
        if not self._to_paint:
            self._say_painted()

    def _say_painted(self) -> None:
        if self._laid_out and self.is_current:
            self.champion.in_turn.painted()
        self._laid_out = False

    def _on_timer_update(self) -> None:
        """Paint what has changed since the last time: once, where Textual would first paint what was laid out anew, then what is to look new."""
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
        """Paint what has changed; not what is being filled, nor one half and then the other."""
        filling = self.is_current and self.champion.in_turn.filling
        if filling and not self._to_paint:
            self.set_timer(FILLS, self._stand)
        self._to_paint = filling or self._looks_anew
        if not self._to_paint:
            super()._compositor_refresh()
            self._say_painted()

    def paint_at_once(self) -> None:
        """Paint what has just been changed once it is known, not at the next beat of Textual's clock: for what somebody waits for at each key."""
        self._at_once = True

    async def _on_idle(self, event: Idle) -> None:  # noqa: ARG002  Textual's signature
        """Textual's own, which follows, leaves the painting to its clock."""
        if self._at_once and self.is_current and (self._layout_required or self._dirty_widgets):
            self._at_once = False
            self._on_timer_update()

    def _stand(self) -> None:
        """It is filled, or time is up."""
        if self.is_current and self.champion.in_turn.filling:
            self.champion.in_turn.filling = False
            self._compositor_refresh()

    # -- from page to page ------------------------------------------------------------------------------------------

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The screen is on top. Its looks were worked out when its parts were put in, and are whenever they change: Textual would
        work all of them out once more.
        """
        event.refresh_styles = False
        self.seen_again()

    def seen_again(self) -> None:
        """First seen, or back from another screen: things may have changed, and what waited in ``once_on_top`` is done."""
        self.listen()
        self.refresh_bars()
        to_do, self._to_do = self._to_do, []
        for do in to_do:
            self.once_on_top(do)

    def listen(self) -> None:
        """Open the lists again: what was chosen last has been done."""
        for answering in self.walk_children(Answering):
            answering.listen()

    def turn_page(self) -> None:
        """This screen shows another page now: keys typed for the one before are dropped."""
        if self.is_current:
            self.champion.in_turn.turn_page()

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:  # noqa: FBT001, FBT002  Textual's signature
        """Begin a page at its top: what has the focus at once is not scrolled to. Textual would do so whenever the page happened to be laid
        out by then, on a busy machine; a list has its marked line in view by itself.
        """
        laid_out = widget is None or bool(widget.size)
        super().set_focus(widget, scroll_visible and laid_out, from_app_focus)

    def on_choices_unmarked(self, event: Choices.Unmarked) -> None:
        """Say that Enter did nothing, and why."""
        event.stop()
        self.champion.guard.say(event.words)

    def on_keys_line_pressed(self, event: KeysLine.Pressed) -> None:
        """A key was clicked: the same as pressing it."""
        event.stop()
        key = Key(event.key, None)
        # As if from the terminal: what the screen has sent itself stops below it, and nothing would be done with it.
        key.set_sender(self.app)
        _ = self.app.post_message(key)

    # -- what is said here ------------------------------------------------------------------------------------------

    @staticmethod
    def error_rows(error: DeskError) -> list[Row]:
        """What went wrong and the way out, as rows."""
        rows = [EMPTY, line(str(error), "warning")]
        return [*rows, line(error.way_out)] if error.way_out else rows

    def say(self, rows: list[Row]) -> None:
        """Show what came of something in the part called ``result``, and bring it into view."""
        result = self.query_one("#result", Prose)
        result.show(rows)
        self.call_after_refresh(result.scroll_visible, animate=False)

    def on_text_box_noted(self, event: TextBox.Noted) -> None:
        """Say what became of something that was pasted."""
        event.stop()
        self.champion.guard.say(event.sentence)

    # -- keys -------------------------------------------------------------------------------------------------------

    def leave(self, result: Result | None = None) -> None:
        """Leave this screen with a result, once it is on top; leaving twice is leaving once."""
        self.once_on_top(lambda: self._end(result))

    def once_on_top(self, do: Callable[[], None]) -> None:
        """Do something now, or once what covers this screen (the numbers, the hiding screen) has gone: nothing moves what is covered."""
        if self.is_active:
            do()
        elif self in self.app.screen_stack:
            self._to_do.append(do)

    def _end(self, result: Result | None) -> None:
        _ = self.dismiss(result)  # not awaited: Textual forbids a screen to wait for its own end

    def action_back(self) -> None:
        """Leave this screen without a result."""
        self.leave()

    def action_next_field(self) -> None:
        """On to the next place to type."""
        self.focus_next()

    def action_more(self) -> None:
        """Scroll down by a page."""
        for region in self.walk_children(Region):
            region.scroll_page_down(animate=False)

    def action_above(self) -> None:
        """Scroll up by a page."""
        for region in self.walk_children(Region):
            region.scroll_page_up(animate=False)

    def unsaved(self) -> bool:
        """Whether leaving the app now would lose what stands on this screen."""
        return bool(self.unsaved_words())

    def to_mend(self) -> bool:
        """Whether something that was typed here stands beside its field and is no value yet."""
        return False

    # -- leaving the desk -------------------------------------------------------------------------------------------

    def unsaved_words(self) -> str:
        """What would be lost, in words that name nobody."""
        return ""

    async def put_away(self) -> None:
        """Save what is typed here: the vault is about to be locked."""

    def notice(self, sentence: str) -> None:
        """Say something in the place of the keys; "" shows the keys again."""
        for keys in self.walk_children(KeysLine):
            keys.say(sentence)
