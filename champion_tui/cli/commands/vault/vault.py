"""``vault``: making, checking and accepting it, and the people who can open it. Safety copies are in ``safety_copies``."""

import sys

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.json_out import show_json
from champion_tui.cli.passphrase import (
    desk_of,
    desk_with_vault,
    key_from,
    new_passphrase,
    other_new_passphrase,
    unlocked,
)
from champion_tui.cli.streams import finish, forget, show, tell
from champion_tui.cli.typed import is_typed, is_word, typed_word
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.errors import CannotReadOrWrite, DeskError, NotAsSeen, RefusedByProcedure
from champion_tui.desk.vault.vault import after_check
from champion_tui.ground.dates.date_words import count_words

KEEP_IT = (
    "This is the recovery code. It opens the vault if the passphrase is forgotten, and it is shown only now.",
    "Write it down and lock it away, not on this machine.",
)

NOT_SHOWN = "its recovery code could not be shown, and it is kept nowhere."
MAKE_IT_AGAIN = "Nothing is in it yet: delete that folder, then make the vault again."

ACCEPT = "accept"
"""The word to type to accept a vault that is not as it was last seen."""

ASK = (
    f"Type {ACCEPT} if you know what happened and want to go on from there, anything else to leave everything as it is."
)
SAY_YES = "To take it anyway, give the command again with --yes."
NOT_ACCEPTED = "Nothing was opened and nothing was changed."
ACCEPTED = "Taken, and noted in the history under your name. From now on this is the store that you saw last."
NOTHING_TO_ACCEPT = "There was nothing to accept: this is the store that you saw last."

REBUILT = "The lists and the search were made again from {cases}."
YES = "yes"
TYPE_YES = f"Type {YES} to do it, anything else to leave everything as it is."
WITH_CODE = "The recovery code opens it too."
WITHOUT_CODE = "There is no recovery code."
NOT_DONE = "Nothing was changed."
CODE_NOT_SHOWN = "The recovery code is changed, but the new one could not be shown, and it is kept nowhere."
MAKE_ANOTHER = "Make another one with: champion-tui vault recovery-code"


def create(context: Context) -> ExitCode:
    """Makes the vault. The recovery code is printed once and not kept."""
    desk = desk_of(context)
    if desk.vault.exists():
        raise CannotReadOrWrite(
            f"There is already a vault in {context.home}. Nothing was changed.", "Unlock it instead."
        )
    desk.vault.people.require_usable(context.args.name, context.args.role)
    code = desk.vault.create(context.args.name, context.args.role, new_passphrase(context))
    try:
        if context.json:
            show_json({"home": str(context.home), "name": context.args.name, "recovery_code": code})
        else:
            show(f"The vault is made in {context.home}.", "", f"  {code}", "", *KEEP_IT)
        finish()
    except OSError as error:
        forget(sys.stdout)
        raise CannotReadOrWrite(f"The vault is made in {context.home}, but {NOT_SHOWN}", MAKE_IT_AGAIN) from error
    return ExitCode.DONE


def accept(context: Context) -> ExitCode:
    """Opens a vault that differs from what this person last saw, if they accept it. Otherwise the exit code is 5."""
    desk = desk_with_vault(context)
    person, passphrase = key_from(context, desk)
    try:
        desk.vault.unlock(passphrase, person)
    except NotAsSeen as error:
        if not context.args.yes:
            _agree(context, error)
        desk.vault.unlock(passphrase, person, accept=True)
        accepted, words = True, ACCEPTED
    else:
        accepted, words = False, NOTHING_TO_ACCEPT
    notes = desk.vault.take_notes()
    return context.show(
        {"accepted": accepted, "words": words, "notes": list(notes)},
        [*(line for sentence in (words, *notes) for line in wrapped(sentence))],
    )


def _agree(context: Context, error: NotAsSeen) -> None:
    """Asks on a terminal. Raises ``RefusedByProcedure`` if nobody can be asked, or the answer is no."""
    if context.json or not is_typed():
        raise RefusedByProcedure(str(error), SAY_YES)
    if not is_word(typed_word((str(error), ASK)), ACCEPT):
        raise RefusedByProcedure(NOT_ACCEPTED)


def check(context: Context) -> ExitCode:
    """Proves that the vault and everything in it can be read. The exit code is 6 if something cannot."""
    vault = unlocked(context).vault
    if context.args.rebuild:
        tell(REBUILT.format(cases=count_words(vault.rebuild(), "case")))
    results = vault.check()
    good = all(result.ok for result in results)
    context.show(
        {
            "ok": good,
            "checks": [{"name": result.name, "ok": result.ok, "words": result.words} for result in results],
        },
        (f"{'ok   ' if result.ok else 'WRONG'} {result.name}: {result.words}" for result in results),
    )
    if not good:
        tell(after_check(results))
    return ExitCode.DONE if good else ExitCode.CANNOT


def people(context: Context) -> ExitCode:
    """Shows everybody on the list, without unlocking."""
    team = desk_of(context).vault.people
    listed, code = team.listed(), team.has_recovery_code()
    named = [{"name": person.name, "role": person.role} for person in listed]
    lines = (*(f"{person.name}: {person.role}" for person in listed), WITH_CODE if code else WITHOUT_CODE)
    return context.show({"people": named, "recovery_code": code}, lines)


def add_person(context: Context) -> ExitCode:
    """Adds somebody, with a passphrase that they type themselves."""
    desk_of(context).vault.people.require_usable(context.args.name, context.args.role)
    team = unlocked(context).vault.people
    team.require_free(context.args.name, context.args.role)
    tell(f"{context.args.name} chooses a passphrase now.")
    words = team.add(context.args.name, context.args.role, other_new_passphrase(context))
    return _done(context, words, name=context.args.name.strip(), role=context.args.role.strip())


def remove_person(context: Context) -> ExitCode:
    """Removes somebody. On a terminal, first says what that means and asks for confirmation."""
    name, keep_key = context.args.name, context.args.keep_key
    team = unlocked(context).vault.people
    if is_typed():
        team.require_removable(name)
        if not is_word(typed_word((team.before_removing(name, keep_key=keep_key), TYPE_YES)), YES):
            raise RefusedByProcedure(NOT_DONE)
    codes = list[str]()
    try:
        words = team.remove(name, keep_key=keep_key, new_code=codes.append)
    except DeskError:
        for line in (line for code in codes for line in (f"  {code}", *KEEP_IT)):
            tell(line)
        raise
    if context.json:
        made = {"recovery_code": codes[0]} if codes else {}
        return _done(context, words, removed=name, key_changed=not keep_key, **made)
    show(*(line for code in codes for line in (f"  {code}", "", *KEEP_IT, "")))
    return _done(context, words)


def change_passphrase(context: Context) -> ExitCode:
    """Changes the passphrase of the person who unlocks, or with the recovery code that of the person named."""
    desk = unlocked(context)
    name = context.args.name
    desk.vault.people.require_changeable(name)
    words = desk.vault.people.change_passphrase(name, other_new_passphrase(context))
    return _done(context, words, name=name or desk.vault.unlocked_as())


def recovery_code(context: Context) -> ExitCode:
    """Makes a new recovery code, which is printed once and not kept."""
    code = unlocked(context).vault.people.new_recovery_code()
    try:
        if context.json:
            show_json({"recovery_code": code})
        else:
            show(f"  {code}", "", *KEEP_IT, "The old one no longer opens the vault here.")
        finish()
    except OSError as error:
        forget(sys.stdout)
        raise CannotReadOrWrite(CODE_NOT_SHOWN, MAKE_ANOTHER) from error
    return ExitCode.DONE


def _done(context: Context, words: str, **more: object) -> ExitCode:
    return context.show({**more, "words": words}, [words])
