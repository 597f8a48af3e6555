"""Whether the store that opens is the one that whoever unlocks saw last, and keeping what they see now.

Two memories are asked, the one in the person's slot and the one outside the folder (``Memory``); each must lead to what is here.
The key is compared before the database is believed in anything, the history before anything is written.
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
"""Hexadecimal digits of a digest in a file's name."""

ACCEPTED = "change-accepted"
"""The verb of the event that says that whoever unlocked took a change that nobody vouched for."""

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
    """What each person last saw, kept outside the folder of the store, where whoever changes that folder does not reach it.

    In ``folder`` (None: nowhere) lies one small file for each vault, slot and place of ``home``, sealed as in vault.json: it shows only
    that somebody with this login opened that vault. The place counts because a copy that is put back elsewhere to practise goes
    its own way. A store that was moved, or on another machine, is remembered nowhere.
    """

    folder: Path | None
    home: Path

    def recalled(self, vault: str, opened: OpenedSlot) -> LastSeen | None:
        """What this machine remembers for the slot at this place; None where it remembers nothing that can be read. Never raises."""
        if self.folder is None:
            return None
        try:
            raw = bounded.whole(self._file(self.folder, vault, opened), LARGEST_MEMORY)
        except OSError:
            return None
        return unseal(raw, vault, opened.slot, opened.own)

    def keep(self, vault: str, opened: OpenedSlot, seen: LastSeen) -> None:
        """Remember ``seen`` from now on; where there is no folder for it nothing is done. Raises OSError."""
        if self.folder is not None:
            path = self._file(self.folder, vault, opened)
            make_private_folder(self.folder)
            make_private_folder(path.parent)
            write_whole(path, seal(seen, vault, opened.slot, opened.own))

    def _file(self, folder: Path, vault: str, opened: OpenedSlot) -> Path:
        """Vault, slot and public half are bound into the wrap, so whoever changes vault.json cannot lead to another file."""
        place = str(self.home.resolve()).encode("utf-8", "surrogatepass")
        key, where = (sha256_hex(each)[:DIGITS] for each in (opened.slot.public_key, place))
        return folder / vault / f"{opened.slot.id}-{key}-{where}"


class Pins:
    """Made with the ``listed`` people, the slot that ``opened``, and this machine's own ``memory``.

    ``accept``: whoever unlocks has said that they take what they cannot be sure of. ``notes`` are sentences for them.
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
        """Why this machine's own memory could not be written."""

    @property
    def proof_of_copies(self) -> bytes | None:
        """What proves a safety copy to be one of this vault; None where it is in doubt whether the key is the vault's."""
        return None if self._wrong else slots.copy_key(self._vault, self._opened.key)

    def refuse(self, *, signed: bool) -> None:
        """Raises ``NotAsSeen`` where the key itself is in doubt, whatever lies in the database. A list that nobody ``signed`` under
        that key is damaged before anything in it is missed.
        """
        wrong = [words for words in self._wrong if signed or words != NO_PIN]
        if wrong and not self._accept:
            raise NotAsSeen(wrong[0])

    def look(self, connection: Connection) -> None:
        """Compare the database, of which nothing was changed yet. Raises ``NotAsSeen``, which names who wrote in it last."""
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
        # Where nothing is known of what came before, the last one is what may be news.
        self.notes += back[-1:] if self._wrong or self._first else back

    def accept_in(self, database: Database, hand: events.Hand) -> None:
        """Say in the history that a change was taken that nobody vouched for, where it was. Raises ``StoreError``."""
        if self._wrong:
            database.write(lambda session: events.note(session, hand, "", ACCEPTED))

    def compare_people(self, database: Database, home: Path, proof: bytes) -> None:
        """Note whose way in stands in the list that no entry put there. Raises ``StoreError``."""
        strange = database.read(
            lambda session: list_history.unrecorded(session, slot_list.holding(session, home, proof))
        )
        self.notes += [UNTOLD.format(who=list_words(strange))] if strange else []

    def keep(self, database: Database, home: Path, proof: bytes, key: bytes) -> None:
        """Remember the store as it stands: in the slot, and outside the folder. Runs in the owning thread.

        ``key`` is the database key now, ``proof`` that of ``slots.list_key``. What cannot be written keeps nobody from anything:
        an older memory still leads here.
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
        """What ``vault check`` says of the two memories."""
        words = "Compared the key, the list of people and the history with what you saw last: they go on from there."
        if self._wrong:
            words = "It was not the store that you saw last, and you took it for all that when you unlocked."
        if self.trouble:
            return CheckResult("seen", False, f"{words} This computer could not remember it: {self.trouble}.")
        if self._memory.folder is None:
            return CheckResult("seen", True, f"{words} That is remembered in vault.json alone.")
        return CheckResult("seen", True, f"{words} That is remembered in vault.json and on this computer.")

    def _keep_inside(self, session: Session, home: Path, proof: bytes) -> LastSeen | None:
        """While nobody else can change the list. None where whoever unlocked has another slot now."""
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
        """The slot of an earlier program, wrapped as one that has a pin."""
        new = self._opened.to_pin
        return replace(mine, cost=new.cost, salt=new.salt, nonce=new.nonce, wrapped=new.wrapped)


def _end_that_stays(session: Session) -> tuple[int, bytes]:
    """The end of the history. At a desk of a team it is where the server had it last: what waits for it may get other numbers there."""
    connection, state = plain(session), events.state_of(session)
    if waiting.is_team(connection):
        base = waiting.base(connection)
        return base.events, base.chain_head
    return state.events, state.chain_head


def _kept_in_slot(vault: str, opened: OpenedSlot) -> LastSeen | None:
    """What the owner of the slot last saw, as it is kept there; None where nothing is, or it was changed."""
    return unseal(opened.slot.last_seen, vault, opened.slot, opened.own) if opened.pinned else None


def _led_to(listed: VaultFile, seen: LastSeen, here: bytes) -> tuple[str, LastSeen | None]:
    """What is wrong with the key that is ``here``, and what ``seen`` comes to by what was handed over since."""
    if len(listed.hand_overs) < seen.hand_overs:
        return (OLDER_LIST if here in seen.keys else OTHER_KEY), seen if here in seen.keys else None
    now = hand_over.followed(listed, seen)
    return ("", now) if now is not None and now.keys[-1] == here else (OTHER_KEY, None)


def _differs(connection: Connection, state: State, seen: LastSeen) -> str:
    """What is wrong with the history; "" where it goes on from what was seen."""
    if state.events < seen.events:
        return OLDER.format(here=state.events, seen=seen.events)
    if entries.head_at(connection, state.vault, seen.events) != seen.head:
        return PARTED.format(seen=seen.events)
    return OLDER_LIST if state.counter < seen.counter else ""


def known_key(listed: VaultFile, opened: OpenedSlot, memory: Memory) -> str:
    """What is wrong with the key of a safety copy that ``opened``; "" where it is one that its owner has seen, or was handed over.

    A copy may be older than what its owner saw, so only the key is compared; where nothing is remembered nothing is wrong.
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
    """What somebody has seen who puts a safety copy in place on their own word: the copy, before anything was added to it."""
    here, keys = hand_over.mark(listed.vault, opened.key), list[bytes]()
    kept = _kept_in_slot(listed.vault, opened)
    for seen in (kept, memory.recalled(listed.vault, opened)):
        keys += [key for key in seen.keys if key not in keys and key != here] if seen else []
    return LastSeen((*keys, here), len(listed.hand_overs), state.counter, state.events, state.chain_head)
