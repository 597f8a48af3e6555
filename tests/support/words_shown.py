"""Every sentence that the program can show to a person, with its place: from ``data/``, the slips and the code.

For the test of reading level. What is left out is left out here, each with its reason.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from babel.messages.pofile import read_po
from source_tree import ROOT, name_of, python_files, syntax

DATA = ROOT / "data"
LEAST_WORDS = 6
"""Labels with fewer words are not measured: one long word in them says nothing about how hard they are to read."""

SOURCES_ONLY = {
    "sources.toml": "titles of laws, pages and papers, as those who wrote them call them",
    "england.toml": "names of councils",
}
NOT_PROSE = {
    "paragraph": "where in a source something stands",
    "wrong_paragraph": "the same",
    "source": "an id",
    "written": "where in the law something stands",
}
QUOTED_LISTS = {"codes": "the lines of a council's form, in the words of that form"}
STAND_IN = "it"
"""Values filled in later are measured as one short word, because the writer does not choose their length."""
_CODE = ("cli", "tui", "desk", "papers", "domain", "store", "knowledge", "ground", "triage")
_FILLED_IN = re.compile(r"\{[^{}]*\}")
_SENTENCE = re.compile(r"^[“\"(]?[A-Z{]")
_NOT_WORDS = re.compile(
    r"\b(SELECT|CREATE|INSERT|UPDATE|DELETE|PRAGMA|Raises)\b|[=;]\s*$|^\s*[.#][a-z]|\{\{|^[A-Za-z]+ \{"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text with its place. ``where`` is "file:key" or "file:line"; ``text`` has ``{...}`` where a value is filled in."""

    where: str
    text: str


def words_in(text: str) -> int:
    """Returns the number of words as a reader counts them."""
    return len([word for word in text.split() if any(letter.isalnum() for letter in word)])


def shown_in_data() -> Iterator[Shown]:
    """Yields the texts of every TOML file in ``data/``."""
    for file in sorted(DATA.rglob("*.toml")):
        if file.name in SOURCES_ONLY or file.parent.name in QUOTED_LISTS:
            continue
        yield from _below(tomllib.loads(file.read_text(encoding="utf-8")), name_of(file), "")


def _below(value: object, file: str, key: str) -> Iterator[Shown]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in NOT_PROSE:
                yield from _below(inner, file, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _below(
                inner, file, f"{key}({inner['id']})" if isinstance(inner, dict) and "id" in inner else key
            )
    elif isinstance(value, str):
        yield Shown(f"{file}:{key}", value)


def shown_on_slips() -> Iterator[Shown]:
    """Yields the English texts of the slips."""
    file = DATA / "languages" / "en.po"
    with file.open("rb") as stream:
        for message in read_po(stream):
            if message.id:
                yield Shown(f"{name_of(file)}:{message.context}", str(message.id))


def shown_in_code() -> Iterator[Shown]:
    """Yields strings of the code that are sentences: not docstrings, and not words for the machine."""
    for path in python_files(*(f"champion_tui/{room}" for room in _CODE)):
        tree = syntax(path)
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in _outermost(tree):
            text = _text(node)
            if id(node) not in docstrings and _SENTENCE.match(text) and not _NOT_WORDS.search(text):
                yield Shown(f"{name_of(path)}:{node.lineno}", text)


def _outermost(node: ast.AST) -> Iterator[ast.expr]:
    """Yields the strings of a file, each whole: the parts of an f-string and of a sum are not separate strings."""
    for child in ast.iter_child_nodes(node):
        if _is_text(child) and _text(child):
            yield child
        else:
            yield from _outermost(child)


def _is_text(node: ast.AST) -> TypeGuard[ast.expr]:
    """Returns whether ``node`` is a string, or a sum that may be one."""
    return isinstance(node, (ast.Constant, ast.JoinedStr)) or (
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)
    )


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        return f"{left or '{}'}{right or '{}'}" if left or right else ""
    return ""


def everything_shown() -> list[Shown]:
    """Returns all of them, without labels."""
    found = [*shown_in_data(), *shown_on_slips(), *shown_in_code()]
    return [one for one in found if words_in(_FILLED_IN.sub(STAND_IN, one.text)) >= LEAST_WORDS]


def filled_in(text: str) -> str:
    """Returns ``text`` with a stand-in for each value that is filled in later."""
    return _FILLED_IN.sub(STAND_IN, text)


def toml(name: str) -> dict[str, Any]:
    """Returns the contents of a file of ``data/``."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))
