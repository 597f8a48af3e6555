"""Reads conditions ("when") from data: a closed vocabulary, whose ids must exist in the tree they refer to."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from champion_tui.domain.dates.closed_days import About
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.tables import DataError, Table, reading
from champion_tui.triage.tree import ALWAYS, NAMED_ELSEWHERE, Condition, QuestionKind, Tree

Choice = TypeVar("Choice", bound=StrEnum)


def read_condition(table: Table) -> Condition:
    """Returns the condition in a ``when`` table. Raises ``DataError``. Ids are checked by ``check_condition``, because a tree and
    the files that refer to it are read separately.
    """
    if not table.keys():
        raise DataError(
            table.file, table.key, "answers, unless, stages, outcomes, warnings, last_day, either, since or before"
        )
    with reading(table):
        return Condition(
            answers=_read_options(table.table_or_none("answers")),
            unless=_read_options(table.table_or_none("unless")),
            stages=_read_choices(table, "stages", Stage),
            outcomes=frozenset(_filled(table, "outcomes")),
            warnings=frozenset(_filled(table, "warnings")),
            last_day=_read_choices(table, "last_day", About),
            either=tuple(read_condition(part) for part in _parts(table)),
            since=table.day_or_none("since"),
            before=table.day_or_none("before"),
        )


def read_when(owner: Table) -> Condition:
    """Returns the condition under ``when`` of the table ``owner``, or, without one, the condition that always holds."""
    table = owner.table_or_none("when")
    return ALWAYS if table is None else read_condition(table)


def check_condition(condition: Condition, tree: Tree, file: str, key: str) -> None:
    """Raises ``DataError`` for the first id in ``condition`` that ``tree`` does not have. ``key`` is the path of the condition in
    ``file``.
    """
    for name, options in (("answers", condition.answers), ("unless", condition.unless)):
        _check_options(options, tree, file, f"{key}.{name}")
    for outcome in sorted(condition.outcomes - set(tree.outcomes)):
        raise DataError(file, f"{key}.outcomes", f"an outcome of the tree {tree.id}, not {outcome!r}")
    for warning in sorted(condition.warnings - set(tree.warnings)):
        raise DataError(file, f"{key}.warnings", f"a warning of the tree {tree.id}, not {warning!r}")
    for index, part in enumerate(condition.either):
        check_condition(part, tree, file, f"{key}.either[{index}]")


def authorities_named(condition: Condition, tree: Tree) -> frozenset[str]:
    """Returns the ids in ``condition`` that must be loaded housing authorities. A tree alone cannot know them."""
    named = {
        option
        for given in (condition.answers, condition.unless)
        for question, options in given.items()
        if tree.questions[question].kind is QuestionKind.AUTHORITY
        for option in options - {NAMED_ELSEWHERE, *(known.id for known in tree.questions[question].options)}
    }
    return frozenset(named).union(*(authorities_named(part, tree) for part in condition.either))


def _check_options(given: Mapping[str, frozenset[str]], tree: Tree, file: str, key: str) -> None:
    for question, options in given.items():
        asked = tree.questions.get(question)
        if asked is None:
            raise DataError(file, f"{key}.{question}", f"a question of the tree {tree.id}: {', '.join(tree.questions)}")
        if asked.kind is QuestionKind.AUTHORITY:
            continue
        known = [option.id for option in asked.options]
        for option in sorted(options - set(known)):
            raise DataError(file, f"{key}.{question}", f"options of {question}: {', '.join(known)}; not {option!r}")


def _read_options(table: Table | None) -> Mapping[str, frozenset[str]]:
    if table is None:
        return {}
    return {question: frozenset(_filled(table, question)) for question in table.keys()}  # noqa: SIM118  a Table is not a dict


def _read_choices(table: Table, key: str, kind: type[Choice]) -> frozenset[Choice]:
    values = _filled(table, key)
    for index, value in enumerate(values):
        if value not in set(kind):
            raise table.error(f"{key}[{index}]", f"one of {', '.join(kind)}, not {value!r}")
    return frozenset(kind(value) for value in values)


def _filled(table: Table, key: str) -> tuple[str, ...]:
    values = table.texts(key)
    if table.has(key) and not values:
        raise table.error(key, "one or more ids")
    return values


def _parts(table: Table) -> Iterator[Table]:
    return table.tables("either", at_least=2) if table.has("either") else table.tables("either")
