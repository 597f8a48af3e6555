"""How thoroughly the slow proofs are made: a sample in ``make test``, all of it in ``make crash`` (CRASH=full), with figures."""

import os

import pytest

FULL = os.environ.get("CRASH") == "full"
FIGURES: list[str] = []
WORKER_OUTPUT = "figures"


def most(sample: int, full: int) -> int:
    """The number for this run."""
    return full if FULL else sample


@pytest.fixture
def figures():
    """Takes a line with a figure; ``make crash`` prints them at the end."""
    return FIGURES.append


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands its figures over."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output[WORKER_OUTPUT] = FIGURES


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take over a worker's figures."""
    FIGURES.extend(getattr(node, "workeroutput", {}).get(WORKER_OUTPUT, []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of a full run."""
    if FULL and FIGURES:
        terminalreporter.section("figures")
        for line in FIGURES:
            terminalreporter.line(line)
