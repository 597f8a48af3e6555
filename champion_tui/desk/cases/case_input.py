"""A case as a script supplies it: all of it is checked before anything is stored (design section 6,
``case new --from``).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from champion_tui.desk.cases.field_values import parse
from champion_tui.desk.triage.judging import Judged, councils_of, ended_council
from champion_tui.domain.cases.form import Form
from champion_tui.ground.answers import Answer, Problem, WrongValue
from champion_tui.ground.values import immutable
from champion_tui.knowledge.forms.reading_forms import CodeItem

PARTS = ("triage", "agency", "referral")
TREE = "tree"
"""The key under which a file names the tree for its answers; without it, the area's own tree is used."""


@immutable
class CaseInput:
    """Checked input for the tree with the id ``tree``. A value of None is to be cleared. ``said`` are sentences on
    answers that were replaced, such as a council that has ended by the one that it is part of now.
    """

    tree: str
    triage: Mapping[str, Answer | None]
    agency: Mapping[str, Answer | None]
    referral: Mapping[str, Answer | None]
    said: tuple[str, ...] = ()


def tree_named(raw: object, trees: Mapping[str, object]) -> str:
    """Returns the id of the tree that a new case names, "" if it names none. Raises ``WrongValue`` for an unknown one."""
    named = raw.get(TREE, "") if isinstance(raw, dict) else ""
    if named != "" and named not in trees:
        raise WrongValue(Problem(TREE, _shown(named), f"one of {', '.join(trees)}"))
    return str(named)


def read_case_input(
    raw: object,
    tree: str,
    form: Form,
    codes: Mapping[str, tuple[CodeItem, ...]],
    judge: Callable[[Mapping[str, Answer]], Judged],
    today: date,
) -> CaseInput:
    """Checks a parsed JSON object against the tree with the id ``tree`` and its form. ``judge`` judges answers through
    it now.

    Raises ``WrongValue`` with the first problem. Unknown keys anywhere in the file come first, then problems in the
    tree's order, then in the form's.
    """
    if not isinstance(raw, dict):
        raise WrongValue(Problem("file", _shown(raw), "an object with triage, agency and referral"))
    if raw.get("tree", tree) != tree:
        raise WrongValue(Problem("tree", _shown(raw["tree"]), f"{tree}, or no such key"))
    begun = judge({})
    for key in _unknown(raw, begun.tree.questions, form):
        raise WrongValue(key)
    for part in PARTS:
        if part in raw and not isinstance(raw[part], Mapping):
            raise WrongValue(Problem(part, _shown(raw[part]), "an object"))
    typed = _as_answers(raw.get("triage", {}))
    given, said = councils_of(begun.routing, begun.tree, typed, today)
    return CaseInput(
        tree,
        _triage(given, judge),
        _fields(raw.get("agency", {}), "agency", form, codes, today),
        _fields(raw.get("referral", {}), "referral", form, codes, today),
        said,
    )


def _unknown(raw: dict[str, object], questions: Mapping[str, object], form: Form) -> Iterator[Problem]:
    """Yields a problem for every unknown key, in the file's order."""
    for part, values in raw.items():
        if part not in (*PARTS, TREE):
            yield Problem(part, part, f"one of {', '.join(PARTS)}")
        for key in values if part in PARTS and isinstance(values, Mapping) else ():
            if part == "triage" and key not in questions:
                yield Problem(key, key, "a question of the decision tree")
            if part != "triage" and not any(field.id == key and field.holder == part for field in form.fields):
                yield Problem(f"{part}.{key}", key, f"a field of the form's {part} part")


def _as_answers(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the answers of a file. Values may have any type: the walk checks them and says what is wrong."""
    return {question: tuple(value) if isinstance(value, list) else value for question, value in values.items()}


def _triage(given: dict[str, Any], judge: Callable[[Mapping[str, Answer]], Judged]) -> dict[str, Answer | None]:
    judged = judge({question: value for question, value in given.items() if value is not None})
    problem = judged.judgement.problem or ended_council(judged, given)
    if problem is not None:
        raise WrongValue(problem)
    return given


def _fields(
    values: Mapping[str, object],
    part: str,
    form: Form,
    codes: Mapping[str, tuple[CodeItem, ...]],
    today: date,
) -> dict[str, Answer | None]:
    read: dict[str, Answer | None] = {}
    for field in form.fields:
        if field.holder != part or field.id not in values:
            continue
        value = parse(field, codes, values[field.id], today)
        if isinstance(value, Problem):
            raise WrongValue(Problem(f"{part}.{field.id}", value.given, value.expected))
        read[field.id] = value
    return read


def _shown(value: object) -> object:
    return value if isinstance(value, str | int | float | bool) or value is None else type(value).__name__
