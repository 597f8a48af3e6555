"""Drive the app without a terminal: press keys, wait until it has settled, read the screen as text."""

import asyncio
import itertools
import re
from contextlib import asynccontextmanager, contextmanager
from unittest.mock import patch

from behind import (
    count_parameters_once,
    draw_frames,
    draw_now,
    draw_rest,
    drawn,
    each_time_it_is_drawn,
    loop_is_idle,
    read_sheets_once,
    skip_frames,
    takes_several,
    waits,
)
from stand_in_desk import CODE, PASSPHRASE, StandInDesk
from textual import events
from textual.widgets import Input

from champion_tui.desk.screen_commands import put_in_force
from champion_tui.tui.app import ChampionApp
from champion_tui.tui.screens.cases.form import saving
from champion_tui.tui.shell import in_turn
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.lists.table import Table

PATIENCE = 60
"""Seconds after which something that should have happened counts as not happening: many, as the machine may be busy."""

CALM = 2
"""How often in a row nothing may have been painted, and nobody have anything left to do, for the screen to be quiet."""

A_DAY = 86_400
"""Seconds."""

SPINS, BETWEEN_LOOKS = 100, 0.001
"""After how many turns of the loop one waits so many seconds between two looks: what is still at work then is a thread."""

read_sheets_once()
count_parameters_once()

LETTERS = {"space": " ", "minus": "-", "slash": "/", "full_stop": "."}
"""Keys that have a name and type a letter."""


class Driven:
    """A running app with its desk."""

    def __init__(self, app, pilot, desk):
        self.app, self.pilot, self.desk = app, pilot, desk
        self.painted = 0
        """How often something was painted."""
        self._on_top = None
        """The screen that was drawn last."""
        each_time_it_is_drawn(app, self._count)

    def _count(self):
        self.painted += 1

    async def press(self, *keys):
        """Press keys one after the other, each as somebody does who has looked at what came of the one before."""
        with patch.multiple(in_turn, TWICE=0, BREATH=0):
            for key in keys:
                self._send(key)
                await self.settle()
            if not keys:
                await self.settle()

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

    async def click(self, words, times=1):
        """Click on the place where ``words`` are drawn, so many times."""
        await self.settle()
        y = next(number for number, drawn in enumerate(self.lines) if words in drawn)
        x = self.lines[y].index(words)
        with patch.multiple(in_turn, TWICE=0, BREATH=0):
            for _ in range(times):
                for kind in (events.MouseDown, events.MouseUp):
                    self._mouse(kind, x, y)
                await self.settle()

    async def wheel(self, kind, words):
        """Turn the wheel once over the place where ``words`` are drawn."""
        y = next(number for number, drawn in enumerate(self.lines) if words in drawn)
        self._mouse(kind, self.lines[y].index(words), y)
        await self.settle()

    def _mouse(self, kind, x, y):
        event = kind(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
        event.set_sender(self.app)
        self.app.post_message(event)

    async def type(self, text):
        """Type text."""
        names = {letter: name for name, letter in LETTERS.items()}
        await self.press(*(names.get(letter, letter) for letter in text))

    async def settle(self):
        """Wait until short work is done, all messages are handled and whatever is to be painted is painted."""
        async with asyncio.timeout(PATIENCE):
            calm = 0
            while calm < CALM and not self.app.return_code:
                await self.app.at_work.done()
                before = (len(self.app.screen_stack), self.painted)
                await self._nobody_at_work()
                if self.app.screen_stack:
                    draw_now(self.app.screen)
                    if not self.app.in_turn.idle:
                        await self.pilot.pause(0)
                        calm = 0
                        continue
                await self._nobody_at_work()
                still = before == (len(self.app.screen_stack), self.painted) and not self.app.at_work.busy
                calm = calm + 1 if still else 0
            if self.app.screen_stack and self.app.screen is not self._on_top:
                # Each page is drawn as it comes, also one that a test only passes through.
                self._on_top = self.app.screen
                draw_rest(self._on_top)

    async def _nobody_at_work(self):
        """Wait until the loop has nothing to run and every part of the screen waits for a message. To ask each by a message of its
        own, as Textual's pilot does, costs more than what the key has done.
        """
        for turn in itertools.count():
            # What a thread has handed over is taken in by the loop between two turns; a slow one is not waited for by spinning.
            await asyncio.sleep(0 if turn < SPINS else BETWEEN_LOOKS)
            if self.app.return_code:
                return
            if loop_is_idle() and all(map(waits, self._parts())):
                return

    def _parts(self):
        """The app, and every part of the screen on top."""
        return [self.app, *(self.app.screen.walk_children(with_self=True) if self.app.screen_stack else ())]

    async def until(self, condition):
        """Wait until something is true."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.pilot.pause(0)

    async def resize(self, width, height):
        """Make the window another size."""
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: self.app.screen.size == (width, height))
        await self.settle()

    @property
    def name(self):
        """The name of the screen on top."""
        return self.app.top.NAME

    @property
    def lines(self):
        """What is drawn, line by line. It is drawn when a test looks."""
        draw_rest(self.app.screen)
        return [strip.text.rstrip() for strip in drawn(self.app.screen)]

    @property
    def text(self):
        """What is drawn."""
        return "\n".join(self.lines)

    @property
    def marked(self):
        """The line with the mark, also where a group's name stands in front of it."""
        return next(found for found in self.lines if re.match(r" +([A-Z][a-z ]+)?>  ", found))

    @property
    def footer(self):
        """The line of keys."""
        return self.lines[-1]


def _taking(focused, key):
    """The keys that take a line of the list or table that has the focus; elsewhere, and where several are marked, the key itself."""
    if isinstance(focused, Table) and key.isdigit():
        return ("home", *["down"] * (int(key) - 1), "enter")
    if not isinstance(focused, Choices) or not key.isdigit() or takes_several(focused):
        return (key,)
    return (key, "enter") if focused.takes_digits else ("home", *["down"] * (int(key) - 1), "enter")


def words(run):
    """What is drawn, as one line."""
    return " ".join(run.text.split())


async def paste(run, text):
    """What a terminal sends of a paste."""
    event = events.Paste(text)
    event.set_sender(run.app)
    run.app.post_message(event)
    await run.settle()


async def type_target(run, target):
    """Type a path over the one that is offered, and wait for what came of it."""
    run.app.screen.query_one("#target", Input).value = str(target)
    await run.press("enter")
    await run.until(lambda: "Written to" in run.text or "Nothing was written" in run.text)
    await run.settle()


@contextmanager
def _usual_keys_afterwards():
    try:
        yield
    finally:
        put_in_force({})


@asynccontextmanager
async def driven(*keys, size=(80, 24), desk=None, theme=None, every_frame=False, on_the_way=False):
    """The app on a stand-in desk, after ``keys``. It draws what it has come to when a test looks, and at its end; with ``every_frame``
    all that a terminal would be shown from then on, and with ``on_the_way`` what it would be shown before, too: that takes twice the time.
    The walks over every screen draw every frame, and one of them those on the way.
    """
    desk = desk or StandInDesk()
    app = ChampionApp(lambda: desk)
    if not on_the_way:
        skip_frames(app)
    # On a busy machine a word takes longer to type than the pause after which what is typed is saved: a test ends that pause itself.
    # Keys that a desk's settings choose hold for the whole process: the tests after this one have the usual ones.
    with patch.object(saving, "PAUSE", A_DAY), _usual_keys_afterwards():
        async with app.run_test(size=size) as pilot:
            run = Driven(app, pilot, desk)
            if theme:
                app.theme = theme
            await run.settle()
            await run.go(*keys)
            if every_frame:
                draw_frames(app)
            yield run
            if app.is_running and app.screen_stack:
                draw_rest(app.screen)


DATE = tuple("12012027")
TO_OUTCOME = ("1", "2", "2", *DATE, "enter", "2", "enter", "3", "1")
"""From the start to the outcome."""

PASSPHRASE_KEYS = tuple({" ": "space"}.get(letter, letter) for letter in PASSPHRASE)
NEW_VAULT_KEYS = (*"Sam", "enter", *"Nurse", "enter", *PASSPHRASE_KEYS, "enter", *PASSPHRASE_KEYS, "enter")
CODE_KEYS = tuple(CODE[-4:].lower())
