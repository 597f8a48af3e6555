"""Outcome pages read back from what a person sees: the lines of the plain interview, the text of the full screen."""

import re
from dataclasses import dataclass

PARTS = {
    "Do now": "do-now",
    "Call": "call",
    "Say": "say",
    "Tell the person": "tell",
    "They hear": "tell",
    "Also": "also",
    "Record, to show that the duty was met": "record",
    "Record": "record",
    "Why": "why",
}
"""The heading of a part in either front end, and one name for it."""

PLAIN_NOTE = re.compile(r"(WARNING|Note|Local arrangement|Council): ")
PLAIN_ITEM = re.compile(r"^  \d+\. ")
SCREEN_PART = re.compile(rf" {{3}}\d ({'|'.join(PARTS)}) {{2,}}")
SCREEN_TEXT = 17
"""The column in which a part's text begins, next to its label."""
SCREEN_KEYS = re.compile(r" {3}F\d+ or Ctrl")
"""A choice that the screen offers by its keys, and ``plain`` lists among the answers to type."""

SCREEN_ITEM = re.compile(r"(\d+|-) {2,}")
SAME_WORDS = {"WARNING: ": "Warning ", "Local arrangement: ": "Locally ", "Council: ": "Council ", "Source: ": ""}
"""What the two front ends call differently; they may differ only in these."""


@dataclass(frozen=True)
class Shown:
    """An outcome as it was shown: all words in order, those of the head (title and summary) and those of each part."""

    head: str
    parts: dict[str, str]


def words(text):
    """Returns the words of a text separated by single blanks, however it is wrapped, indented or punctuated."""
    return " ".join(re.findall(r"\w+", text))


def in_plain(out):
    """Returns the outcome in what ``plain`` has printed."""
    lines = out.split("\nOUTCOME\n")[1].splitlines()
    gathered, part = {}, "head"
    for line in lines[: next(place for place, each in enumerate(lines) if each.startswith("NOT SAVED"))]:
        if line.endswith(":") and line[:-1] in PARTS:
            part = PARTS[line[:-1]]
            continue
        if PLAIN_NOTE.match(line):
            part = "also"
        gathered.setdefault(part, []).append(PLAIN_ITEM.sub("", line))
    return _shown(gathered)


def on_screen(lines):
    """Returns the outcome in the lines of a full screen high enough for all of it, without trail and footer."""
    first = max(place for place, line in enumerate(lines[:-1]) if " > " in line) + 1
    gathered, part = {}, "head"
    for line in lines[first:-1]:
        if SCREEN_KEYS.match(line):
            continue
        if found := SCREEN_PART.match(line):
            part = PARTS[found[1]]
        text = line if part == "head" else line[SCREEN_TEXT:]
        gathered.setdefault(part, []).append(SCREEN_ITEM.sub("", text, 1) if _is_item(part, text) else text)
    return _shown(gathered)


def _is_item(part, text):
    return part in {"do-now", "record"} and SCREEN_ITEM.match(text) is not None


def _shown(gathered):
    parts = {part: words(_same(" ".join(" ".join(lines).split()))) for part, lines in gathered.items()}
    return Shown(parts.pop("head"), parts)


def _same(text):
    for one, other in SAME_WORDS.items():
        text = text.replace(one, other)
    return text
