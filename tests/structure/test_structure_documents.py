"""The documents are right: their commands can be typed, their targets exist, and their links lead somewhere."""

import re
import shlex

import pytest
from behind import every_command
from source_tree import PACKAGE, ROOT, name_of, python_files

from champion_tui.cli.grammar import options

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
IDS = [name_of(path) for path in DOCUMENTS]
FLOORS = {folder.name for folder in PACKAGE.iterdir() if folder.is_dir()} | {
    "champion_tui",
    "tests",
    "bench",
    "scripts",
}
CODE = {f"/{name_of(path)}" for path in python_files("champion_tui", "tests", "bench", "scripts")}
CODE |= {f"{file.rpartition('/')[0]}/" for file in CODE}
"""Every module as "/champion_tui/desk/desk.py", and every folder with modules as "/champion_tui/desk/"."""


def commands_in(path):
    """Yields each ``champion-tui`` command in a document's indented lines and backticks, as the words after the name."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("    champion-tui"):
            yield shlex.split(re.split(r"\s{2,}", line.strip())[0])[1:]
        for quoted in re.findall(r"`champion-tui( [^`]*)?`", line):
            yield shlex.split(quoted)


def targets():
    """Returns the targets of the Makefile with the text that ``make`` lists for them."""
    return dict(re.findall(r"^([a-z]+):.*?## (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_every_command_in_a_document_can_be_typed(path):
    """The program understands every command that a document tells people to type."""
    for words in commands_in(path):
        try:
            options.parse(words)
        except options.CannotParse as error:
            pytest.fail(f"{name_of(path)}: champion-tui {shlex.join(words)}: {error}")
        except SystemExit:
            assert {"--help", "--version"} & set(words)


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_every_make_target_in_a_document_exists(path):
    """Every target that a document tells people to make exists."""
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^    |`)make ([a-z]+)", text, re.MULTILINE))
    assert named <= set(targets())


def test_the_documents_name_commands_and_targets_at_all():
    """The two tests above find commands and targets."""
    assert len([words for path in DOCUMENTS for words in commands_in(path)]) > 10
    assert {
        "run",
        "quick",
        "test",
        "check",
        "lint",
        "types",
        "contracts",
        "unit",
        "bench",
        "lock",
        "wheel",
        "clean",
        "data",
        "demo",
    } <= set(targets())


def test_every_target_is_listed_with_a_sentence():
    """``make`` without a target lists every target that a person may name."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split()) - {"broken"}
    assert phony == set(targets())


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_every_module_that_a_document_names_exists(path):
    """Every file or folder of code that a document names exists, so moving one means updating the documents."""
    named = re.findall(r"`((?:[a-z_]+/)+(?:\w+\.py)?)`", path.read_text(encoding="utf-8"))
    code = [name for name in named if name.endswith(".py") or name.split("/")[0] in FLOORS]
    assert [name for name in code if not any(file.endswith(f"/{name}") for file in CODE)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_every_link_in_a_document_leads_somewhere(path):
    """A link to a file of the project finds it."""
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert not [link for link in links if not (path.parent / link).exists()]


def test_every_command_and_option_has_its_words_of_help():
    """``--help`` has a sentence for each command and explains each option that is not clear from its name."""
    commands = every_command()
    assert {("triage",), ("case", "export"), ("tree", "paths")} <= set(commands)
    assert not [words for words, parser in commands.items() if not (parser.description or "").endswith(".")]


def test_the_first_screenful_of_the_readme_has_what_a_newcomer_needs():
    """Purpose, a picture and the two commands are before line 30, and Windows before line 45."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    first = "\n".join(lines[:30])
    for words in ("housing authority", "Someone may be homeless", "make run", "make test"):
        assert words in first
    assert "py -3.11" in "\n".join(lines[:45])
