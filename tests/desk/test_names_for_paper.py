"""A name that cannot be printed, from the question to the paper: needed for paper and for nothing else, in every front end."""

import json
import shutil

import pytest
from command_line import run_here
from desk_samples import MINIMUM, PASSPHRASE, REFER, unlocked_desk

from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.papers.printing import printing
from champion_tui.domain.papers.sending import Part
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.papers.setting import fonts

NAMES = ("ሰላም ተስፋዬ", "王小明", "გიორგი", "ਗੁਰਪ੍ਰੀਤ", "김민준", "Zoë 😀", "Ada \ue000")
LATIN = "Selam Tesfaye"
PRINTABLE = ("Zebedee", "José Ångström", "Nguyễn Văn Đức", "Иван", "محمد", "שרה", "দিলরুবা", "సీత", "សុខា")


def case(name, **more):
    """Returns a case as a script passes it in."""
    return {"triage": REFER, "referral": {**MINIMUM, "full-name": name, **more}}


@pytest.fixture
def desk(tmp_path):
    """Returns an unlocked desk."""
    found = unlocked_desk(tmp_path / "home")
    yield found
    found.vault.lock()


def fields(desk, reference):
    """Returns the ids of the fields that the form shows."""
    return [field.id for step in desk.cases.view(reference).steps for field in step.fields]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_asked_for_right_after_the_name_and_stops_every_paper(desk, tmp_path, name):
    """The name in Latin letters is part of the minimum, with the reason; without it no pack, draft, sealed file,
    referral or consent record is written.
    """
    reference = desk.cases.new(case(name))
    (lack,) = (entry for entry in desk.cases.missing(reference) if entry.need == "minimum")
    assert lack.field == "full-name-latin"
    assert "Ask for it in Latin letters too." in lack.why
    shown = fields(desk, reference)
    assert shown[shown.index("full-name") + 1] == "full-name-latin"
    for go in (
        lambda: desk.papers.export(reference, tmp_path / "out"),
        lambda: desk.papers.sending.seal(reference, tmp_path / "out", "sealed-archive"),
        lambda: desk.papers.prints.to_file(reference, "referral", tmp_path / "a.pdf"),
        lambda: desk.papers.prints.to_file(reference, "consent", tmp_path / "b.pdf"),
    ):
        with pytest.raises(RefusedByProcedure, match="full-name-latin"):
            go()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "home"]
    desk.cases.change(reference, {"referral": {"full-name-latin": LATIN}})
    view = desk.papers.export(reference, tmp_path / "out")
    assert any(f"Paper says “{LATIN}” in its place" in said for said in view.cannot_print)


@pytest.mark.parametrize("name", PRINTABLE)
def test_a_name_that_can_be_printed_is_asked_for_once(desk, tmp_path, name):
    """A printable name adds no field, nothing is missing and no message is shown."""
    reference = desk.cases.new(case(name))
    assert "full-name-latin" not in fields(desk, reference)
    assert not [entry for entry in desk.cases.missing(reference) if entry.need == "minimum"]
    assert desk.papers.export(reference, tmp_path / "out").cannot_print == ()


def test_what_is_no_paper_does_not_wait_for_it(desk, tmp_path):
    """The portal takes every letter, so the name is copied or written as data in its own script; the slip and the
    record name nobody.
    """
    (desk.home / "settings.toml").write_text('[packs.alert]\nfolder = ["portal-sheet", "referral-data"]\n')
    reference = desk.cases.new(case(NAMES[0], paper="full"))
    view = desk.papers.export(reference, tmp_path / "out")
    assert view.cannot_print == ()
    assert {name for name, _, _ in view.files} == {"portal-sheet.txt", "referral.json", "manifest.json"}
    assert any(line.value == NAMES[0] for line in desk.papers.sending.copying(reference).lines)
    desk.papers.prints.to_file(reference, "slip", tmp_path / "slip.pdf")
    desk.papers.prints.to_file(reference, "evidence", tmp_path / "evidence.pdf")


@pytest.mark.parametrize("wrong", ["ሰላም", "Selam ሰ", "Иван", "😀", "Sel\ue000am", "-", "12"])
def test_latin_letters_are_latin_letters(desk, wrong):
    """Other letters are refused with what is expected, because they would not be printed either."""
    with pytest.raises(WrongValue, match="A to Z"):
        desk.cases.new(case(NAMES[0], **{"full-name-latin": wrong}))
    reference = desk.cases.new(case(NAMES[0]))
    assert isinstance(desk.cases.set_field(reference, "full-name-latin", wrong), Problem)


@pytest.mark.parametrize("right", ["Selam Tesfaye", "O’Brien-Łukasz", "D'Arcy", "Nguyễn", "J. R. Smith (junior)"])
def test_names_in_latin_letters_are_taken_as_they_are(desk, right):
    """Accents, apostrophes, hyphens and full stops are accepted."""
    reference = desk.cases.new(case(NAMES[0], **{"full-name-latin": right}))
    assert not [entry for entry in desk.cases.missing(reference) if entry.need == "minimum"]


def test_a_parcel_is_told_to_hold_only_what_it_holds(desk, tmp_path):
    """The sentences after writing name no file that was not written."""
    for parts in (("referral",), ("referral", "referral-data"), tuple(Part)):
        listed = json.dumps([str(part) for part in parts])
        (desk.home / "settings.toml").write_text(f"[packs.alert]\nfolder = {listed}\nsent = {listed}\n")
        reference = desk.cases.new(case(NAMES[0], **{"full-name-latin": LATIN, "known-as": "王"}))
        view = desk.papers.export(reference, tmp_path / "out")
        written = {name for name, _, _ in view.files}
        said = " ".join((*view.cannot_print, *view.next_steps))
        for name in ("portal-sheet.txt", "referral.json"):
            assert name in written or name not in said
        assert ("portal-sheet.txt" in said) == (Part.PORTAL_SHEET in parts)


def test_a_font_of_their_own_ends_the_question(desk, tmp_path, monkeypatch):
    """A font that is put next to the settings is used at once; if it is removed, the name is asked for again."""
    thai = next(fonts.folder("fontpkg_noto_sans_thai").glob("*.ttf"))
    monkeypatch.setattr(fonts, "FAMILIES", fonts.FAMILIES[:2])
    fonts.shipped_characters.cache_clear()
    try:
        reference = desk.cases.new(case("สมชาย"))
        assert "full-name-latin" in fields(desk, reference)
        (desk.home / "fonts").mkdir()
        shutil.copy(thai, desk.home / "fonts")
        (desk.home / "fonts" / "broken.otf").write_text("nothing")
        assert "full-name-latin" not in fields(desk, reference)
        view = desk.papers.export(reference, tmp_path / "out")
        assert view.cannot_print == (
            "Font broken.otf is not used: it is no TrueType or OpenType font, or not a whole one.",
        )
    finally:
        fonts.shipped_characters.cache_clear()


@pytest.fixture
def run(tmp_path, monkeypatch, desk):
    """Returns the command line for the same home, with a printer that accepts everything."""
    secret = tmp_path / "passphrase.txt"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv("CHAMPION_PASSPHRASE_FILE", str(secret))
    monkeypatch.setattr(printing, "printers", lambda: printing.Printers(("Office",), "Office"))
    monkeypatch.setattr(printing, "hand_over", lambda ready: None)

    def made(*argv):
        desk.vault.lock()
        return run_here("--at", "2026-11-23T10:04:31", "--home", tmp_path / "home", *argv)

    return made


def test_case_print_and_export_say_it_in_words(desk, run, tmp_path):
    """The message names the field, the characters and what the paper shows instead, before printing and with the pack."""
    reference = desk.cases.new(case("ሰላም", **{"full-name-latin": LATIN, "summary": "Met 王."}))
    ran = run("case", "print", reference, "--what", "referral")
    assert ran.code == 0, ran.err
    assert f"Full name: no font here can print ሰላም. Paper says “{LATIN}” in its place." in ran.err
    assert "no font here can print 王. Paper says so in its place." in ran.err
    assert "referral.json" not in ran.err
    ran = run("case", "export", reference, "--to", tmp_path / "out")
    assert "Full name: no font here can print ሰላም." in " ".join(ran.out.split())


def test_case_new_show_and_export_ask_for_it(desk, run, tmp_path):
    """A script sees the field that it has to fill in, and gets exit code 5 if it has not."""
    reference = desk.cases.new(case("გიორგი"))
    ran = run("case", "show", reference, "--json")
    assert ran.code == 0, ran.err
    ran = run("case", "export", reference, "--to", tmp_path / "out")
    assert ran.code == 5
    assert "full-name-latin" in ran.err
    assert not (tmp_path / "out").exists()
