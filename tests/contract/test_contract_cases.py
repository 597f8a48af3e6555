"""The contract of the stored cases: shapes, refusals, and no half-finished changes."""

import json
from datetime import date

import pytest


@pytest.fixture
def stored(vault, ready):
    """Returns the reference of a stored case that can be exported."""
    return vault("case", "new", "--from", "-", "--json", stdin=json.dumps(ready)).json["reference"]


def new(vault, case):
    """Stores a case and returns the result of ``case new``."""
    return vault("case", "new", "--from", "-", "--json", stdin=json.dumps(case))


def test_new_says_what_is_missing(vault, ready):
    """``case new`` prints reference, status, outcome, and each missing field with need and why, the minimum first."""
    del ready["referral"]["phone"]
    ran = new(vault, ready)
    assert (ran.code, list(ran.json)) == (0, ["reference", "status", "outcome", "missing"])
    assert (ran.json["status"], ran.json["outcome"]) == ("needs-answer", "refer")
    assert ran.json["missing"][0]["field"] == "phone"
    assert [list(item) for item in ran.json["missing"]] == [["field", "need", "why"]] * len(ran.json["missing"])
    assert {item["need"] for item in ran.json["missing"]} == {"minimum", "wanted"}


def test_the_minimum_alone_is_ready(vault, ready):
    """Name, a phone and the agreed reason are enough, and all other missing fields are only wanted."""
    ran = new(vault, ready)
    assert ran.json["status"] == "ready"
    assert {item["need"] for item in ran.json["missing"]} == {"wanted"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('{"triage": {"emergency": "plague"}}', "emergency"),
        ('{"triage": {"shoes": "x"}}', "shoes"),
        ('{"referral": {"shoes": "x"}}', "referral.shoes"),
        ('{"referral": {"agency-name": "x"}}', "referral.agency-name"),
        ('{"referral": {"phone": "12"}}', "referral.phone"),
        ('{"referral": {"date-of-birth": "2050-01-01"}}', "referral.date-of-birth"),
        ('{"agency": {"body-type": "circus"}}', "agency.body-type"),
        ('{"agency": []}', "agency"),
        ('{"agency": [], "shoes": 1}', "shoes"),
        ('{"referral": {"phone": "12"}, "triage": {"shoes": 1}}', "shoes"),
        ('{"shoes": 1, "triage": {"age": "1", "age": "2"}}', "age"),
        ('{"shoes": 1, "referral": {"phone": "1", "phone": "2"}}', "referral.phone"),
        ("[]", "file"),
    ],
)
def test_a_wrong_case_is_refused_whole(vault, text, key):
    """The first problem is named by its question or its path in the file, and nothing is stored."""
    ran = vault("case", "new", "--from", "-", "--json", stdin=text)
    assert (ran.code, ran.problem["key"]) == (3, key)
    assert vault("case", "list", "--json").json == {"total": 0, "cases": []}


def test_set_changes_only_what_it_names_and_null_clears(vault, stored):
    """A field that is not named stays, null removes a value, and answers change the outcome."""
    change = {"referral": {"phone": None, "email": "z@example.org"}, "triage": {"consent": "refused"}}
    ran = vault("case", "set", stored, "--from", "-", "--json", stdin=json.dumps(change))
    assert (ran.code, ran.json["outcome"], ran.json["missing"]) == (0, "no-consent", [])
    shown = vault("case", "show", stored.lower(), "--json").json
    assert "phone" not in shown["referral"]
    assert (shown["referral"]["email"], shown["referral"]["full-name"]) == ("z@example.org", "Zebedee Example")
    assert shown["triage"]["consent"] == "refused"


def test_the_list_shows_initials_only(vault, stored):
    """The list shows initials only, as others may see the screen."""
    ran = vault("case", "list", "--json")
    row = ran.json["cases"][0]
    assert (row["reference"], row["initials"], row["not_sent"]) == (stored, "Z.E.", True)
    assert "Zebedee" not in ran.out + vault("case", "list").out


def test_export_writes_the_pack_and_says_what(vault, stored, tmp_path):
    """The folder is named by the reference, and every file is listed with its size and SHA-256."""
    import hashlib

    ran = vault("case", "export", stored, "--to", tmp_path / "out", "--json")
    assert (ran.code, list(ran.json)) == (0, ["reference", "files", "folder"])
    folder = tmp_path / "out" / stored
    assert ran.json["folder"] == str(folder)
    assert {file.name for file in folder.iterdir()} == {each["name"] for each in ran.json["files"]}
    for each in ran.json["files"]:
        content = (folder / each["name"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_export_is_refused_without_the_minimum_or_a_referral(vault, ready, tmp_path):
    """Such an export gives exit code 5 and the rule by name, and no file is written."""
    del ready["referral"]["agreed-reason"]
    lacking = new(vault, ready).json["reference"]
    ran = vault("case", "export", lacking, "--to", tmp_path / "out", "--json")
    assert (ran.code, ran.out) == (5, "")
    assert "agreed-reason" in ran.err
    ready["triage"]["consent"] = "refused"
    refused = new(vault, ready).json["reference"]
    ran = vault("case", "export", refused, "--to", tmp_path / "out")
    assert (ran.code, "no-consent" in ran.err) == (5, True)
    assert not (tmp_path / "out").exists()


def test_abuse_asks_for_the_safety_of_contact_before_an_export(vault, ready, tmp_path):
    """If abuse appears, how to ring safely is part of the minimum."""
    ready["triage"]["circumstances"] = ["domestic-abuse-history"]
    ready["referral"]["contact-method"] = "phone"
    ran = new(vault, ready)
    assert [item["field"] for item in ran.json["missing"] if item["need"] == "minimum"] == ["safe-to-ring"]
    assert vault("case", "export", ran.json["reference"], "--to", tmp_path / "out").code == 5


def test_sent_is_noted_with_its_code(vault, stored):
    """The case has the status sent from then on, and a future day is refused."""
    ran = vault("case", "sent", stored, "--on", "2026-11-24", "--json")
    assert (ran.code, ran.problem["key"], ran.problem["given"]) == (3, "on", "2026-11-24")
    ran = vault("case", "sent", stored, "--on", "2026-11-23", "--code", "ABC123", "--json")
    assert (ran.code, ran.json["status"], ran.json["sent"], ran.json["code"]) == (0, "sent", "2026-11-23", "ABC123")
    assert vault("case", "list", "--json").json["cases"][0]["not_sent"] is False


def test_slip_and_evidence_are_written_where_they_are_asked_for(vault, stored, tmp_path):
    """Slip and evidence are each one file, PDF or text by its name, and another extension is a wrong value."""
    for what, name in (("slip", "slip.txt"), ("evidence", "evidence.pdf")):
        ran = vault("case", what, stored, "--to", tmp_path / name, "--json")
        assert (ran.code, [file["name"] for file in ran.json["files"]]) == (0, [name])
        assert (tmp_path / name).stat().st_size == ran.json["files"][0]["bytes"]
    ran = vault("case", "slip", stored, "--to", tmp_path / "slip.doc", "--json")
    assert (ran.code, ran.problem["key"]) == (3, "to")


def test_an_unknown_reference_is_a_wrong_value(vault):
    """A reference that no case has is named, whatever the command."""
    for argv in (["show", "NO-SUCH"], ["export", "NO-SUCH", "--to", "x"], ["sent", "NO-SUCH", "--on", "2026-11-23"]):
        ran = vault("case", *argv, "--json")
        assert (ran.code, ran.problem["key"], ran.problem["given"]) == (3, "reference", "NO-SUCH")


def test_a_target_that_cannot_be_written_is_named(vault, stored, tmp_path):
    """A file in the way of the folder ends with exit code 6, and no other file is left."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    ran = vault("case", "export", stored, "--to", tmp_path / "file", "--json")
    assert (ran.code, ran.out) == (6, "")
    assert str(tmp_path / "file") in ran.err
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_wrong_passphrase_and_no_passphrase_are_locked(vault, tmp_path, monkeypatch):
    """Exit code 4 is given for a wrong passphrase, for none without a terminal, and if there is no vault."""
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("something else", encoding="utf-8")
    ran = vault("case", "list", "--passphrase-file", wrong, "--json")
    assert (ran.code, ran.out) == (4, "")
    monkeypatch.delenv("CHAMPION_PASSPHRASE_FILE")
    ran = vault("case", "list")
    assert (ran.code, "--passphrase-file" in ran.err) == (4, True)
    ran = vault("case", "list", "--home", tmp_path / "nowhere")
    assert (ran.code, "vault create" in ran.err) == (4, True)
    assert not (tmp_path / "nowhere").exists()


def test_a_passphrase_file_that_cannot_be_read_is_a_wrong_value(vault, tmp_path):
    """A missing file, a folder and a binary file are named by their option."""
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    for file in (tmp_path / "missing", tmp_path, binary):
        ran = vault("case", "list", "--passphrase-file", file, "--json")
        assert (ran.code, ran.problem["key"], ran.problem["given"]) == (3, "passphrase-file", str(file))


def test_somebody_else_cannot_be_named(vault):
    """``--as`` with a person who has no slot is a wrong value."""
    ran = vault("case", "list", "--as", "Nobody", "--json")
    assert (ran.code, ran.problem["key"], ran.problem["given"]) == (3, "as", "Nobody")


def test_the_vault_checks_itself(vault, stored):
    """The check reports everything that can be read as read."""
    ran = vault("vault", "check", "--json")
    assert (ran.code, ran.json["ok"]) == (0, True)
    assert {check["ok"] for check in ran.json["checks"]} == {True}


def test_a_vault_is_made_once(vault, tmp_path):
    """A second vault is refused and changes nothing."""
    before = (tmp_path / "home" / "vault.json").read_bytes()
    ran = vault("vault", "create", "--name", "Ann", "--role", "nurse", "--json")
    assert (ran.code, ran.out) == (6, "")
    assert (tmp_path / "home" / "vault.json").read_bytes() == before


def test_nothing_personal_is_in_a_plain_file(vault, stored, tmp_path):
    """After a case is stored, neither the name nor the phone is readable in the home folder."""
    for file in (tmp_path / "home").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert b"Zebedee" not in content
            assert b"900123" not in content


def test_new_takes_today_from_at(vault, ready):
    """The stage of a stored case follows the moment that was given."""
    ready["triage"]["last-date"] = date(2026, 11, 25).isoformat()
    assert new(vault, ready).json["outcome"] == "refer"


def test_a_draft_is_told_without_empty_lines(vault):
    """Where there is nothing to say, no line is left for it."""
    ran = vault("case", "new", "--from", "-", stdin="{}")
    assert ran.code == 0
    assert all(line.strip() for line in ran.out.splitlines())
