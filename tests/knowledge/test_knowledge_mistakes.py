"""Every mistake is named, not only the first, and an entry that refers to a wrong one is not reported as well."""

import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from knowledge_samples import Vector, vectors

from champion_tui.knowledge.checking.mistakes import mistakes
from champion_tui.knowledge.shelf import data_folder

SHIPPED = [vector for vector in vectors() if not vector.place.startswith("local/")]


def each_shipped_file() -> Iterator[tuple[str, str]]:
    """Returns each TOML file of the shipped data, by its path, with its text."""
    for path in sorted(data_folder().rglob("*.toml")):
        yield path.relative_to(data_folder()).as_posix(), path.read_text(encoding="utf-8")


def _said(data: Path) -> list[str]:
    return [str(error) for error in mistakes(data).found]


@pytest.mark.parametrize("vector", SHIPPED[::6], ids=lambda vector: vector.name)
def test_a_folder_with_one_mistake_has_that_one(vector: Vector, tmp_path: Path) -> None:
    """The mistake at which loading stops is named in the same words, before any that may follow from it."""
    data, _ = vector.lay_out(tmp_path)

    assert vector.told(_said(data)[0])


def test_every_mistake_of_every_file_is_named(tmp_path: Path) -> None:
    """Wrong values, unknown keys and unknown ids in neighbouring entries and in other files are each named once, at
    their place.
    """
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    area, glossary = data / "areas" / "oxfordshire.toml", data / "glossary.toml"
    text = area.read_text(encoding="utf-8")
    text = text.replace('phone = "01295 753751"', 'phone = "ask for Sam"', 1)
    text = text.replace('fallback = "oxfordshire-emergency-duty-team"', 'fallback = "nobody"', 1)
    area.write_text(text, encoding="utf-8")
    terms = glossary.read_text(encoding="utf-8").replace("[[term]]", '[[term]]\ncolour = "red"', 2)
    glossary.write_text(terms, encoding="utf-8")
    (data / "areas" / "broken.toml").write_text("name = \n", encoding="utf-8")

    said = _said(data)

    assert len(said) == 5
    assert [each for each in said if "areas/broken.toml: expected TOML" in each]
    assert [each for each in said if ".phone: expected a UK phone number" in each and "ask for Sam" in each]
    assert [each for each in said if "fallback: expected the id of a known line, not 'nobody'" in each]
    assert [each.partition(": expected")[0] for each in said if "glossary" in each] == [
        "data/glossary.toml: term[0].colour",
        "data/glossary.toml: term[1].colour",
    ]


NAMED = re.compile(r'(\bsource = )"[a-z0-9-]+"')
ALL, ONE = 0, 1
"""How many values are changed in a file: practice cases are read last and one mistake at a time, so each would need a
full reading.
"""

FILES = [name for name, text in each_shipped_file() if NAMED.search(text)]


@pytest.mark.parametrize("name", FILES)
def test_every_source_that_a_file_names_must_be_known(name: str, tmp_path: Path) -> None:
    """For every place where a shipped file names its source, an unlisted source is a mistake at exactly that place."""
    data, unknown = tmp_path / "data", itertools.count()
    shutil.copytree(data_folder(), data)
    text, most = (data / name).read_text(encoding="utf-8"), ONE if name.startswith("practice/") else ALL
    text = NAMED.sub(lambda match: f'{match[1]}"unknown-{next(unknown)}"', text, count=most)
    (data / name).write_text(text, encoding="utf-8")

    said = " ".join(_said(data))

    assert [number for number in range(next(unknown)) if f"'unknown-{number}'" not in said] == []


def test_whoever_refers_to_a_wrong_entry_is_not_blamed(tmp_path: Path) -> None:
    """A wrong source is left out, and entries that name it are no mistakes."""
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    sources = data / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8").replace("title = ", "titel = ", 1), encoding="utf-8")

    said = _said(data)

    assert said == ["data/sources.toml: source[0].title: expected a text (it is missing)"]


def test_a_folder_that_is_none_has_that_mistake(tmp_path: Path) -> None:
    """A folder that cannot be read is reported as such and raises no error."""
    read = mistakes(tmp_path)

    assert read.book is None
    assert [error.file for error in read.found] == ["data/sources.toml"]


def test_what_is_shipped_has_none() -> None:
    """The shipped data is read whole, including the councils of England and the neighbours."""
    read = mistakes(data_folder())

    assert read.found == ()
    assert read.book is not None
