"""Whole processes compared with ``python -c pass``, in turn."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.figures import Figure
from bench.runs import BARE, CHAMPION, environment, in_turn, seconds

ROUNDS = 15
ANSWERS = {
    "emergency": "none",
    "safeguarding": "no",
    "age": "18-plus",
    "situation": "losing-home",
    "last-date": "2026-12-20",
    "circumstances": ["children-in-household"],
    "capacity": "can-decide",
    "authority": "cherwell",
    "consent": "spoken",
    "consent-contact": "yes",
    "consent-details": "all",
    "reach": "likely",
    "earlier-referral": "none",
}


def processes(folder: Path) -> Iterator[Figure]:
    """Yields ``--version``, ``triage``, ``numbers`` and the first question of ``plain`` as ratios to starting Python."""
    answers = folder / "answers.json"
    answers.write_text(json.dumps({"answers": ANSWERS}), encoding="utf-8")
    env = environment(folder)
    at = ("--at", "2026-11-23T10:00")
    for words, hoped in (
        (("--version",), "3"),
        (("triage", "--answers", str(answers), "--json", *at), "9"),
        (("numbers", *at), "9"),
        # Without input, it asks its first question and ends.
        (("plain", *at), "12"),
    ):
        pair = in_turn(partial(seconds, (*CHAMPION, *words), env), partial(seconds, BARE, env), ROUNDS)
        note = f"{pair.ours * 1e3:.0f} ms, python -c pass {pair.bare * 1e3:.0f} ms"
        yield Figure(f"champion-tui {words[0]}, whole process", pair.ratio, "x", f"{hoped} x", note)
