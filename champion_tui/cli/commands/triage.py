"""``triage``: judges a file of answers and stores nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.json_files import JsonObject, read_object, repeated_keys
from champion_tui.cli.streams import show, show_json, tell
from champion_tui.desk.triage.judging import Judged, judge_answers
from champion_tui.desk.triage.triage_result import triage_result
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.triage.tree import Tree

PARTS = ("tree", "answers")


def run(context: Context) -> ExitCode:
    """Judge the answers of ``--answers``. Raises ``WrongValue`` with the first problem in the file."""
    routing, area = context.routing, context.area()
    answers = read_answers(read_object(context.args.answers), routing.trees[routing.areas[area].tree])
    judged = _judge(context, area, answers)
    problem = judged.judgement.problem
    if problem is not None:
        raise WrongValue(problem)
    if context.json:
        show_json(triage_result(routing, judged))
    else:
        _show_words(context, area, answers)
    for trouble in routing.troubles:
        tell(f"{trouble.place}: expected {trouble.expected}. The shipped knowledge is used instead.")
    if context.settings.trouble:
        tell(context.settings.trouble)
    return ExitCode.DONE


def read_answers(given: JsonObject, tree: Tree) -> dict[str, Any]:
    """The answers in a triage file, their values not judged yet. Raises ``WrongValue``."""
    for problem in _problems(given, tree):
        raise WrongValue(problem)
    answers = given["answers"]
    return {question: tuple(value) if isinstance(value, list) else value for question, value in _pairs(answers)}


def _problems(given: JsonObject, tree: Tree) -> Iterator[Problem]:
    """What is wrong with the file itself, in the contract's order: repeated keys, unknown keys, then the rest."""
    for path, again in repeated_keys(given):
        yield Problem(path.removeprefix("answers."), again, "each key once")
    for key in given:
        if key not in PARTS:
            yield Problem(key, key, f"one of {', '.join(PARTS)}")
        if key == "answers":
            for question in _unknown(given[key], tree):
                yield Problem(question, question, f"one of {', '.join(tree.questions)}")
    if "tree" in given and given["tree"] != tree.id:
        yield Problem("tree", given["tree"], tree.id)
    if not isinstance(given.get("answers"), dict):
        yield Problem("answers", given.get("answers"), "an object of answers, by question id")


def _unknown(answers: object, tree: Tree) -> Iterator[str]:
    return (question for question, _ in _pairs(answers) if question not in tree.questions)


def _pairs(answers: object) -> Iterator[tuple[str, object]]:
    return iter(answers.items()) if isinstance(answers, dict) else iter(())


def _judge(context: Context, area: str, answers: Mapping[str, Any]) -> Judged:
    return judge_answers(context.routing, answers, at=context.now(), area=area, champion=context.settings.champion)


def _show_words(context: Context, area: str, answers: Mapping[str, Any]) -> None:
    from champion_tui.cli.triage_words import result_lines  # noqa: PLC0415  views take longer to load than JSON to print
    from champion_tui.desk.triage.interview import Interview  # noqa: PLC0415  as above

    show(*result_lines(Interview(lambda given: _judge(context, area, given), answers)))
