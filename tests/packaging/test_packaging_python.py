"""Which Python the first `make` takes: one that works, can make an environment and, where there is a choice, was built to be fast."""

import os
import subprocess

import pytest
from command_line import ROOT

FAST = 'case "$2" in *print*) echo "$0";; esac'
SLOW = 'case "$2" in *print*) echo "$0";; *CONFIG_ARGS*) exit 1;; esac'
TOO_OLD = 'case "$2" in *print*) echo "$0";; *version_info*) exit 1;; esac'
WITHOUT_VENV = 'case "$2" in *print*) echo "$0";; *ensurepip*) exit 1;; esac'
BROKEN = "exit 127"
"""What a Python stands for here: it says its own name, and fails at the one question that it would fail at."""


def chosen(folder, **programs):
    """What is found among the programs of these names, in the order of the versions that we test, and what is said of it."""
    for name, words in programs.items():
        program = folder / name.replace("_", ".")
        program.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
        program.chmod(0o755)
    names = " ".join(str(folder / name.replace("_", ".")) for name in programs)
    ran = subprocess.run(
        [ROOT / ".ci" / "find-python"],
        env={**os.environ, "PYTHON": names},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return ran.returncode, ran.stdout.strip().removeprefix(f"{folder}/"), ran.stderr


@pytest.mark.parametrize(
    ("programs", "taken"),
    [
        ({"python3_13": FAST, "python3_12": FAST}, "python3.13"),
        ({"python3_13": SLOW, "python3_12": FAST}, "python3.12"),
        ({"python3_13": SLOW, "python3_12": SLOW}, "python3.13"),
        ({"python3_13": BROKEN, "python3_12": TOO_OLD, "python3": WITHOUT_VENV, "python": SLOW}, "python"),
    ],
)
def test_a_python_that_works_and_is_fast_comes_before_one_that_only_works(tmp_path, programs, taken):
    """The first that was built with optimisation; where none was, the first that works."""
    assert chosen(tmp_path, **programs) == (0, taken, "")


def test_where_there_is_none_it_says_what_to_do(tmp_path):
    """A Python without its parts for environments is named with what to install; none at all with how to say which."""
    code, taken, said = chosen(tmp_path, python3_13=TOO_OLD, python3=WITHOUT_VENV)
    assert (code, taken) == (1, "")
    assert "apt-get install python3-venv" in said
    code, taken, said = chosen(tmp_path, python3_13=BROKEN, python3=TOO_OLD)
    assert (code, taken) == (1, "")
    assert "make PYTHON=" in said
