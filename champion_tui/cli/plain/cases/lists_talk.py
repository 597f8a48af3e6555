"""The early list, the figures, the by-name list, what is due to be erased, and files outside the vault, by numbers."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.cli.json_files import STDIN, bytes_of
from champion_tui.cli.plain.papers.again_talk import LeftForNow, ask_about_earlier
from champion_tui.cli.plain.papers.ways_talk import print_by_name
from champion_tui.cli.plain.questions import COMMANDS_AT_TEXT, NUMBER, Back, CaseQuestions, in_turn, write_out
from champion_tui.cli.plain.talk import COMMANDS_HERE, Talk, place_in
from champion_tui.cli.view_lines import (
    NOTHING_READY,
    bad_rows,
    erasure_lines,
    many_lines,
    retention_lines,
    stub_lines,
    wrapped,
    written_lines,
)
from champion_tui.desk.desk import Desk
from champion_tui.desk.early.early_words import MOST_BYTES, NOBODY, BadRows
from champion_tui.desk.errors import DeskError, WrongValue
from champion_tui.desk.papers.many_packs import Progress, export_many
from champion_tui.desk.views import ExportedFileView
from champion_tui.domain.cases.reference_code import reference_meant
from champion_tui.domain.dates.purposes import ANY, EARLY
from champion_tui.domain.early.reading import KIND_WORDS, EarlyKind, own_reference_key
from champion_tui.ground.answers import Problem
from champion_tui.ground.dates.date_words import count_words

if TYPE_CHECKING:
    from champion_tui.desk.early.early import EarlyView
    from champion_tui.desk.figures.figures import FiguresView

AT_A_TIME = 20
SHOWN = "{last} of {total}."
EARLY_HELP = (
    "Who may lose a home later, under your own reference and without a name. Nobody has asked for consent yet. "
    "They come up among what is due when the 56 days begin."
)
EARLY_WHICH = (
    f"{NUMBER} Or your own reference. Enter goes back. (m more, a add, i take a list from a file, {COMMANDS_HERE})"
)
NOT_ON_IT = '"{heard}" is not a number or a reference on this list.'
WHAT_NOW, BEGIN, REMOVE, BACK = "What do you want to do?", "Begin their case", "Take them off the list", "Back"
BEGIN_HELP = "Ask them first if they want to be referred. Begin their case, and they leave the list."
OWN_REFERENCE = "Your own reference, no name."
OWN_HELP = "Something by which only your organisation finds them, such as a prison number. Never a name."
EARLY_KIND, EARLY_DAY, WORKER = "What happens on the day?", "The day.", "Who works with them."
KIND_HELP = "The day they leave prison or hospital, or another last day."
DAY_HELP = "The day on which they may lose the place where they stay. Their 56 days begin 56 days before it."
WORKER_HELP = "Their worker's name, so that somebody knows them when the day comes."
DAY_NEEDED = "A day is needed here."
ADDED, REMOVED = "On the early list now: {own}, {words}.", "{own} is no longer on the early list."
THIS_IS = "This is {reference}."
LIST_FILE = "The file, a CSV with the columns reference, date, kind and, if you like, worker. Enter skips it."
TAKEN = "Taken onto the early list: {taken}."

FIGURES = ("Figures for a time, without names", "The by-name list for a meeting", "Back")
FIGURES_HELP = "Counts of 1 to 4 are hidden, and so is what they could be worked out from."
FROM, TO = "From which day? Enter for the beginning.", "To which day? Enter for today."
CSV_FILE = "File for a spreadsheet, ending in .csv. Enter skips it."
CSV_WRITTEN = "Written to {path}."
BY_NAME_ASK = "Initials or names?"
BY_NAME = ("Initials, in a file", "Names, in a file", "Initials, on a printer", "Names, on a printer")
BY_NAME_HELP = "Use initials, unless all at the meeting may know the names."
BY_NAME_FILE = "File for it, ending in .pdf, .txt or .csv. Enter skips it."

HOW_MANY = "Type how many are due to erase exactly those, for good. Enter skips them."
ERASE_HELP = "You type the number, so that nothing goes that you have not counted."
A_NUMBER = "a whole number, as shown above"
MOST_DIGITS = 6
LEFT = "Nothing was erased."

READY = "{cases} ready, without a pack yet. Each gets one, in a folder of its own. The files are not locked."
PACKS_FOLDER = "Folder to put the packs in. Enter skips them."
LOOK_LATER = "To look at {reference}, type its reference in the list."
WRITING = "{number} of {of}: {reference}"
TYPE_AGAIN = "To erase it, type its reference again: {reference}. Enter skips it."
NOT_ITS_NUMBER = "That is not the reference of this case. Nothing was erased."
ERASE_ONE_HELP = "You type the reference, so that no other case goes."

NO_FILES = "There are no files to deal with."
WHICH_FILE = f"{NUMBER} Enter goes back. ({COMMANDS_HERE})"
FILES_HELP = (
    "What was written or printed from a case and is not dealt with. Nothing here can reach a copy that went elsewhere."
)
DEALT_WITH, DELETE = "It is dealt with: sent, shredded or in your own record", "Delete it now"
OFF, DELETED, OTHERS_STAY = (
    "It is off the list.",
    "It is deleted, and off the list.",
    "Other files in that folder stay: {names}.",
)


class EarlyTalk:
    """The early list. Methods raise ``Left``."""

    def __init__(self, talk: Talk, desk: Desk) -> None:
        self._talk = talk
        self._desk = desk
        self._ask = CaseQuestions(talk, desk)
        self._upto = 0

    def lead(self) -> str | None:
        """Shows the list until a case is begun (returns its reference) or the person goes back (None). Raises ``Back``."""
        views = self._listed()
        while heard := self._talk.ask(EARLY_WHICH):
            key, meant = heard.lower(), _meant(views, heard)
            if meant is not None:
                if (opened := self.one(meant.own_reference)) is not None:
                    return opened
                views = self._listed()
            elif key == "m":
                self._more(views)
            elif key in {"a", "i"}:
                self._grow(key)
                views = self._listed()
            elif not self._ask.command(heard, EARLY_HELP):
                self._talk.say(*wrapped(NOT_ON_IT.format(heard=heard[:80])))
        return None

    def one(self, own_reference: str) -> str | None:
        """Begins the case of one person on the list and returns its reference, or takes them off and returns None."""
        view = next((each for each in self._desk.early.listed() if each.own_reference == own_reference), None)
        if view is None:
            self._talk.say(*wrapped(NOT_ON_IT.format(heard=own_reference)))
            return None
        self._talk.say("", *wrapped(f"{view.own_reference}: {view.words}."))
        with suppress(Back):
            chosen = self._ask.choose(WHAT_NOW, [BEGIN, REMOVE, BACK], BEGIN_HELP)
            try:
                if chosen == 0:
                    new = self._desk.early.begin(own_reference)
                    self._talk.say("", THIS_IS.format(reference=new))
                    return new
                if chosen == 1:
                    self._desk.early.remove(own_reference)
                    self._talk.say(*wrapped(REMOVED.format(own=own_reference)))
            except DeskError as error:
                self._ask.refused(error)
        return None

    def _listed(self) -> "tuple[EarlyView, ...]":
        views = self._desk.early.listed()
        self._upto = 0
        self._talk.say("", *([] if views else [NOBODY]))
        self._more(views)
        return views

    def _more(self, views: "tuple[EarlyView, ...]") -> None:
        for number, view in enumerate(views[self._upto : self._upto + AT_A_TIME], self._upto + 1):
            self._talk.say(*wrapped(f"{view.own_reference}: {view.words}", f"  {number}. "))
        self._upto = min(self._upto + AT_A_TIME, len(views))
        if views:
            self._talk.say(SHOWN.format(last=self._upto, total=len(views)))

    def _grow(self, key: str) -> None:
        """Adds one person, or everyone in a file. Going back from the first question leaves the list unchanged."""
        if key == "i":
            write_out(self._talk, self._desk, f"{LIST_FILE} ({COMMANDS_AT_TEXT})", self._taken_in)
            return
        with suppress(Back):
            self._add()

    def _add(self) -> None:
        """Asks for one entry until it is accepted. A refusal is reported, and the values given are kept."""
        own, kind, on, worker = "", 0, None, ""

        def asks_own() -> bool:
            nonlocal own
            own = self._ask.text(OWN_REFERENCE, OWN_HELP, own, needed=True)
            return True

        def asks_kind() -> bool:
            nonlocal kind
            kind = self._ask.choose(EARLY_KIND, [KIND_WORDS[each] for each in EarlyKind], KIND_HELP)
            return True

        def asks_day() -> bool:
            nonlocal on
            on = self._day(on)
            return True

        def asks_worker() -> bool:
            nonlocal worker
            worker = self._ask.text(WORKER, WORKER_HELP, worker)
            return True

        while True:
            in_turn(asks_own, asks_kind, asks_day, asks_worker)
            assert on is not None  # noqa: S101  asks_day only returns once there is a day
            try:
                view = self._desk.early.add(own, on, list(EarlyKind)[kind], worker)
            except (DeskError, WrongValue) as error:
                self._ask.refused(error)
                continue
            self._talk.say(*wrapped(ADDED.format(own=view.own_reference, words=view.words)))
            return

    def _day(self, kept: date | None) -> date:
        if kept is not None:
            return self._ask.day(EARLY_DAY, kept, EARLY, DAY_HELP)
        while (day := self._ask.any_day(EARLY_DAY, EARLY, DAY_HELP)) is None:
            self._talk.say(DAY_NEEDED)
        return day

    def _taken_in(self, path: Path) -> Iterator[str]:
        """Imports a list from a file, all of it or nothing. Says which rows are wrong. Raises ``WrongValue``."""
        if str(path) == STDIN:
            raise WrongValue(Problem("file", STDIN, "a file; the answers of this talk come from standard input"))
        try:
            taken = self._desk.early.take_in(bytes_of(str(path), MOST_BYTES), str(path))
        except BadRows as bad:
            self._talk.say(*(line for sentence in bad_rows(bad) for line in wrapped(sentence)))
            raise
        yield TAKEN.format(taken=taken)


def _meant(views: "tuple[EarlyView, ...]", heard: str) -> "EarlyView | None":
    """Returns the entry meant by an own reference, else by a number of the list (an own reference may be a number)."""
    key = own_reference_key(heard)
    place = place_in(views, heard)
    return next(
        (view for view in views if own_reference_key(view.own_reference) == key),
        None if place is None else views[place],
    )


class FiguresTalk:
    """The figures for a period, and the by-name list. Methods raise ``Left``."""

    def __init__(self, talk: Talk, desk: Desk) -> None:
        self._talk = talk
        self._desk = desk
        self._ask = CaseQuestions(talk, desk)

    def lead(self) -> None:
        """Offers both until the person goes back. Raises ``Back``."""
        while (chosen := self._ask.choose(WHAT_NOW, FIGURES, FIGURES_HELP)) != len(FIGURES) - 1:
            with suppress(Back):
                if chosen == 0:
                    self._figures()
                else:
                    self._by_name()

    def _figures(self) -> None:
        begin: date | None = None
        end: date | None = None

        def asks_begin() -> bool:
            nonlocal begin
            begin = self._ask.any_day(FROM, ANY, FIGURES_HELP)
            return True

        def asks_end() -> bool:
            nonlocal end
            end = self._ask.any_day(TO, ANY, FIGURES_HELP)
            return True

        in_turn(asks_begin, asks_end)
        while (view := self._counted(begin, end)) is None:
            in_turn(asks_begin, asks_end)
        self._talk.say("", *(line for each in view.lines() for line in _kept_in(each)), "")
        write_out(self._talk, self._desk, f"{CSV_FILE} ({COMMANDS_AT_TEXT})", lambda to: self._written(view, to))

    def _counted(self, begin: date | None, end: date | None) -> "FiguresView | None":
        try:
            return self._desk.figures.statistics(begin, end)
        except WrongValue as error:
            self._ask.refused(error)
            return None

    def _written(self, view: "FiguresView", to: Path) -> Iterator[str]:
        self._desk.figures.write_csv(view, to)
        yield from wrapped(CSV_WRITTEN.format(path=to))

    def _by_name(self) -> None:
        on_printer, names = divmod(self._ask.choose(BY_NAME_ASK, BY_NAME, BY_NAME_HELP), 2)
        if on_printer:
            print_by_name(self._talk, self._desk, names=bool(names))
            return
        figures = self._desk.figures
        write_out(
            self._talk,
            self._desk,
            f"{BY_NAME_FILE} ({COMMANDS_AT_TEXT})",
            lambda to: written_lines(figures.write_by_name(to, names=bool(names))),
        )


def _kept_in(line: str) -> Iterator[str]:
    """Wraps a line of figures, with the indentation of its first line on every line."""
    text = line.lstrip()
    return wrapped(text, line[: len(line) - len(text)])


class RetentionTalk:
    """Cases due to be erased by the organisation's own periods. Methods raise ``Left``."""

    def __init__(self, talk: Talk, desk: Desk) -> None:
        self._talk = talk
        self._desk = desk
        self._ask = CaseQuestions(talk, desk)

    def lead(self) -> None:
        """Says what is due, and erases exactly that once its number is typed. Raises ``Back``."""
        view = self._desk.cases.retention.due()
        self._talk.say("", *retention_lines(view), "")
        while view.rows:
            heard = self._talk.ask(f"{HOW_MANY} ({COMMANDS_HERE})")
            if not heard:
                self._talk.say(LEFT)
                return
            if self._ask.command(heard, ERASE_HELP):
                continue
            if not (heard.isascii() and heard.isdigit() and len(heard) <= MOST_DIGITS):
                self._talk.say(*wrapped(f"That cannot be used: expected {A_NUMBER}. {LEFT}"))
                continue
            try:
                erased = self._desk.cases.retention.erase(int(heard))
            except DeskError as error:
                self._ask.refused(error)
                continue
            self._talk.say(*(f"{reference} is erased." for reference in erased))
            return


class FilesTalk:
    """Files and papers outside the vault that have not been dealt with. Methods raise ``Left``."""

    def __init__(self, talk: Talk, desk: Desk) -> None:
        self._talk = talk
        self._desk = desk
        self._ask = CaseQuestions(talk, desk)

    def lead(self) -> None:
        """Offers the files until none is left or the person goes back. Raises ``Back``."""
        while files := self._desk.papers.exported_files():
            self._talk.say("")
            for number, file in enumerate(files, 1):
                self._talk.say(*wrapped(f"{file.reference}: {file.words}. {file.path}", f"  {number}. "))
            place = self._place(len(files))
            if place is None:
                return
            with suppress(Back):
                self._deal_with(files[place])
        self._talk.say("", NO_FILES)

    def _place(self, count: int) -> int | None:
        """Returns the place, from 0, of the file that was chosen; None for Enter."""
        while heard := self._talk.ask(WHICH_FILE):
            place = place_in(range(count), heard)
            if place is not None:
                return place
            if not self._ask.command(heard, FILES_HELP):
                self._talk.say(f"Please type a number from 1 to {count}.")
        return None

    def _deal_with(self, file: ExportedFileView) -> None:
        ways = [DEALT_WITH, *([DELETE] if file.still_there else []), BACK]
        chosen = ways[self._ask.choose(WHAT_NOW, ways, FILES_HELP)]
        if chosen == BACK:
            return
        try:
            stays = self._desk.papers.dealt_with(file.id, delete=chosen == DELETE)
        except DeskError as error:
            self._ask.refused(error)
            return
        self._talk.say(DELETED if chosen == DELETE else OFF)
        if stays:
            self._talk.say(*wrapped(OTHERS_STAY.format(names=", ".join(stays))))


class PacksTalk:
    """The packs of all cases that are ready. Methods raise ``Left``."""

    def __init__(self, talk: Talk, desk: Desk) -> None:
        self._talk = talk
        self._desk = desk

    def lead(self) -> None:
        """Says how many are ready, asks about those that may be a person's second case, asks for a folder, and writes the packs."""
        ready = self._desk.cases.lists.ready()
        if not ready:
            self._talk.say("", NOTHING_READY)
            return
        self._talk.say("", *wrapped(READY.format(cases=count_words(len(ready), "case"))))
        going = [reference for reference in ready if self._goes(reference)]
        if not going:
            return
        write_out(self._talk, self._desk, f"{PACKS_FOLDER} ({COMMANDS_AT_TEXT})", lambda to: self._written(to, going))

    def _goes(self, reference: str) -> bool:
        try:
            ask_about_earlier(self._talk, self._desk, reference)
        except LeftForNow as left:
            if left.open_instead is not None:
                self._talk.say(*wrapped(LOOK_LATER.format(reference=left.open_instead)))
            return False
        return True

    def _written(self, to: Path, going: Sequence[str]) -> Iterator[str]:
        made = export_many(self._desk.cases, self._desk.papers, to, self._each, going)
        yield from many_lines(made)
        for view in made.written:
            for doubt in (*view.doubts, *view.cannot_print):
                yield from wrapped(f"{view.reference}: {doubt}")
        if made.trouble:
            yield from wrapped(made.trouble)

    def _each(self, progress: Progress) -> bool:
        if progress.reference:
            self._talk.say(WRITING.format(number=progress.done + 1, of=progress.of, reference=progress.reference))
        return True


def erase_case(talk: Talk, desk: Desk, reference: str) -> bool:
    """Says what erasing a case removes and keeps, and erases it once its reference is typed again.

    Returns whether it was erased. Raises ``Left``.
    """
    view = desk.cases.erasing.before(reference)
    talk.say("", *erasure_lines(view))
    ask = CaseQuestions(talk, desk, reference)
    while True:
        heard = talk.ask(f"{TYPE_AGAIN.format(reference=reference)} ({COMMANDS_AT_TEXT})")
        with suppress(Back):
            if ask.command(heard, ERASE_ONE_HELP, text=True):
                continue
            if heard and reference_meant(heard) != reference:
                talk.say(*wrapped(NOT_ITS_NUMBER))
                continue
            if heard:
                try:
                    talk.say("", *stub_lines(desk.cases.erasing.erase(reference, view.version)))
                except DeskError as error:
                    ask.refused(error)
                    return False
                return True
        talk.say(LEFT)
        return False
