"""A council's own form: the how-to's example, values as data, a template that cannot leave its folder, and packs
without the form.
"""

import json
import re
from dataclasses import replace
from pathlib import Path

import pack_samples as samples
import pdf_reading
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from champion_tui.domain.papers.sending import Chosen
from champion_tui.knowledge.forms.council_forms import read_council_forms
from champion_tui.papers.outgoing import outgoing
from champion_tui.papers.pack import pack
from champion_tui.papers.referral import council_form

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-council-form.md"
AUTHORITIES = frozenset({"cherwell", "upper-wold"})


def example(language):
    """Returns the how-to's example in that language, as a person would copy it."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    return found


@pytest.fixture
def local(tmp_path):
    """Creates an organisation's folder with the how-to's two files."""
    folder = tmp_path / "Ada's 'local' folder"
    for name, kind, language in (("forms", "toml", "toml"), ("templates", "typ", "typst")):
        (folder / name).mkdir(parents=True)
        (folder / name / f"hill-council.{kind}").write_text(example(language), encoding="utf-8")
    return folder


def source_with(local, **changes):
    """Returns the sample's case with the form in that folder."""
    (form,), troubles = read_council_forms(local, samples.FORM, AUTHORITIES)
    assert troubles == ()
    return samples.source(chosen=Chosen(form=form), **changes)


def set_template(local, text):
    """Writes another template."""
    (local / "templates" / "hill-council.typ").write_text(text, encoding="utf-8")


def made(source):
    """Returns the form that is made."""
    return council_form.make(source, outgoing(source))


def test_the_how_tos_example_works_as_it_stands(local, tmp_path):
    """The copied form is in the pack and in its manifest, with its labels and values in the council's order, and
    everybody can read it.
    """
    written = pack.write(source_with(local), tmp_path / "out")
    file = written.folder / "council-form.pdf"
    text = pdf_reading.text(file.read_bytes())
    wanted = ("Duty to refer form", "Upper Wold District Council", "Part A: the client", "Client's full name",
              "Zebedee Example", "Client's telephone", "07700 900123", "Vulnerabilities", "Part B: the referrer",
              "Referring agency", "Little Hill Prison")  # fmt: skip
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)
    assert not pdf_reading.findings(file)
    assert written.notes == ()
    listed = json.loads((written.folder / "manifest.json").read_text())
    assert "council-form.pdf" in {entry["name"] for entry in listed["files"]}
    assert "missing" not in listed


def test_the_preview_shows_the_forms_values(local):
    """Labels and values can be read before anything is written."""
    shown = dict(pack.preview(source_with(local)))["council-form.pdf"]
    assert "Client's full name:\n    Zebedee Example" in shown


def test_what_was_not_agreed_is_not_in_the_form(local):
    """A form that asks for a field does not change consent: the field says that it was not agreed."""
    source = source_with(local, answers={"consent-details": "minimum-only"})
    text = pdf_reading.text(made(source).pdf)
    assert "Vulnerabilities They have not agreed to share this" in text
    assert "mental" not in text.lower()


@pytest.mark.parametrize(
    "name", ['#panic("x")', '#read("/etc/passwd")', "*bold* _it_ $x$ <a> @b", "\\ ` ``` //", "= Title"]
)
def test_values_are_data_and_never_markup(local, name):
    """A name is printed as it is written, even if it is Typst markup."""
    result = made(source_with(local, referral={"full-name": name}))
    assert result.trouble == ""
    assert re.sub(r"\s", "", name) in re.sub(r"\s", "", pdf_reading.text(result.pdf))


@settings(max_examples=25, deadline=None)
@given(name=st.text(min_size=1, max_size=60))
def test_any_text_as_a_name_gives_a_form(tmp_path_factory, name):
    """The form is made with any text in any script as a name."""
    folder = tmp_path_factory.mktemp("local")
    for part, kind, language in (("forms", "toml", "toml"), ("templates", "typ", "typst")):
        (folder / part).mkdir()
        (folder / part / f"hill-council.{kind}").write_text(example(language), encoding="utf-8")
    assert made(source_with(folder, referral={"full-name": f"A {name}"})).pdf is not None


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("= A\n\n#let x = (\n", 3, "unclosed delimiter"),
        ('#set document(title: "t")\n= A\n#nothing\n', 3, "unknown variable"),
        ('#set document(title: "t")\n== A\n', 2, "first heading"),
        ('#set document(title: "t")\n= A\n\n\n#data.nobody\n', 5, "unknown variable"),
        ("#let data = json(bytes(sys.inputs.data))\n= A\n#data.nobody\n", 3, "nobody"),
    ],
)
def test_a_broken_template_is_named_with_file_and_line_and_the_pack_comes_out(local, tmp_path, template, line, words):
    """The note has the template's path, the line and the fault; every other file is as without a form; the manifest
    lists the form as missing and has no path of this machine.
    """
    set_template(local, template)
    written = pack.write(source_with(local), tmp_path / "out")
    (note,) = written.notes
    assert note.startswith("The council's own form is missing from this pack.")
    assert f"{local / 'templates' / 'hill-council.typ'}, line {line}, column " in note
    assert words in note
    standard = pack.write(samples.source(), tmp_path / "standard")
    names = {file.name for file in standard.folder.iterdir()}
    assert {file.name for file in written.folder.iterdir()} == names
    for name in names - {"manifest.json"}:
        assert (written.folder / name).read_bytes() == (standard.folder / name).read_bytes()
    manifest = (written.folder / "manifest.json").read_text()
    assert json.loads(manifest)["missing"] == ["council-form.pdf"]
    assert str(tmp_path) not in manifest


@pytest.mark.parametrize(
    "reads",
    ['#read("/etc/passwd")', '#read("../secret.txt")', '#read("../../secret.txt")', '#include "../other.typ"',
     '#image("/../secret.txt")', '#json("/etc/passwd")'],
)  # fmt: skip
def test_a_template_reads_nothing_outside_its_folder(local, reads):
    """Neither an absolute path nor one upwards can be read: the form is missing, and the file's content is not shown."""
    for folder in (local, local.parent):
        (folder / "secret.txt").write_text("the secret words")
    (local / "other.typ").write_text("the secret words")
    set_template(local, f'#set document(title: "t")\n= A\n{reads}\n')
    result = made(source_with(local))
    assert result.pdf is None
    assert "hill-council.typ, line 3" in result.trouble
    assert "secret words" not in result.trouble
    assert "root:" not in result.trouble


def test_a_template_reads_its_own_folder(local):
    """A second file next to it, for example a package, can be imported by its path."""
    (local / "templates" / "parts").mkdir()
    (local / "templates" / "parts" / "own.typ").write_text('#let words = "from beside it"')
    set_template(local, '#import "parts/own.typ": words\n#set document(title: "t")\n= A\n#words\n')
    assert "from beside it" in pdf_reading.text(made(source_with(local)).pdf)


def test_a_link_out_of_the_folder_is_refused(local):
    """Typst would follow such a link, so no form is made while there is one, and the link is named."""
    (local / "secret.txt").write_text("the secret words")
    (local / "templates" / "link.txt").symlink_to(local / "secret.txt")
    set_template(local, '#set document(title: "t")\n= A\n#read("link.txt")\n')
    result = made(source_with(local))
    assert result.pdf is None
    assert "link.txt: a link that leads out" in result.trouble


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ('#import "@preview/cetz:0.3.0": canvas', "line 3: packages are not fetched"),
        ('#import "@" + "preview/cetz:0.3.0": canvas', "line 3"),
        ('#let at = str.from-unicode(64)\n#import at + "preview/cetz:0.3.0": canvas', "line 4"),
        ('#eval("#import \\u{40}preview/cetz:0.3.0", mode: "markup")', "line 3"),
    ],
)
def test_no_package_is_fetched_however_it_is_asked_for(local, asks, said):
    """A plain import is refused before Typst sees it, and one that is put together from pieces finds no network."""
    set_template(local, f'#set document(title: "t")\n= A\n{asks}\n')
    result = made(source_with(local))
    assert result.pdf is None
    assert said in result.trouble
    assert not re.search("Dns|resolve|timed out", result.trouble)


def test_the_same_case_gives_the_same_form(local):
    """The form's bytes are the same again, as for every file of a pack."""
    source = source_with(local)
    assert made(source).pdf == made(source).pdf


def test_a_form_that_was_not_chosen_for_the_folder_stays_out(local, tmp_path):
    """The organisation's lists apply to it as to every part."""
    source = source_with(local)
    chosen = replace(source.chosen, folder=frozenset({next(iter(source.chosen.folder))}))
    names = {file.name for file in pack.write(replace(source, chosen=chosen), tmp_path).folder.iterdir()}
    assert len(names) <= 3


BROKEN = [
    ('title = "Duty', 'titel = "Duty', "title", "a text (it is missing)"),
    ('id = "full-name"', 'id = "surname"', "section[0].field[0].id", "the id of a field of our form"),
    ('id = "full-name"', 'id = "paper"', "section[0].field[0].id", "the id of a field of our form"),
    ('id = "phone"', 'id = "full-name"', "section[0].field[1].id", "each field once"),
    ('template = "hill-council.typ"', 'template = "../hill.typ"', "template", "the name of a file"),
    ('template = "hill-council.typ"', 'template = "hill-council.txt"', "template", "the name of a file"),
    ('template = "hill-council.typ"', 'template = "other.typ"', "", "a readable file"),
    ('["cherwell"]', '["chervell"]', "authorities[0]", "the id of a known authority"),
    ('version = "March 2026"', 'version = "1"\ncolour = "red"', "colour", "no such key"),
    ('id = "hill-council"', "id = ", "", "TOML"),
]


@pytest.mark.parametrize(("old", "new", "key", "expected"), BROKEN, ids=[each[1] for each in BROKEN])
def test_a_form_file_is_read_strictly(local, old, new, key, expected):
    """Each mistake is named by file and key with what was expected, and that form is left out."""
    file = local / "forms" / "hill-council.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    forms, (trouble,) = read_council_forms(local, samples.FORM, AUTHORITIES)
    assert forms == ()
    assert trouble.key == key
    assert expected in trouble.expected
    assert str(local) in trouble.file


def test_one_broken_form_leaves_the_others_and_two_of_one_id_are_said(local):
    """A mistake in one form file does not affect another, and two forms with the same id are reported."""
    (local / "forms" / "a-broken.toml").write_text("id = 1")
    text = (local / "forms" / "hill-council.toml").read_text(encoding="utf-8")
    (local / "forms" / "second.toml").write_text(text, encoding="utf-8")
    forms, troubles = read_council_forms(local, samples.FORM, AUTHORITIES)
    assert [form.id for form in forms] == ["hill-council"]
    assert [Path(trouble.file).name for trouble in troubles] == ["a-broken.toml", "second.toml"]
    assert read_council_forms(local / "nowhere", samples.FORM, AUTHORITIES) == ((), ())


def test_five_thousand_words_run_over_pages_whole(local):
    """The first and last words of the longest note are on paper, on more than one page."""
    file = local / "forms" / "hill-council.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace('id = "support-needs"', 'id = "summary"'), encoding="utf-8"
    )
    set_template(local, example("typst").replace("breakable: false, ", ""))
    note = "Beginning " + "word " * 1900 + "ending."
    pdf = made(source_with(local, referral={"summary": note})).pdf
    text = pdf_reading.text(pdf)
    assert "Beginning" in text
    assert "ending." in text
    assert len(pdf_reading.reader(pdf).pages) > 1
