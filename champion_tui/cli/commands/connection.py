"""``connection``: local-connection findings from an address history, exact, as remembered, or asked for line by line."""

from collections.abc import Iterator, Mapping

from champion_tui.cli.connection_lines import advice_lines
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.json_files import read_object, repeated_keys
from champion_tui.cli.streams import show, show_json, tell
from champion_tui.cli.words import wrapped
from champion_tui.domain.cases.reference_code import reference_meant
from champion_tui.domain.cases.training import TRAINING
from champion_tui.domain.connection.districts import connection
from champion_tui.domain.connection.findings import Connection
from champion_tui.domain.connection.reading import read_history
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.calendar import london_date
from champion_tui.knowledge.routing import Routing

CHOICE = "These findings inform the person's choice of authority. They never decide it."
NO_JSON = "champion-tui connection --ask talks in lines and has no JSON form; give it a file instead."


def run(context: Context) -> ExitCode:
    """Print the findings. Raises ``WrongValue`` with the first problem in the file."""
    if context.args.ask:
        return _ask(context)
    if context.args.into:
        raise WrongValue(Problem("into", context.args.into, "--ask beside it"))
    given = read_object(context.args.file)
    for path, again in repeated_keys(given):
        raise WrongValue(Problem(path, again, "each key once"))
    return _remembered(context, given) if context.args.remembered else _exactly(context, given)


def _exactly(context: Context, given: Mapping[str, object]) -> ExitCode:
    at = london_date(context.now())
    book = context.routing
    found = connection(
        read_history(given, [authority.id for authority in book.authorities()], at), at, book.connection_words
    )
    if context.json:
        show_json(found.json())
    else:
        show(*_lines(book, found))
    return ExitCode.DONE


def _remembered(context: Context, given: Mapping[str, object]) -> ExitCode:
    from champion_tui.desk.connection.advice import advice_view  # noqa: PLC0415  the contracted form needs none of it
    from champion_tui.domain.connection.ranges import connection_range  # noqa: PLC0415  as above
    from champion_tui.domain.connection.reading import read_remembered  # noqa: PLC0415  as above

    at = london_date(context.now())
    book = context.routing
    history = read_remembered(given, [authority.id for authority in book.authorities()], at)
    found = connection_range(history, at, book.connection_words)
    if context.json:
        show_json(found.json())
    else:
        show(*advice_lines(advice_view(book, history, found)))
    return ExitCode.DONE


def _ask(context: Context) -> ExitCode:
    """The advisor, line by line; with ``--into`` the sentence chosen goes into that case. Leaving is no error."""
    from champion_tui.cli.passphrase import unlocked  # noqa: PLC0415  only a stored case is locked
    from champion_tui.cli.plain.connection_talk import ConnectionTalk  # noqa: PLC0415  a file needs no talk
    from champion_tui.cli.plain.talk import Left, Talk  # noqa: PLC0415  as above

    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    reference = reference_meant(context.args.into) if context.args.into else ""
    desk = unlocked(context) if reference else context.desk
    stage = desk.cases.resume(reference).judged().judgement.stage if reference else None
    talk = Talk(TRAINING if context.training else "")
    advisor = ConnectionTalk(talk, desk, str(stage) if stage else None)
    try:
        view = advisor.advise()
        if view is not None:
            talk.say("", *advice_lines(view))
            sentence = advisor.choose_sentence(view) if reference else ""
            if sentence:
                taken = desk.cases.take_connection(reference, sentence)
                talk.say(
                    f"That cannot be used: expected {taken.words}."
                    if isinstance(taken, Problem)
                    else f"{taken.reference}: {taken.saved}."
                )
    except Left:
        talk.say("Left. Nothing was stored.")
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
