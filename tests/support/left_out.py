"""Tests that need a system program, and what happens to them without it.

Mark such a test ``@pytest.mark.needs("tmux")``. Where the program is missing the test is not run, and both the end of the
test run and the end of ``make test`` name it. With ``CI`` in the environment a test that was left out for any reason at all
(also skipped, also deselected) makes the run fail: a check that can quietly not happen is no check.
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
"""Where programs that run a machine stand; an ordinary user's path may not lead there."""

DATABASES, OLDEST = Path("/usr/lib/postgresql"), 15
"""Where Debian and Ubuntu keep each version of PostgreSQL in a folder of its own, on nobody's path; the oldest that a team may use."""

WORKER_OUTPUT = "left-out"
"""Under which a worker of pytest-xdist hands over what it left out."""

RECORD = Path(".pytest_cache") / "left-out.txt"


def in_ci() -> bool:
    """Whether a test that is left out is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def found_program(name: str) -> str | None:
    """Where a system program stands, None where this machine has none."""
    folders = (*_database_programs(), None, SERVERS)
    return next((found for folder in folders if (found := shutil.which(name, path=folder))), None)


def missing_programs(programs: Sequence[str]) -> list[str]:
    """Those of the named programs that this machine does not have, each with the package that brings it."""
    return [
        f"{name} (package {PACKAGES[name]})" if name in PACKAGES else name
        for name in programs
        if found_program(name) is None
    ]


def words_for(left_out: Sequence[str]) -> str:
    """The line that nobody can overlook, or "" when everything ran."""
    if not left_out:
        return ""
    return f"NOT RUN: {len(left_out)} of the tests were left out: " + "; ".join(left_out)


class LeftOut:
    """Gathers the tests that were left out, while pytest runs."""

    def __init__(self) -> None:
        self.tests: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write down each test that was skipped, with its reason."""
        report = yield
        if report.skipped and not hasattr(report, "wasxfail"):
            self.tests.append(f"{item.nodeid} ({_reason(report.longrepr)})")
        return report

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Write down each file that skipped itself while it was collected."""
        if report.skipped:
            self.tests.append(f"{report.nodeid} ({_reason(report.longrepr)})")

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Write down each test that was deselected, where that counts."""
        if in_ci():
            self.tests += [f"{item.nodeid} (deselected)" for item in items]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Take over what one of several workers left out; each of them collects every test."""
        told = getattr(node, "workeroutput", {}).get(WORKER_OUTPUT, [])
        self.tests += [test for test in told if test not in self.tests]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Leave the record for the end of ``make test``, and fail in CI when anything was left out. A worker only reports."""
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
        """Say what was left out just above pytest's own closing line."""
        if words := words_for(self.tests):
            terminalreporter.section("tests that were left out", sep="!", red=True, bold=True)
            terminalreporter.line(words, red=True, bold=True)
            if in_ci():
                terminalreporter.line("With CI set, that is a failure.", red=True, bold=True)


def pytest_configure(config: pytest.Config) -> None:
    """Begin with nothing left out."""
    config.pluginmanager.register(LeftOut(), "tests-left-out")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out a test whose system program is missing."""
    missing = [words for marker in item.iter_markers("needs") for words in missing_programs(marker.args)]
    if missing:
        pytest.skip("this machine has no " + " and no ".join(missing))


def _database_programs() -> list[str]:
    """The folder of each version of PostgreSQL here that is not too old, the newest first."""
    versions = [int(folder.name) for folder in DATABASES.glob("*") if folder.name.isdecimal()]
    return [str(DATABASES / str(version) / "bin") for version in sorted(versions, reverse=True) if version >= OLDEST]


def _reason(longrepr: object) -> str:
    """The reason in a skipped report: pytest keeps it as (path, line, "Skipped: reason")."""
    words = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return str(words).removeprefix("Skipped: ")
