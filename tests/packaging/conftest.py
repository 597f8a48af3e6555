"""The program in each of the forms in which people get it."""

import pytest
from built_programs import (
    KINDS,
    NO_NETWORK,
    Program,
    build,
    commands_in,
    in_nothing,
    install,
    install_from_the_bundle,
    unpack_into_nothing,
)
from once_for_all import once_for_all
from terminal import open_terminal

__all__ = ["open_terminal"]


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Returns a folder with the source archive and the wheel that was built from it."""
    return once_for_all(tmp_path_factory, "dist", build)


@pytest.fixture(scope="session")
def wheel(built):
    """Returns the wheel."""
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """Returns the folder of commands of an environment with only the locked packages and the wheel."""
    return commands_in(once_for_all(tmp_path_factory, "installed", lambda folder: install(wheel, folder)))


@pytest.fixture(scope="session")
def from_the_bundle(tmp_path_factory):
    """Returns the folder into which the bundle was installed with the network off."""
    return once_for_all(tmp_path_factory, "from-the-bundle", install_from_the_bundle)


@pytest.fixture(scope="session")
def nothing_else(tmp_path_factory):
    """Returns a root with the self-contained program and what it needs of a system."""
    return once_for_all(tmp_path_factory, "nothing-else", unpack_into_nothing)


@pytest.fixture(params=KINDS)
def champion(request, tmp_path):
    """Returns the program, run in a folder away from the checkout: from the wheel, from the bundle, self-contained."""
    if request.param == "standalone":
        root = request.getfixturevalue("nothing_else")
        folder = root / "people" / tmp_path.name
        folder.mkdir(parents=True)
        return Program(in_nothing(root), folder, "/" / folder.relative_to(root))
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    if request.param == "bundle":
        placed = request.getfixturevalue("from_the_bundle") / "Zoë's program" / "champion-tui"
        return Program((*NO_NETWORK, placed), folder, folder)
    return Program((request.getfixturevalue("installed") / "champion-tui",), folder, folder)
