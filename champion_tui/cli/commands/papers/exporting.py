"""``case export`` and ``case print``: a referral in a form that its council accepts, many packs in a row, and printing."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from champion_tui.cli import load
from champion_tui.cli.commands.cases.cases import case_named, notified_of, show_files, target_of
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.json_out import show_json
from champion_tui.cli.passphrase import unlocked_to_write
from champion_tui.cli.running import asked_to_stop
from champion_tui.cli.streams import finish, forget, show, tell
from champion_tui.cli.view_lines import many_lines, wrapped, written_lines
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.papers.many_packs import ManyPacks, Progress, export_many
from champion_tui.desk.papers.sending.sending import FORMS
from champion_tui.desk.papers.sending.sending_views import EMAIL, FOLDER, PrintView, SealedView
from champion_tui.domain.cases.reference_code import reference_meant
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.date_words import list_words

SIMILAR = "{reference} may be the same person's ({why}); it is {state}."
NOT_SHOWN = "The sealed file's key could not be shown, so the file was deleted again."


def export(context: Context) -> ExitCode:
    """Writes packs below ``--to``.

    A single reference that is refused raises ``RefusedByProcedure``. Of several, those refused are listed and the
    others written.
    """
    to = target_of(context, "a folder")
    references = [reference_meant(reference) for reference in context.args.references]
    if len(references) == 1:
        return _export_one(context, references[0], to)
    if context.args.form != FOLDER:
        raise WrongValue(Problem("form", context.args.form, f"{FOLDER}, where more than one pack is written"))
    desk = unlocked_to_write(context)
    with asked_to_stop() as stop, _progress_bar() as show_progress:

        def go_on(progress: Progress) -> bool:
            show_progress(progress)
            return not stop.is_set()

        made = export_many(desk.cases, desk.papers, to, go_on, references or None)
    return _show_many(context, made)


def _export_one(context: Context, reference: str, to: Path) -> ExitCode:
    """Writes one pack below ``to`` in the form of ``--form``. Raises ``RefusedByProcedure``, and then writes nothing."""
    form = context.args.form
    if form not in FORMS:
        raise WrongValue(Problem("form", form, f"one of {', '.join(FORMS)}"))
    desk = unlocked_to_write(context)
    _tell_similar(desk, reference)
    if form == FOLDER:
        return show_files(context, desk.papers.export(reference, to))
    if form == EMAIL:
        return show_files(context, desk.papers.sending.draft(reference, to))
    return _show_sealed(context, desk, desk.papers.sending.seal(reference, to, form))


def _tell_similar(desk: Desk, reference: str) -> None:
    """Names the cases that are likely the same person's before a pack is written. The champion decides whether they are."""
    found = desk.cases.to_decide(reference)
    for one in found:
        tell(SIMILAR.format(reference=one.reference, state=one.state, why=list_words(one.why_words)))
    if found:
        tell(desk.book.after_sending.repeat.words)


def _show_many(context: Context, made: ManyPacks) -> ExitCode:
    if context.json:
        show_json(_as_json(made))
    else:
        show(*many_lines(made))
    if made.trouble:
        tell(made.trouble)
    for view in made.written:
        for doubt in (*view.doubts, *view.cannot_print):
            tell(f"{view.reference}: {doubt}")
    return _code(made)


def _code(made: ManyPacks) -> ExitCode:
    if made.stopped:
        return ExitCode.INTERRUPTED
    if made.trouble:
        return ExitCode.CANNOT
    return ExitCode.REFUSED if made.refused else ExitCode.DONE


def _as_json(made: ManyPacks) -> dict[str, object]:
    packs = [
        {
            "reference": view.reference,
            "files": [{"name": name, "bytes": size, "sha256": digest} for name, size, digest in view.files],
            "folder": view.folder,
        }
        for view in made.written
    ]
    refused = [{"reference": reference, "why": why} for reference, why in made.refused]
    return {"packs": packs, "refused": refused, "untouched": list(made.untouched), "stopped": made.stopped}


@contextmanager
def _progress_bar() -> Iterator[Callable[[Progress], None]]:
    """Shows a bar on standard error if that is a terminal, so that a script's log has none."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
    else:
        with load("commands.papers.bar").bar() as show_progress:
            yield show_progress


def print_paper(context: Context) -> ExitCode:
    """Prints a paper, or writes it as a PDF if ``--to`` is given."""
    args = context.args
    to = target_of(context, "a file ending in .pdf") if args.to is not None else None
    notified = notified_of(context)
    desk, reference = unlocked_to_write(context), case_named(context)
    if to is not None:
        return show_files(context, desk.papers.prints.to_file(reference, args.what, to, notified))
    for warning in desk.papers.prints.before(reference, args.what, notified):
        tell(warning)
    return show_print(context, desk.papers.prints.print(reference, args.what, args.printer, notified))


def show_print(context: Context, view: PrintView) -> ExitCode:
    """Shows what was printed on which printer, and the notes about it."""
    if context.json:
        show_json({"reference": view.reference, "what": view.what, "printer": view.printer})
        for note in view.notes:
            tell(note)
    else:
        show(*(line for words in (view.words, *view.notes) for line in wrapped(words)))
    return ExitCode.DONE


def _show_sealed(context: Context, desk: Desk, view: SealedView) -> ExitCode:
    """Shows the key once, on standard output only: no error, log or file of the program ever contains it.

    If the key could not be shown, the sealed file is useless and is deleted.
    """
    try:
        if context.json:
            show_files(context, view.export, passphrase=view.key)
            tell(view.tell)
        else:
            show(*written_lines(view.export), "", f"  {view.read_out}", "", *wrapped(view.tell))
            for doubt in view.export.doubts:
                tell(doubt)
        finish()
    except OSError as error:
        forget(sys.stdout)
        written = next(file for file in desk.papers.exported_files() if Path(file.path) == Path(view.export.folder))
        desk.papers.dealt_with(written.id, delete=True)
        raise CannotReadOrWrite(NOT_SHOWN, "Write it again where its key can be shown.") from error
    return ExitCode.DONE
