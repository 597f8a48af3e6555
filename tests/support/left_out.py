"""Tests that need a system program, and what happens to them without it.

Mark such a test ``@pytest.mark.needs("tmux")``. If the program is missing the test is not run, and both the end of the test run
and the end of ``make test`` name it. With ``CI`` in the environment a test left out for any reason (also skipped or deselected)
makes the run fail, because a check that can be omitted unnoticed is no check.
"""

import os
import shutil
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

PACKAGES = {
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "lp": "cups-client",
    "lpstat": "cups-client",
    "lpadmin": "cups-client",
    "cupsd": "cups-daemon",
    "chromium": "chromium",
    "initdb": "postgresql",
}
SERVERS = "/usr/sbin"
"""The folder of system administration programs, which may not be on an ordinary user's path."""

DATABASES, OLDEST = Path("/usr/lib/postgresql"), 15
"""The folder in which Debian and Ubuntu keep each version of PostgreSQL, not on the path, and the oldest version that a team
may use.
"""

WORKER_OUTPUT = "left-out"
"""The key under which a pytest-xdist worker reports what it left out."""

RECORD = Path(".pytest_cache") / "left-out.txt"


def in_ci() -> bool:
    """Returns whether a test that is left out is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def found_program(name: str) -> str | None:
    """Returns the path of a system program, None if this machine does not have it."""
    folders = (*_database_programs(), None, SERVERS)
    return next((found for folder in folders if (found := shutil.which(name, path=folder))), None)


def missing_programs(programs: Sequence[str]) -> list[str]:
    """Returns those of the named programs that this machine does not have, each with its package."""
    return [
        f"{name} (package {PACKAGES[name]})" if name in PACKAGES else name
        for name in programs
        if found_program(name) is None
    ]


def words_for(left_out: Sequence[str]) -> str:
    """Returns the conspicuous line about tests left out, "" if everything ran."""
    if not left_out:
        return ""
    return f"NOT RUN: {len(left_out)} of the tests were left out: " + "; ".join(left_out)


class LeftOut:
    """Collects the tests that were left out, while pytest runs."""

    def __init__(self) -> None:
        self.tests: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Records each test that was skipped, with its reason."""
        report = yield
        if report.skipped and not hasattr(report, "wasxfail"):
            self.tests.append(f"{item.nodeid} ({_reason(report.longrepr)})")
        return report

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Records each file that skipped itself while it was collected."""
        if report.skipped:
            self.tests.append(f"{report.nodeid} ({_reason(report.longrepr)})")

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Records each test that was deselected, if that counts."""
        if in_ci():
            self.tests += [f"{item.nodeid} (deselected)" for item in items]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Adds what a worker left out; each worker collects every test."""
        told = getattr(node, "workeroutput", {}).get(WORKER_OUTPUT, [])
        self.tests += [test for test in told if test not in self.tests]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Writes the record for the end of ``make test``, and fails in CI if anything was left out. A worker only reports."""
        if (output := getattr(session.config, "workeroutput", None)) is not None:
            output[WORKER_OUTPUT] = self.tests
            return
        if session.config.option.collectonly:
            return
        record = session.config.rootpath / RECORD
        record.parent.mkdir(exist_ok=True)
        record.write_text(words_for(self.tests), encoding="utf-8")
        if self.tests and in_ci() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Lists what was left out just above pytest's own last line."""
        if words := words_for(self.tests):
            terminalreporter.section("tests that were left out", sep="!", red=True, bold=True)
            terminalreporter.line(words, red=True, bold=True)
            if in_ci():
                terminalreporter.line("With CI set, that is a failure.", red=True, bold=True)


def pytest_configure(config: pytest.Config) -> None:
    """Starts with nothing left out."""
    config.pluginmanager.register(LeftOut(), "tests-left-out")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a test whose system program is missing."""
    missing = [words for marker in item.iter_markers("needs") for words in missing_programs(marker.args)]
    if missing:
        pytest.skip("this machine has no " + " and no ".join(missing))


def _database_programs() -> list[str]:
    """Returns the folder of each version of PostgreSQL here that is not too old, newest first."""
    versions = [int(folder.name) for folder in DATABASES.glob("*") if folder.name.isdecimal()]
    return [str(DATABASES / str(version) / "bin") for version in sorted(versions, reverse=True) if version >= OLDEST]


def _reason(longrepr: object) -> str:
    """Returns the reason from a skipped report, which pytest keeps as (path, line, "Skipped: reason")."""
    words = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return str(words).removeprefix("Skipped: ")
