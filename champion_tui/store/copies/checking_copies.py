"""``vault check`` for the safety copies: reads every byte of each, opens the newest, and reports its age."""

from dataclasses import field
from datetime import datetime, timedelta
from pathlib import Path

from champion_tui.ground.dates.date_words import count_words, printed_moment
from champion_tui.ground.files.durable_files import new_private_file
from champion_tui.ground.values import immutable
from champion_tui.store.copies import container, copies_here, making
from champion_tui.store.copies.container import Container
from champion_tui.store.database.driver import connected
from champion_tui.store.errors import CopyUnusable, StoreBusy, StoreError
from champion_tui.store.files import DATABASE, reaching
from champion_tui.store.history.chain import State
from champion_tui.store.history.entries import sound_state
from champion_tui.store.keys import slots

NONE_YET = "There is no safety copy of this store as it is now yet. The next change makes one."
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@immutable
class StoreOfCopies:
    """The store to which the copies should belong. ``key`` proves who made them; ``trouble`` is when automatic copies
    began to fail, and why.
    """

    home: Path
    key: bytes = field(repr=False)
    state: State
    now: datetime
    trouble: tuple[datetime, str] | None


def check_copies(store: StoreOfCopies) -> tuple[bool, str]:
    """Checks the copies in the folder. Returns whether all is well, and what was done and found. Raises ``StoreError``."""
    copies = copies_here.likely_newest_first(copies_here.copies(store.home), store.now)
    packed, troubles, whole, older_key = 0, list[str](), list[Container](), 0
    proof = slots.copy_key(store.state.vault, store.key)
    for copy in copies:
        if copy.kind == copies_here.REPLACED or not copy.path.exists():
            continue
        packed += 1
        try:
            read = container.read(copy.path)
        except StoreError as error:
            troubles.append(str(error))
            continue
        if read.manifest.vault == store.state.vault and read.manifest.is_signed(proof):
            whole.append(read)
        else:
            older_key += 1
    replaced = sum(copy.kind == copies_here.REPLACED for copy in copies)
    words = [_read_words(packed, len(troubles), older_key, replaced)] if copies else []
    words.append(_newest_words(store, whole, troubles))
    _obstacles(store, troubles)
    return not troubles, " ".join(word for word in (*words, *dict.fromkeys(troubles)) if word)


def _read_words(packed: int, bad: int, older_key: int, replaced: int) -> str:
    words = f"Read every byte of {count_words(packed, 'safety copy', 'safety copies')}"
    words += f"; {bad} cannot be used." if bad else "; each is as it was written." if packed else "."
    if older_key:
        words += (
            f" {count_words(older_key, 'copy is', 'copies are')} from before the key was changed, or of another vault."
        )
    if replaced:
        words += f" {count_words(replaced, 'store', 'stores')} that a restore put aside {'lies' if replaced == 1 else 'lie'} beside them."
    return words


def _newest_words(store: StoreOfCopies, whole: list[Container], troubles: list[str]) -> str:
    """Opens and reads the newest copy that this store's people can open, and returns how old it is."""
    if not whole:
        return NONE_YET
    newest = whole[0]
    manifest = newest.manifest
    try:
        _open(store, newest)
    except StoreBusy:
        opened = "It was not opened. Another program is making a copy just now."
    except StoreError as error:
        troubles.append(str(error))
        return ""
    else:
        opened = "It was opened and read through: each page is as it was written."
    same = (manifest.events, manifest.chain_head) == (store.state.events, store.state.chain_head)
    since = "Nothing was changed since." if same else "The store was changed since."
    return f"The newest was made on {printed_moment(manifest.moment)}, {ago_words(store.now - manifest.moment)}. {since} {opened}"


def _open(store: StoreOfCopies, newest: Container) -> None:
    """Unpacks the newest copy into the folder of copies, reads it completely and deletes it again."""
    home = store.home
    with copies_here.folder_alone(home), making.room_for_draft(home, newest.path.name) as database:
        making.check_room_for_restore(home, newest.path)
        with reaching(database):
            new_private_file(database)
        newest.take_out_database(database)
        with connected(database, store.key, network=True) as connection:
            sound = sound_state(connection).chain_head == newest.manifest.chain_head
        if not sound:
            raise CopyUnusable(newest.path, "what is in it is not what its list says")


def _obstacles(store: StoreOfCopies, troubles: list[str]) -> None:
    """Adds what would prevent the next automatic copy, or has prevented one since the store was opened."""
    if store.trouble is not None:
        troubles.append(f"Since {printed_moment(store.trouble[0])} none could be made. {store.trouble[1]}")
        return
    try:
        lock = copies_here.folder_alone(store.home)
    except StoreBusy:
        return
    except StoreError as error:
        troubles.append(f"No safety copy can be made: {error}")
        return
    try:
        with lock, reaching(store.home):
            making.check_room(store.home, copies_here.folder_of(store.home), (store.home / DATABASE).stat().st_size)
    except StoreError as error:
        troubles.append(str(error))


def ago_words(age: timedelta) -> str:
    """Returns ``less than a minute ago``, ``3 minutes ago``, ``2 days ago``; for a negative age, that the time is in
    the future by this machine's clock.
    """
    if age < timedelta(0):
        return "at a time that is still to come by this machine's clock"
    if age < MINUTE:
        return "less than a minute ago"
    for unit, name in ((DAY, "day"), (HOUR, "hour")):
        if age >= unit:
            return f"{count_words(age // unit, name)} ago"
    return f"{count_words(age // MINUTE, 'minute')} ago"
