"""``case export`` and ``case print``: a referral in the form that its council takes, and papers on a printer."""

import sys
from pathlib import Path

from champion_tui.cli.commands.cases import case_named, notified_of, show_files, target_of
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import unlocked_to_write
from champion_tui.cli.streams import finish, forget, show, show_json, tell
from champion_tui.cli.words import wrapped, written_lines
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.papers.sending import EMAIL, FOLDER, FORMS
from champion_tui.desk.papers.sending_views import SealedView
from champion_tui.ground.answers import Problem, WrongValue

NOT_SHOWN = "The sealed file's key could not be shown, so the file was deleted again."


def export(context: Context) -> ExitCode:
    """Write the pack below ``--to`` in the form of ``--form``. Raises ``RefusedByProcedure``, and then writes nothing."""
    to, form = target_of(context, "a folder"), context.args.form
    if form not in FORMS:
        raise WrongValue(Problem("form", form, f"one of {', '.join(FORMS)}"))
    desk, reference = unlocked_to_write(context), case_named(context)
    if form == FOLDER:
        return show_files(context, desk.papers.export(reference, to))
    if form == EMAIL:
        return show_files(context, desk.papers.sending.draft(reference, to))
    return _show_sealed(context, desk, desk.papers.sending.seal(reference, to, form))


def print_paper(context: Context) -> ExitCode:
    """Print a paper, or write it as a PDF where ``--to`` names a file."""
    args = context.args
    to = target_of(context, "a file ending in .pdf") if args.to is not None else None
    notified = notified_of(context)
    desk, reference = unlocked_to_write(context), case_named(context)
    if to is not None:
        return show_files(context, desk.papers.prints.to_file(reference, args.what, to, notified))
    for each in desk.papers.prints.before(reference, args.what, notified):
        tell(each)
    view = desk.papers.prints.print(reference, args.what, args.printer, notified)
    if context.json:
        show_json({"reference": view.reference, "what": view.what, "printer": view.printer})
        for note in view.notes:
            tell(note)
    else:
        show(*(line for words in (view.words, *view.notes) for line in wrapped(words)))
    return ExitCode.DONE


def _show_sealed(context: Context, desk: Desk, view: SealedView) -> ExitCode:
    """Show the key once, on standard output alone: no error, no log and no file of ours ever holds it. A sealed file whose
    key nobody saw is of no use to anybody, and is deleted.
    """
    try:
        if context.json:
            show_files(context, view.export, passphrase=view.key)
            tell(view.tell)
        else:
            show(*written_lines(view.export), "", f"  {view.read_out}", "", *wrapped(view.tell))
            for each in view.export.doubts:
                tell(each)
        finish()
    except OSError as error:
        forget(sys.stdout)
        written = next(file for file in desk.papers.exported_files() if Path(file.path) == Path(view.export.folder))
        desk.papers.dealt_with(written.id, delete=True)
        raise CannotReadOrWrite(NOT_SHOWN, "Write it again where its key can be shown.") from error
    return ExitCode.DONE
