"""Looking something up: every kind of entry is found, the best first, with its source, its date and its uses."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.desk.desk import Desk, load_book
from champion_tui.desk.numbers.guidance import MOST_FOUND, Guidance
from champion_tui.desk.views import GuidanceEntry
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.book import Book, load_from
from champion_tui.knowledge.shelf import data_folder

DATED = re.compile(r"checked \w+ \d{4}|never checked|read \w+ \d{4}|undated|version")


@pytest.fixture(scope="module")
def book() -> Book:
    """Returns the shipped knowledge."""
    return load_from(data_folder())


@pytest.fixture(scope="module")
def looked_into(book: Book) -> Guidance:
    """Returns everything that can be looked up."""
    return Guidance(book, date(2026, 11, 26))


def _every(looked_into: Guidance) -> list[GuidanceEntry]:
    for _ in looked_into.ready():
        pass
    return [each.entry for each in looked_into._index]


def test_every_kind_of_thing_is_found(book: Book, looked_into: Guidance) -> None:
    """Every entry of the glossary, questions, reasons, arrangements, councils, numbers, sources and law can be found."""
    titles = {(entry.topic, entry.title) for entry in _every(looked_into)}
    tree = next(iter(book.trees.values()))

    assert {("word", term.term) for term in book.glossary} <= titles
    assert {("law", fact.title) for fact in book.law} <= titles
    assert {("number", f"{line.name}: {line.phone}") for line in book.lines()} <= titles
    assert {("source", source.title) for source in book.sources.values()} <= titles
    for area in book.areas.values():
        assert {("local arrangement", each.name) for each in area.protocols} <= titles
        assert {each.name for each in area.authorities} <= {
            title.partition(":")[0] for topic, title in titles if topic == "how to send"
        }
    topics = [entry.topic for entry in _every(looked_into)]
    assert topics.count("question") == sum(len(each.questions) for each in book.trees.values())
    assert topics.count("reason") == sum(
        len(outcome.reasons) for each in book.trees.values() for outcome in each.outcomes.values()
    )
    assert topics.count("warning") >= len(tree.warnings)


def test_each_entry_says_where_it_is_from_and_of_when(looked_into: Guidance) -> None:
    """Every entry has a source and a date, or says that there is none, and no placeholder of a case is left in it."""
    for entry in _every(looked_into):
        assert entry.source, entry
        assert DATED.search(entry.source), entry
        assert not re.search(r"\{[a-z_-]+\}", f"{entry.title} {entry.text}"), entry


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("referrer", "Referrer"),
        ("REFERRER", "Referrer"),
        ("réferrer", "Referrer"),
        ("leaving prison", "Leaving prison"),
        ("prison leaving", "Leaving prison"),
        ("01865 249", "Oxford City Council: 01865 249811"),
        ("01865249811", "Oxford City Council: 01865 249811"),
    ],
)
def test_what_is_typed_finds_its_entry_first(looked_into: Guidance, typed: str, first: str) -> None:
    """Capitals, accents, blanks in a number and the order of words make no difference."""
    assert looked_into.find(typed)[0].title == first


def test_the_better_the_title_fits_the_earlier_it_stands(looked_into: Guidance) -> None:
    """The order is: the exact title, the beginning of the title, the beginning of a word in it, a part of it, the text only."""
    found = [entry.title.casefold() for entry in looked_into.find("prevent")]
    kinds = [
        0
        if title == "prevent"
        else 1
        if title.startswith("prevent")
        else 2
        if re.search(r"\bprevent", title)
        else 3
        if "prevent" in title
        else 4
        for title in found
    ]

    assert kinds == sorted(kinds)
    assert {1, 4} <= set(kinds)


def test_every_word_must_be_there(looked_into: Guidance) -> None:
    """Two words find the entries with both in the title or text, and no others."""
    found = looked_into.find("prison release")

    assert found
    for entry in found:
        text = f"{entry.title} {entry.topic} {entry.text}".casefold()
        assert "prison" in text
        assert "release" in text
    assert looked_into.find("prison zzz") == ()


@pytest.mark.parametrize("typed", ["section 188", "s.188", "s 188", "Section 188"])
def test_a_section_is_found_however_it_is_written(looked_into: Guidance, typed: str) -> None:
    """Section 188 is found as people write it and as the law does, s.188."""
    assert any("188" in entry.title for entry in looked_into.find(typed))


def test_a_search_shows_no_more_than_can_be_read(looked_into: Guidance) -> None:
    """One letter matches almost everything, and only the best matches are shown."""
    assert len(looked_into.find("e")) == MOST_FOUND


@given(typed=st.text(max_size=40))
def test_whatever_is_typed_is_searched_and_never_fails(looked_into: Guidance, typed: str) -> None:
    """Any text in any script finds at most a readable number of entries, or none."""
    assert len(looked_into.find(typed)) <= max(MOST_FOUND, len(looked_into.find("")))


@pytest.mark.parametrize(
    ("typed", "council"),
    [
        ("barnsley", "Barnsley Metropolitan Borough Council"),
        ("wycombe", "Buckinghamshire Council"),
        ("hull", "Hull City Council"),
    ],
)
def test_any_council_of_england_is_found(looked_into: Guidance, typed: str, council: str) -> None:
    """A council is found by its name or by that of a former council, with its area and the confidence."""
    found = [entry for entry in looked_into.find(typed) if entry.topic == "council"]

    assert council in {entry.title for entry in found}
    assert all(entry.text and DATED.search(entry.source) for entry in found)


def test_the_desk_looks_into_what_it_knows_now(tmp_path: Path) -> None:
    """After a correction the corrected number is found, and the old one is not."""
    desk = Desk(load_book(tmp_path), tmp_path, lambda: datetime(2026, 11, 26, 12, tzinfo=LONDON))
    assert desk.guidance("01295 753751")
    desk.correct("cherwell-day", phone="01632 960123", hours=None, who="Robin Example", why="Rang it")

    assert desk.guidance("01632 960123")[0].topic == "number"
    assert "number" not in {entry.topic for entry in desk.guidance("01295 753751")}
