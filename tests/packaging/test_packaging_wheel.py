"""What people install: the wheel, in an empty environment, from another folder than the checkout."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from once_for_all import once_for_all
from own_home import ENVIRONMENT_BEFORE
from source_tree import ROOT, name_of

ANSWERS = {"answers": {"emergency": "none", "safeguarding": "no", "age": "18-plus"}}


def run(*command, cwd, env=None):
    """Run a command to its end and give what it said; its errors are part of the failure."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A folder with the source archive and the wheel that was built from it."""
    return once_for_all(tmp_path_factory, "dist", build)


def build(folder):
    """Build both into ``folder``."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)


@pytest.fixture(scope="module")
def wheel(built):
    """The wheel."""
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The folder of commands of an empty environment in which the locked packages and the wheel were installed."""
    return commands_in(once_for_all(tmp_path_factory, "installed", lambda folder: install(wheel, folder)))


def commands_in(folder):
    """Where the commands of the environment in ``folder`` are."""
    return folder / "venv" / ("Scripts" if os.name == "nt" else "bin")


def install(wheel, folder):
    """Make an empty environment in ``folder``, and install the locked packages and the wheel there."""
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    commands = commands_in(folder)
    # pip asks the registry that this machine is set up for, which may be said in the real home. What is imported is compiled
    # when it is: most of what the packages hold never is.
    pip = (commands / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.lock", cwd=folder, env=ENVIRONMENT_BEFORE)
    run(*pip, "--no-deps", "--no-index", wheel, cwd=folder, env=ENVIRONMENT_BEFORE)
    run(commands / "python", "-m", "pip", "check", cwd=folder)


@pytest.fixture
def champion(installed, tmp_path, own_home):
    """Run the installed command in a folder that knows nothing of the checkout."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return lambda *words: run(installed / "champion-tui", *words, cwd=elsewhere, env=clean)


def shipped_files():
    """Every file of the package and of data/, by the path it has in the wheel."""
    package = {
        name_of(path)
        for path in (ROOT / "champion_tui").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    data = {f"champion_tui/{name_of(path)}" for path in (ROOT / "data").rglob("*") if path.is_file()}
    return package | data


def test_the_wheel_holds_the_package_and_the_data_and_nothing_else(wheel):
    """Screens' styles, migrations and all of data/ travel; tests, docs and the workshop stay behind."""
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert inside == shipped_files()


def test_the_source_archive_can_be_built_again(built):
    """The source archive holds what the wheel is made of, data/ beside the package."""
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


def test_triage_runs_from_any_folder(champion, tmp_path):
    """A file of answers is judged by the installed program with the data in the wheel."""
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(ANSWERS), encoding="utf-8")
    judged = json.loads(champion("triage", "--answers", str(answers), "--json"))
    assert (judged["status"], judged["question"]) == ("question", "situation")


def test_numbers_runs_from_any_folder(champion):
    """The numbers come with the program."""
    shown = json.loads(champion("numbers", "cherwell", "--json", "--at", "2026-11-22T10:00"))
    assert shown["call"][0]["phone"] == "01295 221531"


def test_tree_paths_runs_from_any_folder(champion):
    """The tree's paths can be printed for signing off from the installed program."""
    assert "emergency" in champion("tree", "paths")


def test_the_version_is_said(champion):
    """The version that the program says is the one in its wheel's name."""
    assert (ROOT / "champion_tui" / "_version.py").read_text(encoding="utf-8").split('VERSION = "')[1].split('"')[
        0
    ] in champion("--version")
