"""Any value of any option of any command is accepted, or refused in plain words, and never causes a fault."""

import json
import random
import shlex

import pytest
from behind import arguments, every_command
from command_line import run_here
from desk_samples import MINIMUM, PASSPHRASE, REFER, unlocked_desk
from thoroughness import most

from champion_tui.cli.grammar.examples import EXAMPLES

READY = {"triage": {key: list(v) if isinstance(v, tuple) else v for key, v in REFER.items()}, "referral": dict(MINIMUM)}
AT = ("--at", "2026-11-23T10:04:31")
COMMANDS = every_command()
LEFT_ALONE = {"serve", "demo", "team roles", "team prepare", "team create", "team join"}
"""Commands that serve a browser, make a vault of their own, or talk to a server: see tests/serve and tests/team."""

FAULT = "program itself"
HALF = "\udcff"
"""A byte that is not a character, as the command line passes it on."""

NO_DAYS = ("0001-01-01", "9999-12-31")
"""Days that exist, but with no day before or after them."""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Returns the reference of a case in a vault, after changing to a folder of its own."""
    desk = unlocked_desk(tmp_path / "home")
    reference = desk.cases.new(READY)
    desk.cases.mark_sent(reference, desk.now().date(), "ABC")
    desk.vault.lock()
    secret, folder = tmp_path / "passphrase.txt", tmp_path / "folder"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    secret.chmod(0o600)
    folder.mkdir()
    for name in ("case.json", "change.json", "answers.json", "history.json"):
        (folder / name).write_text(json.dumps({}), encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    monkeypatch.setenv("CHAMPION_HOME", str(tmp_path / "home"))
    return reference


def with_odd(words, parser, reference, odd):
    """Yields a command's example once for each argument with a value, each time with that value odd."""
    takes = [each for each in arguments(parser) if each.nargs != 0 and each.dest != "help"]
    typed = next(line for line, _ in EXAMPLES[" ".join(words)]).split(" > ")[0].split(" | ")[0]
    given = [reference if word.startswith("CHW-") else word for word in shlex.split(typed)]
    for each in takes:
        if each.option_strings:
            yield [*given, each.option_strings[0], odd]
        else:
            place = len(words)
            yield [*given[:place], odd, *given[place + 1 :]]


def test_no_value_of_any_option_is_a_fault(home):
    """Each option and argument of each command is tried alone: all of them if there is time, otherwise a sample."""
    lines = [
        line
        for words, parser in COMMANDS.items()
        if " ".join(words) not in LEFT_ALONE
        for odd in (HALF, "", *NO_DAYS)
        for line in with_odd(words, parser, home, odd)
    ]
    chosen = random.Random(1).sample(lines, min(most(24, len(lines)), len(lines)))  # noqa: S311  lines to test, no secret
    faults = [(line, ran.err) for line in chosen if (ran := run_here(*AT, *line)).code == 1 or FAULT in ran.err]
    assert not faults


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("case", "show", HALF), 3),
        (("case", "timeline", HALF), 3),
        (("settings", "champion", f"Ada{HALF}"), 0),
        (("case", "list", "--search", HALF), 0),
        (("stats", "--from", "0001-01-01"), 3),
        (("stats", "--to", "9999-12-31"), 3),
        (("case", "sent", "CASE", "--on", "1066-01-01"), 3),
        (("dates", "review", "--notified", "9999-12-31"), 3),
    ],
)
def test_what_was_a_fault_once_is_none(words, code, home):
    """Half a character, and the first and last possible days, are accepted or refused in words."""
    assert run_here(*AT, *(home if word == "CASE" else word for word in words)).code == code


def test_a_time_whose_last_day_comes_first_is_refused(home):
    """A last day before the first one is refused, with the reason, on the command line and line by line, where it is asked again."""
    ran = run_here("stats", "--from", "2026-11-01", "--to", "2026-10-31", "--json")
    assert (ran.code, ran.problem["key"], ran.problem["expected"]) == (3, "to", "a day on or after the first one")
    lines = ("f", "1", "1 November 2026", "31 October 2026", "1 October 2026", "31 October 2026", "", "3", "", "")
    said = " ".join(run_here("plain", "--today", *AT, stdin="\n".join(lines)).out.split())
    assert "a day on or after the first one" in said
    assert "From Thursday 1 October 2026 to Saturday 31 October 2026." in said
