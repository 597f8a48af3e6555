"""``guidance``: looks something up, as the full screen's Guidance does."""

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.knowledge.book import book_of
from champion_tui.cli.view_lines import guidance_lines
from champion_tui.desk.numbers.guidance import Guidance
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.visible import without_invisible


def run(context: Context) -> ExitCode:
    """Prints the entries that contain every word, best first. Finding nothing is not an error."""
    typed = " ".join(context.args.words)
    found = (
        Guidance(book_of(context), london_date(context.now())).find(typed) if without_invisible(typed).strip() else ()
    )
    listed = [
        {
            "topic": each.topic,
            "title": each.title,
            "text": each.text,
            "source": each.source,
            "where": each.leads or None,
        }
        for each in found
    ]
    return context.show({"search": typed, "found": listed}, guidance_lines(typed, found))
