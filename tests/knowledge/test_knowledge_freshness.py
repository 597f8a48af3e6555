"""Every fact with its standing, what is due, and whom to ring first."""

from dataclasses import fields, is_dataclass
from datetime import date, timedelta

import pytest
from knowledge_samples import shipped

from champion_tui.domain.lines.phone_lines import Confidence, Standing
from champion_tui.knowledge.checking import Doubt, FactKind, due, facts, problems, to_confirm

TODAY = date(2026, 11, 23)


def _standings(value: object) -> list[Standing]:
    """Every standing anywhere within ``value``, found by looking, not by knowing where they are."""
    if isinstance(value, Standing):
        return [value]
    if isinstance(value, dict):
        return [found for each in value.values() for found in _standings(each)]
    if isinstance(value, tuple | list):
        return [found for each in value for found in _standings(each)]
    if is_dataclass(value):
        return [found for field in fields(value) for found in _standings(getattr(value, field.name))]
    return []


def test_every_fact_has_a_known_source_a_date_or_none_and_a_confidence() -> None:
    """Whatever people may act on names a loaded source, was not checked in the future, and is offered, not stale."""
    book = shipped()
    found = list(facts(book))

    assert len(found) > 150
    for fact in found:
        assert fact.standing.source in book.sources, fact
        assert fact.standing.checked_on is None or fact.standing.checked_on <= TODAY, fact
        assert fact.standing.confidence in (Confidence.CONFIRMED, Confidence.UNCONFIRMED, Confidence.CONFLICTING), fact
        assert fact.value, fact


def test_no_fact_of_the_book_is_left_out() -> None:
    """The walk over the facts meets exactly the standings that stand anywhere in the book."""
    book = shipped()
    everywhere = [*_standings(dict(book.areas)), *_standings(book.national), *_standings(book.law)]
    everywhere += [*_standings(book.connection_grounds), *_standings(book.glossary)]

    walked = [fact.standing for fact in facts(book) if fact.kind is not FactKind.BANK_HOLIDAYS]

    assert len(walked) == len(everywhere)
    assert sorted(map(repr, walked)) == sorted(map(repr, everywhere))


def test_only_what_an_undated_page_says_has_no_date() -> None:
    """A date is missing only where the undated joint guidance of Kent is the source."""
    undated = {fact.standing.source for fact in facts(shipped()) if fact.standing.checked_on is None}

    assert undated == {"kent-joint-guidance", "kent-joint-guidance-contacts"}


def test_a_fact_is_due_from_the_181st_day() -> None:
    """A confirmed number is not listed 180 days after it was checked, and is on the day after."""
    checked = date(2026, 6, 30)

    def listed(today: date) -> list[tuple[Doubt, ...]]:
        return [
            found.doubts
            for found in due(shipped(), today)
            if found.fact.owner == "cherwell-day" and found.fact.kind is FactKind.NUMBER
        ]

    assert listed(checked + timedelta(days=180)) == []
    assert listed(checked + timedelta(days=181)) == [(Doubt.DUE,)]


def test_the_list_begins_with_the_least_sure_numbers() -> None:
    """Numbers come before everything else, unconfirmed before those that are only old, the oldest first."""
    listed = due(shipped(), TODAY)
    kinds = [found.fact.kind for found in listed]

    owners = [found.fact.owner for found in listed if Doubt.UNCONFIRMED in found.doubts]

    undated = owners.index("canterbury-day")
    assert {found.fact.standing.checked_on for found in listed[:undated]} == {None}
    assert owners[undated + 1 :][:4] == [
        "thanet-day",
        "canterbury-out-of-hours",
        "west-oxfordshire-day",
        "west-oxfordshire-out-of-hours",
    ]
    assert kinds == sorted(kinds, key=list(FactKind).index)
    assert {Doubt.CONFLICTING} == {
        doubt for found in listed if found.fact.owner == "oxfordshire-domestic-abuse" for doubt in found.doubts
    }


def test_the_first_run_offers_the_areas_doubtful_numbers_and_no_others() -> None:
    """The short list: the area's unconfirmed, conflicting and old lines first, then the nation's unsure ones."""
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
        "childline",
        "mens-advice-line",
    ]


def test_the_shipped_knowledge_passes_the_slow_checks() -> None:
    """Every number is one that can be given to somebody, no date lies in the future, no source is unused."""
    assert [problem.sentence() for problem in problems(shipped(), TODAY)] == []


@pytest.mark.parametrize("today", [date(2018, 1, 1)])
def test_a_date_in_the_future_is_a_problem(today: date) -> None:
    """The check of dates looks at the day it is given."""
    assert any(problem.key.endswith("checked_on") for problem in problems(shipped(), today))
