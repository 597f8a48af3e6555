"""``case export``: the pack of one case, or of many in a row that Ctrl-C stops between two."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from champion_tui.cli.commands import sending
from champion_tui.cli.commands.cases import target_of
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import unlocked_to_write
from champion_tui.cli.stopping import asked_to_stop
from champion_tui.cli.streams import show, show_json, tell
from champion_tui.cli.words import wrapped
from champion_tui.desk.papers.many_packs import ManyPacks, Progress, export_many
from champion_tui.desk.papers.sending import FOLDER
from champion_tui.domain.cases.reference_code import reference_meant
from champion_tui.ground.answers import Problem, WrongValue

NOTHING_READY = "No case is ready and waits for its pack."
STOPPED = "Stopped. Every pack that is listed is whole; the others were not touched:"
UNTOUCHED = "Not touched:"
AFTERWARDS = (
    "They are NOT SENT until each is marked sent. The files are not locked: delete a folder when the council has it."
)


def export(context: Context) -> ExitCode:
    """Write packs below ``--to``. One reference alone raises ``RefusedByProcedure``; of several, those that are refused are
    named and the others written.
    """
    to = target_of(context, "a folder")
    references = [reference_meant(one) for one in context.args.references]
    if len(references) == 1:
        context.args.reference = context.args.references[0]
        return sending.export(context)
    if context.args.form != FOLDER:
        raise WrongValue(Problem("form", context.args.form, f"{FOLDER}, where more than one pack is written"))
    desk = unlocked_to_write(context)
    with asked_to_stop() as stop, _shown() as show_progress:

        def go_on(progress: Progress) -> bool:
            show_progress(progress)
            return not stop.is_set()

        made = export_many(desk.cases, desk.papers, to, go_on, references or None)
    return _told(context, made)


def _told(context: Context, made: ManyPacks) -> ExitCode:
    if context.json:
        show_json(_as_json(made))
    else:
        show(*_lines(made))
    if made.trouble:
        tell(made.trouble)
    for view in made.written:
        for each in (*view.doubts, *view.cannot_print):
            tell(f"{view.reference}: {each}")
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


def _lines(made: ManyPacks) -> Iterator[str]:
    if not (made.written or made.refused or made.untouched):
        yield NOTHING_READY
        return
    for view in made.written:
        yield f"{view.reference}  {view.folder}"
    yield f"{len(made.written)} written."
    for reference, why in made.refused:
        yield from wrapped(why, f"{reference}  refused: ", "  ")
    if made.untouched:
        yield STOPPED if made.stopped else UNTOUCHED
        yield from (f"  {reference}" for reference in made.untouched)
    if made.written:
        yield from wrapped(AFTERWARDS)


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error where that is a terminal, else nothing: a script's log is not for bars."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  only a row of packs on a terminal has a bar
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415  as above
    from rich.progress import Progress as Bar  # noqa: PLC0415  as above

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Writing packs (Ctrl+C stops)", total=None)
        yield lambda progress: bar.update(task, total=progress.of, completed=progress.done)
