"""Compares the walk of an answer in docs/architecture.md with a real one, from the key to the disk and back to the painted page."""

import re
import sys
import threading
from pathlib import Path

from case_desks import at_desk
from source_tree import ROOT

STEP = re.compile(r"^(\d+)\. `([\w.]+)`(?: \(`([\w/]+\.py)`\))?", re.MULTILINE)
WAY_BACK = 18
"""The number of the first step on the way back. Those steps also run for what is painted meanwhile, so the last time counts."""

MOST = 20
"""The most functions that an answer may pass: adding one means removing another."""

ITS_THREADS = ("MainThread", "asyncio_", "case-store")
"""The threads of an answer: the page, the desk and the store. A safety copy made meanwhile has a thread of its own."""


def the_walk():
    """Returns the steps as they are documented: number, end of the file's path, and name of a function in it."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    walk = text.split("## An answer, walked")[1].split("\n## ")[0]
    file, steps = "", []
    for number, name, named in STEP.findall(walk):
        file = named or file
        owner, _, function = name.partition(".")
        # A function of a module is written with the module's name before it.
        steps.append((int(number), file, function if Path(file).stem == owner else name))
    return steps


class Passed:
    """Records which steps are passed, in any of these threads, once it ``listens``."""

    def __init__(self, steps):
        self.listens = False
        self.passed = []
        self._steps = {(file, name): number for number, file, name in steps}
        self._known = {}

    def __call__(self, frame, event, _):
        """Called as ``sys.setprofile`` calls it."""
        if event != "call" or not self.listens or not threading.current_thread().name.startswith(ITS_THREADS):
            return
        code = frame.f_code
        if code not in self._known:
            file = code.co_filename.partition("/champion_tui/")[2]
            self._known[code] = self._steps.get((file, code.co_qualname))
        if self._known[code]:
            self.passed.append(self._known[code])

    def in_order(self):
        """Returns the steps in the order in which each was first passed, or last passed on the way back."""
        there = [number for number in dict.fromkeys(self.passed) if number < WAY_BACK]
        back = [number for number in dict.fromkeys(reversed(self.passed)) if number >= WAY_BACK]
        return [*there, *reversed(back)]


async def test_an_answer_goes_the_way_that_is_written_down():
    """In a kept triage every step of the walk is passed in order, and the next page is painted at the end."""
    steps = the_walk()
    numbers = [number for number, _, _ in steps]
    assert numbers == list(range(1, len(steps) + 1))
    assert len(steps) <= MOST
    passed, before = Passed(steps), sys.getprofile()
    threading.setprofile(passed)
    try:
        async with at_desk("1", cases=()) as run:
            run.desk.cases.keep(run.app.screen.interview)
            question = run.app.screen.question.id
            await run.press("1")
            sys.setprofile(passed)
            passed.listens = True
            await run.press("enter")
            await run.until(lambda: run.app.screen.question.id != question and run.app.in_turn.idle)
            passed.listens = False
    finally:
        threading.setprofile(None)
        sys.setprofile(before)
    assert passed.in_order() == numbers
