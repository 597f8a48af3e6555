"""The contract of a reference: every command that takes one finds the case however it is written."""

import json

import pytest
from behind import arguments, every_command

from champion_tui.cli.grammar import options

WRITTEN = [
    lambda plain: plain.lower(),
    lambda plain: " ".join([plain[:-6], plain[-6:-2], plain[-2:]]).lower(),
    lambda plain: "\N{EN DASH}".join([plain[:-6], plain[-6:-2], plain[-2:]]),
    "\N{NO-BREAK SPACE}".join,
    lambda plain: plain.replace("0", "o").replace("1", "l").replace("2", "z").replace("5", "S").replace("8", "B"),
    lambda plain: plain[:-6].replace("O", "0").replace("S", "5") + plain[-6:].replace("V", "u"),
    lambda plain: "".join(chr(ord(one) + 0xFEE0) for one in plain),
]
"""Ways in which a reference without its hyphens is said or typed."""

EACH = {
    "plain": (),
    "case show": (),
    "case set": ("--from", "-"),
    "case export": ("--to", "{folder}"),
    "case again": (),
    "case sent": ("--on", "2026-11-23"),
    "case print": ("--what", "slip", "--to", "{folder}/print.pdf"),
    "case slip": ("--to", "{folder}/slip.txt", "--form", "standard"),
    "case letter": ("--what", "decision", "--to", "{folder}/letter.txt"),
    "case evidence": ("--to", "{folder}/evidence.txt"),
    "case heard": ("--what", "contact-made", "--on", "2026-11-23"),
    "case outcome": ("--what", "no-duty", "--on", "2026-11-23"),
    "case withdraw": ("--why", "no-longer-wanted", "--on", "2026-11-23"),
    "case take-back": ("--what", "acknowledged", "--why", "a slip"),
    "case timeline": (),
    "case similar": (),
    "case move": ("kent-and-medway",),
    "case subject-access": ("--to", "{folder}"),
    "case erase": (),
    "connection": ("--ask",),
}
"""Every command that takes a reference, with its other arguments."""

ONCE = frozenset({"case erase", "case again"})
AFTER_SENDING = frozenset({"case heard", "case outcome", "case take-back"})


def prepare(vault, command, stored):
    """Brings the case to a state in which the command is allowed."""
    if command in AFTER_SENDING:
        vault("case", "sent", stored, "--on", "2026-11-23")
    if command == "case take-back":
        vault("case", "heard", stored, "--what", "acknowledged", "--on", "2026-11-23")


def test_every_command_that_takes_a_reference_is_tried_here():
    """Every command with a reference has a row in this file."""
    taking = {
        " ".join(words)
        for words, parser in every_command().items()
        if any(argument.metavar == options.REFERENCE for argument in arguments(parser))
    }
    assert taking == set(EACH)


@pytest.fixture
def stored(vault, ready):
    """Returns the reference of a stored case whose question about paper was answered."""
    ready["referral"]["paper"] = "full"
    return vault("case", "new", "--from", "-", "--json", stdin=json.dumps(ready)).json["reference"]


@pytest.mark.parametrize("command", EACH)
def test_every_command_finds_the_case_however_it_is_written(vault, stored, tmp_path, command):
    """Each way of writing, as one word of the shell, names the same case."""
    for number, write in enumerate(WRITTEN):
        if command in ONCE and number:
            break
        prepare(vault, command, stored)
        folder = tmp_path / f"{number}"
        folder.mkdir()
        more = [word.format(folder=folder) for word in EACH[command]]
        written = write(stored.replace("-", ""))
        named = ["--into", written] if command == "connection" else [written]
        ran = vault(*command.split(), *named, *more, stdin="{}" if command == "case set" else ".q\n")
        assert ran.code == 0, ran.err


@pytest.mark.parametrize("command", EACH)
def test_a_reference_may_take_several_words_of_the_shell(vault, stored, tmp_path, command):
    """A reference can be typed as it is spoken, without quotes."""
    prepare(vault, command, stored)
    words = stored.lower().split("-")
    named = ["--into", *words] if command == "connection" else words
    more = [word.format(folder=tmp_path) for word in EACH[command]]
    ran = vault(*command.split(), *named, *more, stdin="{}" if command == "case set" else ".q\n")
    assert ran.code == 0, ran.err


def test_several_are_exported_however_they_are_written(vault, stored, ready, tmp_path):
    """Of two cases in a row, one may be written as printed and one as spoken."""
    other = vault("case", "new", "--from", "-", "--json", stdin=json.dumps(ready)).json["reference"]
    ran = vault("case", "export", stored, *other.lower().split("-"), "--to", tmp_path / "out", "--json")
    assert [pack["reference"] for pack in ran.json["packs"]] == [stored, other]


def test_two_cases_where_one_is_meant_are_a_slip(vault, stored, ready):
    """A command that changes one person's case refuses two references, without guessing."""
    other = vault("case", "new", "--from", "-", "--json", stdin=json.dumps(ready)).json["reference"]
    for words in ([stored, other], [stored.lower(), "nonsense"], ["x", *other.split("-")]):
        ran = vault("case", "show", *words)
        assert (ran.code, "one case at a time" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("chw oooo oo", "It was read as CHW-0000-00"),
        ("zebedee", "looks like CHW-7K3M-2Q"),
        ("-", "looks like CHW-7K3M-2Q"),
        ("", "looks like CHW-7K3M-2Q"),
    ],
)
def test_what_was_understood_is_said_where_nothing_is_found(vault, typed, said):
    """The exit code stays, the message shows how the reference was read, and the given text is unchanged."""
    ran = vault("case", "show", typed, "--json")
    assert (ran.code, ran.problem["key"], ran.problem["given"]) == (3, "reference", typed)
    assert said in ran.err
