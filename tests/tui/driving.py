"""Drives the app without a terminal: presses keys, waits until it has settled, reads the screen as text."""

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
"""Seconds after which something that should have happened counts as not happening. It is long because the machine may be busy."""

CALM = 2
"""How often in a row nothing may have been painted and no work be left, for the screen to count as quiet."""

A_DAY = 86_400
"""Seconds in a day."""

SPINS, BETWEEN_LOOKS = 100, 0.001
"""After this many turns of the loop, wait this many seconds between two looks: any work left then is a thread's."""

read_sheets_once()
count_parameters_once()

LETTERS = {"space": " ", "minus": "-", "slash": "/", "full_stop": "."}
"""Keys that have a name and type a character."""


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
        """Presses keys one after the other, as a person does who looks at the result of each key before pressing the next."""
        with patch.multiple(in_turn, TWICE=0, BREATH=0):
            for key in keys:
                self._send(key)
                await self.settle()
            if not keys:
                await self.settle()

    async def go(self, *keys):
        """Does the same, but a digit chooses the line of a list with that number: it marks the line and presses Enter."""
        for key in keys:
            await self.press(*_taking(self.app.focused, key))

    async def at_once(self, *keys):
        """Presses keys faster than the app can follow: all at one moment, however long this machine takes to send them."""
        self._send(*keys)
        await self.settle()

    async def at_once_unsettled(self, *keys):
        """Does the same without waiting, because something slow is in progress."""
        self._send(*keys)
        await self.pilot.pause(0)

    def _send(self, *keys):
        pressed = [events.Key(key, key if len(key) == 1 else LETTERS.get(key)) for key in keys]
        for event in pressed:
            event.time = pressed[0].time
            event.set_sender(self.app)
            self.app.post_message(event)

    async def click(self, words, times=1):
        """Clicks ``times`` times on the place where ``words`` are drawn."""
        await self.settle()
        y = next(number for number, drawn in enumerate(self.lines) if words in drawn)
        x = self.lines[y].index(words)
        with patch.multiple(in_turn, TWICE=0, BREATH=0):
            for _ in range(times):
                for kind in (events.MouseDown, events.MouseUp):
                    self._mouse(kind, x, y)
                await self.settle()

    async def wheel(self, kind, words):
        """Turns the wheel once over the place where ``words`` are drawn."""
        y = next(number for number, drawn in enumerate(self.lines) if words in drawn)
        self._mouse(kind, self.lines[y].index(words), y)
        await self.settle()

    def _mouse(self, kind, x, y):
        event = kind(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
        event.set_sender(self.app)
        self.app.post_message(event)

    async def type(self, text):
        """Types text."""
        names = {letter: name for name, letter in LETTERS.items()}
        await self.press(*(names.get(letter, letter) for letter in text))

    async def settle(self):
        """Waits until short work is done, all messages are handled and everything is painted."""
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
                # Draw each page when it appears, even one that a test only passes through.
                self._on_top = self.app.screen
                draw_rest(self._on_top)

    async def _nobody_at_work(self):
        """Waits until the loop has nothing to run and every part of the screen waits for a message. Sending each part a message
        to find out, as Textual's pilot does, would cost more than the work done for the key.
        """
        for turn in itertools.count():
            # The loop picks up what a thread has handed over between two turns; do not spin while waiting for a slow
            # thread.
            await asyncio.sleep(0 if turn < SPINS else BETWEEN_LOOKS)
            if self.app.return_code:
                return
            if loop_is_idle() and all(map(waits, self._parts())):
                return

    def _parts(self):
        """Returns the app and every part of the screen on top."""
        return [self.app, *(self.app.screen.walk_children(with_self=True) if self.app.screen_stack else ())]

    async def until(self, condition):
        """Waits until ``condition()`` is true."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.pilot.pause(0)

    async def resize(self, width, height):
        """Resizes the window."""
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: self.app.screen.size == (width, height))
        await self.settle()

    @property
    def name(self):
        """The name of the screen on top."""
        return self.app.top.NAME

    @property
    def lines(self):
        """What is drawn, line by line. It is drawn when a test asks."""
        draw_rest(self.app.screen)
        return [strip.text.rstrip() for strip in drawn(self.app.screen)]

    @property
    def text(self):
        """What is drawn, as one text."""
        return "\n".join(self.lines)

    @property
    def marked(self):
        """The line with the mark, including one that starts with a group's name."""
        return next(found for found in self.lines if re.match(r" +([A-Z][a-z ]+)?>  ", found))

    @property
    def footer(self):
        """The line of keys."""
        return self.lines[-1]


def _taking(focused, key):
    """Returns the keys that choose a line of the list or table with the focus; only ``key`` itself elsewhere, and if several
    lines can be marked.
    """
    if isinstance(focused, Table) and key.isdigit():
        return ("home", *["down"] * (int(key) - 1), "enter")
    if not isinstance(focused, Choices) or not key.isdigit() or takes_several(focused):
        return (key,)
    return (key, "enter") if focused.takes_digits else ("home", *["down"] * (int(key) - 1), "enter")


def words(run):
    """Returns what is drawn, as one line."""
    return " ".join(run.text.split())


async def paste(run, text):
    """Sends what a terminal sends for a paste."""
    event = events.Paste(text)
    event.set_sender(run.app)
    run.app.post_message(event)
    await run.settle()


async def type_target(run, target):
    """Types a path over the offered one, and waits for the result."""
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
    """Yields the app on a stand-in desk, after ``keys``. It draws when a test asks and at its end. With ``every_frame`` it
    draws every frame that a terminal would be shown from then on, and with ``on_the_way`` also those before, which takes twice
    as long. The walks over every screen draw every frame, and one of them the frames on the way.
    """
    desk = desk or StandInDesk()
    app = ChampionApp(lambda: desk)
    if not on_the_way:
        skip_frames(app)
    # On a busy machine, typing a word takes longer than the pause after which text is saved, so tests end that pause
    # themselves. Keys that a desk's settings choose apply to the whole process, so later tests get the usual ones back.
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
