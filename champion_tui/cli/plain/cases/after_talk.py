"""After sending: the council's replies and decision, withdrawal, wrong entries, the timeline, and other cases of the same person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from champion_tui.cli.plain.papers.closing import Closing
from champion_tui.cli.plain.papers.ways_talk import WaysTalk
from champion_tui.cli.plain.questions import COMMANDS_AT_TEXT, Back, CaseQuestions, in_turn, write_out
from champion_tui.cli.plain.talk import COMMANDS_HERE, Left, Talk, place_in
from champion_tui.cli.view_lines import entry_lines, noted_lines, similar_lines, wrapped, written_lines
from champion_tui.desk.cases.after_words import (
    ASK_DAY,
    ASK_HEARD,
    ASK_NOTE,
    ASK_OUTCOME,
    ASK_TOLD,
    ASK_WHY,
    ASK_WHY_NOTE,
    ASK_WHY_WRONG,
    KINDS,
    NONE_SIMILAR,
    NOTHING_NOTED,
    said_of,
)
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import DeskError, WrongValue
from champion_tui.desk.views import CaseView, NotedStep
from champion_tui.domain.cases.after_sending import NEEDS_NOTE, OUTCOME, WITHDRAWN, Heard
from champion_tui.domain.cases.afterwards.portal_words import Ambiguous, portal_word
from champion_tui.domain.cases.afterwards.what_follows import Refusal
from champion_tui.domain.dates.purposes import HAPPENED
from champion_tui.ground.dates.date_words import day_words
from champion_tui.knowledge.forms.after_sending import EntryWords, filled

if TYPE_CHECKING:
    from champion_tui.desk.cases.afterwards.after import NotedView

NOTING = (
    "What the council said",
    "How the council decided",
    "They take it back, or it goes no further",
    "An entry was wrong",
    "What was done so far",
    "Other cases that are likely the same person's",
)
PAPERS = (
    "A letter to the council",
    "Everything that is held about them, as files",
    "Send it in another way: by e-mail, as one locked file, on paper",
    "Print a paper",
)

NOTHING_CHANGED = "Nothing has changed."
NOT_NOTED = "NOT NOTED: what you were entering. Nothing has changed."
PORTAL_TOO = "Type a number, or what the portal says, such as accepted."
HEARD_HELP = (
    "The four things that a council can say of a referral. The portal's own words are understood; where they can mean two things, you are "
    "asked which."
)
DAY_HELP = "The day on which it happened, not the day on which you write it down: yesterday, Monday, 20 November."
NOTE_HELP = "Who said so, and how. Nothing that the person would not want written."
OUTCOME_HELP = "How the council decided, as far as anybody here knows. Not known is an answer too."
WHY_HELP = "After this, only the evidence record can leave the vault."
TOLD_HELP = "A pack that has gone does not come back by itself: somebody has to tell the council."
WRONG_HELP = "The history keeps what it was and why it was taken out. Nothing is lost."
TOLD = ("yes", "no", "")
TOLD_WORDS = ("Yes", "No", "Nobody has noted it")
REFUSED, REFUSED_HELP = "It was not noted. What now?", "What you gave is still there: Enter keeps it."
CHANGE, LEAVE_IT = "Change what was given", "Leave it: nothing is noted"
IN_PLACE = "Put it in the place of: {words}"
STILL_THERE = "Still noted: {words} If that was wrong, take it out now."
NOTE_AGAIN = "The day, the note or what was chosen is wrong: note it again"
TAKE_OUT = "It did not happen: take it out"
SOMETHING_ELSE = "The council said something else: put that in its place"
TIMELINE_FILE = "File for it on paper, ending in .pdf or .txt. Enter skips it."
ACCESS_FOLDER = "Folder to put a new folder in, with a PDF and a JSON file. Enter skips it."
WHICH_CASE = "Type the number of a case to look at it. Enter goes back."
SIMILAR_HELP = "The program decides nothing: look at both, and ask the person."


@dataclass(slots=True)
class Draft:
    """An entry as far as it has been given. ``kind`` and ``what`` are ids, "" until they are chosen."""

    kind: str
    on: date
    what: str = ""
    note: str = ""
    told: str = ""
    instead_of: str = ""


class AfterTalk:
    """What can be recorded about one case, and read from it. Methods raise ``Left``."""

    def __init__(self, talk: Talk, desk: Desk, reference: str) -> None:
        self._talk = talk
        self._desk = desk
        self._reference = reference
        self._ask, self._ways = CaseQuestions(talk, desk, reference), WaysTalk(talk, desk, reference)
        self._known = desk.cases.after.known(reference)

    def do(self, place: int) -> str | None:
        """Runs one item of ``NOTING`` followed by ``PAPERS``, by its place from 0.

        Returns the reference of another case to look at, or None.
        """
        parts: tuple[Callable[[], str | None], ...] = (
            self._heard,
            self._outcome,
            self._withdrawn,
            self._wrong,
            self._timeline,
            self._similar,
            self._letter,
            self._everything,
            self._ways.to_council,
            self._ways.print_paper,
        )
        try:
            return parts[place]()
        except Back:
            return None
        except DeskError as error:
            # Not allowed, erased or changed in another window, or the disk is full: the talk continues.
            self._ask.refused(error)
            return None

    # -- noting -----------------------------------------------------------------------------------------------------

    def _heard(self) -> None:
        if self._can_have_answered():
            self._note(Draft("", self._ask.today()), asks_kind=True)

    def _outcome(self) -> None:
        if self._can_have_answered():
            self._note(Draft(OUTCOME, self._ask.today()))

    def _withdrawn(self) -> None:
        self._note(Draft(WITHDRAWN, self._ask.today()))

    def _can_have_answered(self) -> bool:
        sent = self._view().sent_on is not None
        if not sent:
            self._talk.say("", *wrapped(self._known.refused[Refusal.NOT_SENT]))
        return sent

    def _note(self, draft: Draft, *, asks_kind: bool = False) -> None:
        """Asks for what is missing, then records the entry.

        A refusal is reported, and the values given can be changed. Raises ``Back``.
        """
        try:
            self._ask_for(draft, asks_kind=asks_kind)
            while (noted := self._saved(draft)) is None:
                chosen = self._after_refusal(draft)
                if chosen == LEAVE_IT:
                    self._talk.say(NOTHING_CHANGED)
                    return
                if chosen == CHANGE:
                    self._ask_for(draft, asks_kind=asks_kind)
        except Left:
            self._talk.say("", NOT_NOTED)
            raise
        self._say_noted(noted)

    def _ask_for(self, draft: Draft, *, asks_kind: bool) -> None:
        in_turn(
            lambda: asks_kind and self._asks_kind(draft),
            lambda: self._asks_what(draft),
            lambda: self._asks_day(draft),
            lambda: self._asks_told(draft),
            lambda: self._asks_note(draft),
        )

    def _saved(self, draft: Draft) -> "NotedView | None":
        try:
            return self._save(draft)
        except (DeskError, WrongValue) as error:
            self._ask.refused(error)
            return None

    def _save(self, draft: Draft) -> "NotedView":
        after = self._desk.cases.after
        if draft.kind == OUTCOME:
            return after.outcome(self._reference, draft.what, draft.on, draft.note)
        if draft.kind == WITHDRAWN:
            return after.withdraw(self._reference, draft.on, draft.what, draft.told, draft.note)
        return after.heard(self._reference, draft.kind, draft.on, draft.note, draft.instead_of)

    def _after_refusal(self, draft: Draft) -> str:
        """Asks what to do after a refusal and returns the option chosen. The entry may replace one that was wrong."""
        said = draft.kind in set(Heard) and not draft.instead_of
        others = [step for step in self._view().after if said and step.kind in set(Heard) and step.kind != draft.kind]
        options = [CHANGE, *(IN_PLACE.format(words=step.words) for step in others), LEAVE_IT]
        chosen = self._ask.choose(REFUSED, options, REFUSED_HELP)
        if 0 < chosen < len(options) - 1:
            draft.instead_of = others[chosen - 1].kind
        return options[chosen]

    def _say_noted(self, noted: "NotedView") -> None:
        self._talk.say("", *wrapped(f"{self._reference}: {noted.case.status_words}."), *noted_lines(noted))

    # -- what is asked ----------------------------------------------------------------------------------------------

    def _asks_kind(self, draft: Draft) -> bool:
        kinds = list(self._known.heard)
        words = [self._known.heard[kind].words for kind in kinds]
        kept = f" Enter keeps: {words[kinds.index(Heard(draft.kind))]}." if draft.kind in kinds else ""
        self._ask.offer(ASK_HEARD, words)
        while True:
            heard = self._talk.ask(f"{PORTAL_TOO}{kept} ({COMMANDS_HERE})")
            place = place_in(words, heard)
            if place is not None:
                draft.kind = kinds[place]
            elif self._ask.command(heard, HEARD_HELP) or (not heard and not kept):
                continue
            elif heard:
                meant = portal_word(heard, self._known.portal_words)
                kind = meant if isinstance(meant, Heard) and meant in kinds else self._which(meant)
                if kind is None:
                    self._ask.offer(ASK_HEARD, words)
                    continue
                draft.kind = kind
            return True

    def _which(self, meant: Heard | Ambiguous | None) -> str | None:
        """Returns which entry the portal's words mean, if they are ambiguous or unknown. None if the person does not know."""
        asked = (
            self._known.portal.get(meant, self._known.unknown) if isinstance(meant, Ambiguous) else self._known.unknown
        )
        otherwise = filled((asked.otherwise,), {"council": self._view().authority})
        kinds = list(asked.answers)
        try:
            return kinds[
                self._ask.choose(asked.question, list(asked.answers.values()), " ".join(otherwise) or HEARD_HELP)
            ]
        except Back:
            self._talk.say(*(line for words in otherwise for line in wrapped(words)))
            return None

    def _asks_what(self, draft: Draft) -> bool:
        if draft.kind not in {OUTCOME, WITHDRAWN}:
            return False
        known = self._known.outcomes if draft.kind == OUTCOME else self._known.withdrawn
        choices: Mapping[str, EntryWords] = {str(each): said for each, said in known.items()}
        ids = list(choices)
        question, help_words = (ASK_OUTCOME, OUTCOME_HELP) if draft.kind == OUTCOME else (ASK_WHY, WHY_HELP)
        kept = ids.index(draft.what) if draft.what in ids else None
        draft.what = ids[self._ask.choose(question, [said.words for said in choices.values()], help_words, kept)]
        return True

    def _asks_day(self, draft: Draft) -> bool:
        draft.on = self._ask.day(ASK_DAY, draft.on, HAPPENED, DAY_HELP)
        return True

    def _asks_told(self, draft: Draft) -> bool:
        if draft.kind != WITHDRAWN or self._view().sent_on is None:
            return False
        draft.told = TOLD[self._ask.choose(ASK_TOLD, TOLD_WORDS, TOLD_HELP)]
        return True

    def _asks_note(self, draft: Draft) -> bool:
        needed = draft.kind == WITHDRAWN and draft.what in NEEDS_NOTE
        draft.note = self._ask.text(ASK_WHY_NOTE if needed else ASK_NOTE, NOTE_HELP, draft.note, needed=needed)
        return True

    # -- wrong entries ----------------------------------------------------------------------------------------------

    def _wrong(self) -> None:
        noted = self._view().after
        if not noted:
            self._talk.say("", *wrapped(NOTHING_NOTED))
            return
        step = noted[self._ask.choose("Which entry?", [step.words for step in noted], WRONG_HELP)]
        said = step.kind in set(Heard)
        # An entry of a kind that only a newer version of the program knows can be taken out, but not entered here.
        ways = (
            [NOTE_AGAIN, TAKE_OUT, SOMETHING_ELSE]
            if said
            else [NOTE_AGAIN, TAKE_OUT]
            if step.kind in KINDS
            else [TAKE_OUT]
        )
        chosen = ways[self._ask.choose("What is wrong with it?", ways, WRONG_HELP)]
        draft = Draft(step.kind, step.on, step.what, step.note, step.told_council)
        if chosen == NOTE_AGAIN:
            self._note(draft)
        elif chosen == TAKE_OUT:
            self._take_out(step)
        else:
            draft.kind, draft.instead_of = "", step.kind
            self._note(draft, asks_kind=True)
            if draft.kind == OUTCOME:
                self._talk.say(*wrapped(STILL_THERE.format(words=step.words)))

    def _take_out(self, step: NotedStep) -> None:
        while True:
            why = self._ask.text(ASK_WHY_WRONG, WRONG_HELP, needed=True)
            try:
                noted = self._desk.cases.after.take_back(self._reference, step.kind, why)
            except (DeskError, WrongValue) as error:
                self._ask.refused(error)
                continue
            what = said_of(self._known, step.kind, step.what).words
            self._talk.say("", *wrapped(f"Taken out: {day_words(step.on)}, {what}."))
            self._say_noted(noted)
            return

    # -- reading ----------------------------------------------------------------------------------------------------

    def _timeline(self) -> None:
        self._talk.say("")
        for entry in self._desk.cases.history.timeline(self._reference):
            self._talk.say(*entry_lines(entry))
        self._talk.say("")
        papers = self._desk.papers
        write_out(
            self._talk,
            self._desk,
            f"{TIMELINE_FILE} ({COMMANDS_AT_TEXT})",
            lambda to: written_lines(papers.write_timeline(self._reference, to)),
        )

    def _similar(self) -> str | None:
        found = self._desk.cases.history.similar(self._reference)
        if not found:
            self._talk.say("", *wrapped(NONE_SIMILAR))
            return None
        self._talk.say("")
        for number, candidate in enumerate(found, 1):
            self._talk.say(*similar_lines(candidate, f"  {number}. "))
        while True:
            heard = self._talk.ask(f"{WHICH_CASE} ({COMMANDS_HERE})")
            place = place_in(found, heard)
            if place is not None:
                return found[place].reference
            if not heard:
                return None
            if not self._ask.command(heard, SIMILAR_HELP):
                self._talk.say(f"Please type a number from 1 to {len(found)}.")

    def _letter(self) -> None:
        views = self._desk.papers.letters.views(self._reference)
        if all(view.why_not for view in views):
            self._talk.say("", *(line for view in views for line in wrapped(f"{view.name}: {view.why_not}")))
        Closing(self._talk, self._desk, self._reference).letter()

    def _everything(self) -> None:
        papers = self._desk.papers
        write_out(
            self._talk,
            self._desk,
            f"{ACCESS_FOLDER} ({COMMANDS_AT_TEXT})",
            lambda to: written_lines(papers.subject_access(self._reference, to)),
        )

    def _view(self) -> CaseView:
        return self._desk.cases.view(self._reference)
