"""``connection FILE``: local-connection findings from an address history, exact or as remembered."""

from collections.abc import Iterator, Mapping

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.json_files import read_object, repeated_keys
from champion_tui.cli.json_out import show_json
from champion_tui.cli.knowledge.routing import routing_of
from champion_tui.cli.streams import show
from champion_tui.cli.view_lines import advice_lines, wrapped
from champion_tui.desk.connection.advice import advice_view
from champion_tui.domain.connection.districts import connection
from champion_tui.domain.connection.findings import Connection
from champion_tui.domain.connection.ranges import connection_range
from champion_tui.domain.connection.reading import read_history, read_remembered
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import london_date
from champion_tui.knowledge.routing import Routing

CHOICE = "These findings inform the person's choice of authority. They never decide it."


def run(context: Context) -> ExitCode:
    """Prints the findings. Raises ``WrongValue`` with the first problem in the file."""
    if context.args.into:
        raise WrongValue(Problem("into", context.args.into, "--ask beside it"))
    given = read_object(context.args.file)
    for path, again in repeated_keys(given):
        raise WrongValue(Problem(path, again, "each key once"))
    return _remembered(context, given) if context.args.remembered else _exactly(context, given)


def _exactly(context: Context, given: Mapping[str, object]) -> ExitCode:
    at = london_date(context.now())
    book = routing_of(context)
    history = read_history(given, book.places(at))
    findings = connection(history, at, book.connection_words)
    return context.show(findings.json(), _lines(book, findings))


def _remembered(context: Context, given: Mapping[str, object]) -> ExitCode:
    at = london_date(context.now())
    book = routing_of(context)
    history = read_remembered(given, book.places(at))
    findings = connection_range(history, at, book.connection_words)
    if context.json:
        show_json(findings.json())
    else:
        show(*advice_lines(advice_view(book, history, findings)))
    return ExitCode.DONE


def _lines(book: Routing, found: Connection) -> Iterator[str]:
    for district, findings in found.districts.items():
        authority = book.authority(district)
        yield from wrapped(f"{authority.name if authority else district}: {findings.strength}")
        for ground in findings.grounds:
            yield from wrapped(ground.why, "  - ")
    for caution in found.cautions:
        yield from wrapped(caution)
    yield from wrapped(CHOICE)
