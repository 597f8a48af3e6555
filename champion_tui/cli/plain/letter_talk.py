"""A letter to the council, line by line: which one, the day of a decision, read out, written."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from champion_tui.cli.plain.dates import settle_day
from champion_tui.cli.plain.talk import Talk, command_in
from champion_tui.cli.words import wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import DeskError
from champion_tui.desk.views import ExportView
from champion_tui.domain.cases.letter import LetterWanted
from champion_tui.domain.dates.purposes import NOTIFIED
from champion_tui.ground.calendar import iso_date

Write = Callable[[str, Callable[[str, Path], ExportView]], bool]
"""Asks for a place and writes there; gives whether it was written."""

DAY = "The day they were told of the decision, such as yesterday. It counts as the first of 21. Enter leaves it. (.q leave)"


class LetterTalk:
    """Offers the letters of one stored case, until none is wanted. Nothing is said where none can be made."""

    def __init__(self, talk: Talk, desk: Desk, reference: str, write: Write) -> None:
        self._talk = talk
        self._desk = desk
        self._reference = reference
        self._write = write

    def offer(self) -> None:
        """Ask for a letter, read it out, write it. Raises ``Left``."""
        while True:
            views = [view for view in self._desk.papers.letters.views(self._reference) if not view.why_not]
            if not views:
                return
            self._talk.say("", "A letter to the council, for both of you to sign?")
            chosen = self._talk.choose(
                "Type a number.", ["No letter", *(f"{view.name} ({view.hint})" for view in views)]
            )
            if not isinstance(chosen, int) or chosen == 0:
                return
            view = views[chosen - 1]
            notified = self._day() if view.dated else None
            if notified is not None or not view.dated:
                self._make(LetterWanted(view.id, notified))

    def _day(self) -> date | None:
        while True:
            heard = self._talk.ask(DAY)
            command = command_in(heard, text=True)
            if not heard or command is not None:
                return None
            day = iso_date(settle_day(self._talk, lambda text: self._desk.read_day(NOTIFIED, text), heard) or "")
            if day is not None:
                return day

    def _make(self, wanted: LetterWanted) -> None:
        try:
            files = self._desk.papers.letters.preview(self._reference, wanted)
        except DeskError as error:
            self._talk.say(*wrapped(" ".join(part for part in (str(error), error.way_out) if part)))
            return
        for _, text in files:
            self._talk.say("", *text.splitlines(), "")
        self._write(
            "File for the letter, ending in .pdf or .txt. Enter leaves it.",
            lambda reference, to: self._desk.papers.letters.write(reference, to, wanted),
        )
