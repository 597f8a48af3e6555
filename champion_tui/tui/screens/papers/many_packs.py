"""Writes every pack that is ready, one after another, with progress and a way to stop between two."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from textual import on, work
from textual.widget import Widget
from textual.widgets import ProgressBar

from champion_tui.desk.papers.many_packs import ManyPacks, Progress, export_many
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, ClockDoubt, TargetBox, TargetScreen
from champion_tui.tui.screens.papers.write import WRITE_WHERE
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Cell, Row, line
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

MANY = "Write all that are ready"
MANY_WHY = (
    "Every case that is ready and has no pack yet gets one. Each is in a folder of its own, named after its reference. The files are "
    "not locked. Esc stops between two packs."
)
MANY_PROGRESS = "{done} of {of} written. Esc stops."
MANY_STOPPING = "Stopping when this pack is whole."
MANY_NONE = "No case is waiting for a pack."
MANY_WRITTEN = "Packs written: {count}"
MANY_REFUSED = "{reference}: {why}"
MANY_UNTOUCHED = "Not touched: {references}"
MANY_LOOKING = "Looking for older cases of the same people."
MANY_LEFT = "Left for now, because another case may be the same person's: {references}"
MANY_AFTER = "They are NOT SENT until each is marked sent. Delete a folder when the council has it."

REFERENCE_COLUMN = 14


class ManyPacksScreen(TargetScreen[None]):
    """Enter writes the packs. Esc stops after the current pack, or leaves if none is being written."""

    NAME = "many-packs"
    HEADING = MANY
    PURPOSE = "Write the packs of all cases that are ready, each whole or not at all."
    SHOWS = (
        "Where to write. Each pack gets a folder of its own there, named after its case's reference.",
        "If another case may be the same person's, you see it first, and you decide.",
        "How many are done. If you stop, every pack that was written is whole and the rest are untouched.",
    )
    AUTO_FOCUS = "TextBox"

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()
        self._left: tuple[str, ...] = ()

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the box for the path, the progress and the result."""
        yield ClockDoubt()
        yield Prose([line(MANY_WHY)], id="why")
        yield Caption(WRITE_WHERE["pack"])
        yield TargetBox()
        yield Prose(id="progress")
        yield ProgressBar(id="bar", show_eta=False)
        yield Prose(id=TROUBLE)
        yield Prose(id="written")

    def refresh_view(self) -> None:
        """Suggests a path."""
        self.query_one(ProgressBar).display = False
        self.ask_desk(lambda: self.desk.papers.offered_target("", "pack"), self.query_one(TargetBox).offer)

    @on(TargetBox.Submitted)
    def _typed(self) -> None:
        target = self.take_target()
        if target is None:
            return
        self._stop.clear()
        self.say(())
        self.query_one("#progress", Prose).show([line(MANY_LOOKING)])
        self.ask_desk(
            lambda: self.desk.cases.lists.ready(),  # noqa: PLW0108  the attribute raises if the vault is locked
            lambda ready: self._decide_each(target, ready),
            self.again,
        )

    def _decide_each(self, target: Path, ready: Sequence[str]) -> None:
        self._decide(target, ready)

    @work(group="deciding", exclusive=True)
    async def _decide(self, target: Path, ready: Sequence[str]) -> None:
        """Asks about each case for which another is likely to be the same person's. Cases left for now are not written."""
        going: list[str] = []
        for reference in ready:
            if self._stop.is_set():
                break
            if await self.champion.ways.may_go_out(reference):
                going.append(reference)
            if not self.is_open:
                return
        if self._stop.is_set():
            self.again()
            self.query_one("#progress", Prose).show(())
            return
        self._left = tuple(reference for reference in ready if reference not in going)
        self.ask_desk(
            lambda: export_many(self.desk.cases, self.desk.papers, target, self._go_on, going),
            self._written,
            self.again,
        )

    def on_unmount(self) -> None:
        """Stops writing further packs once the screen is closed."""
        self._stop.set()

    def _go_on(self, progress: Progress) -> bool:
        """Shows the progress and returns whether to go on. Called in the thread that writes."""
        self.app.call_from_thread(self._show_progress, progress)
        return not self._stop.is_set()

    def _show_progress(self, progress: Progress) -> None:
        if self.is_open and not self._stop.is_set():
            bar = self.query_one(ProgressBar)
            bar.display = True
            bar.update(total=progress.of, progress=progress.done)
            words = MANY_PROGRESS.format(done=progress.done, of=progress.of)
            self.query_one("#progress", Prose).show([line(words)])

    def _written(self, made: ManyPacks) -> None:
        self.again()
        self.query_one("#progress", Prose).show(())
        self.query_one(ProgressBar).display = False
        for part in (*self.query(Caption), *self.query(TextBox), self.query_one("#why")):
            part.display = False
        self.query_one("#written", Prose).show(many_rows(made, self._left))

    def action_back(self) -> None:
        """Stops between two packs; leaves if nothing is being written."""
        if not self._busy:
            self.leave()
            return
        self._stop.set()
        self.query_one("#progress", Prose).show([line(MANY_STOPPING, "warning")])


def many_rows(made: ManyPacks, left: Sequence[str] = ()) -> list[Row]:
    """Returns what was written, what was refused, what was not reached or ``left`` for now, and what to do next."""
    rows: list[Row] = [line(MANY_LEFT.format(references=", ".join(left)), "warning"), EMPTY] if left else []
    if not (made.written or made.refused or made.untouched):
        return rows or [line(MANY_NONE)]
    rows += [line(MANY_WRITTEN.format(count=len(made.written)), "title")]
    rows += [(Cell(view.reference, "", REFERENCE_COLUMN), Cell(view.folder, "quiet")) for view in made.written]
    rows += [line(MANY_REFUSED.format(reference=reference, why=why), "warning") for reference, why in made.refused]
    notes = [
        MANY_REFUSED.format(reference=view.reference, why=why)
        for view in made.written
        for why in (*view.doubts, *view.cannot_print)
    ]
    rows += [line(note, "warning") for note in notes]
    if made.trouble:
        rows += [EMPTY, line(made.trouble, "warning")]
    if made.untouched:
        rows += [EMPTY, line(MANY_UNTOUCHED.format(references=", ".join(made.untouched)), "warning")]
    return [*rows, EMPTY, *([line(MANY_AFTER)] if made.written else [])]
