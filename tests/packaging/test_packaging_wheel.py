"""What people install: the wheel, in an empty environment, from another folder than the checkout."""

import tarfile
import zipfile

from built_programs import run
from source_tree import ROOT, name_of


def shipped_files():
    """Returns every file of the package and of data/, by its path in the wheel."""
    package = {
        name_of(path)
        for path in (ROOT / "champion_tui").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    data = {f"champion_tui/{name_of(path)}" for path in (ROOT / "data").rglob("*") if path.is_file()}
    return package | data


def test_the_wheel_holds_the_package_and_the_data_and_nothing_else(wheel):
    """The wheel has styles, migrations and all of data/ with its checked form; it has no tests, documents or development tools."""
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    checked = {name for name in inside if name.startswith("champion_tui/data/checked/")}
    assert inside - checked == shipped_files()
    assert {name.rpartition("/")[2] for name in checked} == {
        "ShippedDirectory",
        "ShippedRouting",
        "ShippedBook",
        "Hints",
    }


def test_the_installed_program_starts_with_what_was_checked(installed, tmp_path):
    """All knowledge is there without parsing a TOML file, because the strict reading was done when the wheel was built."""
    words = """
import sys
from champion_tui.knowledge import book
from champion_tui.knowledge.practice import hints
whole = book.load()
print(len(whole.lines()), len(hints.load_hints(whole.question_ids()).at), "tomli" in sys.modules)
"""
    lines, said, parsed = run(installed / "python", "-c", words, cwd=tmp_path).split()
    assert int(lines) > 0 < int(said)
    assert parsed == "False"


def test_the_source_archive_can_be_built_again(built):
    """The source archive contains what the wheel is made of, with data/ next to the package."""
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        inside = {name.partition("/")[2] for name in opened.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "champion_tui/__main__.py"} <= inside
    assert any(name.startswith("data/") for name in inside)


def test_the_installed_program_is_not_the_checkout(installed, tmp_path):
    """The installed package is the one that runs, and it knows its version."""
    said = run(installed / "python", "-c", "import champion_tui as c; print(c.__file__, c.__version__)", cwd=tmp_path)
    assert str(installed.parent) in said
    assert str(ROOT) not in said
