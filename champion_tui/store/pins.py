"""Checks that the store being opened is the one that this person last saw, and remembers what they see now.

There are two memories: in the person's slot, and outside the folder (``Memory``). Each must lead to what is here. The
key is compared before anything in the database is believed, and the history before anything is written.
"""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlmodel import Session

from champion_tui.ground.dates.date_words import list_words, printed_moment
from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.files import bounded
from champion_tui.ground.files.durable_files import write_whole
from champion_tui.ground.values import immutable
from champion_tui.store import slot_list
from champion_tui.store.checking import CheckResult
from champion_tui.store.database.connection import Database, plain
from champion_tui.store.database.driver import Connection
from champion_tui.store.errors import NotAsSeen, StoreError, printable
from champion_tui.store.files import make_private_folder, reaching
from champion_tui.store.history import entries, events, list_history
from champion_tui.store.history.chain import State
from champion_tui.store.history.entries import state_of
from champion_tui.store.keys import hand_over, slots, vaultfile
from champion_tui.store.keys.seen import LastSeen, seal, unseal
from champion_tui.store.keys.slots import OpenedSlot
from champion_tui.store.keys.vaultfile import VaultFile
from champion_tui.store.team import waiting

LARGEST_MEMORY = 1024 * 1024
DIGITS = 16
"""How many hexadecimal digits of a digest are used in a file name."""

ACCEPTED = "change-accepted"
"""The verb of the event which records that a person accepted a change that nobody vouched for."""

FIRST = (
    "From now on this program remembers what you last saw of this vault, under your passphrase and on this computer. It stops where "
    "somebody has put another store in its place. What happened before today it cannot know."
)
OTHER_KEY = "Its key is not the one that you saw last. Nobody who had that one has handed over another."
NO_PIN = "What you last saw of it was taken out of vault.json, or changed there."
OLDER_LIST = "Its list of people is older than the one that you saw last."
OLDER = "It is older than what you saw last. Its history ends with entry {here}, and you have seen entry {seen}."
PARTED = "Its history is not the one that you saw last: entry {seen} is another one."
UNTOLD = (
    "The list of people holds a way in that no entry of the history tells of: {who}. Nobody was meant to know of it. Take it out with a "
    "new key, or make a new recovery code."
)
PUT_BACK = (
    "On {when} {who} put back a safety copy of {made}. What was entered after that copy was made is not in this store. If you "
    "did not know, ask {who}."
)


@immutable
class Memory:
    """What each person last saw, kept outside the store's folder, where somebody who changes that folder cannot reach it.

    ``folder`` (None: do not remember) has one small file for each vault, slot and location of ``home``, sealed as in
    vault.json. It shows only that somebody with this login opened that vault. The location counts because a copy restored
    elsewhere for practice has its own history. Nothing is remembered of a store that was moved, or is on another machine.
    """

    folder: Path | None
    home: Path

    def recalled(self, vault: str, opened: OpenedSlot) -> LastSeen | None:
        """Returns what this machine remembers for the slot at this location, None if there is nothing readable. Never raises."""
        if self.folder is None:
            return None
        try:
            raw = bounded.whole(self._file(self.folder, vault, opened), LARGEST_MEMORY)
        except OSError:
            return None
        return unseal(raw, vault, opened.slot, opened.own)

    def keep(self, vault: str, opened: OpenedSlot, seen: LastSeen) -> None:
        """Remembers ``seen`` from now on. Does nothing if there is no folder. Raises OSError."""
        if self.folder is not None:
            path = self._file(self.folder, vault, opened)
            make_private_folder(self.folder)
            make_private_folder(path.parent)
            write_whole(path, seal(seen, vault, opened.slot, opened.own))

    def _file(self, folder: Path, vault: str, opened: OpenedSlot) -> Path:
        """Returns the path for this vault, slot and location. The wrap binds vault, slot and public key, so that a
        changed vault.json cannot lead to another file.
        """
        place = str(self.home.resolve()).encode("utf-8", "surrogatepass")
        key, where = (sha256_hex(each)[:DIGITS] for each in (opened.slot.public_key, place))
        return folder / vault / f"{opened.slot.id}-{key}-{where}"


class Pins:
    """Compares a store with what a person last saw. Made from the ``listed`` people, the slot ``opened`` and this machine's ``memory``.

    ``accept`` is True if the person takes changes that cannot be verified. ``notes`` are sentences for that person.
    """

    def __init__(self, listed: VaultFile, opened: OpenedSlot, memory: Memory, *, accept: bool) -> None:
        self._vault, self._opened, self._memory, self._accept = listed.vault, opened, memory, accept
        recalled = memory.recalled(listed.vault, opened)
        kept = _kept_in_slot(listed.vault, opened)
        known = [seen for seen in (kept, recalled) if seen is not None]
        self._first = not opened.pinned and not known
        self._wrong = [NO_PIN] if opened.pinned and kept is None else []
        self._known = list[LastSeen]()
        here = hand_over.mark(listed.vault, opened.key)
        for seen in known:
            wrong, now = _led_to(listed, seen, here)
            self._wrong += [wrong] if wrong else []
            self._known += [now] if now else []
        longest = max((seen.keys for seen in self._known), key=len, default=())
        self._keys = longest if longest[-1:] == (here,) else (*longest, here)
        self._written: LastSeen | None = None
        self.notes = [FIRST] if self._first else list[str]()
        self.trouble = ""
        """Why this machine's own memory could not be written, "" if it could."""

    @property
    def proof_of_copies(self) -> bytes | None:
        """The key that proves that a safety copy is of this vault; None while the vault's own key is in doubt."""
        return None if self._wrong else slots.copy_key(self._vault, self._opened.key)

    def refuse(self, *, signed: bool) -> None:
        """Raises ``NotAsSeen`` if the key itself is in doubt, whatever is in the database. If the list is not
        ``signed`` under that key, a memory missing from it is ignored here: the list is reported as damaged instead.
        """
        wrong = [words for words in self._wrong if signed or words != NO_PIN]
        if wrong and not self._accept:
            raise NotAsSeen(wrong[0])

    def look(self, connection: Connection) -> None:
        """Compares the database before anything in it is changed. Raises ``NotAsSeen``, which names its last authors."""
        state = state_of(connection)
        for seen in self._known:
            wrong = _differs(connection, state, seen)
            self._wrong += [wrong] if wrong else []
        if self._wrong and not self._accept:
            raise NotAsSeen(self._wrong[0], entries.last_words(connection))
        latest = max((seen.events for seen in self._known), default=0)
        back = [
            PUT_BACK.format(when=printed_moment(at), who=printable(who), made=printed_moment(made))
            for at, who, made in entries.put_back_since(connection, 0 if self._wrong else latest)
        ]
        # If nothing is known of earlier times, only the last entry may be news.
        self.notes += back[-1:] if self._wrong or self._first else back

    def accept_in(self, database: Database, hand: events.Hand) -> None:
        """Records in the history that the person accepted a change that nobody vouched for, if there was one. Raises ``StoreError``."""
        if self._wrong:
            database.write(lambda session: events.note(session, hand, "", ACCEPTED))

    def compare_people(self, database: Database, home: Path, proof: bytes) -> None:
        """Adds a note that names the slots in the list which no entry of the history mentions. Raises ``StoreError``."""
        strange = database.read(
            lambda session: list_history.unrecorded(session, slot_list.holding(session, home, proof))
        )
        self.notes += [UNTOLD.format(who=list_words(strange))] if strange else []

    def keep(self, database: Database, home: Path, proof: bytes, key: bytes) -> None:
        """Remembers the current state of the store, in the slot and outside the folder. Call it in the owning thread.

        ``key`` is the current database key, ``proof`` that of ``slots.list_key``. A write that fails is not an error:
        the older memory still leads to this state.
        """
        here = hand_over.mark(self._vault, key)
        self._keys = self._keys if self._keys[-1] == here else (*self._keys, here)
        seen: LastSeen | None = None
        with suppress(StoreError):
            seen = database.write(lambda session: self._keep_inside(session, home, proof))
        if seen is not None and seen != self._written:
            try:
                self._memory.keep(self._vault, self._opened, seen)
                self._written, self.trouble = seen, ""
            except OSError as error:
                self.trouble = error.strerror or type(error).__name__

    def check(self) -> CheckResult:
        """Returns what ``vault check`` reports about the two memories."""
        words = "Compared the key, the list of people and the history with what you saw last: they go on from there."
        if self._wrong:
            words = "It was not the store that you saw last, and you took it anyway when you unlocked."
        if self.trouble:
            return CheckResult("seen", False, f"{words} This computer could not remember it: {self.trouble}.")
        if self._memory.folder is None:
            return CheckResult("seen", True, f"{words} That is remembered in vault.json alone.")
        return CheckResult("seen", True, f"{words} That is remembered in vault.json and on this computer.")

    def _keep_inside(self, session: Session, home: Path, proof: bytes) -> LastSeen | None:
        """Saves what was seen in the person's slot, inside a transaction in which nobody else can change the list.
        Returns None if the person has a different slot by now.
        """
        held = slot_list.settled(session, home, proof)
        mine = next((slot for slot in held.slots if slot.id == self._opened.slot.id), None)
        if mine is None or mine.public_key != self._opened.slot.public_key:
            return None
        number, head = _end_that_stays(session)
        seen = LastSeen(self._keys, len(held.hand_overs), held.counter, number, head.hex())
        if not mine.last_seen or unseal(mine.last_seen, held.vault, mine, self._opened.own) != seen:
            wrapped = mine if self._is_pinned(mine) else self._pinned(mine)
            pinned = replace(wrapped, last_seen=seal(seen, held.vault, mine, self._opened.own))
            people = tuple(pinned if slot.id == mine.id else slot for slot in held.slots)
            with reaching(home):
                vaultfile.write(home, slots.signed(replace(held, slots=people), proof))
        return seen

    def _is_pinned(self, mine: vaultfile.Slot) -> bool:
        return bool(mine.last_seen) or (self._opened.pinned and mine == self._opened.slot)

    def _pinned(self, mine: vaultfile.Slot) -> vaultfile.Slot:
        """Returns a slot made by an earlier program, wrapped again so that it has a pin."""
        new = self._opened.to_pin
        return replace(mine, cost=new.cost, salt=new.salt, nonce=new.nonce, wrapped=new.wrapped)


def _end_that_stays(session: Session) -> tuple[int, bytes]:
    """Returns the number and hash of the last event. At a desk of a team it is the last one known to the server: events
    that wait for the server may get other numbers there.
    """
    connection, state = plain(session), events.state_of(session)
    if waiting.is_team(connection):
        base = waiting.base(connection)
        return base.events, base.chain_head
    return state.events, state.chain_head


def _kept_in_slot(vault: str, opened: OpenedSlot) -> LastSeen | None:
    """Returns what the owner last saw according to the slot, None if nothing is there or it was changed."""
    return unseal(opened.slot.last_seen, vault, opened.slot, opened.own) if opened.pinned else None


def _led_to(listed: VaultFile, seen: LastSeen, here: bytes) -> tuple[str, LastSeen | None]:
    """Returns what is wrong with the key ``here`` ("" if nothing), and ``seen`` brought up to date by the hand-overs
    since (None if they do not lead to it).
    """
    if len(listed.hand_overs) < seen.hand_overs:
        return (OLDER_LIST if here in seen.keys else OTHER_KEY), seen if here in seen.keys else None
    now = hand_over.followed(listed, seen)
    return ("", now) if now is not None and now.keys[-1] == here else (OTHER_KEY, None)


def _differs(connection: Connection, state: State, seen: LastSeen) -> str:
    """Returns what is wrong with the history, "" if it continues from what was seen."""
    if state.events < seen.events:
        return OLDER.format(here=state.events, seen=seen.events)
    if entries.head_at(connection, state.vault, seen.events) != seen.head:
        return PARTED.format(seen=seen.events)
    return OLDER_LIST if state.counter < seen.counter else ""


def known_key(listed: VaultFile, opened: OpenedSlot, memory: Memory) -> str:
    """Returns what is wrong with the key of a safety copy that ``opened``, "" if its owner has seen the key or was handed it.

    Only the key is compared, as a copy may be older than what its owner saw. If nothing is remembered, nothing is wrong.
    """
    kept = _kept_in_slot(listed.vault, opened)
    if opened.pinned and kept is None:
        return NO_PIN
    here = hand_over.mark(listed.vault, opened.key)
    for seen in (kept, memory.recalled(listed.vault, opened)):
        if seen is not None and here not in seen.keys and _led_to(listed, seen, here)[0]:
            return OTHER_KEY
    return ""


def seen_copy(listed: VaultFile, opened: OpenedSlot, memory: Memory, state: State) -> LastSeen:
    """Returns what a person has seen after restoring a safety copy for which nobody vouches: the copy, before anything was added to it."""
    here, keys = hand_over.mark(listed.vault, opened.key), list[bytes]()
    kept = _kept_in_slot(listed.vault, opened)
    for seen in (kept, memory.recalled(listed.vault, opened)):
        keys += [key for key in seen.keys if key not in keys and key != here] if seen else []
    return LastSeen((*keys, here), len(listed.hand_overs), state.counter, state.events, state.chain_head)
