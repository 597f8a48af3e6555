"""``vault people``, ``add-person``, ``remove-person``, ``change-passphrase`` and ``recovery-code``: who can open the vault."""

import sys

from champion_tui.cli.commands.vault import KEEP_IT
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import other_new_passphrase, unlocked
from champion_tui.cli.streams import finish, forget, show, show_json, tell
from champion_tui.desk.errors import CannotReadOrWrite, DeskError, RefusedByProcedure

YES = "yes"
WITH_CODE = "The recovery code opens it too."
WITHOUT_CODE = "There is no recovery code."
NOT_DONE = "Nothing was changed."
NOT_SHOWN = "The recovery code is changed, but the new one could not be shown, and it is kept nowhere."
MAKE_IT_AGAIN = "Make another one with: champion-tui vault recovery-code"


def listed(context: Context) -> ExitCode:
    """Everybody in the list; nothing is unlocked."""
    team = context.desk.vault.people
    people, code = team.listed(), team.has_recovery_code()
    if context.json:
        named = [{"name": person.name, "role": person.role} for person in people]
        show_json({"people": named, "recovery_code": code})
    else:
        show(*(f"{person.name}: {person.role}" for person in people), WITH_CODE if code else WITHOUT_CODE)
    return ExitCode.DONE


def add(context: Context) -> ExitCode:
    """Put somebody in, with a passphrase of their own that they type."""
    team = unlocked(context).vault.people
    tell(f"{context.args.name} chooses a passphrase now.")
    words = team.add(context.args.name, context.args.role, other_new_passphrase(context))
    return _done(context, words, name=context.args.name.strip(), role=context.args.role.strip())


def remove(context: Context) -> ExitCode:
    """Take somebody out. On a terminal it is asked once more, with what it will mean."""
    name, keep_key = context.args.name, context.args.keep_key
    team = unlocked(context).vault.people
    if sys.stdin is not None and sys.stdin.isatty():
        tell(f"{team.before_removing(name, keep_key=keep_key)} Type {YES} to do it.")
        if sys.stdin.readline().strip().casefold() != YES:
            raise RefusedByProcedure(NOT_DONE)
    codes = list[str]()
    try:
        words = team.remove(name, keep_key=keep_key, new_code=codes.append)
    except DeskError:
        for line in (line for code in codes for line in (f"  {code}", *KEEP_IT)):
            tell(line)
        raise
    if context.json:
        told = {"recovery_code": codes[0]} if codes else {}
        return _done(context, words, removed=name, key_changed=not keep_key, **told)
    show(*(line for code in codes for line in (f"  {code}", "", *KEEP_IT, "")))
    return _done(context, words)


def change_passphrase(context: Context) -> ExitCode:
    """Another passphrase for whoever unlocks, or under the recovery code for somebody named."""
    desk = unlocked(context)
    name = context.args.name
    words = desk.vault.people.change_passphrase(name, other_new_passphrase(context))
    return _done(context, words, name=name or desk.vault.unlocked_as())


def recovery_code(context: Context) -> ExitCode:
    """A new recovery code, printed once and kept nowhere."""
    code = unlocked(context).vault.people.new_recovery_code()
    try:
        if context.json:
            show_json({"recovery_code": code})
        else:
            show(f"  {code}", "", *KEEP_IT, "The one before no longer opens the vault here.")
        finish()
    except OSError as error:
        forget(sys.stdout)
        raise CannotReadOrWrite(NOT_SHOWN, MAKE_IT_AGAIN) from error
    return ExitCode.DONE


def _done(context: Context, words: str, **said: object) -> ExitCode:
    if context.json:
        show_json({**said, "words": words})
    else:
        show(words)
    return ExitCode.DONE
