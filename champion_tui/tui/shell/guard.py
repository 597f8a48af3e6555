"""Hides everything, locks the vault meanwhile, and decides who may show again what was hidden.

While everything is hidden, work continues below the neutral screen: slow calls end, fields are saved, and new screens open
below it. What was on screen belongs to the person who had the vault open. Only their passphrase or the recovery code shows it
again; another person of the vault can only start afresh. Text that was never saved stays in memory until then, and is named
before it is dropped.

Anything entered while no vault was open has no owner yet, and any passphrase of the vault shows it again. If there is no vault,
nothing can protect it, and the screen says so. In both cases it can be cleared from the neutral screen.
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
"""The names of the neutral screen and of the questions asked above it."""

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Clears the terminal's screen and its scrollback (ECMA-48 ED; parameter 3 is xterm's)."""

NO_TITLE = "\x1b]0;\x07"
"""Clears the window's title (xterm's OSC 0)."""


class NotBack(Exception):
    """Raised if the screens cannot be shown again. The message names neither the program nor its purpose. ``other`` is the name
    of the person whose passphrase it was, None if it was nobody's.
    """

    def __init__(self, sentence: str, other: str | None = None) -> None:
        super().__init__(sentence)
        self.other = other


class Guard:
    """The app's guard. ``clock`` returns seconds that never decrease."""

    def __init__(self, app: Stack, clock: Callable[[], float] = seconds_passed) -> None:
        self._app = app
        self.idle = Idle(clock)
        self.owner: str | None = None
        """The name of the person whose passphrase shows the hidden screens again; None if the vault was not open."""
        self._vault_seen = False
        """Whether there was a vault when everything was hidden. Removing it meanwhile must not make the passphrase unnecessary."""
        self._recovered_for: str | None = None
        """The name under which the recovery code opened the vault instead of the owner."""
        self._turn = asyncio.Lock()
        self._said = ""

    # -- hiding -----------------------------------------------------------------------------------------------------

    @property
    def hidden(self) -> "Page | None":
        """The neutral screen; None if nothing is hidden."""
        return next((screen for screen in self._app.screens_open() if screen.NAME == HIDDEN), None)

    def hide(self) -> None:
        """Hides everything at once and closes any screen above the neutral one."""
        app, hidden = self._app, self.hidden
        if hidden is not None:
            app.back_to(hidden)
            return
        self.note_owner()
        app.clip.overwrite()
        self.say("")
        app.go(places.Hidden(), self._came_back)
        # Nothing below is drawn from here on. The terminal is cleared now, without waiting for the neutral screen.
        app.write_to_terminal(NO_TITLE + CLEAR)
        self._vault_seen = self._vault_here()

    def note_owner(self) -> None:
        """Notes who has the vault open now."""
        who = self._open_as()
        if who is not None and who != self._recovered_for:
            self.owner = who

    # -- idleness ---------------------------------------------------------------------------------------------------

    def pressed(self) -> bool:
        """Handles a pressed key. Returns True if it came too late: everything should have been hidden already, and now is."""
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
        """Shows the countdown, hides or locks, as is due. Called every second."""
        due = self._due()
        if due.hide and self.hidden is None:
            self.hide()
        if due.lock and self._open_as() is not None and not self._turn.locked():
            _ = self._app.run_worker(self.lock(), group="guard")
        counted = COUNTDOWN.format(left=count_words(due.left, "second"))
        self._show(counted if due.left and self.hidden is None else self._said)

    async def lock(self) -> None:
        """Saves what is typed, waits for calls under way, then locks the vault."""
        app = self._app
        async with self._turn:
            for screen in app.screens_open():
                await screen.put_away()
            await app.at_work.done()
            if self._open_as() is not None:
                try:
                    await app.at_work.do(app.desk.vault.lock)
                except DeskError:
                    # The vault is locked; only tidying up its files failed.
                    return

    # -- coming back ------------------------------------------------------------------------------------------------

    @property
    def asks(self) -> bool:
        """Whether a passphrase is needed to show the screens again."""
        return not self.of_nobody or (self._about_somebody and (self._vault_seen or self._vault_here()))

    @property
    def of_nobody(self) -> bool:
        """Whether the hidden screens were filled in with no vault open, and so belong to no one person."""
        return self.owner is None and self._open_as() is None

    @property
    def can_drop(self) -> bool:
        """Whether something is hidden that was entered with no vault open."""
        return self.of_nobody and self._about_somebody

    async def come_back(self, passphrase: str) -> None:
        """Shows everything again, with the vault open if it was open before. Raises ``NotBack`` if the passphrase is wrong or
        the vault fails.
        """
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
            self._recovered_for = who if who != owner else self._recovered_for
        self.show_again()
        _ = app.run_worker(app.ways.tell_notes(), group="guard")

    async def settle(self) -> None:
        """Waits for calls under way. They may open or make a vault, and then what is hidden has an owner."""
        await self._app.at_work.done()
        self.note_owner()

    def show_again(self) -> None:
        """Removes the neutral screen."""
        if self.hidden is not None:
            self.hidden.leave()

    async def drop(self) -> None:
        """Closes every screen above the start screen. Does nothing if a vault has been opened meanwhile."""
        async with self._turn:
            await self.settle()
            if not self.can_drop:
                return
            self._clear_away()
        self._app.fit()
        self._app.top.seen_again()

    async def start_afresh(self, person: str, passphrase: str) -> None:
        """Saves what can be saved, closes every screen above the start screen, and opens the vault for ``person``."""
        app = self._app
        await self.lock()
        async with self._turn:
            self.owner = self._recovered_for = None
            self._clear_away()
            try:
                await app.at_work.do(lambda: app.desk.vault.unlock(passphrase, person))
            except DeskError as error:
                await app.ways.tell(str(error), error.way_out)
            await app.ways.tell_notes()
        app.fit()
        app.top.seen_again()

    def _clear_away(self) -> None:
        """Leaves only the start screen open."""
        self.idle.touched()
        self._app.back_to(self._app.screens_open()[0])

    def would_be_lost(self) -> str:
        """Returns a description of what was never saved, "" if everything is saved."""
        return "; ".join(
            dict.fromkeys(words for screen in self._app.screens_open() if (words := screen.unsaved_words()))
        )

    # -- messages ---------------------------------------------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """Shows a sentence in place of the keys until the next key is pressed."""
        self._said = sentence
        self._show(sentence)

    def _show(self, sentence: str) -> None:
        self._app.top.notice(sentence)

    # -- helpers ----------------------------------------------------------------------------------------------------

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
        """Whether a passer-by could see something not meant for them. Pages that are the same for everybody do not count."""
        return self._open_as() is not None or self._about_somebody

    @property
    def _about_somebody(self) -> bool:
        """Whether any open page, hidden or not, shows something that is not the same for everybody."""
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
    """The app as its screens, its widgets and ``Navigation`` see it."""

    guard: Guard
    team: TeamWatch
