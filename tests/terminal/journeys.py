"""A person at a real terminal: answering questions, filling in what is missing, writing files. Each step waits for its page."""

import re
from pathlib import Path

from desk_samples import MONDAY_MORNING, PASSPHRASE, desk_in, page_of

from champion_tui.ground.answers import Problem

AT = "2026-11-23T10:04:31"
START = "Someone may be homeless"
MARKS = ("Zebedee", "Markerson", "07700 900123", "07700900123")
"""The personal words in these journeys, as typed and as shown."""

NAME, PHONE, CODE = "Zebedee Markerson", "07700900123", "QX-4471"
TITLE = re.compile(rb"\x1b\][012];([^\x07\x1b]*)(?:\x07|\x1b\\)")
"""The sequence with which a program sets the title of a terminal's window (xterm's OSC 0 to 2)."""


def own_folder(home: Path) -> Path:
    """Returns the program's default home folder."""
    return home / ".local" / "share" / "champion-tui"


def give(screen, question, answer):
    """Answers the open question with keys, once it is on the screen."""
    screen.wait_for(" ".join(question.title.split()))
    if question.kind == "date":
        screen.write(" ".join(reversed(answer.split("-")))).press("Enter")
        return
    ids = [option.id for option in question.options]
    for each in answer if isinstance(answer, tuple) else (answer,):
        place = ids.index(each)
        screen.press("Home", *["Down"] * place, "Space" if question.kind == "many" else "Enter")
    if question.kind == "many":
        screen.press("Enter")


def answer_all(screen, answers, scratch):
    """Answers the questions with ``answers``; returns the interview that was run alongside, without a vault."""
    alone = desk_in(scratch, lambda: MONDAY_MORNING).begin()
    while (page := page_of(alone)) is not None and page.questions[-1].id in answers:
        question = page.questions[-1]
        give(screen, question, answers[question.id])
        assert not isinstance(alone.answer(question.id, answers[question.id]), Problem)
    return alone


def unlock(screen):
    """Types the passphrase when it is asked for."""
    screen.wait_for("Passphrase:").write(PASSPHRASE).press("Enter")


def is_open(label):
    """Returns a check that the field of this label is open: its hint is then shown below it, slightly indented."""

    def on(screen):
        pairs = zip(screen.lines, [*screen.lines[1:], ""], strict=True)
        return any(line.startswith(f"   {label} ") and below.startswith("     ") for line, below in pairs)

    return on


def missing(screen, label):
    """Goes to the next missing field, which must be the one with this label."""
    return screen.press("F5").wait_until(is_open(label), f"the field {label!r} to be open")


def write_to(screen, target):
    """Writes to ``target`` instead of the suggested place."""
    return screen.press("Ctrl+U").write(str(target)).press("Enter").wait_for("Written to")


def leave(screen):
    """Leaves from the start screen."""
    screen.wait_for(START).press("q").wait_for("Leave Champion?").choose(2)
    assert screen.wait_end() == 0


def spelt(*texts):
    """Returns each text in the encodings that a file could use."""
    return [text.encode(coding) for text in texts for coding in ("utf-8", "utf-16-le", "utf-16-be")]


def files_with(folder, wanted):
    """Returns the files below ``folder`` that contain one of the ``wanted`` byte strings."""
    return [path for path in folder.rglob("*") if path.is_file() and any(each in path.read_bytes() for each in wanted)]


def titles(screen):
    """Returns all the titles that the window has been given."""
    return TITLE.findall(screen.raw)
