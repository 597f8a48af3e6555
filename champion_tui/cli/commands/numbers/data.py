"""``data``: the shipped knowledge and the organisation's own corrections."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.knowledge.book import book_of
from champion_tui.cli.passphrase import desk_of
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import line_lines, wrapped
from champion_tui.desk.numbers.corrections import FoundHere
from champion_tui.desk.numbers.phone_words import WHO_YOU_ARE, questions
from champion_tui.desk.opening import LOCAL_DATA
from champion_tui.desk.views import FactView
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import count_words, month_words
from champion_tui.knowledge.checking.checking import DueFact, due, problems
from champion_tui.knowledge.checking.mistakes import mistakes
from champion_tui.knowledge.directory import Directory, KnownCouncils
from champion_tui.knowledge.forms.council_forms import read_council_forms
from champion_tui.knowledge.local.overlay import EMAIL_LINE
from champion_tui.knowledge.shelf import data_folder

SAY = "Ring each number at a quiet time. Say:"
TO_CHECK = "{count} to check, the worst first."
THEN = "It is right: champion-tui data confirm LINE --as NAME. It is wrong: champion-tui data correct LINE --phone ... --why ... --as NAME."
MORE_BEHIND = "There may be more behind these: correct them, then check again."
WHO = "the name of whoever corrects it, with --as or CHAMPION_PERSON"


def check(context: Context) -> ExitCode:
    """Reads everything strictly, local files included. The exit code is 7 if anything is wrong."""
    wrong = tuple(_problems(context))
    listed = [{"key": problem.key, "given": problem.given, "expected": problem.expected} for problem in wrong]
    lines = [_problem_line(problem) for problem in wrong] or ["Everything could be read, and nothing is wrong."]
    context.show({"ok": not wrong, "problems": listed}, lines)
    if wrong:
        tell(f"{count_words(len(wrong), 'problem')} in the data.")
    return ExitCode.BROKEN if wrong else ExitCode.DONE


def stale(context: Context) -> ExitCode:
    """Shows every fact that is unsure or due for checking."""
    today = london_date(context.now())
    facts = due(book_of(context), today)
    to_say = wrapped(f"{SAY} {WHO_YOU_ARE}") if any(each.fact.line for each in facts) else ()
    return context.show(
        {"at": today.isoformat(), "stale": [_fact_json(context, fact) for fact in facts]},
        (
            *to_say,
            *_fact_lines(facts, book_of(context)),
            TO_CHECK.format(count=count_words(len(facts), "fact")),
            *wrapped(THEN),
        ),
    )


def correct(context: Context) -> ExitCode:
    """Puts a number or hours over the shipped ones. Without either, confirms the number as it is."""
    args, who = context.args, who_says(context)
    if args.email is not None:
        return _correct_email(context)
    return _saved(
        context, desk_of(context).correct(args.line, phone=args.phone, hours=args.hours, who=who, why=args.why)
    )


def confirm(context: Context) -> ExitCode:
    """Records that a line was rung today and that its number is right."""
    confirmed = desk_of(context).confirm(context.args.line, who=who_says(context), hours=context.args.hours)
    return _saved(context, confirmed)


def who_says(context: Context) -> str:
    """Returns the name of the person at the machine. Raises ``WrongValue`` if it is not given."""
    if context.person is None:
        raise WrongValue(Problem("as", None, WHO))
    return context.person


def _saved(context: Context, said: FactView | Problem) -> ExitCode:
    """Shows the line as it is now. Raises ``WrongValue`` if nothing was saved."""
    if isinstance(said, Problem):
        raise WrongValue(said)
    view = desk_of(context).line_view(said.line)
    assert view is not None  # noqa: S101  it has just been corrected
    return context.show(view.now.json(), ["Saved. The shipped data stays as it is underneath.", *line_lines(view)])


def _correct_email(context: Context) -> ExitCode:
    """Keeps the referral address that was found for a council outside the areas. Raises ``WrongValue``."""
    args, desk = context.args, desk_of(context)
    for key, value in (("phone", args.phone), ("hours", args.hours)):
        if value is not None:
            raise WrongValue(Problem(key, value, "an e-mail address alone: it is kept under a line of its own"))
    council = args.line.removesuffix(EMAIL_LINE)
    if not args.line.endswith(EMAIL_LINE):
        raise WrongValue(Problem("line", args.line, f"a council's id and {EMAIL_LINE}, such as reading{EMAIL_LINE}"))
    problem = desk.keep_found(FoundHere(council, "", "", args.email, context.person or "", args.why))
    if problem is not None:
        raise WrongValue(replace(problem, given=args.email if problem.key == "email" else problem.given))
    kept = {"line": args.line, "email": args.email, "on": london_date(context.now()).isoformat()}
    return context.show(kept, ["Saved. The shipped data stays as it is underneath.", f"  {args.email}"])


def _problems(context: Context) -> Iterator[Problem]:
    folder = Path(context.args.data) if context.args.data else data_folder()
    read = mistakes(folder, context.home / LOCAL_DATA)
    for error in read.found:
        yield Problem(f"{error.file}: {error.key}" if error.key else error.file, None, error.expected)
    book = read.book
    if book is None:
        tell(MORE_BEHIND)
    if book is None or read.found:
        return
    yield from problems(book, london_date(context.now()))
    for form in book.forms.values():
        _, troubles = read_council_forms(context.home / LOCAL_DATA, form, KnownCouncils(book))
        yield from (Problem(trouble.place, None, trouble.expected) for trouble in troubles)


def _problem_line(problem: Problem) -> str:
    given = "" if problem.given is None else f", not {problem.given}"
    return f"{problem.key}: expected {problem.expected}{given}"


def _fact_json(context: Context, due_fact: DueFact) -> dict[str, object]:
    fact = due_fact.fact
    source = book_of(context).source(fact.standing.source)
    return {
        "kind": str(fact.kind),
        "id": fact.owner,
        "name": fact.name,
        "value": fact.value,
        "confidence": str(fact.standing.confidence),
        "checked_on": fact.standing.checked_on and fact.standing.checked_on.isoformat(),
        "why": [str(doubt) for doubt in due_fact.doubts],
        "source": source.title if source else fact.standing.source,
        "ask": list(questions(book_of(context), fact.line)) if fact.line else [],
    }


def _fact_lines(facts: Iterable[DueFact], directory: Directory) -> Iterator[str]:
    """Yields each fact, and at the first fact of a phone line, the questions to ask there."""
    asked: set[str] = set()
    for due_fact in facts:
        fact = due_fact.fact
        checked = f"checked {month_words(fact.standing.checked_on)}" if fact.standing.checked_on else "never checked"
        why = ", ".join(due_fact.doubts)
        yield from wrapped(f"{fact.kind}  {fact.owner}: {fact.value} ({fact.name}; {why}; {checked})", "", "    ")
        if fact.line is not None and fact.owner not in asked:
            asked.add(fact.owner)
            for question in questions(directory, fact.line):
                yield from wrapped(question, "    ", "    ")
