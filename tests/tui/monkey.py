"""Presses random keys in the real program over a filled store, in an order that can be repeated.

The monkey knows only the passphrase, so that a locked desk does not keep it out for good. Whenever it leaves the program, it
starts it again on the same store.
"""

import itertools
import random
from dataclasses import dataclass, field
from datetime import timedelta

from case_desks import ABUSE, BEGUN, DRAFT, READY, READY_WITH_PAPER, REFUSED
from desk_samples import MINIMUM, PASSPHRASE, REFER
from driving import LETTERS, driven
from textual import events

from champion_tui.ground.answers import Problem

CASES = (
    BEGUN,
    READY,
    READY_WITH_PAPER,
    {"triage": DRAFT},
    {"triage": REFUSED},
    {"triage": ABUSE, "referral": MINIMUM},
    {"triage": REFER, "referral": {**MINIMUM, "paper": "plain-card", "contact-notes": "ring after six"}},
    {"triage": {**REFER, "authority": "oxford"}, "referral": {**MINIMUM, "paper": "full", "email": "zeb@example.org"}},
)
SENT = {"triage": {**REFER, "authority": "west-oxfordshire"}, "referral": {**MINIMUM, "paper": "full"}}

TEXT = "abcdefghijklmnopqrstuvwxyzABCXYZ.,'-@:; éßñИש中"
FUNCTIONS = tuple(f"f{number}" for number in range(1, 11))
CONTROLS = tuple(f"ctrl+{letter}" for letter in "defgklnoprtuwxy")
MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
EDITS = ("backspace", "delete", "space", "minus", "slash")
PASTES = (
    "07700 900123\n01632 960123",
    "\nZebedee\r\nExample\t",
    "31/12/1990",
    "\u200b\u202egniht\x00\x1b[2J",
    "",
    "x" * 3000,
    "CHW-7FPY-A5",
)
SIZES = ((80, 24), (120, 40), (200, 60), (40, 10), (80, 24), (61, 19))
ASKS_PASSPHRASE = frozenset({"unlock", "hidden", "over-hidden"})
WEIGHTS = {
    "text": 26,
    "digit": 16,
    "enter": 18,
    "move": 14,
    "tab": 9,
    "back": 4,
    "function": 9,
    "control": 5,
    "edit": 6,
    "paste": 3,
    "resize": 1,
}


@dataclass
class Seen:
    """What a run has seen, for the figures and for the person who reads a failure."""

    keys: int = 0
    begun: int = 0
    screens: set[str] = field(default_factory=set)
    written: int = 0
    last: list[str] = field(default_factory=list)

    def note(self, key: str) -> None:
        """Remembers a key, keeping the last forty."""
        self.keys += 1
        self.last = [*self.last[-39:], key]


class Monkey:
    """Presses ``keys`` random keys from a ``seed`` on a desk with an open vault; ``press_all`` raises if something goes wrong."""

    def __init__(self, desk, seed, keys, starts):
        self._desk, self._keys, self._starts = desk, keys, starts
        self._chance = random.Random(seed)  # noqa: S311  repeatable keys, no secret
        self._here = frozenset()
        self.seen = Seen()

    async def press_all(self):
        """Presses them all, and restarts from one of the ``starts`` (keys from the start screen) after every ninety."""
        while self.seen.keys < self._keys:
            if self._desk.vault.unlocked_as() is None:
                self._desk.vault.unlock(PASSPHRASE, None)
            self.seen.begun += 1
            async with driven(desk=self._desk, size=self._chance.choice(SIZES[:3])) as run:
                self._watch(run.app)
                for key in self._chance.choice(self._starts):
                    self.seen.note(key)
                    await run.go(key)
                await self._play(run, min(90, self._keys - self.seen.keys))
            assert not run.app.return_code, self.seen.last

    def _watch(self, app):
        """Notes which case each screen has open when it is put on top, however briefly it is shown."""
        push_screen = app.push_screen

        def opening(screen, *rest, **more):
            self._here |= _reference_of(screen)
            self.seen.screens.add(screen.NAME)
            return push_screen(screen, *rest, **more)

        app.push_screen = opening

    async def _play(self, run, keys):
        until = self.seen.keys + keys
        while self.seen.keys < until and run.app.is_running and run.app.screen_stack:
            await self._burst(run, self._chance.randint(1, 5))

    async def _burst(self, run, keys):
        """Presses a few keys at once, then checks what they did."""
        self.seen.screens.add(run.name)
        before = self._events()
        self._here = frozenset().union(*map(_reference_of, run.app.screens_open()))
        for _ in range(keys):
            await self._key(run)
        if not run.app.is_running or not run.app.screen_stack:
            return
        await run.settle()
        if self._desk.vault.unlocked_as() is not None:
            self._compare(before)

    async def _key(self, run):
        if not run.app.is_running or not run.app.screen_stack:
            return
        chance = self._chance
        if run.name in ASKS_PASSPHRASE and chance.random() < 0.3:
            self._do(run, events.Paste(PASSPHRASE), "the passphrase")
            self._do(run, events.Key("enter", None), "enter")
            return
        kind = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        if kind == "resize":
            size = chance.choice(SIZES)
            self.seen.note(f"resize {size}")
            await run.resize(*size)
        elif kind == "paste":
            text = chance.choice(PASTES)
            self._do(run, events.Paste(text), f"paste {text[:20]!r}")
        else:
            key = self._one(kind)
            self._do(run, events.Key(key, key if len(key) == 1 else LETTERS.get(key)), key)

    def _one(self, kind):
        chance = self._chance
        return {
            "text": lambda: chance.choice(TEXT),
            "digit": lambda: chance.choice("0123456789"),
            "enter": lambda: "enter",
            "move": lambda: chance.choice(MOVES),
            "tab": lambda: chance.choice(("tab", "tab", "shift+tab")),
            "back": lambda: chance.choice(("escape", "ctrl+o")),
            "function": lambda: chance.choice(FUNCTIONS),
            "control": lambda: chance.choice(CONTROLS),
            "edit": lambda: chance.choice(EDITS),
        }[kind]()

    def _do(self, run, event, words):
        self.seen.note(words)
        event.set_sender(run.app)
        run.app.post_message(event)

    # -- what must not happen ---------------------------------------------------------------------------------------

    def _events(self):
        return self._desk.vault.unlocked_as() is not None and len(self._desk.vault.opened().store.events())

    def _compare(self, before):
        """Checks that nothing was written into a case that no screen had open."""
        if before is False:
            return
        written = self._desk.vault.opened().store.events()[before:]
        self.seen.written += len(written)
        new = {event.case for event in written if event.what.startswith("created")}
        wrong = [event for event in written if event.case not in {*self._here, *new, ""} and not _of_many(event)]
        assert not wrong, (wrong, self._here, self.seen.last)


def _of_many(event):
    """Returns whether pages about many cases write this event: that packs were exported, or that files were dealt with."""
    return event.what in {"exported", "not-exported", "dealt-with"}


def _reference_of(screen):
    """Returns the case that a screen has open, as a set of one or none."""
    reference = getattr(screen, "reference", None) or getattr(getattr(screen, "interview", None), "reference", None)
    return frozenset({reference} if isinstance(reference, str) else ())


def fill(desk):
    """Stores cases in all states, one of them sent, and returns their references."""
    references = [desk.cases.new(case) for case in itertools.chain(CASES, (SENT,))]
    today = desk.now().date()
    assert not isinstance(desk.cases.mark_sent(references[-1], today - timedelta(days=3), "QX-4471"), Problem)
    return references
