"""``today``: what needs doing, most urgent first."""

from collections.abc import Iterator

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import unlocked
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.cases.lists.today import NOTHING_DUE, TodayItem, TodayView
from champion_tui.ground.dates.calendar import LONDON


def run(context: Context) -> ExitCode:
    """Shows everything that is due, with initials and never names."""
    view = unlocked(context).cases.lists.today()
    for note in view.notes:
        tell(note)
    values = {"at": view.at.astimezone(LONDON).isoformat(), "items": [_json(item) for item in view.items]}
    return context.show(values, _lines(view))


def _json(item: TodayItem) -> dict[str, object]:
    return {
        "reference": item.reference,
        "kind": item.kind,
        "due": item.due.isoformat(),
        "days": item.days,
        "why": item.why,
    }


def _lines(view: TodayView) -> Iterator[str]:
    if view.counts:
        yield from wrapped(view.counts)
    if not view.items:
        yield NOTHING_DUE
    for item in view.items:
        who = "  ".join(part for part in (item.reference, item.who, item.council) if part)
        yield from wrapped(f"{item.words}: {who}", "", "    ")
        yield from wrapped(item.why, "    ")
