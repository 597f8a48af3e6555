"""Asks the triage, question by question, until there is an outcome."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from champion_tui.cli import load
from champion_tui.cli.plain.council_talk import TYPE_PART, found_by_name
from champion_tui.cli.plain.talk import COMMANDS_HERE, Command, Talk, command_in, place_in, settle_day
from champion_tui.cli.view_lines import advice_lines, line_lines, note_lines, numbers_lines, wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import ChangedMeanwhile, RefusedByProcedure
from champion_tui.desk.options import OptionView
from champion_tui.desk.triage.interview import Interview
from champion_tui.desk.views import NoteView, OutcomeView, PageView, QuestionView
from champion_tui.ground.answers import Answer, Problem
from champion_tui.ground.dates.calendar import london_date

if TYPE_CHECKING:
    from champion_tui.cli.plain.connection_talk import ConnectionTalk

LOCAL_CONNECTION = ", l work out local connection"
OTHER_AREA = ", a another area"
NO_HINTS = ", h no more hints"
WHERE_NOW = "Where is the person now? Type a number. (back, leave)"

FORMS = {
    "one": "Type a number.",
    "authority": TYPE_PART,
    "many": "Type one or more numbers with spaces between them.",
    "date": "Type a date, such as 27 3 2026, 27 March, Friday or in 3 days; or a number.",
}


class Asking:
    """Takes one interview through the talk. Notes and numbers that have been said are not repeated."""

    def __init__(self, talk: Talk, desk: Desk, interview: Interview) -> None:
        self._talk = talk
        self._desk = desk
        self._interview = interview
        self._said: set[tuple[str, ...]] = set()

    def until_outcome(self) -> OutcomeView:
        """Asks until the answers lead to an outcome. Raises ``Left``."""
        here = self._interview.here()
        while isinstance(here, PageView):
            here = self._ask(here)
        return here

    def numbers(self) -> None:
        """Says who to call now, for what is known so far."""
        say_numbers(self._talk, self._desk, self._interview)

    def _ask(self, page: PageView) -> PageView | OutcomeView:
        """Asks until the person leaves the page, and returns the next page or the outcome."""
        question = page.questions[-1]
        self._talk.say(*self._page_lines(page, question))
        while True:
            advice = "local-connection" in question.shows
            may_move = bool(page.area) and not self._interview.frozen
            hints = bool(self._desk.hint(question.id))
            more = (LOCAL_CONNECTION if advice else "") + (OTHER_AREA if may_move else "") + (NO_HINTS if hints else "")
            heard = self._talk.ask(f"{FORMS[question.kind]} ({COMMANDS_HERE}{more})")
            if may_move and heard.lower().removeprefix(".") == "a":
                return self._moved()
            if hints and heard.lower().removeprefix(".") == "h":
                self._talk.say(self._desk.end_hints())
                continue
            if advice and heard.lower().removeprefix(".") == "l":
                self._advise()
                self._talk.say(*self._page_lines(page, question))
                continue
            command = command_in(heard)
            if command is Command.BACK:
                if self._interview.back():
                    return self._interview.here()
                self._talk.say("This is the first question.")
            elif command is not None:
                self._help(command, question)
            elif (came_to := self._answered(question, heard)) is not None:
                return came_to

    def _moved(self) -> PageView | OutcomeView:
        """Asks which area the person is in, and returns the page with that area's numbers."""
        areas = self._desk.areas()
        chosen = self._talk.choose(WHERE_NOW, [area.words for area in areas])
        if isinstance(chosen, int):
            try:
                said = self._desk.person_is_in(self._interview, areas[chosen].id)
            except RefusedByProcedure as error:
                said = (str(error),)
            self._talk.say(*(words for each in said for words in wrapped(each)))
            self._said.clear()
        return self._interview.here()

    def _advise(self) -> None:
        """Works out the local connection. It does not answer the question: the person chooses."""
        stage = self._interview.judged().judgement.stage
        talk: ConnectionTalk = load("plain.connection_talk").ConnectionTalk(
            self._talk, self._desk, str(stage) if stage else None
        )
        view = talk.advise()
        if view is not None:
            self._talk.say("", *advice_lines(view))
            sentence = talk.choose_sentence(view)
            if sentence:
                self._interview.carry_connection(sentence)

    def _answered(self, question: QuestionView, heard: str) -> PageView | OutcomeView | None:
        """Returns the page or outcome that the answer leads to, or None if it was not accepted and must be asked again."""
        kept = question.given if not heard else None
        given = kept if kept is not None else read_answer(question, heard)
        if given is None and question.kind == "date" and heard:
            given = settle_day(self._talk, lambda text: self._desk.read_day(question.id, text), heard)
            if given is None:
                return None
        if given is None and question.find is not None and heard:
            given = found_by_name(self._talk, question.find, heard)
            if given is None:
                return None
        if given is None:
            self._talk.say(f'"{heard[:80]}" is not one of the answers. Nothing has changed.')
            return None
        try:
            came_to = self._interview.answer(question.id, given)
        except (ChangedMeanwhile, RefusedByProcedure) as error:
            self._talk.say("", *wrapped(f"{error} {error.way_out}".strip()))
            return self._interview.here()
        if isinstance(came_to, Problem):
            self._talk.say(*wrapped(f"That cannot be used: expected {came_to.words}. Nothing has changed."))
            return None
        return came_to

    def _help(self, command: Command, question: QuestionView) -> None:
        if command is Command.NUMBERS:
            self.numbers()
        elif command is Command.HELP:
            self._talk.say(*wrapped(question.help or question.title), *wrapped(f"Why we ask: {question.why.text}"))
            self._talk.say(*wrapped(f"({question.why.source})"))
        else:
            self._talk.say("The check comes after the form.")

    def _page_lines(self, page: PageView, question: QuestionView) -> Iterator[str]:
        yield from note_lines(self._news(page.notes))
        if page.numbers and ("numbers", question.id) not in self._said:
            self._said.add(("numbers", question.id))
            yield ""
            yield from wrapped(f"Where they are now: {page.area}." if page.area else "")
            yield "Who answers now:"
            for line in page.numbers:
                yield from line_lines(line)
            for words in page.no_night:
                yield from wrapped(words)
        yield ""
        yield f"Question {page.number} of about {page.about}. {page.saved}"
        for words in page.again:
            yield from wrapped(words)
        if question.first:
            yield from wrapped(f"First: {question.first}")
        yield from wrapped(question.title)
        if question.help:
            yield from wrapped(question.help, "  ")
        yield from self._hint_lines(question)
        for advice in page.advice:
            yield from wrapped(advice, "  ")
        yield from option_lines(question.options)
        if question.given is not None:
            yield from wrapped(f"Your answer so far: {question.given_words}. Enter keeps it.")

    def _hint_lines(self, question: QuestionView) -> Iterator[str]:
        """Yields the hint for new users at a question."""
        if hint := self._desk.hint(question.id):
            yield from wrapped(f"{self._desk.hints.label}: {hint}", "  ")

    def _news(self, notes: tuple[NoteView, ...]) -> Iterator[NoteView]:
        for note in notes:
            if (note.kind, note.id, note.text) not in self._said:
                self._said.add((note.kind, note.id, note.text))
                yield note


def option_lines(options: tuple[OptionView, ...]) -> Iterator[str]:
    """Yields numbered choices."""
    for number, option in enumerate(options, 1):
        hint = f" ({option.hint})" if option.hint else ""
        yield from wrapped(f"{option.words}{hint}", f"  {number}. ")


def say_numbers(talk: Talk, desk: Desk, interview: Interview) -> None:
    """Says who to call now, for the emergency and the authority in the answers, if any."""
    answers = interview.answers
    emergency, authority = str(answers.get("emergency", "")), str(answers.get("authority", ""))
    council = desk.book.authority_on(authority, london_date(desk.now()))
    view = desk.numbers(
        council.id if council else None,
        emergency if emergency in desk.book.emergency_rows else None,
        interview.judged().area,
    )
    talk.say("", *numbers_lines(view), "")


def read_answer(question: QuestionView, heard: str) -> Answer | None:
    """Returns what was typed as an answer, from option numbers or ids. None if it is not an answer."""
    return read_many(question.options, heard) if question.kind == "many" else option_id(question.options, heard)


def read_many(options: tuple[OptionView, ...], heard: str) -> Answer | None:
    """Returns several options typed by number or id, in the list's order; None if one of them is not an option."""
    chosen = [option_id(options, word) for word in re.split(r"[\s,]+", heard) if word]
    if not chosen or None in chosen:
        return None
    return tuple(option.id for option in options if option.id in chosen)


def option_id(options: tuple[OptionView, ...], heard: str) -> str | None:
    """Returns the id of the option with that number or id; None if there is none."""
    place = place_in(options, heard)
    if place is not None:
        return options[place].id
    return heard if any(option.id == heard for option in options) else None
