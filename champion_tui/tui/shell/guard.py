"""Hides everything, locks the vault behind it, and decides who may bring back what was hidden.

While everything is hidden, work goes on below: slow calls end, fields are saved, and screens that open go below the neutral one.
What was on screen belongs to the person who had the vault open. Only their passphrase or the recovery code brings it back; another
person of the vault may start afresh. What was never saved stays in memory until then, and is named before it is dropped.

What was entered while no vault was open belongs to nobody yet: any passphrase of the vault brings it back. Where there is no vault
nothing can protect it, and the screen says so. Either way it can be cleared from the neutral screen.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from champion_tui.desk.errors import DeskError, Locked, UnusableValue
from champion_tui.ground.dates.date_words import count_words
from champion_tui.tui.shell import places
from champion_tui.tui.shell.idle import Due, Idle, seconds_passed
from champion_tui.tui.shell.stack import Stack
from champion_tui.tui.shell.team_watch import TeamWatch

if TYPE_CHECKING:
    from champion_tui.desk.settings.settings import Settings
    from champion_tui.tui.shell.places import Page

NOT_THAT = "That was not it. Try again."
NOT_NOW = "That cannot be done now. Try again in a moment."
COUNTDOWN = "Nobody is typing: this is hidden in {left}. Any key stops it."

HIDDEN = "hidden"
"""The name of the neutral screen."""

NEUTRAL = frozenset({HIDDEN, "over-hidden"})
"""The neutral screen, and questions that are asked over it."""

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Clears the terminal's screen, and what could be scrolled back to (ECMA-48 ED; the 3 is xterm's)."""

NO_TITLE = "\x1b]0;\x07"
"""Empties the window's title (xterm's OSC 0)."""


class NotBack(Exception):
    """Why nobody came back, in words that name neither the program nor its work. ``other``: whose passphrase it was."""

    def __init__(self, sentence: str, other: str | None = None) -> None:
        super().__init__(sentence)
        self.other = other


class Guard:
    """Made by the app. ``clock`` gives seconds that only grow."""

    def __init__(self, app: Stack, clock: Callable[[], float] = seconds_passed) -> None:
        self._app = app
        self.idle = Idle(clock)
        self.owner: str | None = None
        """Whose passphrase brings back what stands on the stack; None where none is needed."""
        self._vault_seen = False
        """Whether there was a vault when everything was hidden: removing it while hidden brings nothing back."""
        self._stand_in: str | None = None
        """Who opened the vault in the owner's place: the recovery code."""
        self._turn = asyncio.Lock()
        self._said = ""

    # -- hiding -----------------------------------------------------------------------------------------------------

    @property
    def hidden(self) -> "Page | None":
        """The neutral screen; None while nothing is hidden."""
        return next((screen for screen in self._app.screens_open() if screen.NAME == HIDDEN), None)

    def hide(self) -> None:
        """Hide everything at once; whatever was opened over the neutral screen goes."""
        app, hidden = self._app, self.hidden
        if hidden is not None:
            app.back_to(hidden)
            return
        self.note_owner()
        app.clip.overwrite()
        self.say("")
        app.go(places.Hidden(), self._came_back)
        # From here on nothing below is drawn; this need not wait until the neutral screen is made.
        app.write_to_terminal(NO_TITLE + CLEAR)
        self._vault_seen = self._vault_here()

    def note_owner(self) -> None:
        """Note to whom the vault is open now."""
        who = self._open_as()
        if who is not None and who != self._stand_in:
            self.owner = who

    # -- nobody is there --------------------------------------------------------------------------------------------

    def pressed(self) -> bool:
        """A key was pressed. Whether it came too late: everything should have been hidden before, and is now."""
        if self.hidden is not None:
            # Typing passphrases must not stop the vault from locking.
            return False
        if self._due().hide:
            self.look_at_the_clock()
            return True
        self.idle.touched()
        self.say("")
        return False

    def look_at_the_clock(self) -> None:
        """Count down, hide or lock, as is due. Called every second."""
        due = self._due()
        if due.hide and self.hidden is None:
            self.hide()
        if due.lock and self._open_as() is not None and not self._turn.locked():
            _ = self._app.run_worker(self.lock(), group="guard")
        counted = COUNTDOWN.format(left=count_words(due.left, "second"))
        self._show(counted if due.left and self.hidden is None else self._said)

    async def lock(self) -> None:
        """Have everything saved that is typed, wait for what is under way, then lock the vault."""
        app = self._app
        async with self._turn:
            for screen in app.screens_open():
                await screen.put_away()
            await app.at_work.done()
            if self._open_as() is not None:
                try:
                    await app.at_work.do(app.desk.vault.lock)
                except DeskError:
                    # It is locked: only tidying up its files failed.
                    return

    # -- coming back ------------------------------------------------------------------------------------------------

    @property
    def asks(self) -> bool:
        """Whether a passphrase is needed to come back."""
        return not self.of_nobody or (self._about_somebody and (self._vault_seen or self._vault_here()))

    @property
    def of_nobody(self) -> bool:
        """Whether what is hidden was entered with no vault open, and so is no one person's to bring back."""
        return self.owner is None and self._open_as() is None

    @property
    def can_drop(self) -> bool:
        """Whether something is hidden that was entered with no vault open."""
        return self.of_nobody and self._about_somebody

    async def come_back(self, passphrase: str) -> None:
        """Show everything again; the vault is open where it was. Raises ``NotBack``."""
        app = self._app
        async with self._turn:
            if self.of_nobody:
                await self.settle()
            owner = self.owner
            try:
                if owner is None:
                    await app.at_work.do(lambda: app.desk.vault.prove(passphrase))
                else:
                    await app.at_work.do(lambda: app.desk.vault.unlock(passphrase, owner))
            except (Locked, UnusableValue) as error:
                raise NotBack(NOT_THAT, None if owner is None else await self._whose(passphrase)) from error
            except DeskError as error:
                raise NotBack(NOT_NOW) from error
            who = self._open_as()
            self._stand_in = who if who != owner else self._stand_in
        self.show_again()
        _ = app.run_worker(app.ways.tell_notes(), group="guard")

    async def settle(self) -> None:
        """Wait for calls under way: they may open or make a vault, and then what is hidden has an owner."""
        await self._app.at_work.done()
        self.note_owner()

    def show_again(self) -> None:
        """Take the neutral screen away."""
        if self.hidden is not None:
            self.hidden.leave()

    async def drop(self) -> None:
        """Drop everything above the start screen; does nothing where a vault has been opened since."""
        async with self._turn:
            await self.settle()
            if not self.can_drop:
                return
            self._clear_away()
        self._app.fit()
        self._app.top.seen_again()

    async def start_afresh(self, person: str, passphrase: str) -> None:
        """Save what can be saved, drop everything above the start screen, and open the vault for ``person``."""
        app = self._app
        await self.lock()
        async with self._turn:
            self.owner = self._stand_in = None
            self._clear_away()
            try:
                await app.at_work.do(lambda: app.desk.vault.unlock(passphrase, person))
            except DeskError as error:
                await app.ways.tell(str(error), error.way_out)
            await app.ways.tell_notes()
        app.fit()
        app.top.seen_again()

    def _clear_away(self) -> None:
        """Leave the start screen alone."""
        self.idle.touched()
        self._app.back_to(self._app.screens_open()[0])

    def would_be_lost(self) -> str:
        """What was never saved, in words; "" where everything is."""
        return "; ".join(
            dict.fromkeys(words for screen in self._app.screens_open() if (words := screen.unsaved_words()))
        )

    # -- the line at the bottom -------------------------------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """Say something in the place of the keys, until the next one is pressed."""
        self._said = sentence
        self._show(sentence)

    def _show(self, sentence: str) -> None:
        self._app.top.notice(sentence)

    # -- shared -----------------------------------------------------------------------------------------------------

    def _came_back(self, _: object) -> None:
        self.idle.touched()
        self._app.call_later(self._app.fit)

    def _due(self) -> Due:
        app = self._app
        if not app.desk_is_open or not self._at_stake:
            return Due()
        settings: Settings = app.desk.settings
        return self.idle.due(settings.blank_after, settings.lock_after)

    @property
    def _at_stake(self) -> bool:
        """Whether anybody passing by would see what is not for them: not on pages that are the same for everybody."""
        return self._open_as() is not None or self._about_somebody

    @property
    def _about_somebody(self) -> bool:
        """Whether a page is open, hidden or not, that does not say the same to everybody."""
        return not all(screen.FOR_ALL or screen.NAME in NEUTRAL for screen in self._app.screens_open())

    def _vault_here(self) -> bool:
        return self._app.desk_is_open and self._app.desk.vault.exists()

    def _open_as(self) -> str | None:
        return self._app.desk.vault.unlocked_as() if self._app.desk_is_open else None

    async def _whose(self, passphrase: str) -> str | None:
        vault, owner = self._app.desk.vault, self.owner
        try:
            return await self._app.at_work.do(lambda: vault.whose(passphrase, but=owner))
        except DeskError:
            return None


class Shell(Stack, Protocol):
    """The app as its screens and widgets see it, and as ``Navigation`` does."""

    guard: Guard
    team: TeamWatch
