"""The progress bar on a terminal while many packs are written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich import progress as bars
from rich.console import Console

from champion_tui.desk.papers.many_packs import Progress


@contextmanager
def bar() -> Iterator[Callable[[Progress], None]]:
    """Shows a bar on standard error, removed at the end, and yields the function that updates it."""
    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("Writing packs (Ctrl+C stops)", total=None)
        yield lambda progress: shown.update(task, total=progress.of, completed=progress.done)
