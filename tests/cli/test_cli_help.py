"""Help, the manual page and shell completion include every command and are accurate."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ROOT, run_here

from champion_tui.cli.commands.manual import manual_page
from champion_tui.cli.grammar import options
from champion_tui.cli.grammar.examples import EXAMPLES, example_lines


def _leaves(parser, words=()):
    """Yields the words of every command that does something, with its parser."""
    below = options.commands_of(parser)
    if not below:
        yield " ".join(words), parser
    for name, each in below.items():
        yield from _leaves(each, (*words, name))


COMMANDS = dict(_leaves(options.whole_parser()))


def test_every_command_has_an_example_and_there_is_none_for_another():
    """Every command has an example, so that its help shows what to type."""
    assert set(EXAMPLES) == {"", *COMMANDS}


@pytest.mark.parametrize("command", sorted(EXAMPLES))
def test_every_example_is_read_as_the_command_it_stands_for(command):
    """Every example can be parsed as its command."""
    for typed, _ in EXAMPLES[command]:
        line = typed.split(" > ")[0].split(" | ")[0]
        read = options.parse(shlex.split(line))
        if command:
            plain, instead = map(COMMANDS[command].get_default, ("command", "instead"))
            assert read.command in {plain, *dict(instead or ()).values()}, typed
            assert typed.startswith(command)


def test_the_options_that_may_stand_anywhere_are_told_once():
    """The program's own help explains them, and each command names them and says where to look."""
    told = run_here("--help").out
    for option, named in options.EVERYWHERE.items():
        assert f"  {option}" in told
        assert " ".join(named["help"].split()) in " ".join(told.split())
    for command in COMMANDS:
        shown = " ".join(run_here(*command.split(), "--help").out.split())
        assert options.ANYWHERE in shown
        assert not any(named["help"] in shown for named in options.EVERYWHERE.values()), command
        assert " ".join(example_lines(command).split()) in shown


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_no_help_offers_several_cases_where_one_is_taken(command):
    """A reference may be typed in several words, and stays one: only those who take several cases say so."""
    parser = COMMANDS[command]
    several = any(action.dest == "references" for action in parser._actions)
    assert ("REF ..." in " ".join(parser.format_help().split())) == several


def test_the_manual_page_has_every_command_option_and_example():
    """The manual page is made from the grammar, so it includes later commands automatically."""
    lines = list(manual_page())
    page = "\n".join(lines).replace(r"\-", "-").replace(r"\(aq", "'")
    for command, parser in COMMANDS.items():
        assert rf".SS \fB{command}\fR" in page
        for action in parser._actions:
            assert all(rf"\fB{name}\fR" in page for name in action.option_strings if name not in {"-h", "--help"})
    for examples in EXAMPLES.values():
        assert all(f"champion-tui {typed}".rstrip() in page for typed, _ in examples)
    macros = {line.split()[0] for line in lines if line.startswith(".")}
    assert macros <= {".TH", ".SH", ".SS", ".TP", ".PP", ".RS", ".RE", ".EX", ".EE"}


def test_the_manual_page_shows_words_as_they_stand():
    """A backslash, a hyphen, an apostrophe or a leading full stop is text there, not a troff command."""
    assert not any(line.startswith("'") for line in manual_page())
    assert run_here("manual").out.splitlines() == list(manual_page())
    assert run_here("manual", "--json").json["manual"].splitlines() == list(manual_page())


@pytest.fixture(scope="module")
def program(tmp_path_factory) -> Path:
    """Returns a folder with a ``champion-tui`` that runs this checkout."""
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "champion-tui"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m champion_tui "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return folder


def _offered(program: Path, line: str) -> set[str]:
    """Returns what a real bash offers for Tab at the end of ``line``, with the script that ``completion bash`` prints."""
    script = run_here("completion", "bash").out
    words = line.split(" ")
    typed = (
        f"{script}\nCOMP_LINE={shlex.quote(line)} COMP_POINT={len(line)} COMP_TYPE=9\n"
        f"COMP_WORDS=({' '.join(map(shlex.quote, words))}) COMP_CWORD={len(words) - 1}\n"
        f"_python_argcomplete champion-tui {shlex.quote(words[-1])} {shlex.quote(words[-2])}\n"
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    environment = {**os.environ, "PATH": f"{program}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(["bash", "-c", typed], capture_output=True, text=True, env=environment, check=True, cwd=ROOT)
    return {offered.strip() for offered in ran.stdout.splitlines()}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("champion-tui numb", {"numbers"}),
        ("champion-tui case ti", {"timeline"}),
        ("champion-tui numbers chw", {""}),
        ("champion-tui numbers cher", {"cherwell"}),
        ("champion-tui numbers --for nowhere", {"nowhere-tonight"}),
        ("champion-tui case slip X --form large", {"large-print"}),
        ("champion-tui data correct cherwell-", {"cherwell-day", "cherwell-out-of-hours"}),
        ("champion-tui dates duty --duty re", {"relief"}),
        ("champion-tui case show C", {""}),
    ],
)
def test_a_shell_offers_commands_and_ids_and_never_a_case(program, line, wanted):
    """A real bash offers names from the grammar and the knowledge, and never a reference from the vault."""
    assert _offered(program, line) == wanted


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_there_is_a_script_for_each_shell_that_is_named(shell):
    """Each script names the program, and an unknown shell is refused with the known ones."""
    assert "champion-tui" in run_here("completion", shell).out
    refused = run_here("completion", "tcsh", "--json")
    assert refused.code == 3
    assert shell in refused.problem["expected"]
