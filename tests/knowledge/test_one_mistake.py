"""One mistake in a shipped file of each further kind, including the councils of England and the neighbours, with its
exact error.

The vectors of tests/vectors/data are whole files; these are one change each to a file that is too long for that.
"""

import shutil
from pathlib import Path

import pytest

from champion_tui.ground.tables import DataError
from champion_tui.knowledge.book import Book, load_from
from champion_tui.knowledge.key_refusals import read_key_refusals
from champion_tui.knowledge.practice.hints import read_hints
from champion_tui.knowledge.shelf import Shelf, data_folder

MISTAKES = (
    (
        "england.toml",
        'kind = "district"\nregion = "East Midlands"\ncounty = "Derbyshire"',
        'kind = "distrikt"\nregion = "East Midlands"\ncounty = "Derbyshire"',
        "data/england.toml: group[0].kind: expected one of district, unitary, metropolitan-borough, london-borough, city-of-london, isles-of-scilly, not 'distrikt'",
    ),
    (
        "england.toml",
        'county = "Derbyshire"\n',
        "",
        "data/england.toml: group[0].county: expected the county of a group of districts, and of no other group",
    ),
    (
        "england.toml",
        '{ id = "bolsover", name',
        '{ id = "amber-valley", name',
        "data/england.toml: group[0].council[1].id: expected each council once; 'amber-valley' is already given in data/england.toml: group[0].council[0].id",
    ),
    (
        "england.toml",
        'ons = "E07000033"',
        'ons = "E07000032"',
        "data/england.toml: group[0].council[1].ons: expected each ONS code once; 'E07000032' is already given in data/england.toml: group[0].council[0].ons",
    ),
    (
        "england.toml",
        'ons = "E07000033"',
        'ons = "E0700003"',
        "data/england.toml: group[0].council[1].ons: expected an ONS code such as \"E07000178\" (E06 to E09 and six digits), not 'E0700003'",
    ),
    (
        "england.toml",
        'short = "Bolsover", ons',
        'short = "Bolsover", colour = "red", ons',
        "data/england.toml: group[0].council[1].colour: expected no such key; known here: id, name, ons, short",
    ),
    (
        "england.toml",
        'into = "bournemouth-christchurch-and-poole"',
        'into = "atlantis"',
        "data/england.toml: merger[0].into: expected the id of a known council, not 'atlantis'",
    ),
    (
        "england.toml",
        'on = 2019-04-01\ninto = "bournemouth',
        'into = "bournemouth',
        "data/england.toml: merger[0].on: expected a date such as 2026-06-30, without quotes (it is missing)",
    ),
    (
        "england.toml",
        'of = ["bournemouth", "christchurch", "poole"]',
        'of = ["bournemouth", "christchurch", "poole", "atlantis"]',
        "data/england.toml: merger[0].of[3]: expected the id of a known council, not 'atlantis'",
    ),
    (
        "england.toml",
        'source = "english-councils-lookup"',
        'source = "nobody-said-so"',
        "data/england.toml: standing.source: expected the id of a known source, not 'nobody-said-so'",
    ),
    (
        "england.toml",
        "[[group]]",
        "[[grup]]",
        "data/england.toml: grup: expected no such key; known here: group, merger, planned, source, standing",
    ),
    (
        "neighbours.toml",
        'id = "west-berkshire"\n',
        'id = "atlantis"\n',
        "data/neighbours.toml: council[1].id: expected the id of a council in data/england.toml, not 'atlantis'",
    ),
    (
        "neighbours.toml",
        'line = "west-berkshire-day"',
        'line = "reading-day"',
        "data/neighbours.toml: council[1].line[0].line: expected an id that begins with \"west-berkshire-day\", not 'reading-day'",
    ),
    (
        "neighbours.toml",
        'phone = "01635 519530"',
        'phone = "01635"',
        'data/neighbours.toml: council[1].line[0].phone: expected a UK phone number such as "01632 960123", "116 123" or "999", not \'01635\'',
    ),
    (
        "neighbours.toml",
        'source = "nb-west-berkshire"',
        'source = "nb-nobody"',
        "data/neighbours.toml: council[1].line[0].source: expected the id of a known source, not 'nb-nobody'",
    ),
    (
        "neighbours.toml",
        'address = "agencyhomelessadvice@reading.gov.uk"',
        'address = "agencyhomelessadvice.reading.gov.uk"',
        "data/neighbours.toml: council[2].email.address: expected an e-mail address such as \"housing@example.org\", not 'agencyhomelessadvice.reading.gov.uk'",
    ),
    (
        "codes/support-needs.toml",
        'id = "young-person-16-17"',
        'id = "none"',
        "data/codes/support-needs.toml: code[1].id: expected each code once; 'none' is there twice",
    ),
    (
        "codes/support-needs.toml",
        'words = "Young person aged 16 or 17"\n',
        "",
        "data/codes/support-needs.toml: code[1].words: expected a text (it is missing)",
    ),
    (
        "codes/support-needs.toml",
        "alone = true",
        'alone = "yes"',
        "data/codes/support-needs.toml: code[0].alone: expected true or false, not 'yes'",
    ),
    (
        "bank-holidays.toml",
        '"2018-01-01"',
        '"2019-01-01"',
        "data/bank-holidays.toml: years.2018[0]: expected a date of 2018 such as 2018-12-25, not '2019-01-01'",
    ),
    (
        "bank-holidays.toml",
        '"2018-03-30"',
        '"2018-02-30"',
        "data/bank-holidays.toml: years.2018[1]: expected a date of 2018 such as 2018-12-25, not '2018-02-30'",
    ),
    (
        "bank-holidays.toml",
        "published_until = 2028-12-31\n",
        "",
        "data/bank-holidays.toml: published_until: expected a date such as 2026-06-30, without quotes (it is missing)",
    ),
    (
        "offers.toml",
        'source = "kent-joint-guidance"\nparagraph = "Joint',
        'source = "nobody"\nparagraph = "Joint',
        "data/offers.toml: source: expected the id of a known source, not 'nobody'",
    ),
    (
        "offers.toml",
        "[[offer]]\n",
        '[[offer]]\ncolour = "red"\n',
        "data/offers.toml: offer[0].colour: expected no such key; known here: accept, ask, id, name, paragraph, refuse, review, source, what",
    ),
    (
        "after-request.toml",
        'words = "it has arrived"\n',
        "",
        "data/after-request.toml: heard.acknowledged.words: expected a text (it is missing)",
    ),
    (
        "after-request.toml",
        "[heard.acknowledged]",
        "[heard.shouted]",
        "data/after-request.toml: heard.acknowledged: expected a table (it is missing)",
    ),
    (
        "letters.toml",
        'tree = "duty-to-refer"',
        'tree = "duty-to-infer"',
        "data/letters.toml: tree: expected the id of a known tree, not 'duty-to-infer'",
    ),
    (
        "letters.toml",
        '{ stages = ["homeless"] }',
        '{ stages = ["roofless"] }',
        "data/letters.toml: letter[0].when.either[0].stages[0]: expected one of homeless, threatened, early, unknown, none, not 'roofless'",
    ),
    (
        "forms/request-for-support.toml",
        'id = "request-for-support"',
        'id = "duty-to-refer"',
        "data/forms/request-for-support.toml: id: expected each form once; 'duty-to-refer' is already given in data/forms/duty-to-refer.toml: id",
    ),
    (
        "triage/request-for-support.toml",
        'form = "request-for-support"',
        'form = "no-such-form"',
        "data/triage/request-for-support.toml: form: expected the id of a known form, not 'no-such-form'",
    ),
    (
        "hints.toml",
        'emergency = "Ask',
        'emergencies = "Ask',
        "data/hints.toml: at.emergencies: expected a question of data/triage",
    ),
    (
        "hints.toml",
        'age = "Ask the age, not the date of birth. That comes later, in the form."',
        'age = ""',
        "data/hints.toml: at.age: expected a text that is not empty",
    ),
    (
        "hints.toml",
        'label = "Hint"',
        'label = "Hint"\nlabels = "Hints"',
        "data/hints.toml: labels: expected no such key; known here: at, label, turned_off, version",
    ),
    (
        "keys.toml",
        '"ctrl+a" = "screen takes it"',
        '"ctrl+1" = "screen takes it"',
        "data/keys.toml: taken_by.ctrl+1: expected a key such as f5 or ctrl+t",
    ),
    (
        "keys.toml",
        "on the page “{page}” it",
        "on the page it",
        "data/keys.toml: clash: expected a sentence with the blanks {key} and {page} and {other}",
    ),
    (
        "keys.toml",
        "within reach",
        "within {reach}",
        "data/keys.toml: must_keep: expected a sentence with no blank",
    ),
    (
        "keys.toml",
        "another key than {key}: {why}",
        "another key than {key}: {why} {",
        "data/keys.toml: taken: expected a sentence with the blanks {key} and {why}",
    ),
)
"""The file, a text that it has at least once, the text that replaces its first occurrence, and the error."""


def read_all(folder: Path) -> Book:
    """Reads everything in ``folder``, including what is otherwise read only on demand."""
    book = load_from(folder)
    assert book.outside is not None
    assert book.outside.england
    assert book.outside.neighbours
    shelf = Shelf(folder)
    assert read_hints(shelf, {question for tree in book.trees.values() for question in tree.questions}).at
    assert read_key_refusals(shelf).taken_by
    return book


@pytest.mark.parametrize(("file", "right", "wrong", "error"), MISTAKES)
def test_one_mistake_is_refused_with_exactly_its_error(tmp_path, file, right, wrong, error):
    """The error gives file, key and what was expected, so that a person who edits the file can find and mend the place."""
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    text = (data / file).read_text(encoding="utf-8")
    assert right in text
    (data / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        read_all(data)
    assert str(refused.value) == error


def test_what_is_shipped_has_none_of_them():
    """The shipped files have none of these mistakes; without this the test above could pass on broken data."""
    assert read_all(data_folder()).england
