"""``connection``: local-connection findings from an address history."""

from collections.abc import Iterator

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.json_files import read_object, repeated_keys
from champion_tui.cli.streams import show, show_json
from champion_tui.cli.words import wrapped
from champion_tui.domain.answers import Problem, WrongValue
from champion_tui.domain.calendar import london_date
from champion_tui.domain.connection import connection
from champion_tui.domain.connection_findings import Connection
from champion_tui.domain.history_reading import read_history
from champion_tui.knowledge.book import Book

CHOICE = "These findings inform the person's choice of authority. They never decide it."


def run(context: Context) -> ExitCode:
    """Print the findings. Raises ``WrongValue`` with the first problem in the file."""
    at = london_date(context.now())
    given = read_object(context.args.file)
    for path, again in repeated_keys(given):
        raise WrongValue(Problem(path, again, "each key once"))
    book = context.book
    found = connection(read_history(given, [authority.id for authority in book.authorities()], at), at)
    if context.json:
        show_json(found.json())
    else:
        show(*_lines(book, found))
    return ExitCode.DONE


def _lines(book: Book, found: Connection) -> Iterator[str]:
    for district, findings in found.districts.items():
        authority = book.authority(district)
        yield from wrapped(f"{authority.name if authority else district}: {findings.strength}")
        for ground in findings.grounds:
            yield from wrapped(ground.why, "  - ")
    for caution in found.cautions:
        yield from wrapped(caution)
    yield from wrapped(CHOICE)
