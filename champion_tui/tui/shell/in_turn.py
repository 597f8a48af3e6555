"""Delivers fast keys in order, each after the previous one has taken effect, and drops keys typed before their page was
painted.

Over a slow connection, or from a program that types passphrases, many keys arrive at once. Textual gives each key to the widget
that has the focus at that moment, and Enter moves the focus only some messages later. Text meant for the next field, such as a
passphrase, would end up readable in the field before. So keys on one page wait for their turn.

When the page changes, keys are dropped, because a key is meant for what was on screen when it was typed. A key typed before the
next page was painted is dropped together with all that follow it without a pause. The second half of a double Enter is dropped
too.
"""

import math
from typing import TYPE_CHECKING

from textual.events import Callback, Event, Key, MouseEvent, Paste
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual.app import App

ROUNDS = 3
"""How many times an effect may travel from the widget up to the app: as a key, as the widget's message, and as the answer to that."""

PATIENCE = 0.5
"""Seconds after which keys are delivered even if a widget on the way has gone."""

UNPAINTED = 3.0
"""Seconds after which a page counts as painted even without notice, so that the keyboard is never blocked for good."""

TWICE = 0.2
"""Seconds within which a second Enter counts as half of a double one, if the first led to another page."""

BREATH = 0.08
"""Most seconds between two keys of one burst: from a program, a paste, or a key that is held down."""


class InTurn:
    """The app's queue of keys. The app calls ``holds`` before it handles a key, and ``turn_page`` for each new page.

    Keys returned by ``always`` do the same on every page (hide, numbers, back) and are never dropped.
    """

    def __init__(self, app: "App[int]", always: "Callable[[], Collection[str]]") -> None:
        self._app = app
        self._always = always
        self._held: list[Key | Paste] = []
        self._turn: object | None = None
        self._page = 0
        self.filling = False
        """Whether the top page is still being filled and so not painted. It reports when it is ready (``ChampionScreen``)."""
        self._painted = -math.inf
        self._dropped = -math.inf
        self._entered: tuple[float, int] = (-math.inf, 0)

    # -- keys within a page -----------------------------------------------------------------------------------------

    def holds(self, event: Key | Paste) -> bool:
        """Returns whether the key must not be delivered now, because its turn comes later or its page has gone."""
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
        """Whether every key so far has taken effect and its result has been painted."""
        return self._turn is None and self._painted < math.inf

    async def _follow(self, turn: object) -> None:
        """Follows the key's effect from the focused widget up to the app."""
        app = self._app
        if not app.screen_stack:
            self._turn = None
            return
        start: MessagePump = app.focused or app.screen
        way = [*(node for node in (start, *_above(start)) if node is not app), app] * ROUNDS

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

    # -- changing pages ---------------------------------------------------------------------------------------------

    def turn_page(self) -> None:
        """Starts a new page. Keys are dropped until it is painted."""
        self._page += 1
        page, self._painted = self._page, math.inf
        if self._app.screen_stack:
            # A page whose layout has not changed is painted without any notice.
            self._app.screen.call_after_refresh(self.painted, page)
            _ = self._app.set_timer(UNPAINTED, lambda: self._give_up(page))

    def _give_up(self, page: int) -> None:
        self.filling &= page != self._page
        self.painted(page)

    def painted(self, page: int | None = None) -> None:
        """Notes that the top page has been painted and takes keys now. Does nothing if ``page`` is no longer the current page's
        number.
        """
        if page in {None, self._page} and self._painted == math.inf and not self.filling:
            self._painted = Event().time

    def typed_for_another_page(self, event: Key | Paste | MouseEvent) -> bool:
        """Returns whether ``event`` happened before the top page was painted. A list that turns its own pages asks about each
        key that reaches it, because the page may have turned after the app let the key through.
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
    parent = node._parent  # noqa: SLF001  messages bubble along it, and no public name covers every kind of node
    return [] if parent is None else [parent, *_above(parent)]
