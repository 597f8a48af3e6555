"""Commands in the how-tos and the help that need no vault and no file of the user's work as written."""

import re
import shlex
from pathlib import Path

import pytest
from command_line import run_here

from champion_tui.cli.grammar.examples import EXAMPLES

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
NEEDS_NOTHING = {
    "data correct",
    "data confirm",
    "data signer",
    "data stale",
    "data check",
    "numbers",
    "dates",
    "area",
    "keys",
}
"""Commands that work on a new machine."""


COMMAND = re.compile(r"^(?: {4})?champion-tui ([^\n#|]+?) *(?:#.*|  .*)?$", re.MULTILINE)
FILLED_IN = re.compile(r"\b[A-Z]{3,}\b|/media/|&&|[|>\\]|[\w-]+\.json|my-data|--trust")


def typed():
    """Returns every such command from the how-tos and the help's examples, with its place, except those with a word to fill in."""
    found = {f"help of {command}": tuple(words for words, _ in lines) for command, lines in EXAMPLES.items()}
    for file in sorted(HOW_TO.glob("*.md")):
        found[file.stem] = tuple(COMMAND.findall(file.read_text(encoding="utf-8")))
    return [
        pytest.param(words, id=f"{where}: {words[:60]}")
        for where, commands in found.items()
        for words in commands
        if not FILLED_IN.search(words) and {" ".join(words.split()[:1]), " ".join(words.split()[:2])} & NEEDS_NOTHING
    ]


@pytest.mark.parametrize("words", typed())
def test_a_command_of_a_how_to_works_as_it_is_written(words, tmp_path):
    """Nothing is left out: following the page means typing only what it shows."""
    ran = run_here("--home", tmp_path / "home", *shlex.split(words))
    assert ran.code == 0, ran.err


def test_there_are_such_commands():
    """The test above finds commands."""
    assert len(typed()) >= 20
