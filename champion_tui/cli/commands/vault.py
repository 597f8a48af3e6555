"""``vault``: keys and safety."""

import sys

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import new_passphrase, unlocked
from champion_tui.cli.streams import finish, forget, show, show_json, tell
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.vault_check import advice

KEEP_IT = (
    "This is the recovery code. It opens the vault if the passphrase is forgotten, and it is shown only now.",
    "Write it down and lock it away, not on this machine.",
)

NOT_SHOWN = "its recovery code could not be shown, and it is kept nowhere."
MAKE_IT_AGAIN = "Nothing is in it yet: delete that folder, then make the vault again."


def create(context: Context) -> ExitCode:
    """Make the vault. The recovery code is printed once and kept nowhere."""
    desk = context.desk
    if desk.vault_exists():
        raise CannotReadOrWrite(
            f"There is already a vault in {context.home}. Nothing was changed.", "Unlock it instead."
        )
    code = desk.create_vault(context.args.name, context.args.role, new_passphrase(context))
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


def check(context: Context) -> ExitCode:
    """Prove that the vault and everything in it can be read; exit code 6 where something cannot."""
    results = unlocked(context).check_vault()
    good = all(result.ok for result in results)
    if context.json:
        checks = [{"name": result.name, "ok": result.ok, "words": result.words} for result in results]
        show_json({"ok": good, "checks": checks})
    else:
        show(*(f"{'ok   ' if result.ok else 'WRONG'} {result.name}: {result.words}" for result in results))
    if not good:
        tell(advice(results))
    return ExitCode.DONE if good else ExitCode.CANNOT
