"""What people install really works, in every form in which they get it: the same tests for each."""

import json

from desk_samples import MINIMUM, PASSPHRASE, REFER
from own_home import home_variables

import champion_tui

AT = "2026-11-23T10:04:31"
ANSWERS = {"answers": {"emergency": "none", "safeguarding": "no", "age": "18-plus"}}
FORM = """\
id = "f"
version = "1"
title = "Form"
template = "form.typ"
authorities = ["cherwell"]
[[section]]
title = "A"
[[section.field]]
id = "full-name"
label = "Name"
"""
TEMPLATE = '#let data = json(bytes(sys.inputs.data))\n#set document(title: "t")\n#set text(font: data.fonts)\n= A\n#data.reference\n'


def test_triage_runs_from_any_folder(champion):
    """A file of answers is judged with the data that is part of the program."""
    (champion.folder / "answers.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    judged = json.loads(champion("triage", "--answers", champion.seen_as / "answers.json", "--json"))
    assert (judged["status"], judged["question"]) == ("question", "situation")


def test_numbers_runs_from_any_folder(champion):
    """The telephone numbers are part of the program."""
    shown = json.loads(champion("numbers", "cherwell", "--json", "--at", "2026-11-22T10:00"))
    assert shown["call"][0]["phone"] == "01295 221531"


def test_tree_paths_runs_from_any_folder(champion):
    """The tree's paths can be printed for signing off."""
    assert "emergency" in champion("tree", "paths")


def test_the_data_is_whole(champion):
    """Every file of knowledge is there and can be read."""
    assert champion("data", "check")


def test_the_version_is_said(champion):
    """The program's version is that of this checkout."""
    version = champion_tui.__version__
    assert version in champion("--version")


def test_a_case_becomes_a_pack(champion):
    """A case is kept and exported, and the pack includes the council's own form, which is set by a separate process."""
    home = champion.seen_as / "home"
    (champion.folder / "pp").write_text(PASSPHRASE, encoding="utf-8")
    common = ("--home", home, "--passphrase-file", champion.seen_as / "pp", "--at", AT)
    champion("vault", "create", "--name", "Ada Invented", "--role", "Champion", *common)
    given = {"triage": dict(REFER), "agency": {"agency-name": "HMP Example"}, "referral": dict(MINIMUM)}
    made = champion("case", "new", "--from", "-", "--json", *common, given=json.dumps(given))
    local = champion.folder / "home" / "local"
    for name, text in (("forms/f.toml", FORM), ("templates/form.typ", TEMPLATE)):
        (local / name).parent.mkdir(parents=True)
        (local / name).write_text(text, encoding="utf-8")
    champion("case", "export", json.loads(made)["reference"], "--to", champion.seen_as / "packs", *common)
    (pack,) = (champion.folder / "packs").iterdir()
    papers = {path.name: path.read_bytes()[:5] for path in pack.iterdir()}
    assert papers["council-form.pdf"] == papers["referral.pdf"] == b"%PDF-"


def test_the_full_screen_opens(champion, open_terminal):
    """The first screen is drawn, with its style sheet, and leads to the numbers."""
    terminal = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": "", **home_variables(champion.seen_as)}
    with open_terminal(command=[str(word) for word in champion.command], **terminal) as screen:
        screen.wait_for("Someone may be homeless")
        screen.press("F2")
        screen.wait_for("999")
