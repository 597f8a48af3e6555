"""Which Python the first `make` uses: one that works, can make an environment and, if there is a choice, was built with
optimisation.
"""

import os
import subprocess

import pytest
from command_line import ROOT

FAST = 'case "$2" in *print*) echo "$0";; esac'
SLOW = 'case "$2" in *print*) echo "$0";; *CONFIG_ARGS*) exit 1;; esac'
TOO_OLD = 'case "$2" in *print*) echo "$0";; *version_info*) exit 1;; esac'
WITHOUT_VENV = 'case "$2" in *print*) echo "$0";; *ensurepip*) exit 1;; esac'
BROKEN = "exit 127"
"""A simulated Python: it prints its own name, and fails at the one question that such a Python would fail."""


def chosen(folder, **programs):
    """Returns the exit code, the Python found among these programs, in order, and the message."""
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
    """The first Python built with optimisation is used, or the first that works if there is none."""
    assert chosen(tmp_path, **programs) == (0, taken, "")


def test_where_there_is_none_it_says_what_to_do(tmp_path):
    """If a Python lacks venv the message says what to install; if there is none it says how to name one."""
    code, taken, said = chosen(tmp_path, python3_13=TOO_OLD, python3=WITHOUT_VENV)
    assert (code, taken) == (1, "")
    assert "apt-get install python3-venv" in said
    code, taken, said = chosen(tmp_path, python3_13=BROKEN, python3=TOO_OLD)
    assert (code, taken) == (1, "")
    assert "make PYTHON=" in said
