"""The values that a wheel carries equal those of strict reading, and are used only if no file has changed since."""

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
# # Practice, chosen keys and the texts about languages are read only when they are needed.
BESIDE = ("practice/", "languages/", "keys.toml")
ALL = [True] * len(KINDS)


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """Returns the files of the checked form of the shipped data."""
    return dict(checked_files(data_folder()))


@pytest.fixture
def data(tmp_path: Path, written: dict[str, bytes]) -> Path:
    """Returns the data folder of an installed program."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    (folder / checked_form.FOLDER).mkdir()
    for name, raw in written.items():
        (folder / name).write_bytes(raw)
    return folder


@pytest.fixture
def no_reader(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes reading TOML fail, after all that a test needs was read."""
    assert data.is_dir()
    shipped()

    def refuse(_raw: bytes, shown_as: str) -> None:
        raise AssertionError(f"{shown_as} was read strictly")

    monkeypatch.setattr(tables, "toml_values", refuse)


def taken(folder: Path, own: Local | None = None) -> list[bool]:
    """Returns which of the parts are used as they were written."""
    return [checked_form.read(Shelf(folder), own or Local(), kind) is not None for kind in KINDS]


@pytest.mark.usefixtures("no_reader")
def test_an_installed_program_reads_no_table(data: Path) -> None:
    """All knowledge is loaded and equals that of strict reading, without reading any file strictly."""
    found = book.load_from(data)
    strictly = tables_of(shipped())
    assert [name for name, part in tables_of(found).items() if part != strictly[name]] == []
    assert checked_form.read(Shelf(data), Local(), Hints) is not None


def tables_of(whole: book.Book) -> dict[str, Any]:
    """Returns the content of a book, except what reads further files on demand and what can only be called."""
    held = {name: getattr(whole, name) for kind in KINDS[1:3] for name in kind.__dataclass_fields__}
    names = ("areas", "national", "emergency_rows", "sources", "fitting_lines", "bank_holidays_published_until")
    return held | {name: getattr(whole, name) for name in names}


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith(BESIDE)])
def test_a_file_that_was_changed_since_is_read(data: Path, name: str) -> None:
    """After one byte of a file changed, its parts are read strictly; once it is changed back, the stored values are
    used again.
    """
    was = (data / name).read_bytes()
    assert taken(data) == ALL
    (data / name).write_bytes(was.replace(b"e", b"a", 1))
    assert taken(data).count(False) == 1
    (data / name).write_bytes(was)
    assert taken(data) == ALL


def test_a_number_that_was_changed_by_hand_is_the_number_shown(data: Path) -> None:
    """A person who edits a number in an installed program is shown the new number."""
    file = data / "areas" / "oxfordshire.toml"
    file.write_bytes(file.read_bytes().replace(b"01295 753751", b"01632 960123"))
    assert "01632 960123" in {line.phone for line in book.load_from(data).lines()}


@pytest.mark.parametrize("folder", ["areas", "triage", "forms", "codes"])
def test_a_further_file_is_read(data: Path, folder: str) -> None:
    """A file that was added to a folder is read, and the stored values are not used."""
    some = next((data / folder).glob("*.toml"))
    shutil.copy(some, data / folder / "further.toml")
    assert taken(data).count(False) == 1


@given(st.data())
def test_a_damaged_form_is_never_taken(written: dict[str, bytes], draw: st.DataObject) -> None:
    """A form with a changed byte or a missing end is not used."""
    name, raw = draw.draw(st.sampled_from(sorted(written.items())))
    place = draw.draw(st.integers(0, len(raw) - 1))
    changed = bytearray(raw)
    changed[place] ^= draw.draw(st.integers(1, 255))
    kind = next(kind for kind in KINDS if name.endswith(kind.__name__))
    for damaged in (bytes(changed), raw[:place]):
        assert checked_form.read(OneFile(name, damaged), Local(), kind) is None


class OneFile(Shelf):
    """A shelf that has the shipped files and one more."""

    def __init__(self, name: str, raw: bytes) -> None:
        super().__init__(data_folder())
        self._one = (name, raw)

    def file_or_none(self, name: str) -> bytes | None:
        """Returns the additional file, or None."""
        return self._one[1] if name == self._one[0] else None


def test_areas_of_ones_own_are_checked_against_everything(data: Path) -> None:
    """An organisation's area may name a source or a line from any file, so all files are read."""
    assert taken(data, Local(areas={"own.toml": b""})) == [False] * len(KINDS)


def test_a_form_of_another_version_is_read_strictly(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of another version is not used, because it may lack a part."""
    monkeypatch.setattr(checked_form, "VERSION", "0.0.0")
    assert taken(data) == [False] * len(KINDS)


class Harm:
    """A dangerous ``pickle``: an object that names a function to call while it is read."""

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
    """A file that asks for anything except values and classes of this program is not used, and the function is not called."""
    raw = pickle.dumps(("0.1.0", {})) + pickle.dumps(harm)
    file = data / checked_form.FOLDER / "ShippedDirectory"
    file.write_bytes(crc32(raw).to_bytes(4) + raw)
    assert taken(data)[0] is False


def test_two_builds_write_the_same(written: dict[str, bytes]) -> None:
    """Two builds can be compared, because the same data gives the same bytes."""
    assert dict(checked_files(data_folder())) == written
