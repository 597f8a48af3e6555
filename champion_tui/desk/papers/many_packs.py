"""Writes many packs one after another. Each is written in full or not at all, and the work can be stopped between two
packs.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.errors import CannotReadOrWrite, RefusedByProcedure
from champion_tui.desk.views import ExportView
from champion_tui.ground.values import immutable

if TYPE_CHECKING:
    from champion_tui.desk.cases.cases import Cases
    from champion_tui.desk.papers.papers import Papers


@immutable
class Progress:
    """``done`` of ``of`` cases are dealt with; ``reference`` is the next to be written, "" at the end."""

    done: int
    of: int
    reference: str


@immutable
class ManyPacks:
    """The result of writing many packs. ``refused`` holds references with the reason why the procedure does not allow
    the pack; ``untouched`` holds references not reached. ``trouble`` says why the work could not go on, "" if it
    finished or was stopped.
    """

    written: tuple[ExportView, ...]
    refused: tuple[tuple[str, str], ...]
    untouched: tuple[str, ...]
    stopped: bool = False
    trouble: str = ""


def export_many(
    cases: "Cases",
    papers: "Papers",
    to: Path,
    go_on: Callable[[Progress], bool],
    references: Iterable[str] | None = None,
) -> ManyPacks:
    """Writes the pack of each case under ``to``, or of all cases that are ready if ``references`` is None. *Slow.*

    ``go_on`` is called with the progress before each pack and at the end; if it returns False before a pack, that one
    and the rest are not written. A pack that cannot be written stops the work, because the next would fail for the same
    reason. Raises what ``Papers.export`` raises for an unknown case.
    """
    if references is None:
        references = cases.lists.ready()
    else:
        # Checked before anything is written: one wrong reference must not leave half of the packs.
        references = [cases.view(reference).reference for reference in references]
    waiting = tuple(dict.fromkeys(references))
    written: list[ExportView] = []
    refused: list[tuple[str, str]] = []
    for number, reference in enumerate(waiting):
        if not go_on(Progress(number, len(waiting), reference)):
            return ManyPacks(tuple(written), tuple(refused), waiting[number:], stopped=True)
        try:
            written.append(papers.export(reference, to))
        except RefusedByProcedure as refusal:
            refused.append((reference, str(refusal)))
        except CannotReadOrWrite as error:
            return ManyPacks(
                tuple(written), tuple(refused), waiting[number:], trouble=f"{error} {error.way_out}".strip()
            )
    go_on(Progress(len(waiting), len(waiting), ""))
    return ManyPacks(tuple(written), tuple(refused), ())
