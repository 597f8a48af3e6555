"""docs/seed-facts.md lists every fact of the seeds with its place in data/, and each place has what the table says."""

import re
from functools import cache
from pathlib import Path

import pytest
from knowledge_samples import shipped

from champion_tui.knowledge.lines.reading_lines import digits

TABLE = Path(__file__).parents[2] / "docs" / "seed-facts.md"
PHONE = re.compile(r"(?<![\w.])0[0-9][0-9 ]{8,12}[0-9](?![\w])")
EMAIL = re.compile(r"[\w.]+@[\w.-]+\w")
NAMED = re.compile(r"`([^`]+)`")


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    """Returns the rows of every table in the document: fact, the seed's text, place, and result."""
    cells = (
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in TABLE.read_text().splitlines()
        if line.startswith("| ")
    )
    return tuple(row for row in cells if row[0] != "fact")


@cache
def numbers() -> frozenset[str]:
    """Returns every number in the data as digits, whether it is offered or kept next to its replacement."""
    book = shipped()
    found = {line.phone for line in book.lines()} | {old.phone for line in book.lines() for old in line.replaces}
    return frozenset(map(digits, found | withdrawn()))


@cache
def withdrawn() -> frozenset[str]:
    """Returns every value that was withdrawn."""
    book = shipped()
    channels = [authority.channel for authority in book.authorities()]
    services = [service for area in book.areas.values() for service in area.services]
    return frozenset(
        each.value for held in (*filter(None, channels), *services, *book.national) for each in held.withdrawn
    )


@cache
def entries() -> frozenset[str]:
    """Returns the id of everything that a row can refer to."""
    book = shipped()
    areas = book.areas.values()
    return frozenset(
        {line.line for line in book.lines()}
        | {authority.id for authority in book.authorities()}
        | {protocol.id for area in areas for protocol in area.protocols}
        | {commitment.id for area in areas for commitment in area.commitments}
        | {fact.id for fact in book.law}
        | {term.term for term in book.glossary}
        | {"local-connection"}
    )


def test_the_table_is_there() -> None:
    """The table is not empty, so the tests below do check something."""
    assert len(rows()) > 110
    assert all(len(row) == 4 and all(row) for row in rows())
    assert sum(bool(PHONE.search(row[1])) for row in rows()) > 40


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_each_fact_stands_where_the_table_says(row: tuple[str, ...]) -> None:
    """The data has the entry of each row, and every number and address in the row."""
    _, says, where, became = row

    named = NAMED.findall(where) + NAMED.findall(became)
    assert where == "none" or NAMED.fullmatch(where)
    assert set(named) <= entries()
    for phone in PHONE.findall(f"{says} | {became}"):
        assert digits(phone) in numbers(), phone
    addresses = {authority.email for authority in shipped().authorities()} | withdrawn()
    for email in EMAIL.findall(f"{says} | {became}"):
        assert email in addresses, email


@pytest.mark.parametrize("row", [row for row in rows() if "corrected to" in row[3]], ids=lambda row: row[0])
def test_what_was_corrected_is_not_offered_for_the_same_any_more(row: tuple[str, ...]) -> None:
    """The entry offers the new value, and the seed's value is kept next to it with the reason."""
    _, says, where, became = row
    entry = NAMED.findall(where)[0]
    new = (PHONE.findall(became) + EMAIL.findall(became))[0]

    if "@" in new:
        authority = shipped().authority(entry)
        assert authority is not None
        assert authority.email == new
        assert says in withdrawn()
    else:
        line = next(each for each in shipped().lines() if each.line == entry)
        assert digits(line.phone) == digits(new)
        assert digits(says) in {digits(old.phone) for old in line.replaces}


def test_every_number_of_kent_stands_in_the_table() -> None:
    """The table has every number of the area's file, whether it is offered or not."""
    told = {digits(phone) for row in rows() for phone in PHONE.findall(" | ".join(row))}
    area = shipped().areas["kent-and-medway"]
    lines = [line for holder in (area.authorities, area.services) for each in holder for line in each.lines]
    ours = {digits(phone) for line in lines for phone in (line.phone, *(old.phone for old in line.replaces))}

    assert ours <= told
