"""Loading from a checkout and from an installed package, without heavy imports, and with one digest for all files."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from knowledge_samples import shipped

from champion_tui.ground.tables import DataError
from champion_tui.knowledge import shelf as places
from champion_tui.knowledge.book import load_from
from champion_tui.knowledge.shelf import data_folder


def test_the_shipped_knowledge_loads_whole() -> None:
    """Every part of the book is filled from the shipped files, and no trouble is reported."""
    book = shipped()

    assert list(book.areas) == ["kent-and-medway", "oxfordshire"]
    assert "duty-to-refer" in book.trees
    assert "duty-to-refer" in book.forms
    assert book.law
    assert book.glossary
    assert book.connection_grounds
    assert book.troubles == ()


def test_loading_imports_nothing_heavy() -> None:
    """A fresh interpreter that loads everything imports no phone-number, holiday, terminal or database package."""
    script = "import sys; from champion_tui.knowledge.book import load; load(); print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    loaded = {name.split(".")[0] for name in run.stdout.split()}

    assert "tomli" in loaded
    assert not loaded & {
        "tomllib",
        "phonenumbers",
        "holidays",
        "pydantic",
        "sqlmodel",
        "textual",
        "typst",
        "tempfile",
        "json",
    }


def test_data_is_found_beside_the_modules_of_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a wheel data/ is within the package, and is found there first."""
    inside = tmp_path / "champion_tui" / "data"
    inside.mkdir(parents=True)
    (inside / "sources.toml").write_text("")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sources.toml").write_text("")
    monkeypatch.setattr(places, "PACKAGE", tmp_path / "champion_tui")

    assert data_folder() == inside


def test_an_installation_without_data_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If data/ is missing, the error says what to do."""
    monkeypatch.setattr(places, "PACKAGE", tmp_path / "champion_tui")

    with pytest.raises(DataError, match="install it again"):
        data_folder()


@pytest.mark.parametrize(
    "name", ["sources.toml", "national.toml", "law.toml", "connection.toml", "glossary.toml", "bank-holidays.toml"]
)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    """A missing file is an error with its name."""
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    (data / name).unlink()

    with pytest.raises(DataError, match=f"data/{name}: expected a readable file"):
        load_from(data)


@pytest.mark.parametrize("folder", ["areas", "triage", "forms", "codes"])
def test_an_empty_folder_is_named(tmp_path: Path, folder: str) -> None:
    """An empty folder is an error with its name."""
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    for file in (data / folder).iterdir():
        file.unlink()

    with pytest.raises(DataError, match=f"data/{folder}: expected at least one TOML file"):
        load_from(data)


def test_the_digest_covers_every_file(tmp_path: Path) -> None:
    """One changed byte in any file that is read gives another digest, and the same files give the same digest. Practice
    cases, hints for new users and the texts about chosen keys are excluded, because no case depends on them.
    """
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    digests = {load_from(data).digest}
    assert digests == {shipped().digest}
    assert len(shipped().digest) == hashlib.sha256().digest_size * 2

    files = [
        file
        for file in sorted(data.rglob("*.toml"))
        if file.parent.name != "practice" and file.name not in {"hints.toml", "keys.toml"}
    ]
    for file in files:
        file.write_bytes(file.read_bytes() + b"\n# one more line\n")
        digests.add(load_from(data).digest)

    assert len(digests) == len(files) + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        (
            "triage/duty-to-refer.toml",
            'source = "care-act-2014"',
            'source = "hearsay"',
            r"data/triage/duty-to-refer\.toml: .*source: expected the id of a known source, not 'hearsay'",
        ),
        (
            "bank-holidays.toml",
            'source = "holidays-package"',
            'source = "hearsay"',
            "data/bank-holidays.toml: source: expected the id of a known source, not 'hearsay'",
        ),
        (
            "forms/duty-to-refer.toml",
            'codes = "body-type"',
            'codes = "body-shape"',
            r"data/forms/duty-to-refer\.toml: .*codes: expected a code list that is loaded .*not 'body-shape'",
        ),
    ],
    ids=["tree", "bank-holidays", "form"],
)
def test_a_reference_from_another_file_that_leads_nowhere_is_refused(
    tmp_path: Path, file: str, old: str, new: str, error: str
) -> None:
    """Trees, bank holidays and forms may only name sources and code lists that are loaded."""
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    text = (data / file).read_text(encoding="utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DataError, match=error):
        load_from(data)


def test_a_tree_given_twice_is_refused(tmp_path: Path) -> None:
    """Two files with a tree of the same id are an error that names both."""
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    shutil.copyfile(data / "triage" / "duty-to-refer.toml", data / "triage" / "second.toml")

    with pytest.raises(DataError, match=r"data/triage/second\.toml: id: expected each tree once"):
        load_from(data)
