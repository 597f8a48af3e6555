"""Opening the desk, and unlocking its vault with a passphrase from the terminal or a named file, never from an argument."""

import os
import stat
import sys
from collections.abc import Sequence
from getpass import GetPassWarning
from pathlib import Path

from champion_tui.cli.context import Context
from champion_tui.cli.knowledge.book import book_of
from champion_tui.cli.streams import tell
from champion_tui.cli.typed import is_typed, typed_word
from champion_tui.cli.unseen import typed_unseen
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import Locked
from champion_tui.desk.vault.people import person_meant
from champion_tui.ground import core_dumps
from champion_tui.ground.answers import Problem, WrongValue

VARIABLE = "CHAMPION_PASSPHRASE_FILE"
LARGEST = 100_000
"""The most that is read of a passphrase file, in bytes."""

TODAY_WAY_OUT = "Name a file that holds one with --today-passphrase-file."
NO_TERMINAL = "A passphrase is needed, and there is no terminal to ask for it."
NONE_TYPED = "A passphrase is needed, and none was typed."
NEW_WAY_OUT = "Name a file that holds it with --new-passphrase-file."
WAY_OUT = f"Name a file that holds it with --passphrase-file or {VARIABLE}."


WHO = "Who unlocks it? Type a number or a name, or press Enter alone if you have the recovery code."
NO_SUCH = "That is none of them."
NOBODY_SAID = "Nobody was named, so nothing was opened."
AS = "Say who unlocks with --as."

OTHERS_READ = "Others on this machine may read the passphrase in {file}. Let nobody else: chmod 600 that file."


def desk_of(context: Context) -> Desk:
    """Returns the desk, for the area of ``--area`` if given. It is opened once and locked when the context closes.

    Raises as ``book_of`` does.
    """
    if context.opened is None:
        # The desk may hold personal data or secrets from here on.
        core_dumps.forbid()
        context.opened = Desk(book_of(context), context.home, context.now, context.area_given, memory=context.memory)
    return context.opened


def desk_with_vault(context: Context) -> Desk:
    """Returns the desk of a vault that exists. Raises ``Locked`` if there is no vault."""
    desk = desk_of(context)
    if not desk.vault.exists():
        raise Locked(f"There is no vault in {context.home}.", "Make one with: champion-tui vault create")
    return desk


def unlocked(context: Context) -> Desk:
    """Returns the desk with its vault unlocked. Raises ``Locked`` if there is no vault or the passphrase is wrong."""
    desk = desk_with_vault(context)
    if desk.vault.unlocked_as() is None:
        person, passphrase = key_from(context, desk)
        desk.vault.unlock(passphrase, person)
        if context.store is not None:
            desk.team.check_store(context.store)
        tell_troubles(context, desk)
        # A command reads the lists once, so it waits until they are up to date. The full screen shows that they are not
        # yet.
        desk.cases.lists.settle()
    tell_notes(desk)
    return desk


def key_from(context: Context, desk: Desk) -> tuple[str | None, str]:
    """Returns who unlocks (None with the recovery code), and the passphrase. Asks for the name first, so that nobody types a
    passphrase that cannot be used. Raises ``Locked``, or ``UnusableValue`` if the name cannot open the vault or is missing.
    """
    person = context.person
    if passphrase_file(context) is None and can_ask():
        person = _who(desk, person)
    return person, passphrase_from(context, "Passphrase: ")


def _who(desk: Desk, person: str | None) -> str | None:
    names = desk.vault.names()
    if person is None and len(names) > 1 and is_typed():
        return whoever_of(names)
    desk.vault.require_person(person)
    return person


def whoever_of(names: Sequence[str]) -> str | None:
    """Asks on the terminal which of them unlocks. Returns None for the recovery code. Raises ``Locked`` if the input ends."""
    said = [*(f"{number}. {name}" for number, name in enumerate(names, 1)), WHO]
    while True:
        typed = typed_word(said)
        if typed is None:
            raise Locked(NOBODY_SAID, AS)
        if not typed:
            return None
        meant = person_meant(names, typed)
        if meant is not None:
            return meant
        said = [NO_SUCH, WHO]


def unlocked_for_long(context: Context) -> Desk:
    """As ``unlocked``, for an interview that lasts a while: changes by others in the team appear at the next question."""
    desk = unlocked(context)
    desk.team.follow(lambda: None)
    return desk


def tell_troubles(context: Context, desk: Desk) -> None:
    """Reports the mistakes in the organisation's own files on standard error, once.

    Until they are corrected, the area and numbers in use may not be the organisation's. The full screen shows them
    itself.
    """
    if not context.told:
        context.told = True
        for trouble in desk.troubles:
            tell(trouble)


def tell_notes(desk: Desk) -> None:
    """Prints notes about the vault for the person who unlocked it, on standard error."""
    for note in desk.vault.take_notes():
        tell(note)


def unlocked_to_write(context: Context) -> Desk:
    """As ``unlocked``, for a command that writes, prints or records something with a date: first warns of a clock that may be wrong."""
    desk = unlocked(context)
    doubt = desk.clock_doubt()
    if doubt:
        tell(doubt)
    return desk


def new_passphrase(context: Context) -> str:
    """Returns a passphrase for a new vault; on the terminal it is asked for twice. Raises ``WrongValue`` and ``Locked``."""
    first = passphrase_from(context, "New passphrase, several words: ")
    if passphrase_file(context) is None and first != _asked("The same again: "):
        raise WrongValue(Problem("passphrase", None, "the same passphrase twice"))
    return first


def other_new_passphrase(context: Context) -> str:
    """Returns a new passphrase, separate from the one that unlocks: from ``--new-passphrase-file``, else asked for twice.

    Raises ``WrongValue`` and ``Locked``.
    """
    file = context.args.new_passphrase_file
    if file is not None:
        return _first_line(file, "new-passphrase-file")
    first = _asked("New passphrase, several words: ", NEW_WAY_OUT)
    if first != _asked("The same again: ", NEW_WAY_OUT):
        raise WrongValue(Problem("passphrase", None, "the same passphrase twice"))
    return first


def server_password(context: Context) -> str:
    """Returns the password of this desk's login on a team's server.

    It comes from ``--password-file``, else from the terminal. "" if there is neither, for a login whose password the
    system keeps. Raises ``WrongValue``.
    """
    file = context.args.password_file
    if file is not None:
        return _first_line(file, "password-file")
    return _asked("Password on the team's server (nothing where the system keeps it): ") if can_ask() else ""


def todays_passphrase(context: Context, why: str) -> str:
    """Returns a passphrase that opens the store of today: from ``--today-passphrase-file``, else asked for after showing ``why``.

    Raises ``WrongValue`` and ``Locked``.
    """
    file = context.args.today_passphrase_file
    if file is not None:
        return _first_line(file, "today-passphrase-file")
    tell(why)
    return _asked("A passphrase that opens the store today: ", TODAY_WAY_OUT)


def passphrase_from(context: Context, prompt: str) -> str:
    """Returns the passphrase. Raises ``WrongValue`` if the file cannot be read, ``Locked`` if there is neither file nor terminal."""
    file = passphrase_file(context)
    return _asked(prompt) if file is None else _first_line(file)


def passphrase_file(context: Context) -> str | None:
    """Returns the file named by ``--passphrase-file``, else by the environment, else None."""
    return getattr(context.args, "passphrase_file", None) or os.environ.get(VARIABLE) or None


def can_ask() -> bool:
    """Returns whether there is a terminal to ask on."""
    return any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _first_line(file: str, option: str = "passphrase-file") -> str:
    """Returns the file's first line without its line ending; anything after it is ignored.

    Warns if other users of this machine may read the file. Raises ``WrongValue`` if it cannot be read.
    """
    try:
        with Path(file).open("rb") as stream:
            if _open_to_others(os.fstat(stream.fileno())):
                tell(OTHERS_READ.format(file=file))
            text = stream.read(LARGEST).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise WrongValue(Problem(option, file, f"a file that can be read ({reason})")) from error
    return text.partition("\n")[0].removesuffix("\r")


def _open_to_others(status: os.stat_result) -> bool:
    """Returns whether the file's permissions let other users read it. On Windows access lists decide, which are not examined."""
    return (
        sys.platform != "win32"
        and stat.S_ISREG(status.st_mode)
        and bool(status.st_mode & (stat.S_IRGRP | stat.S_IROTH))
    )


def _asked(prompt: str, way_out: str = WAY_OUT) -> str:
    if not can_ask():
        raise Locked(NO_TERMINAL, way_out)
    try:
        return typed_unseen(prompt)
    except EOFError as error:
        raise Locked(NONE_TYPED, way_out) from error
    except GetPassWarning as error:
        raise Locked(NO_TERMINAL, way_out) from error
