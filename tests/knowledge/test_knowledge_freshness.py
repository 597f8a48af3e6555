"""Every fact with its standing, which facts are due for checking, and whom to ring first."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta

import pytest
from knowledge_samples import shipped

from champion_tui.domain.lines.phone_lines import Confidence, Provenance
from champion_tui.knowledge.checking.checking import Doubt, FactKind, due, emergency_lines, facts, problems, to_confirm

TODAY = date(2026, 11, 23)


def _standings(value: object) -> list[Provenance]:
    """Returns every standing anywhere within ``value``, found by a search that does not know where they are."""
    if isinstance(value, Provenance):
        return [value]
    if isinstance(value, dict):
        return [found for each in value.values() for found in _standings(each)]
    if isinstance(value, tuple | list):
        return [found for each in value for found in _standings(each)]
    if is_dataclass(value):
        return [found for field in fields(value) for found in _standings(getattr(value, field.name))]
    return []


def test_every_fact_has_a_known_source_a_date_or_none_and_a_confidence() -> None:
    """Every fact that people may act on names a loaded source, was not checked in the future, and is not offered if it
    is stale.
    """
    book = shipped()
    found = list(facts(book))

    assert len(found) > 150
    for fact in found:
        assert fact.standing.source in book.sources, fact
        assert fact.standing.checked_on is None or fact.standing.checked_on <= TODAY, fact
        assert fact.standing.confidence in (Confidence.CONFIRMED, Confidence.UNCONFIRMED, Confidence.CONFLICTING), fact
        assert fact.value, fact


def test_no_fact_of_the_book_is_left_out() -> None:
    """The walk over the facts finds exactly the standings that are anywhere in the book."""
    book = shipped()
    everywhere = [*_standings(dict(book.areas)), *_standings(book.national), *_standings(book.law)]
    everywhere += [*_standings(book.connection_grounds), *_standings(book.glossary)]

    walked = [fact.standing for fact in facts(book) if fact.kind is not FactKind.BANK_HOLIDAYS]

    assert len(walked) == len(everywhere)
    assert sorted(map(repr, walked)) == sorted(map(repr, everywhere))


def test_only_what_an_undated_page_says_has_no_date() -> None:
    """A date is missing only if the source is Kent's undated joint guidance."""
    undated = {fact.standing.source for fact in facts(shipped()) if fact.standing.checked_on is None}

    assert undated == {"kent-joint-guidance", "kent-joint-guidance-contacts"}


def test_a_fact_is_due_from_the_181st_day() -> None:
    """A confirmed number is not listed 180 days after its check, and is listed on the next day."""
    checked = date(2026, 6, 30)

    def listed(today: date) -> list[tuple[Doubt, ...]]:
        return [
            found.doubts
            for found in due(shipped(), today)
            if found.fact.owner == "cherwell-day" and found.fact.kind is FactKind.NUMBER
        ]

    assert listed(checked + timedelta(days=180)) == []
    assert listed(checked + timedelta(days=181)) == [(Doubt.DUE,)]


def test_what_is_given_in_an_emergency_comes_first_and_of_it_the_worst() -> None:
    """Numbers and hours for emergencies come first, then other numbers, then the rest; in each, conflicting before
    unconfirmed before old.
    """
    book = shipped()
    listed, urgent, worst = due(book, TODAY), emergency_lines(book), list(Doubt)
    places = [2 if found.fact.line is None else 0 if found.fact.owner in urgent else 1 for found in listed]

    assert places == sorted(places)
    assert set(places) == {0, 1, 2}
    for place in (0, 1):
        doubts = [worst.index(found.doubts[0]) for found, at in zip(listed, places, strict=True) if at == place]
        assert doubts == sorted(doubts)
    assert Doubt.CONFLICTING in listed[0].doubts
    assert {Doubt.CONFLICTING} == {
        doubt for found in listed if found.fact.owner == "oxfordshire-domestic-abuse" for doubt in found.doubts
    }


def test_a_number_that_is_shipped_otherwise_since_comes_before_the_unconfirmed() -> None:
    """If the shipped number has changed since it was corrected here, it is listed even if it was confirmed yesterday."""
    book = shipped()
    area = book.areas["oxfordshire"]
    cherwell, *others = area.authorities
    moved = replace(cherwell.lines[0], moved="The shipped number has since changed to 01632 960321.")
    areas = {
        **book.areas,
        area.id: replace(area, authorities=(replace(cherwell, lines=(moved, *cherwell.lines[1:])), *others)),
    }

    listed = due(replace(book, areas=areas), moved.standing.checked_on or TODAY)
    place = next(place for place, found in enumerate(listed) if found.fact.owner == moved.line)

    assert listed[place].doubts == (Doubt.MOVED,)
    assert all(Doubt.CONFLICTING in found.doubts for found in listed[:place])
    assert to_confirm(replace(book, areas=areas), area.id, TODAY)[0] == moved


def test_the_first_run_offers_the_areas_doubtful_numbers_and_no_others() -> None:
    """The short list has the area's lines, the least certain first, then the national ones that are uncertain."""
    lines = [line.line for line in to_confirm(shipped(), "oxfordshire", TODAY)]

    assert lines == [
        "west-oxfordshire-day",
        "west-oxfordshire-out-of-hours",
        "oxford-rough-sleeping-team",
        "oxford-day",
        "vale-of-white-horse-out-of-hours",
        "south-oxfordshire-out-of-hours",
        "oxfordshire-domestic-abuse",
        "shelter",
        "mens-advice-line",
        "childline",
    ]


def test_the_shipped_knowledge_passes_the_slow_checks() -> None:
    """Every number can be a real one, no date is in the future, and every source is used."""
    assert [problem.sentence() for problem in problems(shipped(), TODAY)] == []


@pytest.mark.parametrize("today", [date(2018, 1, 1)])
def test_a_date_in_the_future_is_a_problem(today: date) -> None:
    """The check of dates uses the day that it is given."""
    assert any(problem.key.endswith("checked_on") for problem in problems(shipped(), today))


def test_what_is_known_of_councils_outside_the_areas_is_due_too() -> None:
    """Every number, way and address of data/neighbours.toml is unconfirmed and is listed as due, with a known source."""
    book = shipped()
    assert book.outside is not None
    listed = [each.fact for each in due(book, TODAY)]

    for found in book.outside.neighbours.values():
        kinds = {(fact.kind, fact.value) for fact in listed if fact.owner == found.id}
        assert {(FactKind.CHANNEL, way.words) for way in (found.way,) if way} <= kinds
        assert {(FactKind.EMAIL, email.words) for email in (found.email,) if email} <= kinds
        numbers = {(fact.owner, fact.value) for fact in listed if fact.kind is FactKind.NUMBER}
        assert {(line.line, line.phone) for line in found.lines} <= numbers
    assert all(book.source(fact.standing.source) for fact in listed)
