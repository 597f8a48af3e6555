"""The settings line by line: what ``.s printer`` says of the printers that there are."""

from unittest.mock import patch

import pytest
from desk_samples import desk_in

from champion_tui.cli.plain.settings_talk import settings_said
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.papers.printing import printing

NONE = printing.Printers((), "")


def asked(tmp_path, key):
    """What is said of a setting when nothing is to be set."""
    return " ".join(" ".join(settings_said(desk_in(tmp_path), key, "")).split())


def test_the_printers_that_there_are_are_named(tmp_path):
    """Whoever hears the page knows what to type behind the key."""
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
    """A print system without a printer, and one that does not answer, are two things; a name can be typed all the same."""
    with patch.object(printing, "printers", **how):
        assert f"{why} You can type a name all the same." in asked(tmp_path, "printer")


def test_nobody_else_waits_for_the_print_system(tmp_path):
    """All settings, and any other one, are said without asking it."""
    with patch.object(printing, "printers", side_effect=AssertionError):
        assert asked(tmp_path, "")
        assert asked(tmp_path, "hints")
