"""``data``: the shipped knowledge and the organisation's own corrections."""

from collections.abc import Iterator

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.passphrase import desk_of
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import line_lines, wrapped
from champion_tui.desk.opening import LOCAL_DATA
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.calendar import london_date
from champion_tui.ground.date_words import count_words, month_words
from champion_tui.ground.tables import DataError
from champion_tui.knowledge.book import load
from champion_tui.knowledge.checking import DueFact, due, problems
from champion_tui.knowledge.forms.council_forms import read_council_forms

WHO = "the name of whoever corrects it, with --as or CHAMPION_PERSON"


def check(context: Context) -> ExitCode:
    """Read everything strictly; exit code 7 where anything is wrong, local files included."""
    wrong = tuple(_problems(context))
    listed = [{"key": problem.key, "given": problem.given, "expected": problem.expected} for problem in wrong]
    lines = [_problem_line(problem) for problem in wrong] or ["Everything could be read, and nothing is wrong."]
    context.show({"ok": not wrong, "problems": listed}, lines)
    if wrong:
        tell(f"{count_words(len(wrong), 'problem')} in the data.")
    return ExitCode.BROKEN if wrong else ExitCode.DONE


def stale(context: Context) -> ExitCode:
    """Every fact that is unsure or due for checking."""
    today = london_date(context.now())
    facts = due(context.book, today)
    to_check = (
        f"{count_words(len(facts), 'fact')} to check. To correct a number: champion-tui data correct LINE --phone ..."
    )
    return context.show(
        {"at": today.isoformat(), "stale": [_fact_json(context, fact) for fact in facts]},
        (*(line for fact in facts for line in _fact_lines(fact)), to_check),
    )


def correct(context: Context) -> ExitCode:
    """Put a number or hours over the shipped ones; without either, confirm the number as it stands."""
    if context.person is None:
        raise WrongValue(Problem("as", None, WHO))
    args, desk = context.args, desk_of(context)
    corrected = desk.correct(args.line, phone=args.phone, hours=args.hours, who=context.person, why=args.why)
    if isinstance(corrected, Problem):
        raise WrongValue(corrected)
    numbers = desk.numbers()
    view = next(line for line in (*numbers.call, *numbers.also) if line.now.line == args.line)
    return context.show(view.now.json(), ["Saved. The shipped data stays as it is underneath.", *line_lines(view)])


def _problems(context: Context) -> Iterator[Problem]:
    try:
        book = load(context.home / LOCAL_DATA)
    except DataError as error:
        yield Problem(f"{error.file}: {error.key}" if error.key else error.file, None, error.expected)
        return
    yield from problems(book, london_date(context.now()))
    councils = frozenset(authority.id for authority in book.authorities())
    for form in book.forms.values():
        _, troubles = read_council_forms(context.home / LOCAL_DATA, form, councils)
        yield from (Problem(trouble.place, None, trouble.expected) for trouble in troubles)


def _problem_line(problem: Problem) -> str:
    given = "" if problem.given is None else f", not {problem.given}"
    return f"{problem.key}: expected {problem.expected}{given}"


def _fact_json(context: Context, due_fact: DueFact) -> dict[str, object]:
    fact = due_fact.fact
    source = context.book.source(fact.standing.source)
    return {
        "kind": str(fact.kind),
        "id": fact.owner,
        "name": fact.name,
        "value": fact.value,
        "confidence": str(fact.standing.confidence),
        "checked_on": fact.standing.checked_on and fact.standing.checked_on.isoformat(),
        "why": [str(doubt) for doubt in due_fact.doubts],
        "source": source.title if source else fact.standing.source,
    }


def _fact_lines(due_fact: DueFact) -> Iterator[str]:
    fact = due_fact.fact
    checked = f"checked {month_words(fact.standing.checked_on)}" if fact.standing.checked_on else "never checked"
    why = ", ".join(due_fact.doubts)
    yield from wrapped(f"{fact.kind}  {fact.owner}: {fact.value} ({fact.name}; {why}; {checked})", "", "    ")
