"""What a wheel carries of the knowledge as values is what strict reading makes of it, and is taken only where nothing has changed since."""

import pickle
import shutil
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from knowledge_samples import shipped

from champion_tui.ground import tables
from champion_tui.knowledge import book, checked_form, directory, routing
from champion_tui.knowledge.local.own_files import Local
from champion_tui.knowledge.practice.hints import Hints
from champion_tui.knowledge.shelf import Shelf, data_folder
from scripts.wheel.hook import checked_files

KINDS = (directory.ShippedDirectory, routing.ShippedRouting, book.ShippedBook, Hints)
FILES = sorted(str(file.relative_to(data_folder())) for file in data_folder().rglob("*.toml"))
# They are read where they are needed and not before: practice, chosen keys, what is said of languages.
BESIDE = ("practice/", "languages/", "keys.toml")
ALL = [True] * len(KINDS)


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """The files of the checked form of what is shipped."""
    return dict(checked_files(data_folder()))


@pytest.fixture
def data(tmp_path: Path, written: dict[str, bytes]) -> Path:
    """The data folder of an installed program."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    (folder / checked_form.FOLDER).mkdir()
    for name, raw in written.items():
        (folder / name).write_bytes(raw)
    return folder


@pytest.fixture
def no_reader(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No TOML can be read, now that all that a test needs has been."""
    assert data.is_dir()
    shipped()

    def refuse(_raw: bytes, shown_as: str) -> None:
        raise AssertionError(f"{shown_as} was read strictly")

    monkeypatch.setattr(tables, "toml_values", refuse)


def taken(folder: Path, own: Local | None = None) -> list[bool]:
    """Which of the parts are taken as they were written."""
    return [checked_form.read(Shelf(folder), own or Local(), kind) is not None for kind in KINDS]


@pytest.mark.usefixtures("no_reader")
def test_an_installed_program_reads_no_table(data: Path) -> None:
    """All knowledge is there, equal to what strict reading makes of the files, and none of them was read strictly."""
    found = book.load_from(data)
    strictly = tables_of(shipped())
    assert [name for name, part in tables_of(found).items() if part != strictly[name]] == []
    assert checked_form.read(Shelf(data), Local(), Hints) is not None


def tables_of(whole: book.Book) -> dict[str, Any]:
    """What a book holds, but for what reads further files when it is asked, and what can only be called."""
    held = {name: getattr(whole, name) for kind in KINDS[1:3] for name in kind.__dataclass_fields__}
    names = ("areas", "national", "emergency_rows", "sources", "fitting_lines", "bank_holidays_published_until")
    return held | {name: getattr(whole, name) for name in names}


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith(BESIDE)])
def test_a_file_that_was_changed_since_is_read(data: Path, name: str) -> None:
    """One byte in any file, and the parts that it is in are read strictly; put back as it was, they are taken again."""
    was = (data / name).read_bytes()
    assert taken(data) == ALL
    (data / name).write_bytes(was.replace(b"e", b"a", 1))
    assert taken(data).count(False) == 1
    (data / name).write_bytes(was)
    assert taken(data) == ALL


def test_a_number_that_was_changed_by_hand_is_the_number_shown(data: Path) -> None:
    """Whoever edits a number in an installed program is not told the old one."""
    file = data / "areas" / "oxfordshire.toml"
    file.write_bytes(file.read_bytes().replace(b"01295 753751", b"01632 960123"))
    assert "01632 960123" in {line.phone for line in book.load_from(data).lines()}


@pytest.mark.parametrize("folder", ["areas", "triage", "forms", "codes"])
def test_a_further_file_is_read(data: Path, folder: str) -> None:
    """A file that was laid into a folder is not passed over."""
    some = next((data / folder).glob("*.toml"))
    shutil.copy(some, data / folder / "further.toml")
    assert taken(data).count(False) == 1


@given(st.data())
def test_a_damaged_form_is_never_taken(written: dict[str, bytes], draw: st.DataObject) -> None:
    """A byte that changed on the disk, a file cut short: what is left is not knowledge."""
    name, raw = draw.draw(st.sampled_from(sorted(written.items())))
    place = draw.draw(st.integers(0, len(raw) - 1))
    changed = bytearray(raw)
    changed[place] ^= draw.draw(st.integers(1, 255))
    kind = next(kind for kind in KINDS if name.endswith(kind.__name__))
    for damaged in (bytes(changed), raw[:place]):
        assert checked_form.read(OneFile(name, damaged), Local(), kind) is None


class OneFile(Shelf):
    """A shelf on which the shipped files lie, and one other."""

    def __init__(self, name: str, raw: bytes) -> None:
        super().__init__(data_folder())
        self._one = (name, raw)

    def file_or_none(self, name: str) -> bytes | None:
        """The one, or None."""
        return self._one[1] if name == self._one[0] else None


def test_areas_of_ones_own_are_checked_against_everything(data: Path) -> None:
    """An organisation's area may name a source or a line of any file: then all of them are read."""
    assert taken(data, Local(areas={"own.toml": b""})) == [False] * len(KINDS)


def test_a_form_of_another_version_is_read_strictly(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version wrote may lack a part."""
    monkeypatch.setattr(checked_form, "VERSION", "0.0.0")
    assert taken(data) == [False] * len(KINDS)


class Harm:
    """What makes a file of ``pickle`` dangerous: it names what is called while it is read."""

    def __init__(self, *call: Any) -> None:
        self.call = call

    def __reduce__(self) -> Any:
        return self.call[0], self.call[1:]


@pytest.mark.parametrize(
    "harm",
    [
        Harm(eval, "print('harm')"),
        Harm(getattr, "", "join"),
        Harm(data_folder),
        Harm(Path, "/tmp"),
        Harm(routing.read_strictly, 1, 2, 3),
        Harm(__import__, "champion_tui.desk.desk"),
    ],
)
def test_nothing_is_called_that_is_no_value(data: Path, harm: Harm) -> None:
    """A file that asks for anything but values and words of this program is not taken, and what it asks for is not done."""
    raw = pickle.dumps(("0.1.0", {})) + pickle.dumps(harm)
    file = data / checked_form.FOLDER / "ShippedDirectory"
    file.write_bytes(crc32(raw).to_bytes(4) + raw)
    assert taken(data)[0] is False


def test_two_builds_write_the_same(written: dict[str, bytes]) -> None:
    """A wheel can be built again and compared."""
    assert dict(checked_files(data_folder())) == written
