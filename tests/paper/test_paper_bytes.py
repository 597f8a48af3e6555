"""The same case, data and time give the same bytes, now, on another machine and on another system."""

import os
import subprocess
import sys
from pathlib import Path

import golden_files
import pytest
from papers_once import once

ROOT = Path(__file__).parents[2]
PRINT_DIGESTS = """
import hashlib, tempfile
from pathlib import Path
import pack_samples, paper_samples
from champion_tui.papers.pack import pack
for source in (pack_samples.source(), paper_samples.urgent(), paper_samples.filled("Wolverhampton ", 300)):
    with tempfile.TemporaryDirectory() as folder:
        pack.write_evidence(source, Path(folder) / "evidence.pdf")
        for file in sorted(pack.write(source, Path(folder) / "out").folder.iterdir()) + [Path(folder) / "evidence.pdf"]:
            print(file.name, hashlib.sha256(file.read_bytes()).hexdigest())
"""
ELSEWHERE = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "4242"},
)


def digests(changes, folder):
    """Returns the digests that a new process prints, in another time zone, locale and hash order."""
    paths = os.pathsep.join(map(str, (ROOT, *(ROOT / "tests" / folder for folder in ("packs", "paper", "support")))))
    env = {**os.environ, "PYTHONPATH": paths, **changes}
    command = [sys.executable, "-c", PRINT_DIGESTS]
    run = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=120, check=True)
    return run.stdout.splitlines()


def test_two_processes_in_other_zones_locales_and_hash_orders_give_the_same_bytes(tmp_path):
    """Two processes with other settings write the same bytes for every file of three packs and the evidence records,
    PDFs included.
    """
    first, second = (digests(changes, tmp_path) for changes in ELSEWHERE)
    assert len(first) > 15
    assert first == second


def test_a_page_of_another_test_is_given_once_and_then_set_again(monkeypatch):
    """What is said of the same bytes within one test compares two pages of which one at least was set in it; an error is nobody's page."""
    asked = []

    def real(question):
        asked.append(question)
        return 1 // question, len(asked)

    page = once(real)
    given = []
    for test in ("one (call)", "one (call)", "two (setup)", "two (call)", "three (call)"):
        monkeypatch.setenv("PYTEST_CURRENT_TEST", test)
        given.append(page(1)[1])
        with pytest.raises(ZeroDivisionError):
            page(0)
    assert given == [1, 3, 3, 6, 6]
    assert asked.count(0) == 5


def test_the_text_and_json_files_are_what_they_were():
    """The files equal the golden ones; after a change, read the difference, then write them again with ``python
    tests/paper/golden_files.py``.
    """
    made = golden_files.made()
    assert set(made) == {file.name for file in golden_files.GOLDEN.iterdir()}
    for name, content in made.items():
        assert content == (golden_files.GOLDEN / name).read_bytes(), name


def test_the_golden_files_end_their_lines_with_lf():
    """No golden file has a carriage return."""
    files = list(golden_files.GOLDEN.iterdir())
    assert files
    assert not [file.name for file in files if b"\r" in file.read_bytes()]


@pytest.mark.needs("git")
def test_a_checkout_on_any_system_keeps_lf():
    """The rule in ``.gitattributes`` keeps LF in every checkout; without it the comparison above would fail on Windows."""
    if not (ROOT / ".git").exists():
        assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text(encoding="utf-8")
        return
    file = "tests/paper/golden/portal-sheet.txt"
    asked = ["git", "check-attr", "eol", "--", file]
    run = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.strip() == f"{file}: eol: lf"
