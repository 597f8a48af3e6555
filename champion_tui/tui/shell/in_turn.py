"""Delivers fast keys in order, each once the one before has had its effect, and drops those typed before their page was painted.

Over a slow line, and from a program that types passphrases, many keys arrive at once. Textual gives each to the widget that has
the focus at that moment, and Enter moves the focus only some messages later: text meant for the next field, such as a
passphrase, would end up readable in the one before. So within a page keys wait for their turn.

Across pages they are dropped: a key is meant for what was on screen when it was typed. A key typed before the next page was
painted is dropped, with everything that follows it without a pause, and so is the second half of a double Enter.
"""

import math
from typing import TYPE_CHECKING

from textual.events import Callback, Event, Key, MouseEvent, Paste
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual.app import App

ROUNDS = 3
"""How often a key's effect may travel from the widget up to the app: as a key, as the widget's message, as the answer to it."""

PATIENCE = 0.5
"""Seconds after which keys are delivered even where a widget on the way has gone."""

UNPAINTED = 3.0
"""Seconds after which a page counts as painted even where nothing said so: a keyboard must never stay dead."""

TWICE = 0.2
"""Seconds within which a second Enter is half of a double one, where the first has led to another page."""

BREATH = 0.08
"""Seconds between two keys of one burst: of a program, a paste, or a key that is held down."""


class InTurn:
    """Made by the app, which asks ``holds`` about each key before it does anything with it, and tells of each new page.

    Keys that ``always`` gives act on every page alike (hide, numbers, back): they are never dropped.
    """

    def __init__(self, app: "App[int]", always: "Callable[[], Collection[str]]") -> None:
        self._app = app
        self._always = always
        self._held: list[Key | Paste] = []
        self._turn: object | None = None
        self._page = 0
        self.filling = False
        """Whether the page on top is not painted yet, because it does not stand: it says itself when it does (``ChampionScreen``)."""
        self._painted = -math.inf
        self._dropped = -math.inf
        self._entered: tuple[float, int] = (-math.inf, 0)

    # -- within a page ----------------------------------------------------------------------------------------------

    def holds(self, event: Key | Paste) -> bool:
        """Whether the key must not be delivered now: its turn comes later, or its page has gone."""
        if self._turn is not None:
            self._held.append(event)
            return True
        if self._comes_late(event):
            self._dropped = event.time
            return True
        if isinstance(event, Key) and not event.is_printable:
            turn = self._turn = object()
            self._app.call_later(self._follow, turn)
            _ = self._app.set_timer(PATIENCE, lambda: self._go_on(turn))
        return False

    @property
    def idle(self) -> bool:
        """Whether every key so far has had its effect, and what came of it can be seen."""
        return self._turn is None and self._painted < math.inf

    async def _follow(self, turn: object) -> None:
        """Follow the key's effect from the focused widget up to the app."""
        app = self._app
        if not app.screen_stack:
            self._turn = None
            return
        start: MessagePump = app.focused or app.screen
        way = [node for node in (start, *_above(start)) if node is not app]
        way = [*way, app] * ROUNDS

        async def hop() -> None:
            while way:
                # One callback for all of them: Textual works out once what it takes, where it did so for each ``call_later``.
                if way.pop(0).post_message(Callback(callback=hop)):
                    return
            await self._go_on(turn)

        await hop()

    async def _go_on(self, turn: object) -> None:
        if turn is not self._turn:
            return
        self._turn = None
        while self._held and self._turn is None:
            await self._app.on_event(self._held.pop(0))

    # -- from page to page ------------------------------------------------------------------------------------------

    def turn_page(self) -> None:
        """Another page takes the place of what is on the screen: keys are dropped until it is painted."""
        self._page += 1
        page, self._painted = self._page, math.inf
        if self._app.screen_stack:
            # What is laid out as it was before is painted without a word.
            self._app.screen.call_after_refresh(self.painted, page)
            _ = self._app.set_timer(UNPAINTED, lambda: self._give_up(page))

    def _give_up(self, page: int) -> None:
        self.filling &= page != self._page
        self.painted(page)

    def painted(self, page: int | None = None) -> None:
        """The page on top (``page``, where that is still the one) can be seen now: from now on keys are for it."""
        if page in {None, self._page} and self._painted == math.inf and not self.filling:
            self._painted = Event().time

    def typed_for_another_page(self, event: Key | Paste | MouseEvent) -> bool:
        """Whether it was typed or clicked before what is on top was painted. A list that turns its own pages asks this about each key that reaches
        it: the page may have turned after the app has let the key through.
        """
        if event.time >= self._painted:
            return False
        self._dropped = max(self._dropped, event.time)
        return True

    def _comes_late(self, event: Key | Paste) -> bool:
        if isinstance(event, Key) and event.key in self._always():
            return False
        if self.typed_for_another_page(event) or event.time - self._dropped < BREATH or self._is_double(event):
            return True
        enter = isinstance(event, Key) and event.key == "enter"
        self._entered = (event.time if enter else -math.inf, self._page)
        return False

    def _is_double(self, event: Key | Paste) -> bool:
        when, page = self._entered
        return isinstance(event, Key) and event.key == "enter" and page != self._page and event.time - when < TWICE


def _above(node: MessagePump) -> list[MessagePump]:
    parent = node._parent  # noqa: SLF001  messages bubble along it, and nothing public names it for every kind of node
    return [] if parent is None else [parent, *_above(parent)]
