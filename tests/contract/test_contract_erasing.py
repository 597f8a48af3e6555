"""The contract of ``case erase``: what it prints, what it refuses, and what is shown of an erased case afterwards."""

import json

import pytest

STUB = {
    "status": "erased",
    "created_on": "2026-11-23",
    "erased_on": "2026-11-23",
    "sent_on": None,
    "area": "oxfordshire",
    "authority": "cherwell",
    "body_type": "prison",
    "stage": "threatened",
    "outcome": "refer",
}


@pytest.fixture
def stored(vault, ready):
    """Returns the reference of a stored case that can be exported."""
    ready["agency"]["body-type"] = "prison"
    return vault("case", "new", "--from", "-", "--json", stdin=json.dumps(ready)).json["reference"]


def test_erase_prints_the_stub_and_the_case_is_gone(vault, stored):
    """Without a terminal the case is erased at once, the stub has ids and days, and the list of cases is empty."""
    ran = vault("case", "erase", stored.lower(), "--json")
    assert (ran.code, ran.json) == (0, {"reference": stored, **STUB})
    assert vault("case", "list", "--json").json == {"total": 0, "cases": []}
    assert vault("case", "list", "--erased", "--json").json == {"erased": [{"reference": stored, **STUB}]}
    assert vault("case", "show", stored, "--json").json == {"reference": stored, **STUB}


def test_in_words_it_says_when_and_what_stays(vault, stored):
    """Without ``--json`` it prints sentences without ids."""
    said = vault("case", "erase", stored).out
    assert f"{stored} was erased on Monday 23 November 2026." in said
    assert "Council: Cherwell District Council" in said
    assert vault("case", "show", stored).out == said
    assert vault("case", "list", "--erased").out.startswith(f"{stored}  erased 2026-11-23  refer  Cherwell")


def test_with_nothing_erased_the_list_says_so(vault, stored):
    """An empty list is reported as a sentence and as JSON."""
    assert vault("case", "list", "--erased").out == "No case was erased.\n"
    assert vault("case", "list", "--erased", "--json").json == {"erased": []}


@pytest.mark.parametrize(
    "words", [("erase",), ("set", "--from", "-"), ("sent", "--on", "2026-11-23"), ("evidence", "--to", "e.pdf")]
)
def test_everything_else_asked_of_an_erased_case_says_when_it_was_erased(vault, stored, words, tmp_path):
    """Each command gives a wrong value with the day and the way to the stub, and writes no file."""
    vault("case", "erase", stored)
    command, *rest = words
    target = [str(tmp_path / each) if each == "e.pdf" else each for each in rest]
    ran = vault("case", command, stored, *target, stdin="{}")
    assert ran.code == 3
    assert f"The case {stored} was erased on Monday 23 November 2026." in ran.err
    assert f"case show {stored}" in ran.err
    assert not (tmp_path / "e.pdf").exists()


def test_a_reference_that_never_was_is_a_wrong_value(vault, stored):
    """A reference that is nearly right erases nothing."""
    ran = vault("case", "erase", f"{stored}X", "--json")
    assert (ran.code, ran.problem["key"]) == (3, "reference")
    assert len(vault("case", "list", "--json").json["cases"]) == 1


def test_files_outside_the_vault_stop_it_until_they_are_gone(vault, stored, tmp_path):
    """Files outside the vault are named with exit code 5 and the case stays; once they are deleted it can be erased."""
    folder = vault("case", "export", stored, "--to", tmp_path, "--json").json["folder"]
    ran = vault("case", "erase", stored)
    assert ran.code == 5
    assert f"file of this case is still outside the vault, so it was not erased: {folder}." in ran.err
    assert vault("case", "show", stored, "--json").json["status"] == "exported"
    for path in sorted((tmp_path / stored).rglob("*"), reverse=True):
        path.unlink()
    (tmp_path / stored).rmdir()
    assert vault("case", "erase", stored).code == 0


@pytest.mark.parametrize(("typed", "code"), [("{}", 0), ("{} ", 0), ("", 5), ("yes", 5), ("{}X", 5)])
def test_on_a_terminal_the_reference_must_be_typed_again(vault, stored, typed, code, monkeypatch):
    """On a terminal, what is deleted and what stays is printed first, and anything but the reference keeps the case."""
    from champion_tui.cli.commands.cases import erasing

    monkeypatch.setattr(erasing, "is_typed", lambda: True)
    ran = vault("case", "erase", stored, stdin=f"{typed.format(stored.lower())}\n")
    assert ran.code == code
    assert "What goes, for good" in ran.err
    assert "What stays" in ran.err
    assert "28 days" in ran.err
    assert ("Nothing was erased." in ran.err) == (code == 5)
    assert len(vault("case", "list", "--json").json["cases"]) == (code == 5)
