"""The ways to send to a council: settings, ways by channel, drafts, sealed files, and the portal line by line."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import run_here
from desk_samples import MINIMUM, MONDAY_MORNING, REFER, unlocked_desk

from champion_tui.desk.errors import RefusedByProcedure, UnusableValue
from champion_tui.desk.settings.settings import read_settings
from champion_tui.domain.lines.authority import Channel
from champion_tui.domain.lines.phone_lines import Confidence, Provenance
from champion_tui.domain.papers.sending import PackLists, PackSettings, Part

READY = {"triage": REFER, "referral": {**MINIMUM, "paper": "full", "summary": "Leaves prison."}}
VALE = {**READY, "triage": {**REFER, "authority": "vale-of-white-horse"}}
MAILED = Channel(
    "email", "E-mail", "homes@example.org", (), "", "", Provenance("council-page", None, Confidence.CONFIRMED)
)


@pytest.fixture
def desk(tmp_path):
    """Returns an unlocked desk."""
    found = unlocked_desk(tmp_path / "home")
    yield found
    found.vault.lock()


@pytest.fixture
def mailing(desk):
    """Returns a desk on which Cherwell takes referrals by e-mail."""
    area = desk.book.areas["oxfordshire"]
    councils = tuple(replace(one, channel=MAILED) if one.id == "cherwell" else one for one in area.authorities)
    book = replace(desk.book, areas={"oxfordshire": replace(area, authorities=councils)})
    desk.book = book
    desk.vault.reread()
    return desk


def settle(desk, text):
    """Writes the organisation's settings."""
    (desk.home / "settings.toml").write_text(text, encoding="utf-8")


def names(view):
    """Returns the names of the written files."""
    return {name for name, _, _ in view.files}


# -- settings -----------------------------------------------------------------------------------------------------------


def test_without_settings_the_folder_is_the_whole_pack(desk, tmp_path):
    """Without settings the pack has the files that it had before there was a choice."""
    view = desk.papers.export(desk.cases.new(READY), tmp_path / "out")
    assert names(view) == {
        "referral.pdf", "portal-sheet.txt", "consent-record.pdf", "referral.json", "next-steps.pdf", "next-steps.txt",
        "manifest.json",
    }  # fmt: skip
    assert view.cannot_print == ()


def test_the_channels_kind_and_over_it_the_authority_choose(desk, tmp_path):
    """``[packs.alert]`` applies to every council with that channel, ``[packs.authority.x]`` overrides it, each list
    separately.
    """
    settle(
        desk,
        '[packs.alert]\nfolder = ["referral"]\nsent = ["referral", "consent-record"]\n'
        '[packs.authority.cherwell]\nfolder = ["portal-sheet", "slip"]\n',
    )
    cherwell, vale = desk.cases.new(READY), desk.cases.new(VALE)
    assert names(desk.papers.export(vale, tmp_path)) == {"referral.pdf", "manifest.json"}
    assert names(desk.papers.export(cherwell, tmp_path)) == {
        "portal-sheet.txt", "next-steps.pdf", "next-steps.txt", "manifest.json",
    }  # fmt: skip
    assert {name for name, _ in desk.papers.preview(cherwell)} == {
        "portal-sheet.txt", "next-steps.pdf", "next-steps.txt", "manifest.json",
    }  # fmt: skip
    short = json.loads((tmp_path / cherwell).joinpath("manifest.json").read_text())
    assert {entry["name"] for entry in short["files"]} == {"portal-sheet.txt", "next-steps.pdf", "next-steps.txt"}


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ('[packs.alert]\nfolder = ["everything"]', "packs.alert.folder[0]", "one of referral"),
        ("[packs.alert]\nfolder = []", "packs.alert.folder", "one part or more"),
        ('[packs.alert]\nfolder = ["../vault.json"]', "packs.alert.folder[0]", "one of referral"),
        ('[packs.alert]\nfolder = ["slip", "slip"]', "packs.alert.folder[1]", "each value once"),
        ('[packs.portal]\nfolder = ["slip"]', "packs.portal", "no such key"),
        ('[packs.alert]\nfiles = ["slip"]', "packs.alert.files", "no such key"),
        ('[packs.authority."No Id"]\nfolder = ["slip"]', "packs.authority.No Id", "the id of an authority"),
        ('[packs]\nalert = "all"', "packs.alert", "a table"),
    ],
)
def test_settings_are_read_strictly_and_a_mistake_is_said_with_its_place(desk, tmp_path, text, place, expected):
    """A wrong choice is reported by file and key with the pack, and the standard pack is written."""
    settle(desk, text)
    trouble = read_settings(desk.home).trouble
    assert f"settings.toml: {place}: expected {expected}" in trouble
    view = desk.papers.export(desk.cases.new(READY), tmp_path / "out")
    assert "referral.pdf" in names(view)
    assert trouble in view.cannot_print


def test_a_choice_for_an_authority_that_nobody_knows_is_said(desk, tmp_path):
    """A choice for a misspelt council is reported with every pack, because it would never apply."""
    settle(desk, '[packs.authority.chervell]\nfolder = ["slip"]\n')
    view = desk.papers.export(desk.cases.new(READY), tmp_path)
    assert any("packs.authority.chervell" in words for words in view.cannot_print)


def test_the_choice_outlives_what_the_program_writes_into_the_settings(desk):
    """Noting that the first run is done does not change any list."""
    settle(
        desk,
        'champion = "Ada, room 4"\n[packs.email]\nsent = ["slip", "referral"]\n[packs.authority.oxford]\nform = "own"\n',
    )
    desk.settings = read_settings(desk.home)
    desk.first_run_done()
    found = read_settings(desk.home)
    assert found.trouble == ""
    assert found.first_run_done
    assert found.champion == "Ada, room 4"
    assert found.packs == PackSettings(
        {"email": PackLists(sent=frozenset({Part.SLIP, Part.REFERRAL}))}, {"oxford": PackLists(form="own")}
    )


HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-council-form.md"


def add_form(home, authorities='["cherwell"]'):
    """Adds the how-to's form to a home, and returns its template."""
    text = HOW_TO.read_text(encoding="utf-8")
    for name, kind, language in (("forms", "toml", "toml"), ("templates", "typ", "typst")):
        (found,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
        (home / "local" / name).mkdir(parents=True)
        file = home / "local" / name / f"hill-council.{kind}"
        file.write_text(found.replace('["cherwell"]', authorities), encoding="utf-8")
    return file


def test_a_form_that_names_a_council_is_in_its_packs_alone(desk, tmp_path):
    """The folder, the draft's list and the sealed file have the form without any setting or restart."""
    case, other = desk.cases.new(READY), desk.cases.new(VALE)
    add_form(desk.home)
    assert "council-form.pdf" in names(desk.papers.export(case, tmp_path))
    assert "council-form.pdf" not in names(desk.papers.export(other, tmp_path))
    assert "council-form.pdf" in {name for name, _ in desk.papers.preview(case)}


def test_the_settings_name_a_form_for_a_council_or_a_kind_of_channel(desk, tmp_path):
    """A form without a council is used if the settings name it; a name that does not exist is reported with the pack."""
    case = desk.cases.new(READY)
    add_form(desk.home, "[]")
    assert "council-form.pdf" not in names(desk.papers.export(case, tmp_path))
    settle(desk, '[packs.alert]\nform = "hill-council"\n')
    assert "council-form.pdf" in names(desk.papers.export(case, tmp_path))
    settle(desk, '[packs.authority.cherwell]\nform = "other"\n[packs.alert]\nform = "hill-council"\n')
    view = desk.papers.export(case, tmp_path)
    assert "council-form.pdf" not in names(view)
    assert any("'other'" in words and "standard pack" in words for words in view.cannot_print)


def test_a_broken_template_or_form_is_said_at_the_desk_and_mended_without_a_new_start(desk, tmp_path):
    """The person reads the file and line with the pack, and ``data check`` names a broken form; once it is mended it is
    used at once.
    """
    case = desk.cases.new(READY)
    template = add_form(desk.home)
    good = template.read_text(encoding="utf-8")
    template.write_text(f"{good}\n#let x = (\n", encoding="utf-8")
    view = desk.papers.export(case, tmp_path)
    assert "council-form.pdf" not in names(view)
    assert any(f"{template}, line" in words for words in view.cannot_print)
    template.write_text(good, encoding="utf-8")
    form = desk.home / "local" / "forms" / "hill-council.toml"
    written = form.read_text(encoding="utf-8")
    form.write_text(written.replace("full-name", "surname"), encoding="utf-8")
    view = desk.papers.export(case, tmp_path)
    assert any("section[0].field[0].id" in words and "standard pack" in words for words in view.cannot_print)
    checked = run_here("--home", desk.home, "data", "check")
    assert checked.code == 7
    assert "hill-council.toml: section[0].field[0].id" in checked.out
    form.write_text(written, encoding="utf-8")
    assert desk.papers.export(case, tmp_path).cannot_print == ()
    assert run_here("--home", desk.home, "data", "check").code == 0


# -- ways ---------------------------------------------------------------------------------------------------------------


def test_the_channel_decides_which_way_stands_first(desk, mailing):
    """For ALERT the portal comes first, with e-mail only as the fallback in the data; for e-mail the draft comes first,
    with no portal.
    """
    everywhere = ["sealed-pdf", "sealed-archive", "print"]
    assert [way.id for way in desk.papers.sending.ways(desk.cases.new(VALE))] == [
        "portal",
        "folder",
        "email",
        *everywhere,
    ]
    oxford = {**READY, "triage": {**REFER, "authority": "oxford"}}
    assert [way.id for way in desk.papers.sending.ways(desk.cases.new(oxford))] == ["portal", "folder", *everywhere]
    assert [way.id for way in desk.papers.sending.ways(desk.cases.new(READY))] == ["email", "folder", *everywhere]
    other = {**READY, "triage": {**REFER, "authority": "elsewhere-england"}}
    assert [way.id for way in desk.papers.sending.ways(desk.cases.new(other))] == ["folder", *everywhere]


def test_a_fallback_address_is_offered_as_one_with_how_sure_it_is(desk, tmp_path):
    """The fallback addresses of South Oxfordshire and the Vale are offered with their confidence and source."""
    view = desk.papers.sending.draft(desk.cases.new(VALE), tmp_path)
    said = " ".join(view.next_steps)
    assert names(view) == {"referral.eml", "manifest.json"}
    assert "dutytorefer@southandvale.gov.uk" in said
    assert "when the portal fails" in said
    assert "NOT CONFIRMED" in said or "Confirmed (" in said
    assert "not locked" in said


def test_a_council_that_takes_mail_gets_a_draft_to_its_own_address(mailing, tmp_path):
    """The draft has the channel's confirmed address and does not mention a portal."""
    view = mailing.papers.sending.draft(mailing.cases.new(READY), tmp_path)
    said = " ".join(view.next_steps)
    assert "homes@example.org. Confirmed (council-page)" in said
    assert "portal" not in said


@pytest.mark.parametrize("authority", ["oxford", "cherwell", "elsewhere-england"])
def test_without_an_address_for_referrals_no_draft_is_written(desk, tmp_path, authority):
    """An address that the data names for another purpose is not used for referrals."""
    case = desk.cases.new({**READY, "triage": {**REFER, "authority": authority}})
    with pytest.raises(RefusedByProcedure, match=r"No e-mail address (for referrals )?is known"):
        desk.papers.sending.draft(case, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_drafts_and_sealed_files_are_listed_and_make_the_case_exported(desk, tmp_path):
    """Each is on the list of exported files under its own kind and can be deleted from there; the case is still NOT SENT."""
    first, second = desk.cases.new(VALE), desk.cases.new(VALE)
    desk.papers.sending.draft(first, tmp_path)
    sealed = desk.papers.sending.seal(second, tmp_path, "sealed-archive")
    assert "key" not in " ".join(file.words for file in desk.papers.exported_files())
    assert [file.words.split(",")[0] for file in desk.papers.exported_files()] == ["e-mail draft", "sealed file"]
    assert {desk.cases.view(one).status for one in (first, second)} == {"exported"}
    assert desk.cases.view(second).not_sent
    for file in desk.papers.exported_files():
        desk.papers.dealt_with(file.id, delete=True)
    assert not list(tmp_path.glob("*-*"))
    assert sealed.key.isdigit()


def test_the_key_of_a_sealed_file_is_kept_nowhere(desk, tmp_path):
    """The key is not in the vault's events, the home folder or next to the file."""
    sealed = desk.papers.sending.seal(desk.cases.new(READY), tmp_path / "out", "sealed-pdf")
    store = desk.vault.opened().store
    events = repr(store.events())
    store.backups.wait()  # files of a safety copy that is being made come and go
    files = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) > 3
    for kept in (events.encode(), *files):
        assert sealed.key.encode() not in kept
        assert sealed.read_out.encode() not in kept


def test_a_case_that_lacks_its_minimum_goes_out_in_no_form(desk, tmp_path):
    """Draft, sealed file and printed referral need the minimum as the folder does."""
    case = desk.cases.new({"triage": VALE["triage"], "referral": {}})
    for write in (
        lambda: desk.papers.sending.draft(case, tmp_path / "out"),
        lambda: desk.papers.sending.seal(case, tmp_path / "out", "sealed-pdf"),
        lambda: desk.papers.prints.to_file(case, "referral", tmp_path / "referral.pdf"),
    ):
        with pytest.raises(RefusedByProcedure, match="lawful minimum"):
            write()
    assert not (tmp_path / "out").exists()


# -- line by line -------------------------------------------------------------------------------------------------------


def line(view, line_id):
    """Returns one line of the portal."""
    return next(one for one in view.lines if one.id == line_id)


def test_the_lines_stand_in_the_portals_order_with_their_gaps(desk):
    """The lines match the portal sheet: numbers, whole values, dates as portals take them, what is missing and what is
    withheld.
    """
    given = {**MINIMUM, "date-of-birth": "1990-03-03", "risk-notes": "None.", "summary": "One.\nTwo."}
    case = desk.cases.new({"triage": {**REFER, "consent-details": "minimum-only"}, "referral": given})
    view = desk.papers.sending.copying(case)
    sheet = dict(desk.papers.preview(case))["portal-sheet.txt"]
    places = [sheet.index(f"{one.number} {one.label[:40]}") for one in view.lines]
    assert places == sorted(places)
    assert line(view, "full-name").value == "Zebedee Example"
    assert line(view, "date-of-birth").value == "03/03/1990"
    assert line(view, "risk-notes").value == ""
    assert "did not agree" in line(view, "risk-notes").gap
    assert line(view, "email").gap == "[ not given: wanted ]" or line(view, "email").gap == "[ not given ]"
    assert [one.id for one in view.lines][-3:] == ["consent", "consent-contact", "consent-details"]
    assert view.where.startswith("https://")


def test_a_tick_stays_with_the_case_until_the_value_changes(desk):
    """Another run finds the tick; a changed value removes it and says so; a tick does not change the case."""
    case = desk.cases.new(READY)
    version = desk.cases.view(case).version
    assert line(desk.papers.sending.mark_copied(case, "full-name", done=True), "full-name").done
    again = desk.papers.sending.copying(case)
    assert line(again, "full-name").done
    assert not line(again, "phone").done
    assert again.left.startswith("1 of ")
    assert desk.cases.view(case).version == version
    desk.cases.set_field(case, "full-name", "Zebedee Other")
    changed = line(desk.papers.sending.copying(case), "full-name")
    assert (changed.done, changed.changed) == (False, True)
    assert not line(desk.papers.sending.mark_copied(case, "full-name", done=False), "full-name").changed


def test_ticks_say_nothing_of_the_value_and_are_in_the_chain(desk):
    """The store keeps a digest of the value; the events say who ticked what, and their chain of hashes is intact."""
    case = desk.cases.new(READY)
    before = len(desk.vault.opened().store.events(case))
    desk.papers.sending.mark_copied(case, "full-name", done=True)
    desk.papers.sending.mark_copied(case, "full-name", done=True)
    (event,) = desk.vault.opened().store.events(case)[before:]
    assert (event.what, event.who) == ("copied full-name", "Ada Invented")
    assert "Zebedee" not in repr(event)
    assert desk.vault.opened().store.verify_chain().trouble == ""


def test_when_all_is_copied_the_words_say_what_comes_next(desk):
    """Once every line with a value is ticked, the text says to send the referral and to mark it as sent."""
    case = desk.cases.new(READY)
    for one in desk.papers.sending.copying(case).lines:
        view = desk.papers.sending.mark_copied(case, one.id, done=bool(one.value))
    assert "mark it as sent" in view.left
    with pytest.raises(UnusableValue, match="no such line"):
        desk.papers.sending.mark_copied(case, "paper", done=True)


def test_nothing_is_copied_out_of_a_case_without_consent(desk):
    """Without consent there are no lines to copy."""
    case = desk.cases.new({"triage": {**REFER, "consent": "refused"}})
    with pytest.raises(RefusedByProcedure):
        desk.papers.sending.copying(case)


def test_the_clock_of_the_samples_is_the_one_of_the_drafts(desk, tmp_path):
    """A draft carries the London time at which it was made."""
    folder = desk.papers.sending.draft(desk.cases.new(VALE), tmp_path).folder
    raw = (tmp_path / folder / "referral.eml").read_text()
    assert f"Date: {MONDAY_MORNING:%a, %d %b %Y %H:%M:%S} +0000" in raw
