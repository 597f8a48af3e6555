"""Bad data files with one failure each: each is refused with an error that names file, key and what was expected."""

from pathlib import Path

import pytest
from knowledge_samples import Vector, shipped, vectors

from champion_tui.ground.tables import DataError
from champion_tui.knowledge.book import load_from

BAD = vectors()
BAD_SHIPPED = [vector for vector in BAD if not vector.place.startswith("local/")]
BAD_LOCAL = [vector for vector in BAD if vector.place.startswith("local/")]


@pytest.mark.parametrize("vector", BAD_SHIPPED, ids=lambda vector: vector.name)
def test_a_bad_shipped_file_is_refused_with_exactly_its_error(vector: Vector, tmp_path: Path) -> None:
    """Shipped knowledge with one mistake does not load, and the error gives the place and what was expected."""
    data, _ = vector.lay_out(tmp_path)

    with pytest.raises(DataError) as refused:
        load_from(data)

    assert vector.told(str(refused.value))


@pytest.mark.parametrize("vector", BAD_LOCAL, ids=lambda vector: vector.name)
def test_a_bad_local_file_is_named_and_left_out(vector: Vector, tmp_path: Path) -> None:
    """A mistake in an organisation's own file is reported as a trouble, and every shipped number is loaded."""
    data, local = vector.lay_out(tmp_path)

    book = load_from(data, local)

    told = [DataError(trouble.file, trouble.key, trouble.expected) for trouble in book.troubles]
    assert [vector.told(str(error).replace(f"{local}/", "local/")) for error in told] == [True]
    assert book.lines() == shipped().lines()


def test_there_is_a_bad_file_of_every_kind() -> None:
    """The folder of bad files is not empty, so the tests above do check something."""
    assert len(BAD_SHIPPED) > 60
    assert len(BAD_LOCAL) > 10
