"""The contract of a case after it was sent (design section 9): heard, outcome, withdrawn, due, alike, early, counted, erased."""

import csv
import io
import json

import pytest

DONE, WRONG, REFUSED = 0, 3, 5


@pytest.fixture
def stored(vault, ready):
    """Returns the reference of a stored case that can be exported."""
    return vault("case", "new", "--from", "-", "--json", stdin=json.dumps(ready)).json["reference"]


@pytest.fixture
def sent(vault, stored):
    """Returns the same reference, with the case sent on the Monday two weeks before."""
    assert vault("case", "sent", stored, "--on", "2026-11-09", "--json").code == DONE
    return stored


def heard(vault, reference, what, on="2026-11-20", *more):
    """Notes what the council said."""
    return vault("case", "heard", reference, "--what", what, "--on", on, "--json", *more)


def status(vault, reference):
    """Returns the case's status."""
    return vault("case", "show", reference, "--json").json["status"]


def kinds(vault, reference):
    """Returns the kinds of what is due today for the case."""
    return [item["kind"] for item in vault("today", "--json").json["items"] if item["reference"] == reference]


@pytest.mark.parametrize("what", ["acknowledged", "contact-made", "no-contact", "duplicate"])
def test_what_the_council_said_is_the_status(vault, sent, what):
    """Each of the council's four answers becomes the status by that name, and what to do next is printed."""
    ran = heard(vault, sent, what)
    assert (ran.code, ran.json["status"]) == (DONE, what)
    assert ran.json["next_steps"]
    assert status(vault, sent) == what


def test_an_outcome_makes_the_outcome_known(vault, sent):
    """An outcome can be noted after contact or without it, as the person may report it first."""
    assert heard(vault, sent, "contact-made").code == DONE
    ran = vault("case", "outcome", sent, "--what", "relief-duty", "--on", "2026-11-22", "--json")
    assert (ran.code, ran.json["status"]) == (DONE, "outcome-known")


def test_accepted_is_refused_with_the_question_which_of_the_two_it_was(vault, sent):
    """ALERT uses "accepted" for two opposite things (procedure 3.1.1), so the problem asks which."""
    ran = heard(vault, sent, "accepted")
    assert ran.code == WRONG
    assert ran.json["problem"]["key"] == "what"
    assert "contact-made" in ran.json["problem"]["expected"]
    assert "no-contact" in ran.json["problem"]["expected"]
    assert status(vault, sent) == "sent"


@pytest.mark.parametrize(
    ("what", "on", "code"),
    [
        ("contact-made", "2026-11-08", REFUSED),
        ("contact-made", "2026-11-24", REFUSED),
        ("closed somehow", "2026-11-20", WRONG),
        ("contact-made", "20/11/2026", WRONG),
    ],
)
def test_a_day_or_a_word_that_cannot_be_is_refused_and_nothing_is_kept(vault, sent, what, on, code):
    """A day before sending, a future day, a word that no portal has and an impossible day are all refused."""
    assert heard(vault, sent, what, on).code == code
    assert status(vault, sent) == "sent"


def test_nothing_is_heard_of_a_referral_that_was_not_sent(vault, stored):
    """Noting an answer to a referral that was not sent is refused, with the reason."""
    ran = heard(vault, stored, "acknowledged")
    assert (ran.code, ran.out) == (REFUSED, "")
    assert ran.err


def test_an_entry_that_was_wrong_is_corrected_and_both_stay_in_the_history(vault, sent):
    """A contact that did not happen can be corrected, and the history keeps both entries."""
    heard(vault, sent, "contact-made")
    assert heard(vault, sent, "no-contact").code == REFUSED
    assert heard(vault, sent, "no-contact", "2026-11-20", "--instead-of", "contact-made").json["status"] == "no-contact"
    told = [event["what"] for event in vault("case", "timeline", sent, "--json").json["events"]]
    assert told.count("step contact-made") == len(["noted", "taken out"])
    ran = vault("case", "take-back", sent, "--what", "no-contact", "--why", "another person's case", "--json")
    assert (ran.code, ran.json["status"]) == (DONE, "sent")
    *_, last = vault("case", "timeline", sent, "--json").json["events"]
    assert "another person's case" in last["words"]


def test_consent_taken_back_stops_everything_at_once(vault, stored, tmp_path):
    """No pack, slip, print or sending is possible; the evidence record stays, and the case can be begun again."""
    ran = vault(
        "case", "withdraw", stored, "--on", "2026-11-23", "--why", "consent-withdrawn", "--told-council", "no", "--json"
    )
    assert (ran.code, ran.json["status"]) == (DONE, "withdrawn")
    for command in (
        ("export", stored, "--to", tmp_path / "out"),
        ("slip", stored, "--to", tmp_path / "slip.pdf"),
        ("print", stored, "--what", "referral", "--to", tmp_path / "referral.pdf"),
        ("print", stored, "--what", "slip", "--to", tmp_path / "slip.pdf"),
        ("letter", stored, "--what", "interim", "--to", tmp_path / "letter.pdf"),
        ("sent", stored, "--on", "2026-11-23"),
    ):
        ran = vault("case", *command)
        assert (command[0], ran.code) == (command[0], REFUSED)
        assert "withdrawn" in ran.err
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".pdf"] == []
    assert vault("case", "evidence", stored, "--to", tmp_path / "evidence.txt").code == DONE
    assert "withdrawn" in (tmp_path / "evidence.txt").read_text(encoding="utf-8").lower()
    assert vault("case", "again", stored, "--json").code == DONE


def test_what_is_due_says_what_to_do_and_since_when(vault, sent, at):
    """A code is missing after two working days; after ten without an answer, the next day is the day to chase (procedure 3.1.1)."""
    assert "code-missing" in kinds(vault, sent)
    assert "chase" not in kinds(vault, sent)
    items = vault("today", "--json", "--at", "2026-11-26").json["items"]
    (chase,) = [item for item in items if item["kind"] == "chase"]
    assert (chase["reference"], chase["due"], chase["days"]) == (sent, "2026-11-24", 2)
    assert chase["why"]
    heard(vault, sent, "contact-made")
    assert "chase" not in [item["kind"] for item in vault("today", "--json", "--at", "2026-11-26").json["items"]]


def test_the_list_has_a_window_filters_and_a_search(vault, ready, sent):
    """``total`` counts all matches and ``cases`` is the window, and a name finds the case but is never shown."""
    ready["referral"]["full-name"] = "Anneliese Invented"
    ready["triage"]["authority"] = "oxford"
    other = vault("case", "new", "--from", "-", "--json", stdin=json.dumps(ready)).json["reference"]
    everything = vault("case", "list", "--json").json
    assert (everything["total"], len(everything["cases"])) == (2, 2)
    assert {"stage", "worker", "last_date", "due", "due_kind"} <= set(everything["cases"][0])
    assert vault("case", "list", "--json", "--limit", "1").json["total"] == len([other, sent])
    for more in (("--search", "anneliese"), ("--search", other), ("--authority", "oxford"), ("--status", "ready")):
        ran = vault("case", "list", "--json", *more)
        assert ([row["reference"] for row in ran.json["cases"]], more) == ([other], more)
        assert "nneliese" not in ran.out
    assert vault("case", "list", "--json", "--status", "flying").code == WRONG
    assert vault("case", "list", "--json", "--limit", "many").code == WRONG


def test_another_case_of_the_same_person_is_found(vault, ready, sent):
    """A case with a similar name and the same telephone is found, with what has changed since."""
    ready["referral"]["full-name"] = "Zebedee Exampel"
    ready["triage"]["authority"] = "oxford"
    other = vault("case", "new", "--from", "-", "--json", stdin=json.dumps(ready)).json["reference"]
    (candidate,) = vault("case", "similar", other, "--json").json["candidates"]
    assert candidate["reference"] == sent
    assert 70 <= candidate["score"] <= 100
    assert candidate["why"]
    assert "council" in candidate["since"]


def test_the_early_list_wakes_up_when_the_56_days_begin_and_begins_the_case(vault):
    """An entry of the early list is made under the agency's own reference, without a name."""
    add = ("early", "add", "--own-reference", "A1234BC", "--kind", "release", "--json", "--date")
    assert vault(*add, "2027-06-01").code == DONE
    assert vault(*add, "2027-06-01").code == WRONG
    assert [each["own_reference"] for each in vault("early", "list", "--json").json["early"]] == ["A1234BC"]
    assert vault("today", "--json").json["items"] == []
    (item,) = vault("today", "--json", "--at", "2027-04-07").json["items"]
    assert (item["reference"], item["kind"], item["due"]) == ("A1234BC", "early", "2027-04-06")
    assert "Nothing needs doing" not in vault("today", "--at", "2027-04-07").out
    assert "Nothing needs doing today." in vault("today").out
    begun = vault("early", "begin", "A1234BC", "--json").json
    assert begun["status"] == "draft"
    assert vault("early", "list", "--json").json["early"] == []
    assert vault("case", "show", begun["reference"], "--json").json["triage"]["last-date"] == "2027-06-01"


def test_a_file_for_the_early_list_is_taken_whole_or_not_at_all(vault, write):
    """Each bad row is named, and nothing is imported silently."""
    good = "reference,date,kind,worker\nA1,2027-06-01,release,Ada Invented\nA2,30/06/2027,discharge,\n"
    bad = write(good + "A3,someday,release,\nA1,2027-06-02,release,\n", "bad.csv")
    ran = vault("early", "import", bad, "--json")
    assert ran.code == WRONG
    assert "someday" in ran.err
    assert "A1" in ran.err
    assert vault("early", "list", "--json").json["early"] == []
    assert vault("early", "import", write(good, "good.csv"), "--json").json["taken"] == len(["A1", "A2"])


def test_counts_are_published_only_where_nobody_can_be_worked_out(vault, sent, tmp_path):
    """A count of 1 to 4 is null and marked as suppressed, and the file for a spreadsheet contains no formula."""
    figures = vault("stats", "--json", "--csv", tmp_path / "counts.csv").json
    counted = [cell for cell in _cells(figures) if cell.get("suppressed")]
    assert counted
    assert all(cell["count"] is None for cell in counted)
    rows = list(csv.reader(io.StringIO((tmp_path / "counts.csv").read_text(encoding="utf-8-sig"))))
    assert rows
    assert not any(cell.startswith(("=", "+", "-", "@")) and not cell[1:].isdigit() for row in rows for cell in row)


def _cells(value):
    if isinstance(value, dict):
        if "count" in value:
            yield value
        for inner in value.values():
            yield from _cells(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cells(inner)


def test_retention_erases_exactly_those_that_are_due(vault, sent, tmp_path):
    """Cases are erased by the organisation's own periods, and only if the number is the one shown."""
    assert vault("retention", "due", "--json").json["total"] == 0
    (tmp_path / "home" / "settings.toml").write_text("[keep]\nsent = 30\n", encoding="utf-8")
    vault("case", "outcome", sent, "--what", "no-duty", "--on", "2026-11-20")
    later = ("--at", "2027-01-10")
    due = vault("retention", "due", "--json", *later).json
    assert (due["total"], [case["reference"] for case in due["cases"]], due["early"]) == (1, [sent], [])
    assert "erase" in [item["kind"] for item in vault("today", "--json", *later).json["items"]]
    assert vault("retention", "erase", "--confirm", "2", *later).code == REFUSED
    assert vault("retention", "erase", "--confirm", "1", "--json", *later).json["erased"] == [sent]
    assert vault("case", "list", "--json").json["total"] == 0
    stats = vault("case", "show", sent, "--json", *later).json
    assert stats["status"] == "erased"


def test_the_by_name_list_has_initials_unless_names_are_asked_for(vault, sent, tmp_path):
    """The list for a meeting is written as a file, with names only if ``--show-names`` is given."""
    for name, more in (("plain.csv", ()), ("names.csv", ("--show-names",))):
        assert vault("by-name", "--to", tmp_path / name, "--json", *more).code == DONE
        text = (tmp_path / name).read_text(encoding="utf-8-sig")
        assert ("Zebedee" in text) == bool(more)
        assert sent in text


def test_everything_about_one_person_is_given_out(vault, sent, tmp_path):
    """The files are a PDF and JSON, in a folder of their own."""
    ran = vault("case", "subject-access", sent, "--to", tmp_path, "--json")
    assert ran.code == DONE
    names = sorted(each["name"] for each in ran.json["files"])
    assert names == ["manifest.json", "subject-access.json", "subject-access.pdf"]
    held = json.loads((tmp_path / ran.json["folder"] / names[1]).read_text(encoding="utf-8"))
    assert "Zebedee Example" in json.dumps(held)
