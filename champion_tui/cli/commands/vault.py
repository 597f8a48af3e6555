"""``vault``: keys and safety."""

import sys

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import new_passphrase, passphrase_from, unlocked
from champion_tui.cli.streams import finish, forget, show, show_json, tell
from champion_tui.cli.words import wrapped
from champion_tui.desk.errors import CannotReadOrWrite, Locked, NotAsSeen, RefusedByProcedure
from champion_tui.desk.vault.vault import after_check

KEEP_IT = (
    "This is the recovery code. It opens the vault if the passphrase is forgotten, and it is shown only now.",
    "Write it down and lock it away, not on this machine.",
)

NOT_SHOWN = "its recovery code could not be shown, and it is kept nowhere."
MAKE_IT_AGAIN = "Nothing is in it yet: delete that folder, then make the vault again."


WORD = "accept"
"""What is typed before a vault is taken that nobody vouches for."""

ASK = f"Type {WORD} if you know what happened and want to go on from there, anything else to leave everything as it is."
SAY_YES = "To take it for all that, give the command again with --yes."
NOT_ACCEPTED = "Nothing was opened and nothing was changed."
ACCEPTED = "Taken, and noted in the history under your name. From now on this is the store that you saw last."
NOTHING_TO_ACCEPT = "There was nothing to accept: this is the store that you saw last."


def create(context: Context) -> ExitCode:
    """Make the vault. The recovery code is printed once and kept nowhere."""
    desk = context.desk
    if desk.vault.exists():
        raise CannotReadOrWrite(
            f"There is already a vault in {context.home}. Nothing was changed.", "Unlock it instead."
        )
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
    """Open a vault that is not as this person saw it last, on their word. Exit code 5 where they do not give it."""
    desk = context.desk
    if not desk.vault.exists():
        raise Locked(f"There is no vault in {context.home}.", "Make one with: champion-tui vault create")
    passphrase = passphrase_from(context, "Passphrase: ")
    try:
        desk.vault.unlock(passphrase, context.person)
    except NotAsSeen as error:
        if not context.args.yes:
            _agree(context, error)
        desk.vault.unlock(passphrase, context.person, accept=True)
        accepted, words = True, ACCEPTED
    else:
        accepted, words = False, NOTHING_TO_ACCEPT
    notes = desk.vault.take_notes()
    if context.json:
        show_json({"accepted": accepted, "words": words, "notes": list(notes)})
    else:
        show(*(line for sentence in (words, *notes) for line in wrapped(sentence)))
    return ExitCode.DONE


def _agree(context: Context, error: NotAsSeen) -> None:
    """Ask on a terminal. Raises ``RefusedByProcedure`` where nobody can be asked, or the answer is no."""
    if context.json or sys.stdin is None or not sys.stdin.isatty():
        raise RefusedByProcedure(str(error), SAY_YES)
    for line in wrapped(str(error)):
        tell(line)
    tell(ASK)
    if sys.stdin.readline().strip().casefold() != WORD:
        raise RefusedByProcedure(NOT_ACCEPTED)


def check(context: Context) -> ExitCode:
    """Prove that the vault and everything in it can be read; exit code 6 where something cannot."""
    results = unlocked(context).vault.check()
    good = all(result.ok for result in results)
    if context.json:
        checks = [{"name": result.name, "ok": result.ok, "words": result.words} for result in results]
        show_json({"ok": good, "checks": checks})
    else:
        show(*(f"{'ok   ' if result.ok else 'WRONG'} {result.name}: {result.words}" for result in results))
    if not good:
        tell(after_check(results))
    return ExitCode.DONE if good else ExitCode.CANNOT
