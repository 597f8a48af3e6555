"""Drive the app without a terminal: press keys, wait until it has settled, read the screen as text."""

import asyncio
from contextlib import asynccontextmanager
from unittest.mock import patch

from stand_in_desk import CODE, PASSPHRASE, StandInDesk
from textual import events
from textual.geometry import Size
from textual.widgets import Input

from champion_tui.tui.app import ChampionApp
from champion_tui.tui.shell import in_turn
from champion_tui.tui.widgets.choices import Choices

PATIENCE = 60
"""Seconds after which something that should have happened counts as not happening: many, as the machine may be busy."""

ROUNDS, SMALL_ROUNDS = 6, 3
"""How often every part of the screen must have handled its messages after a key; the second for a key that only types a letter
into a box or moves a mark in a list."""

MARK_MOVES = frozenset({"up", "down", "home", "end"})
"""Keys that move a mark in a list."""

LETTERS = {"space": " ", "minus": "-", "slash": "/", "full_stop": "."}
"""Keys that have a name and type a letter."""


class Driven:
    """A running app with its desk."""

    def __init__(self, app, pilot, desk):
        self.app, self.pilot, self.desk = app, pilot, desk
        self.painted = 0
        """How often something was painted."""
        self._watch_painting()

    def _watch_painting(self):
        display = self.app._display

        def counted(screen, renderable):
            self.painted += 1
            display(screen, renderable)

        self.app._display = counted

    async def press(self, *keys):
        """Press keys one after the other, each as somebody does who has looked at what came of the one before."""
        with patch.multiple(in_turn, TWICE=0, BREATH=0):
            for left, key in enumerate(keys, 1 - len(keys)):
                small = left and self._does_little(key)
                self._send(key)
                await self.settle(SMALL_ROUNDS if small else ROUNDS)
            if not keys:
                await self.settle()

    def _does_little(self, key):
        """Whether a key only types a letter or moves a mark: nothing comes of it but what its own part of the screen shows."""
        if isinstance(self.app.focused, Input):
            return len(key) == 1 or key in LETTERS
        return isinstance(self.app.focused, Choices) and key in MARK_MOVES

    async def go(self, *keys):
        """The same, but a digit takes the line of a list that has that number: mark it, then Enter."""
        for key in keys:
            await self.press(*_taking(self.app.focused, key))

    async def at_once(self, *keys):
        """Press keys faster than the app can follow."""
        for key in keys:
            self._send(key)
        await self.settle()

    async def at_once_unsettled(self, *keys):
        """The same, and do not wait: something slow is under way."""
        for key in keys:
            self._send(key)
        await self.pilot.pause(0)

    def _send(self, key):
        event = events.Key(key, key if len(key) == 1 else LETTERS.get(key))
        event.set_sender(self.app)
        self.app.post_message(event)

    async def type(self, text):
        """Type text."""
        names = {letter: name for name, letter in LETTERS.items()}
        await self.press(*(names.get(letter, letter) for letter in text))

    async def settle(self, rounds=ROUNDS):
        """Wait until all messages are handled, short work is done and two rounds in a row have painted nothing."""
        async with asyncio.timeout(PATIENCE):
            seen = []
            while len(seen) < rounds or len(set(seen[-2:])) > 1:
                await self.app.at_work.done()
                await self.pilot._wait_for_screen()
                self.app.screen._on_timer_update()
                if self.app.screen_stack and not self.app.in_turn.idle:
                    await self.pilot.pause(0)
                    seen.clear()
                    continue
                seen.append((len(self.app.screen_stack), self.painted))

    async def until(self, condition):
        """Wait until something is true."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.pilot.pause(0)

    async def resize(self, width, height):
        """Make the window another size."""
        size = Size(width, height)
        self.app._driver._size = size
        self.app.post_message(events.Resize(size, size))
        await self.settle()
        await self.until(lambda: self.app._resize_event is None)
        await self.settle()

    @property
    def name(self):
        """The name of the screen on top."""
        return self.app.top.NAME

    @property
    def lines(self):
        """What is drawn, line by line."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self):
        """What is drawn."""
        return "\n".join(self.lines)

    @property
    def footer(self):
        """The line of keys."""
        return self.lines[-1]


def _taking(focused, key):
    """The keys that take a line of the list that has the focus; elsewhere, and where several are marked, the key itself."""
    if not isinstance(focused, Choices) or not key.isdigit() or focused._many:
        return (key,)
    return (key, "enter") if focused.takes_digits else ("home", *["down"] * (int(key) - 1), "enter")


def words(run):
    """What is drawn, as one line."""
    return " ".join(run.text.split())


async def type_target(run, target):
    """Type a path over the one that is offered, and wait for what came of it."""
    run.app.screen.query_one("#target", Input).value = str(target)
    await run.press("enter")
    await run.until(lambda: "Written to" in run.text or "Nothing was written" in run.text)
    await run.settle()


@asynccontextmanager
async def driven(*keys, size=(80, 24), desk=None, theme=None):
    """The app on a stand-in desk, after ``keys``."""
    desk = desk or StandInDesk()
    app = ChampionApp(lambda: desk)
    async with app.run_test(size=size) as pilot:
        run = Driven(app, pilot, desk)
        if theme:
            app.theme = theme
        await run.settle()
        await run.go(*keys)
        yield run


DATE = tuple("12012027")
TO_OUTCOME = ("1", "2", "2", *DATE, "enter", "2", "enter", "3", "1")
"""From the start to the outcome."""

PASSPHRASE_KEYS = tuple({" ": "space"}.get(letter, letter) for letter in PASSPHRASE)
NEW_VAULT_KEYS = (*"Sam", "enter", *"Nurse", "enter", *PASSPHRASE_KEYS, "enter", *PASSPHRASE_KEYS, "enter")
CODE_KEYS = tuple(CODE[-4:].lower())
