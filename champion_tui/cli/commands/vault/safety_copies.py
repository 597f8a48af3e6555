"""``vault backup``, ``vault backups`` and ``vault restore``: making, listing and restoring safety copies."""

from pathlib import Path
from typing import Any

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.json_out import show_json
from champion_tui.cli.passphrase import (
    can_ask,
    desk_of,
    passphrase_file,
    passphrase_from,
    todays_passphrase,
    unlocked,
    whoever_of,
)
from champion_tui.cli.streams import finish, show
from champion_tui.cli.typed import is_typed, is_word, typed_word
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.errors import NeedsToday, RefusedByProcedure
from champion_tui.desk.targets import from_home
from champion_tui.desk.vault.copies import Comparison, CopyView, PendingRestore
from champion_tui.ground.answers import Problem, WrongValue

WORD = "restore"
"""The word to type before a store is replaced."""

NONE = "There are no safety copies on this machine."
ASK = f"Type {WORD} to put the copy in place, anything else to leave everything as it is."
REFUSED = "There is a store here, so nothing was replaced."
SAY_YES = "To replace it, give the command again with --yes."
THE_CODE = "the recovery code"
CODE_OR_AS = "the recovery code; else begin again with --as and one of {names}"
KEPT = "What was here is kept in {folder}. If this was a mistake, vault restore takes that folder as well."
SAME_KEYS = "Anyone who can open the store now can open this copy, even after they are taken out. Keep it locked away."


def make(context: Context) -> ExitCode:
    """Makes a safety copy at FILE, which must not exist, and verifies it there."""
    file = _named(context)
    made = unlocked(context).vault.copies.make(file)
    verified = f"The safety copy is in {made.path} ({made.size:,} bytes). It was read back and verified."
    return context.show(
        {"file": str(made.path), "bytes": made.size, "made_at": made.made_at.isoformat(), "verified": True},
        (*wrapped(verified), *wrapped(SAME_KEYS)),
    )


def _named(context: Context) -> Path:
    """Returns the file given. An empty name is an error: it is a script's unset variable."""
    if not context.args.file:
        raise WrongValue(Problem("file", context.args.file, "the path of a safety copy"))
    return from_home(context.args.file)


def list_all(context: Context) -> ExitCode:
    """Shows the copies on this machine, each read byte by byte. Needs no passphrase. The exit code is 6 if one is unusable."""
    copies = desk_of(context).vault.copies.listed()
    lines = [
        line
        for copy in copies
        for line in (*wrapped(f"{copy.made_words}: {copy.words}, {copy.size:,} bytes"), f"  {copy.path}")
    ]
    context.show({"copies": [_copy_json(copy) for copy in copies]}, lines or [NONE])
    return ExitCode.DONE if all(copy.ok for copy in copies) else ExitCode.CANNOT


def _copy_json(copy: CopyView) -> dict[str, Any]:
    return {
        "file": str(copy.path),
        "kind": copy.kind,
        "made_at": copy.made_at.isoformat(),
        "bytes": copy.size,
        "ok": copy.ok,
    }


def restore(context: Context) -> ExitCode:
    """Restores FILE. If there is a store, first shows the differences; the old store is kept."""
    file, backups = _named(context), desk_of(context).vault.copies
    people = backups.people_in(file)
    person = context.person
    if person is None and len(people) > 1 and passphrase_file(context) is None and is_typed():
        person = whoever_of(people)
        whose = person or THE_CODE
    else:
        whose = person or (people[0] if len(people) == 1 else CODE_OR_AS.format(names=", ".join(people)))
    passphrase = passphrase_from(context, f"Passphrase for the copy ({whose}): ")
    with _begun(context, file, person, passphrase) as pending:
        view = pending.view
        if view.occupied and not context.args.yes:
            _agree(context, view)
        kept = pending.replace()
    where = None if kept is None else str(kept)
    return context.show(
        {"status": "restored", "home": str(context.home), "kept": where, **_comparison_json(view)},
        (
            *wrapped(f"The store of {view.made_words} is in {context.home}."),
            *(wrapped(KEPT.format(folder=where)) if where else ()),
        ),
    )


def _begun(context: Context, file: Path, person: str | None, passphrase: str) -> PendingRestore:
    """Returns the copy, opened next to the store.

    If it would let somebody in again, asks for a passphrase that opens the store of today.
    """
    backups, accept = desk_of(context).vault.copies, context.args.accept_change
    try:
        return backups.begin_restore(file, passphrase, person, accept=accept)
    except NeedsToday as error:
        if context.args.today_passphrase_file is None and (context.json or not can_ask()):
            raise
        today = todays_passphrase(context, str(error))
        return backups.begin_restore(file, passphrase, person, today=today, accept=accept)


def _agree(context: Context, view: Comparison) -> None:
    """Asks on a terminal. Raises ``RefusedByProcedure`` if nobody can be asked, or the answer is no."""
    if context.json:
        show_json({"status": "refused", "home": str(context.home), **_comparison_json(view)})
    else:
        for line in view.lines:
            show(*wrapped(line))
    finish()
    if context.json or not is_typed():
        raise RefusedByProcedure(REFUSED, SAY_YES)
    if not is_word(typed_word((ASK,)), WORD):
        raise RefusedByProcedure(REFUSED)


def _comparison_json(view: Comparison) -> dict[str, Any]:
    cases = {
        name: [{"reference": case.reference, "initials": case.initials} for case in listed]
        for name, listed in (("only_here", view.only_here), ("only_there", view.only_there), ("changed", view.changed))
    }
    return {
        "made_at": view.made_at.isoformat(),
        "occupied": view.occupied,
        "relation": view.relation or None,
        "unread": view.unread or None,
        **cases,
        "brought_back": list(view.brought_back),
        "people_back": list(view.people_back),
        "people_gone": list(view.people_gone),
        "other_passphrase": list(view.other_passphrase),
        "other_code": view.other_code,
        "words": list(view.lines),
    }
