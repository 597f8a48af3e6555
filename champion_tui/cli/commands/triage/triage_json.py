"""``triage --json``: judges a file of answers and stores nothing."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.json_files import JsonObject, read_object, repeated_keys
from champion_tui.cli.knowledge.directory import area_of
from champion_tui.cli.knowledge.routing import routing_of
from champion_tui.cli.streams import tell
from champion_tui.desk.settings.settings import read_settings
from champion_tui.desk.triage.judging import Judged, councils_of, ended_council, judge_answers
from champion_tui.desk.triage.triage_result import triage_result
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import london_date
from champion_tui.triage.tree import Tree

PARTS = ("tree", "answers")


Judge = Callable[[Mapping[str, Any]], Judged]
"""Judges answers for the area and the champion of this machine, at the time of the command."""


def run(context: Context) -> ExitCode:
    """Judges the answers of ``--answers``. Raises ``WrongValue`` with the first problem in the file."""
    return judge_file(
        context, lambda judged, _answers, _judge: context.show(triage_result(routing_of(context), judged), ())
    )


def judge_file(context: Context, show_result: Callable[[Judged, Mapping[str, Any], Judge], object]) -> ExitCode:
    """Judges the answers, shows the result, then reports mistakes in the organisation's own files. Raises ``WrongValue``."""
    routing, settings = routing_of(context), read_settings(context.home)
    area = area_of(context, settings)
    given = read_object(context.args.answers)
    tree = tree_named(given, routing.trees, routing.areas[area].tree)
    answers, said = councils_of(routing, tree, read_answers(given, tree), london_date(context.now()))

    def judge(given: Mapping[str, Any]) -> Judged:
        return judge_answers(routing, given, at=context.now(), area=area, tree_id=tree.id, champion=settings.champion)

    judged = judge(answers)
    problem = judged.judgement.problem or ended_council(judged, answers)
    if problem is not None:
        raise WrongValue(problem)
    show_result(judged, answers, judge)
    for sentence in said:
        tell(sentence)
    for trouble in routing.troubles:
        tell(f"{trouble.place}: expected {trouble.expected}. The shipped knowledge is used instead.")
    return ExitCode.DONE


def tree_named(given: JsonObject, trees: Mapping[str, Tree], usual: str) -> Tree:
    """Returns the tree that the file names, else the ``usual`` one. Raises ``WrongValue``."""
    name = given.get("tree", usual)
    if not isinstance(name, str) or name not in trees:
        raise WrongValue(Problem("tree", name, f"one of {', '.join(trees)}"))
    return trees[name]


def read_answers(given: JsonObject, tree: Tree) -> dict[str, Any]:
    """Returns the answers in a triage file; their values are not checked yet. Raises ``WrongValue``."""
    for problem in _problems(given, tree):
        raise WrongValue(problem)
    answers = given["answers"]
    return {question: tuple(value) if isinstance(value, list) else value for question, value in _pairs(answers)}


def _problems(given: JsonObject, tree: Tree) -> Iterator[Problem]:
    """Yields the problems of the file itself, in the order of the contract: repeated keys, unknown keys, then the rest."""
    for path, again in repeated_keys(given):
        yield Problem(path.removeprefix("answers."), again, "each key once")
    for key in given:
        if key not in PARTS:
            yield Problem(key, key, f"one of {', '.join(PARTS)}")
        if key == "answers":
            for question in _unknown(given[key], tree):
                yield Problem(question, question, f"one of {', '.join(tree.questions)}")
    if not isinstance(given.get("answers"), dict):
        yield Problem("answers", given.get("answers"), "an object of answers, by question id")


def _unknown(answers: object, tree: Tree) -> Iterator[str]:
    return (question for question, _ in _pairs(answers) if question not in tree.questions)


def _pairs(answers: object) -> Iterator[tuple[str, object]]:
    return iter(answers.items()) if isinstance(answers, dict) else iter(())
