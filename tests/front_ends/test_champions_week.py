"""Follows ``docs/how-to/a-champions-week.md``: one home, one week, and every line that the page shows must appear on its day."""

import json
import re
from pathlib import Path

import pytest
from command_line import run_here
from desk_samples import MINIMUM, PASSPHRASE, REFER, unlocked_desk

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "a-champions-week.md"
BOXES = re.compile(r"```text\n(.*?)```", re.DOTALL)


class Week:
    """A home, and everything that was printed in it."""

    def __init__(self, folder, monkeypatch):
        unlocked_desk(folder / "home").vault.lock()
        secret = folder / "passphrase.txt"
        secret.touch(mode=0o600)
        secret.write_text(PASSPHRASE, encoding="utf-8")
        monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
        monkeypatch.setenv("CHAMPION_HOME", str(folder / "home"))
        self.folder, self.said = folder, ""

    def does(self, at, *words, code=0):
        """Runs a command at the moment ``at`` and returns its output with all white space as single blanks."""
        ran = run_here(*words, "--at", at)
        assert ran.code == code, ran.err
        said = " ".join(f"{ran.out} {ran.err}".split())
        self.said += f" {said}"
        return said

    def new(self, at, last, **referral):
        """Stores a new case and returns its reference."""
        file = self.folder / f"{last}.json"
        case = {"triage": {**REFER, "last-date": last}, "referral": {**MINIMUM, **referral}}
        file.write_text(json.dumps(case, default=_plainly), encoding="utf-8")
        return run_here("case", "new", "--from", file, "--json", "--at", at).json["reference"]


def _plainly(value):
    return dict(value) if hasattr(value, "keys") else list(value)


@pytest.fixture
def week(tmp_path, monkeypatch):
    """Returns a new week."""
    return Week(tmp_path, monkeypatch)


def the_week(week, tmp_path):
    """Plays Monday to Thursday and returns the references of the first and the second case."""
    sent = week.new("2026-11-09T10:00", "2027-01-10")
    week.does("2026-11-09T11:00", "case", "sent", sent, "--on", "2026-11-09")

    releases = tmp_path / "releases.csv"
    rows = "reference,date,kind\nA1,2027-02-25,release\nA2,2027-01-21,discharge\n"
    releases.write_text(f"{rows}A3,2027-02-01,escape\n", encoding="utf-8")
    week.does("2026-11-23T09:00", "early", "import", releases, code=3)
    assert run_here("early", "list", "--json", "--at", "2026-11-23T09:01").json["early"] == []
    releases.write_text(rows, encoding="utf-8")
    week.does("2026-11-23T09:02", "early", "import", releases)

    due = week.does("2026-11-24T09:00", "today")
    assert due.index("code missing") < due.index("ask the council")
    assert "A2" not in due

    week.does("2026-11-25T09:00", "case", "heard", sent, "--what", "accepted", "--on", "2026-11-25", code=3)
    week.does("2026-11-25T09:01", "case", "heard", sent, "--what", "contact-made", "--on", "2026-11-25")
    week.does("2026-11-25T09:02", "case", "sent", sent, "--on", "2026-11-09", "--code", "AB12")
    assert sent not in week.does("2026-11-25T09:03", "case", "list", "--status", "sent")

    second = week.new("2026-11-25T11:00", "2027-01-12", **{"full-name": "Zebedee Exampel"})
    assert sent in week.does("2026-11-25T11:01", "case", "similar", second)

    week.does(
        "2026-11-26T09:00",
        *("case", "withdraw", sent, "--why", "consent-withdrawn", "--on", "2026-11-26", "--told-council", "no"),
    )
    week.does("2026-11-26T09:01", "case", "export", sent, "--to", tmp_path / "packs", code=5)
    assert not (tmp_path / "packs").exists()
    assert "A2" in week.does("2026-11-26T09:02", "today")
    return sent, second


def test_a_champions_week_goes_as_the_page_says(week, tmp_path):
    """The refused line, the overdue case, the code, the duplicate, the withdrawn consent, the meeting, the figures and what
    must be erased appear as on the page.
    """
    sent, second = the_week(week, tmp_path)
    meeting = tmp_path / "meeting.txt"
    week.does("2026-11-27T14:00", "by-name", "--to", meeting)
    listed = meeting.read_text(encoding="utf-8")
    week.said += " ".join(listed.split())
    assert second in listed
    assert sent not in listed
    assert "Zebedee" not in listed

    november = ("stats", "--from", "2026-11-01", "--to", "2026-11-30")
    assert "do not hand them out" in week.does("2026-11-30T17:00", *november)
    file = tmp_path / "november.csv"
    assert "do not hand them out" not in week.does("2026-12-01T09:00", *november, "--csv", file)
    assert "do not hand them out" not in file.read_text(encoding="utf-8-sig")

    (tmp_path / "home" / "settings.toml").write_text("[keep]\nsent = 30\ndrafts = 30\n", encoding="utf-8")
    week.does("2027-01-10T09:00", "retention", "erase", "--confirm", "3", code=5)
    week.does("2027-01-10T09:01", "retention", "erase", "--confirm", "2", code=5)
    shredded = run_here("plain", "--today", "--at", "2027-01-10T09:01", stdin="o\n1\n1\n\n\n")
    assert "It is off the list." in shredded.out
    week.does("2027-01-10T09:02", "retention", "erase", "--confirm", "2")
    assert run_here("case", "list", "--json", "--at", "2027-01-10T09:02").json["cases"] == []

    for box in BOXES.findall(PAGE.read_text(encoding="utf-8")):
        for shown in box.strip().splitlines():
            assert shown.replace("{reference}", sent) in week.said
