"""``slips`` and ``case slip``: languages to a checker and back, and the forms of the slip, from the command line."""

import invented_language as invented
import pytest
from command_line import run_here
from desk_samples import MINIMUM, REFER, unlocked_desk

AT = "2026-11-23T10:04"


def run(home, *words):
    """Runs a command in this home, with the samples' passphrase."""
    return run_here(*map(str, words), "--home", home, "--at", AT)


@pytest.fixture
def sheet(tmp_path):
    """Returns a sheet for the invented language's tag, filled in as by a checker."""
    assert run(tmp_path / "home", "slips", "export-language", "ar", "--to", tmp_path / "out.po").code == 0
    file = tmp_path / "in.po"
    file.write_bytes(invented.filled((tmp_path / "out.po").read_bytes()))
    return file


def take(tmp_path, sheet, who="Noor Invented", on="2026-11-20"):
    """Imports the sheet."""
    return run(tmp_path / "home", "slips", "import-language", sheet, "--checked-by", who, "--on", on)


def test_a_language_goes_to_a_checker_and_comes_back(tmp_path, sheet):
    """Without a vault, a language is listed as not checked once its sheet is exported, and as checked, by whom and when, once
    imported.
    """
    home = tmp_path / "home"
    (before,) = run(home, "slips", "languages", "--json").json["languages"]
    assert (before["language"], before["standing"], before["prints"]) == ("ar", "not-checked", False)
    assert take(tmp_path, sheet).code == 0
    (after,) = run(home, "slips", "languages", "--json").json["languages"]
    assert (after["standing"], after["checked_by"], after["checked_on"]) == ("checked", "Noor Invented", "2026-11-20")
    assert "ar  Arabic: prints: checked by Noor Invented on 20 November 2026." in run(home, "slips", "languages").out


def test_without_a_language_it_says_how_to_begin(tmp_path):
    """An empty list says how to begin."""
    ran = run(tmp_path / "home", "slips", "languages")
    assert ran.code == 0
    assert "slips export-language" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("who", "on", "key"),
    [("", "2026-11-20", "checked-by"), ("x" * 101, "2026-11-20", "checked-by"), ("Noor", "2026-11-24", "on"),
     ("Noor", "20.11.2026", "on"), ("N\x1boor", "2026-11-20", "checked-by")],
)  # fmt: skip
def test_who_and_when_are_checked(tmp_path, sheet, who, on, key):
    """A checker has a name, and the date of the check is not in the future."""
    ran = run(tmp_path / "home", "slips", "import-language", sheet, "--checked-by", who, "--on", on, "--json")
    assert ran.code == 3
    assert ran.json["problem"]["key"] == key


def test_a_sheet_that_is_not_right_changes_nothing(tmp_path, sheet):
    """The language as it was checked before is unchanged, and the message says what is wrong."""
    assert take(tmp_path, sheet).code == 0
    kept = (tmp_path / "home" / "languages" / "ar.po").read_bytes()
    sheet.write_bytes(sheet.read_bytes().replace(b"999", b"998"))
    ran = take(tmp_path, sheet)
    assert ran.code == 3
    assert "not taken" in ran.err
    assert (tmp_path / "home" / "languages" / "ar.po").read_bytes() == kept


@pytest.mark.parametrize("language", ["en", "en-GB", "qqq", "", "../ar", "a" * 500])
def test_a_sheet_is_only_made_for_a_language_that_is_known(tmp_path, language):
    """No sheet is made for English, for an unknown language or for a path outside the folder."""
    ran = run(tmp_path / "home", "slips", "export-language", language, "--to", tmp_path / "out.po")
    assert ran.code == 3
    assert not (tmp_path / "out.po").exists()


def test_a_sheet_is_never_written_over(tmp_path):
    """An existing sheet is not replaced, as it may contain a checker's work."""
    (tmp_path / "out.po").write_text("mine", encoding="utf-8")
    ran = run(tmp_path / "home", "slips", "export-language", "so", "--to", tmp_path / "out.po")
    assert ran.code == 6
    assert (tmp_path / "out.po").read_text(encoding="utf-8") == "mine"


def test_a_missing_sheet_is_a_sentence(tmp_path):
    """A missing sheet gives exit code 3, like every unreadable file."""
    ran = take(tmp_path, tmp_path / "nothing.po")
    assert ran.code == 3
    assert "a file that can be read" in ran.err


@pytest.fixture
def case(tmp_path, monkeypatch):
    """Returns the reference of a stored case that can be unlocked."""
    from desk_samples import PASSPHRASE

    desk = unlocked_desk(tmp_path / "home")
    reference = desk.cases.new({"triage": REFER, "referral": {**MINIMUM, "paper": "full", "safe-to-text": "ask"}})
    desk.vault.lock()
    secret = tmp_path / "words.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    secret.chmod(0o600)
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    return reference


@pytest.mark.parametrize(
    ("form", "suffix", "words"),
    [("standard", ".txt", "What happens next"), ("easy-read", ".pdf", ""), ("phone-message", ".txt", "In danger: 999"),
     ("screen-reader", ".txt", "Part 1 of"), ("plain-card", ".txt", "To ring")],
)  # fmt: skip
def test_a_slip_is_written_in_the_form_that_is_named(tmp_path, case, form, suffix, words):
    """Each form is written to a file of its kind, and the case's own choice is unchanged."""
    file = tmp_path / f"slip{suffix}"
    ran = run(tmp_path / "home", "case", "slip", case, "--to", file, "--form", form)
    assert (ran.code, ran.err) == (0, "")
    assert words in file.read_bytes().decode("utf-8", "replace")
    assert ("Ask them each time before you send a text." in ran.out) == (form == "phone-message")


def test_a_form_nobody_knows_and_a_form_that_is_not_safe_are_refused(tmp_path, case):
    """An unknown form is a wrong value, a full slip for a person with the card is refused by the procedure, and no file is left."""
    home, file = tmp_path / "home", tmp_path / "slip.pdf"
    assert run(home, "case", "slip", case, "--to", file, "--form", "braille").code == 3
    set_card = tmp_path / "set.json"
    set_card.write_text('{"referral": {"paper": "plain-card"}}', encoding="utf-8")
    assert run(home, "case", "set", case, "--from", set_card).code == 0
    ran = run(home, "case", "slip", case, "--to", file, "--form", "easy-read")
    assert ran.code == 5
    assert "plain card" in ran.err
    assert not file.exists()


def test_a_slip_stands_in_two_languages_only_once_one_is_checked(tmp_path, case, sheet):
    """A language is refused until it is checked, and then printed with English for helpers, while ``en`` means English alone."""
    home = tmp_path / "home"
    words = ("case", "slip", case, "--language", "ar", "--to")
    ran = run(home, *words, tmp_path / "early.txt")
    assert ran.code == 5
    assert "nobody has checked it" in ran.err
    assert take(tmp_path, sheet).code == 0
    assert run(home, *words, tmp_path / "both.txt").code == 0
    both = (tmp_path / "both.txt").read_text(encoding="utf-8")
    assert invented.invented("What happens next").split()[0] in both
    assert "What happens next" in both
    assert run(home, "case", "slip", case, "--language", "en", "--to", tmp_path / "one.txt").code == 0
    assert (tmp_path / "one.txt").read_text(encoding="utf-8").isascii()


def test_the_language_kept_with_the_case_does_not_hold_up_the_pack(tmp_path, case):
    """The pack is complete with its slip in English and the reason is printed, and neither form nor language goes to the council."""
    chosen = tmp_path / "set.json"
    chosen.write_text('{"referral": {"slip-language": "so", "slip-form": "easy-read"}}', encoding="utf-8")
    assert run(tmp_path / "home", "case", "set", case, "--from", chosen).code == 0
    ran = run(tmp_path / "home", "case", "export", case, "--to", tmp_path / "out")
    assert ran.code == 0
    assert "The slip is in English alone. Somali does not print" in " ".join(ran.out.split())
    folder = tmp_path / "out" / case
    assert (folder / "next-steps-easy-read.pdf").is_file()
    for name in ("referral.json", "portal-sheet.txt"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "easy-read" not in text
        assert "slip-" not in text
