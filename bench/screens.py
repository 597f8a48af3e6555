"""The full-screen app in a pseudo-terminal: first paint and memory compared with a bare form, and from key press to next question."""

import statistics
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bench import bare_form
from bench.figures import Figure
from bench.pseudo_terminal import Program, first_paint, start
from bench.runs import CHAMPION, ROOT, environment, in_turn

ROUNDS = 9
JOURNEYS = 8
START = "Someone may be homeless"
BARE_FORM = (sys.executable, str(ROOT / "bench" / "bare_form.py"))
AT = "2026-11-23T10:00:00+00:00"
APP = (*CHAMPION, "--at", AT)
WAY = ("none", "no", "18-plus", "homeless-now")
ENTER = "\r"
DOWN = "\x1b[B"
MARKED, NEXT = "a mark moved by one line", "the next question"
BYTES_AT_9600_BAUD = 960
"""Bytes per second at 9600 baud: eight bits, a start bit and a stop bit each."""

THROW_AWAY = f"3{ENTER}"
"""The answer to what happens to answers that are not kept, which is asked on the way back to the start page."""

BACK = "\x0f"  # Ctrl+O: one byte, so that no terminal waits for more, as it does after Esc


def first_paint_and_memory(folder: Path) -> Iterator[Figure]:
    """Yields the first paint of the start screen and the peak memory until then, both as ratios to the bare form."""
    env = environment(folder)
    peaks: dict[str, list[float]] = {"ours": [], "bare": []}

    def paint(whose: str, command: tuple[str, ...], words: str) -> float:
        painted, peak = first_paint(command, env, words)
        peaks[whose].append(peak)
        return painted

    pair = in_turn(lambda: paint("ours", APP, START), lambda: paint("bare", BARE_FORM, bare_form.MARKER), ROUNDS)
    note = f"{pair.ours * 1e3:.0f} ms, bare form {pair.bare * 1e3:.0f} ms"
    yield Figure("first paint", pair.ratio, "x", "1.15 x", note)
    ours, bare = (statistics.median(peaks[whose]) for whose in ("ours", "bare"))
    yield Figure("peak memory until first paint", ours / bare, "x", "2 x", f"{ours:.0f} MiB, bare form {bare:.0f} MiB")


def key_presses(folder: Path) -> Iterator[Figure]:
    """Yields the time from Enter, after a digit has marked the answer, to the next painted question, on several journeys."""
    expected = list(_questions(folder))
    program = start(APP, environment(folder))
    times: list[float] = []
    sent: dict[str, list[int]] = {MARKED: [], NEXT: []}
    try:
        program.until(START)
        program.settle()
        for _ in range(JOURNEYS):
            for digit, words in expected:
                before = program.sent
                program.press(digit)
                program.settle()
                times.append(program.press(ENTER, words))
                program.settle()
                sent[NEXT].append(program.sent - before)
                # This only moves the mark. The digit that answers the question sets it again.
                sent[MARKED].append(_bytes_for(program, DOWN))
            for _ in expected:
                program.press(BACK)
                program.settle()
            program.press(THROW_AWAY, START)
            program.settle()
    finally:
        peak = program.end()
    middle = statistics.median(times) * 1e3
    note = f"slowest {max(times) * 1e3:.0f} ms of {len(times)}; peak memory by then {peak:.0f} MiB"
    yield Figure("key press to next question painted", middle, "ms", "33 ms", note)
    for what, counts in sent.items():
        most = max(counts)
        seconds = f"the most {most:,}, {most / BYTES_AT_9600_BAUD:.1f} s at 9,600 baud"
        yield Figure(f"sent for {what}", statistics.median(counts), "bytes", "", seconds)


def _bytes_for(program: Program, key: str) -> int:
    """Returns how many bytes a key sends to the terminal, until nothing more arrives."""
    before = program.sent
    program.press(key)
    program.settle()
    return program.sent - before


def _questions(folder: Path) -> Iterator[tuple[str, str]]:
    """Yields each answer's digit with the beginning of the question that it leads to, as the desk gives them."""
    from champion_tui.desk.desk import open_desk  # noqa: PLC0415  loaded after memory was measured
    from champion_tui.desk.views import PageView  # noqa: PLC0415  as above

    interview = open_desk(folder, lambda: datetime.fromisoformat(AT)).begin()
    digit = "1"
    for answer in (*WAY, ""):
        page = interview.here()
        if not isinstance(page, PageView):
            return
        question = page.questions[-1]
        yield digit, question.title[:24]
        ids = [option.id for option in question.options]
        if answer:
            digit = str(ids.index(answer) + 1)
            interview.answer(question.id, answer)
