"""``manual``: the manual page in the format of man(7), made from the grammar and its examples."""

import argparse
from collections.abc import Iterator

from champion_tui import __version__
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.grammar.examples import EXAMPLES
from champion_tui.cli.grammar.options import ABOUT, ANYWHERE, CLOSING_WORDS, PROGRAM, commands_of, whole_parser

EXIT_WORDS = {
    ExitCode.DONE: "Done.",
    ExitCode.FAULT: "A mistake in the program itself.",
    ExitCode.USAGE: "The command line cannot be parsed.",
    ExitCode.WRONG: "A value or a file is wrong; with --json the problem is on standard output.",
    ExitCode.LOCKED: "Locked, or the passphrase is wrong.",
    ExitCode.REFUSED: "Refused by the procedure; the message gives the rule.",
    ExitCode.CANNOT: "The store or a target cannot be read or written.",
    ExitCode.BROKEN: "Shipped or local data is broken.",
    ExitCode.INTERRUPTED: "Stopped with Ctrl-C, or ended from outside.",
}


def run(context: Context) -> ExitCode:
    """Prints the page."""
    page = list(manual_page())
    return context.show({"manual": "\n".join(page)}, page)


def manual_page() -> Iterator[str]:
    """Yields the lines of the page."""
    parser = whole_parser()
    yield f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM} {__version__}" "User Commands"'
    yield from (".SH NAME", _plain(f"{PROGRAM} - {ABOUT[0].lower()}{ABOUT[1:].rstrip('.')}"))
    yield from (".SH SYNOPSIS", rf"\fB{_plain(PROGRAM)}\fR [\fIoptions\fR] [\fIcommand\fR ...]")
    yield from (".SH DESCRIPTION", "Without a command: the full screen.", ".PP", _plain(f"{_sentence(CLOSING_WORDS)}."))
    yield from (".SH OPTIONS", *_options(parser))
    yield from (".SH COMMANDS", _plain(f"{ANYWHERE}."), *_commands(parser))
    yield from (".SH EXIT STATUS", *_exit_codes())
    yield from (".SH EXAMPLES", *_examples(""))


def _commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    for name, below in commands_of(parser).items():
        if commands_of(below):
            yield from _commands(below)
            continue
        words = below.prog.removeprefix(PROGRAM).strip()
        yield from (rf".SS \fB{_plain(words)}\fR", _plain(below.description or name))
        yield from _options(below)
        yield from _examples(words)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yields every option and argument of ``parser`` that has a description."""
    for action in parser._actions:  # noqa: SLF001  argparse has no public list of its arguments
        if action.help in (argparse.SUPPRESS, None) or action.dest == "help" or isinstance(action.choices, dict):
            continue
        names = ", ".join(rf"\fB{_plain(name)}\fR" for name in action.option_strings)
        value = "" if action.nargs == 0 else rf"\fI{_plain(str(action.metavar or action.dest.upper()))}\fR"
        yield from (".TP", f"{names} {value}".strip(), _plain(action.help))


def _examples(words: str) -> Iterator[str]:
    for typed, purpose in EXAMPLES.get(words, ()):
        yield from (
            ".PP",
            _plain(f"{_sentence(purpose)}:"),
            ".RS",
            ".EX",
            _plain(f"{PROGRAM} {typed}".rstrip()),
            ".EE",
            ".RE",
        )


def _exit_codes() -> Iterator[str]:
    for code, words in EXIT_WORDS.items():
        yield from (".TP", str(int(code)), _plain(words))


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _plain(text: str) -> str:
    """Returns ``text`` escaped for troff."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    return rf"\&{escaped}" if escaped.startswith(".") else escaped
