"""How long pages take to open, compared with a form in a bare program: from the key to the painted page, in a pseudo-terminal."""

import statistics
from collections.abc import Iterator
from pathlib import Path

from bench import bare_form
from bench.figures import Figure
from bench.my_cases import FEW, filled, unlocked
from bench.pseudo_terminal import Program, start
from bench.runs import environment
from bench.screens import BACK, BARE_FORM, ENTER, START

ROUNDS = 7
LAST = "\x1b[F"  # End
UP = "\x1b[A"
PAGES = (
    ("a question", f"1{ENTER}", "Is there an emergency right now?"),
    ("the numbers", f"2{ENTER}", "Emergency services"),
    ("my cases", f"3{ENTER}", f"{FEW} of {FEW}"),
    ("guidance", f"5{ENTER}", "Type one word or more"),
    ("numbers to confirm", f"6{ENTER}", "Ring each of these once"),
    ("local connection", f"7{ENTER}", "Begin with the places where they lived"),
    ("the vault", f"8{ENTER}", "can open the vault"),
    ("safety copies", f"9{ENTER}", "Champion makes a copy"),
    ("practice", f"{LAST}{UP}{UP}{UP}{ENTER}", "Six invented people"),
    ("the early list", f"{LAST}{UP}{UP}{ENTER}", "Who may lose a home later"),
    ("figures", f"{LAST}{UP}{ENTER}", "This financial year"),
    ("settings", f"{LAST}{ENTER}", "Your changes work at once"),
)
"""Pages that the start page opens: name, keys, and text that is on no other page."""


def opening(folder: Path) -> Iterator[Figure]:
    """Yields the slowest page on first opening, which loads its module, and later, each minus the time of the bare form."""
    filled(folder, FEW)
    program, _ = unlocked(folder)
    bare = start(BARE_FORM, environment(folder))
    try:
        bare.until(bare_form.MARKER)
        bare.settle()
        forms = list(_opened(bare, bare_form.OPEN, bare_form.OPENED, bare_form.BACK, bare_form.MARKER))
        pages = {name: list(_opened(program, keys, words, BACK, START)) for name, keys, words in PAGES}
    finally:
        program.end()
        bare.end()
    plain = statistics.median(forms)
    for when, those in (("the first time", slice(1)), ("later", slice(1, None))):
        over = {name: statistics.median(times[those]) - plain for name, times in pages.items()}
        slowest = max(over, key=over.__getitem__)
        note = f"{slowest}; the bare form {plain * 1e3:.0f} ms, {len(pages)} pages"
        yield Figure(f"the slowest page to open, {when}, over a bare form", over[slowest] * 1e3, "ms", "50 ms", note)


def _opened(program: Program, keys: str, words: str, back: str, home: str) -> Iterator[float]:
    """Yields, round by round, the seconds from the last of ``keys``, which opens the page, until it is painted."""
    for _ in range(ROUNDS):
        program.press(keys[:-1])
        program.settle()
        yield program.press(keys[-1], words)
        program.settle()
        program.press(back, home)
        program.settle()
