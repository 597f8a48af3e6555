"""A third area in an afternoon: the how-to's template, copied next to the shipped areas, is read and works like them."""

import shutil
from datetime import date, datetime

import pytest
from command_line import run_here
from desk_samples import REFER
from source_tree import ROOT

from champion_tui.desk.triage.judging import judge_answers
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.book import load_from
from champion_tui.knowledge.checking.checking import problems
from champion_tui.knowledge.checking.mistakes import mistakes
from champion_tui.knowledge.shelf import data_folder
from champion_tui.knowledge.who_to_call import who_to_call

AREA = "invented-shire"
NIGHT = datetime(2026, 12, 25, 2, tzinfo=LONDON)
DAY = datetime(2026, 11, 23, 10, 4, tzinfo=LONDON)
INVENTED = "01632 960"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Copies the shipped data with the template among the areas, and returns the folder."""
    data = tmp_path_factory.mktemp("added") / "data"
    shutil.copytree(data_folder(), data)
    shutil.copy(ROOT / "docs" / "how-to" / "area-template.toml", data / "areas" / f"{AREA}.toml")
    return data


@pytest.fixture(scope="module")
def book(folder):
    """Returns all knowledge with the template."""
    return load_from(folder)


def test_the_template_is_read_without_a_mistake(folder, book):
    """``data check --data`` finds no mistake in it, and no number in it could be a real person's."""
    assert mistakes(folder).found == ()
    assert not list(problems(book, date(2026, 11, 26)))
    assert all(line.phone.startswith(INVENTED) for line in book.lines() if line.line.startswith("invented"))


@pytest.mark.parametrize("emergency", ["danger", "nowhere-tonight", "fire-or-flood", "fleeing-abuse"])
@pytest.mark.parametrize("at", [NIGHT, DAY])
def test_its_own_numbers_are_rung_and_no_other_countys(book, emergency, at):
    """Each authority has a line by day and at night, and nobody is sent to Oxfordshire or Kent."""
    called = who_to_call(book, at, AREA, emergency=emergency).call
    assert [line for line in called if line.phone.startswith(INVENTED)]
    own = {each.id for each in book.areas[AREA].authorities} | {each.id for each in book.areas[AREA].services}
    national = {each.id for each in book.national}
    assert {line.id for line in called} <= own | national


@pytest.mark.parametrize("authority", ["invented-vale", "invented-wold"])
def test_a_case_there_is_referred_by_the_usual_tree(book, authority):
    """A case there is asked the same questions, with its own council in the words and its own numbers."""
    answers = {**REFER, "authority": authority}
    judged = judge_answers(book, answers, at=DAY, area=AREA)
    assert judged.judgement.outcome == "refer"
    name = book.authority(authority).name
    assert name in " ".join((*judged.judgement.next_steps, *judged.judgement.say, *judged.judgement.tell))
    assert judged.lines[0].id == authority


def test_a_local_arrangement_is_named_where_it_fits(book):
    """The template's own arrangement is named for a family, and not for a person alone."""
    family = {**REFER, "authority": "invented-wold", "circumstances": ("children-in-household",)}
    named = [each.id for each in judge_answers(book, family, at=DAY, area=AREA).protocols]
    assert named == ["invented-shire-families"]
    alone = {**REFER, "authority": "invented-wold"}
    assert judge_answers(book, alone, at=DAY, area=AREA).protocols == ()


ANSWERS = """\
Invented Shire
invented-shire
Invented\x1b[D Shire
Invented Shire
no number
01632 960201
Mon-Fri 09:00-17:00

01632 960202
01632 960203
nine to five

The county's page
1 June 2026
adur
adu
ADU
01632 960204

01632 960205
refer@example.org
Adur, its page on homelessness
some day
2 November 2026
lancaster
LAN
01632 960206
Mon-Thu 09:00-17:00, Fri 09:00-16:30

not an address
https://example.org/refer


"""
"""An id with capitals, an arrow key in a name, an impossible number, hours as prose, small letters and an invalid
address are asked again.
"""


def test_a_whole_area_is_written_by_answering_questions(tmp_path):
    """Wrong answers are asked again, and the written area is read without a mistake and gives numbers and referrals."""
    to = tmp_path / "invented-shire.toml"
    ran = run_here("data", "new-area", "--to", to, "--at", "2026-11-26", stdin=ANSWERS)
    assert ran.code == 0, ran.out + ran.err
    assert ran.out.count("That cannot be used") == 7
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    shutil.copy(to, data / "areas" / to.name)
    assert mistakes(data).found == ()
    book = load_from(data)
    area = book.areas[AREA]
    lines = {line.line: line.standing for line in book.lines()}
    adur, lancaster = lines["adur-day"], lines["lancaster-day"]
    county = lines["invented-shire-adult-social-care"]
    assert (book.sources[adur.source].title, adur.checked_on) == ("Adur, its page on homelessness", date(2026, 11, 2))
    assert (book.sources[county.source].title, county.checked_on) == ("The county's page", date(2026, 6, 1))
    assert (lancaster.source, lancaster.checked_on) == ("field-knowledge", None)
    assert [(each.id, each.name, each.code_prefix) for each in area.authorities] == [
        ("adur", "Adur District Council", "ADU"),
        ("lancaster", "Lancaster City Council", "LAN"),
    ]
    night = who_to_call(book, NIGHT, AREA, emergency="nowhere-tonight").call
    assert {"adur-out-of-hours", "invented-shire-emergency-duty-team"} <= {line.line for line in night}
    assert judge_answers(book, {**REFER, "authority": "adur"}, at=DAY, area=AREA).judgement.outcome == "refer"
    assert {line.standing.confidence for line in book.lines() if line.phone.startswith(INVENTED)} == {"unconfirmed"}


def test_a_file_that_is_there_is_not_written_over(tmp_path):
    """Neither an existing file nor a name that is no data file is accepted, and leaving half-way writes nothing."""
    there = tmp_path / "there.toml"
    there.write_text("mine", encoding="utf-8")
    for to in (there, tmp_path / "area.txt"):
        assert run_here("data", "new-area", "--to", to, "--json").code == 2
        assert run_here("data", "new-area", "--to", to, stdin=ANSWERS).code == 3
    left = run_here("data", "new-area", "--to", tmp_path / "left.toml", stdin="invented-shire\nInvented Shire\n.q\n")
    assert left.code == 0
    assert there.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "left.toml").exists()


def _own(tmp_path, text):
    folder = tmp_path / "local" / "areas"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return load_from(data_folder(), tmp_path / "local")


TEMPLATE = (ROOT / "docs" / "how-to" / "area-template.toml").read_text(encoding="utf-8")


def test_an_organisations_own_area_is_loaded_from_its_own_folder(tmp_path):
    """The area is used like the shipped ones, which stay unchanged, and a different digest shows that the knowledge has
    changed.
    """
    book, shipped = _own(tmp_path, TEMPLATE), load_from(data_folder())
    assert book.troubles == ()
    assert list(book.areas) == [*shipped.areas, AREA]
    assert book.digest != shipped.digest
    assert judge_answers(book, {**REFER, "authority": "invented-vale"}, at=DAY, area=AREA).judgement.outcome == "refer"
    assert not list(problems(book, date(2026, 11, 26)))


@pytest.mark.parametrize(
    ("was", "now", "key"),
    [
        ('name = "Invented Shire"', 'nome = "Invented Shire"', "name"),
        ('id = "invented-shire" ', 'id = "oxfordshire" ', "id"),
        ('tree = "duty-to-refer"', 'tree = "duty-to-defer"', "tree"),
        (
            'emergency_duty_team = "invented-shire-emergency-duty-team"',
            'emergency_duty_team = "nobody"',
            "emergency_duty_team",
        ),
        ('id = "invented-vale"', 'id = "cherwell"', "authority[0].id"),
        ('name = "Invented Shire"', "name = Invented Shire", ""),
    ],
)
def test_a_mistake_in_an_own_area_leaves_it_out_and_is_named(tmp_path, was, now, key):
    """The file and the key are named, the rest of the program has all that is shipped, and nothing of the broken file is used."""
    assert was in TEMPLATE
    book, shipped = _own(tmp_path, TEMPLATE.replace(was, now, 1)), load_from(data_folder())
    assert [trouble.key for trouble in book.troubles][:1] == [key]
    assert book.troubles[0].file.endswith("mine.toml")
    assert list(book.areas) == list(shipped.areas)
    assert set(book.sources) == set(shipped.sources)


def test_check_names_the_mistakes_of_an_own_area(tmp_path):
    """``data check`` names the file, the key and what was expected, and its exit code is the one for mistakes."""
    _own(tmp_path, TEMPLATE.replace('tree = "duty-to-refer"', 'tree = "duty-to-defer"', 1))
    ran = run_here("data", "check", "--home", tmp_path)
    assert ran.code == 7
    assert "mine.toml: tree: expected the id of a known tree" in " ".join(ran.out.split())
