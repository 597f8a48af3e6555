"""How thorough the slow proofs are: a sample in ``make test``, all of it in ``make crash`` (CRASH=full), with figures."""

import os

import pytest

FULL = os.environ.get("CRASH") == "full"
FIGURES: list[str] = []
WORKER_OUTPUT = "figures"


def most(sample: int, full: int) -> int:
    """Returns the number for this run."""
    return full if FULL else sample


@pytest.fixture
def figures():
    """Returns a function that records a line with a figure; ``make crash`` prints them at the end."""
    return FIGURES.append


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Passes on a worker's figures."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output[WORKER_OUTPUT] = FIGURES


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Adds a worker's figures."""
    FIGURES.extend(getattr(node, "workeroutput", {}).get(WORKER_OUTPUT, []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the figures of a full run."""
    if FULL and FIGURES:
        terminalreporter.section("figures")
        for line in FIGURES:
            terminalreporter.line(line)
