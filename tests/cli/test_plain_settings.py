"""The settings line by line: what ``.s printer`` says about the printers, and phone numbers digit by digit."""

from unittest.mock import patch

import pytest
from command_line import run_here
from desk_samples import desk_in

from champion_tui.cli.plain.settings_talk import settings_said
from champion_tui.cli.plain.talk import digit_by_digit
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.papers.printing import printing

AT = "2026-11-23T10:04"
NONE = printing.Printers((), "")


def asked(tmp_path, key):
    """Returns what is printed about a setting without changing it."""
    return " ".join(" ".join(settings_said(desk_in(tmp_path), key, "")).split())


def test_the_printers_that_there_are_are_named(tmp_path):
    """The printers are listed, so that a listener knows what to type after the key."""
    with patch.object(printing, "printers", return_value=printing.Printers(("Office", "Ward 7"), "Office")):
        assert "Printers that this computer knows: Office, Ward 7." in asked(tmp_path, "printer")


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"return_value": NONE}, printing.NO_PRINTERS),
        ({"side_effect": CannotReadOrWrite(printing.NOT_ANSWERING, "")}, printing.NOT_ANSWERING),
    ],
)
def test_where_there_is_none_it_is_said_why(tmp_path, how, why):
    """A print system without a printer and one that does not answer are distinguished, and a name can be typed in both cases."""
    with patch.object(printing, "printers", **how):
        assert f"{why} You can still type a name." in asked(tmp_path, "printer")


def test_nobody_else_waits_for_the_print_system(tmp_path):
    """All other settings are printed without asking the print system."""
    with patch.object(printing, "printers", side_effect=AssertionError):
        assert asked(tmp_path, "")
        assert asked(tmp_path, "hints")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("  01632 960111  Example Council (office line)", "  0 1 6 3 2, 9 6 0 1 1 1  Example Council (office line)"),
        ("(01632) 960111", "(0 1 6 3 2, 9 6 0 1 1 1"),
        ("07700900111 or 0800 1111", "0 7 7 0 0 9 0 0 1 1 1 or 0 8 0 0, 1 1 1 1"),
        ("call 999, 101 or 116 123.", "call 9 9 9, 1 0 1 or 1 1 6, 1 2 3."),
        ("+44 1632 960111", "+ 4 4, 1 6 3 2, 9 6 0 1 1 1"),
        ("+353 1 632 5678", "+ 3 5 3, 1, 6 3 2, 5 6 7 8"),
        ("01632 960111: by day", "0 1 6 3 2, 9 6 0 1 1 1: by day"),
        ("01632 960111 09:30 to 17:00", "0 1 6 3 2, 9 6 0 1 1 1 09:30 to 17:00"),
        ("01632 960111 01/02/2027", "0 1 6 3 2, 9 6 0 1 1 1 01/02/2027"),
        *[(same, same) for same in ("2026-11-27", "09:30 to 17:00", "press 55", "CHW-0111-2Q", "56 days, 12 of 2026")],
        *[(same, same) for same in ("01 02 2027", "page 111/2", "01632960111ab", "x01632 960111", "1999")],
    ],
)
def test_only_the_digits_of_a_number_to_ring_are_taken_apart(written, said):
    """Landline, mobile, freephone, short and international numbers are split, with a day or time after them; other digits are not."""
    assert digit_by_digit(written) == said


def test_digits_are_apart_from_the_moment_on_that_it_is_chosen(tmp_path):
    """Separate digits can be chosen at any prompt, and apply to the numbers that follow and at the next start."""
    heard = run_here("plain", "--at", AT, "--home", tmp_path, stdin="numbers\n.s digits apart\nnumbers\n").out
    before, after = heard.split("From now on:")
    assert "01865 249811" in before
    assert "0 1 8 6 5, 2 4 9 8 1 1" in after
    assert "01865 249811" not in after
    assert "0 1 8 6 5, 2 4 9 8 1 1" in run_here("plain", "--at", AT, "--home", tmp_path, stdin="").out
