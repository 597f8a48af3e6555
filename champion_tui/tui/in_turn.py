"""Keys in turn: a key that may lead elsewhere has had its effect before the next one is given to anybody.

Over a slow line, and from a program that types passphrases, many keys arrive at once. Textual hands each to whoever has the
focus at that moment, and Enter moves the focus only some messages later: what belongs into the next field, such as a
passphrase, would stand readable in the one before.
"""

from typing import TYPE_CHECKING

from textual.events import Key, Paste
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App

ROUNDS = 3
"""How often a key's effect may travel from the widget up to the app: as a key, as the widget's message, as the answer to it."""

PATIENCE = 0.5
"""Seconds after which keys go on even where a widget that was on the way has gone."""


class InTurn:
    """Made by the app, which asks ``holds`` about each key before it does anything with it."""

    def __init__(self, app: "App[int]") -> None:
        self._app = app
        self._held: list[Key | Paste] = []
        self._turn: object | None = None

    def holds(self, event: Key | Paste) -> bool:
        """Whether the key must wait; it is given to the app again when its turn has come."""
        if self._turn is not None:
            self._held.append(event)
            return True
        if isinstance(event, Key) and not event.is_printable:
            turn = self._turn = object()
            self._app.call_later(self._follow, turn)
            _ = self._app.set_timer(PATIENCE, lambda: self._go_on(turn))
        return False

    @property
    def idle(self) -> bool:
        """Whether every key so far has had its effect."""
        return self._turn is None

    async def _follow(self, turn: object) -> None:
        """Go the way of the key's effect behind it."""
        app = self._app
        if not app.screen_stack:
            self._turn = None
            return
        start: MessagePump = app.focused or app.screen
        way = [node for node in (start, *_above(start)) if node is not app]
        await self._hop(turn, [*way, app] * ROUNDS)

    async def _hop(self, turn: object, way: list[MessagePump]) -> None:
        while way:
            if way.pop(0).call_later(self._hop, turn, way):
                return
        await self._go_on(turn)

    async def _go_on(self, turn: object) -> None:
        if turn is not self._turn:
            return
        self._turn = None
        while self._held and self._turn is None:
            await self._app.on_event(self._held.pop(0))


def _above(node: MessagePump) -> list[MessagePump]:
    parent = node._parent  # noqa: SLF001  messages bubble along it, and nothing public names it for every kind of node
    return [] if parent is None else [parent, *_above(parent)]
