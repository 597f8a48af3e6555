"""Today's work by numbers: what is due, a search, one case at a glance, and what can be done with it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from champion_tui.cli.plain.asking import say_numbers
from champion_tui.cli.plain.cases.after_talk import NOTING, PAPERS, AfterTalk
from champion_tui.cli.plain.cases.lists_talk import (
    THIS_IS,
    EarlyTalk,
    FiguresTalk,
    FilesTalk,
    PacksTalk,
    RetentionTalk,
    erase_case,
)
from champion_tui.cli.plain.papers.closing import Closing
from champion_tui.cli.plain.questions import NUMBER, Back, CaseQuestions
from champion_tui.cli.plain.talk import Talk, place_in
from champion_tui.cli.view_lines import line_lines, listed, wrapped
from champion_tui.desk.cases.lists.today import NOTHING_DUE, GlanceView, TodayItem
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import CannotReadOrWrite, UnusableValue
from champion_tui.desk.views import CaseRow
from champion_tui.domain.cases.reference_code import parse_reference, why_not_found
from champion_tui.domain.cases.summary import CaseQuery, DueKind
from champion_tui.ground.values import immutable

AT_A_TIME = 20
"""How many lines are said before the person asks for more."""

BETWEEN = " · "
"""Separates two counts on a screen. A screen reader does not pronounce it, so the talk uses a comma."""

SEARCH = "s"
KEYS = (
    "s TEXT search, m more, w write all packs that are ready, e early list, f figures, r due to be erased, o files outside the vault, "
    "help, back, numbers, hide, save, leave"
)
WHICH = f"{NUMBER} Or a reference. Enter leaves. ({KEYS})"
HELP = "What needs doing, most urgent first. Type a number to see a case at a glance: how far it has got, whom to ring and what to say, and what you can note. A reference does the same for any case. Type s and part of a name, a reference, a phone number, a council or your own note to search. Type s alone to come back to what is due."
NOT_HERE = '"{heard}" is not a number on this list or a reference. {why}'
FIRST_LIST = "This is the first list."
NO_MORE = "That is all."
NONE_FOUND = "No case has that in it."
FOUND = "{shown} of {total}. Type more of it to find fewer."
SHOWN = "{last} of {total}. m says more."
WHAT_NOW = "What do you want to do?"
GLANCE_HELP = "Everything that is noted is saved at once. Open it leads through its questions and its form."
OPEN, FOLLOW, WAS_SENT, ERASE, BACK = (
    "Open it",
    "Begin a new referral that follows it",
    "It was sent: the day and the code",
    "Erase it",
    "Back",
)
GO_ON_WITH = "Go on with {reference}, which follows it"
EARLY_KEY, MORE_KEY = "e", "m"
OTHER_LISTS: Mapping[str, type[FiguresTalk | RetentionTalk | FilesTalk | PacksTalk]] = {
    "w": PacksTalk,
    "f": FiguresTalk,
    "r": RetentionTalk,
    "o": FilesTalk,
}


@immutable
class WorkLine:
    """One line of the list: a case, or a person on the early list under the organisation's own reference.

    ``kind`` is what is due (``DueKind``), "" for a search result.
    """

    reference: str
    words: str
    kind: str = ""


class WorkTalk:
    """Goes from what is due to one case and back. Methods raise ``Left``."""

    def __init__(self, talk: Talk, desk: Desk) -> None:
        self._talk = talk
        self._desk = desk
        self._ask = CaseQuestions(talk, desk)
        self._lines: Sequence[WorkLine] = ()
        self._said = 0
        self._search = ""

    def case_to_open(self) -> str | None:
        """Goes through what is due. Returns the reference of the case to open, or None if the person leaves the list."""
        self._today()
        while True:
            heard = self._talk.ask(WHICH)
            if not heard:
                return None
            try:
                opened = self._chosen(heard)
            except Back:
                self._back()
                continue
            except (UnusableValue, CannotReadOrWrite) as error:
                self._ask.refused(error)
                continue
            if opened is not None:
                return opened

    def _chosen(self, heard: str) -> str | None:
        word, _, rest = heard.partition(" ")
        key = heard.lower()
        place = place_in(self._lines, heard)
        if place is not None:
            return self._at(self._lines[place])
        if word.lower() == SEARCH:
            self._look_for(rest.strip())
        elif key == MORE_KEY:
            self._more()
        elif key == EARLY_KEY or key in OTHER_LISTS:
            return self._list(key)
        elif not self._ask.command(heard, HELP):
            reference = parse_reference(heard)
            if reference is not None:
                return self._case(reference)
            self._talk.say(*wrapped(NOT_HERE.format(heard=heard[:80], why=why_not_found(heard))))
        return None

    def _list(self, key: str) -> str | None:
        opened = None
        with suppress(Back):
            if key == EARLY_KEY:
                opened = EarlyTalk(self._talk, self._desk).lead()
            else:
                OTHER_LISTS[key](self._talk, self._desk).lead()
        if opened is None:
            self._today()
        return opened

    # -- the lists --------------------------------------------------------------------------------------------------

    def _today(self) -> None:
        self._talk.numbers = lambda: say_numbers(self._talk, self._desk, self._desk.begin())
        view = self._desk.cases.lists.today()
        self._search = ""
        self._talk.say(
            "",
            *(line for note in view.notes for line in wrapped(note)),
            *wrapped(view.counts.replace(BETWEEN, ", ") or NOTHING_DUE),
        )
        self._say_lines([_due_line(item) for item in view.items])
        if not self._lines and view.counts:
            self._talk.say(NOTHING_DUE)

    def _look_for(self, text: str) -> None:
        if not text:
            self._today()
            return
        view = self._desk.cases.lists.cases(CaseQuery(search=text, limit=AT_A_TIME))
        self._search = text
        self._talk.say("", *(line for note in view.notes for line in wrapped(note)))
        self._say_lines([_case_line(row) for row in view.rows])
        if not view.rows:
            self._talk.say(NONE_FOUND)
        elif view.total > len(view.rows):
            self._talk.say(FOUND.format(shown=len(view.rows), total=view.total))

    def _back(self) -> None:
        if self._search:
            self._today()
        else:
            self._talk.say(FIRST_LIST)

    def _say_lines(self, lines: Sequence[WorkLine]) -> None:
        self._lines, self._said = lines, 0
        self._more()

    def _more(self) -> None:
        """Says the next lines of the list."""
        upto = min(self._said + AT_A_TIME, len(self._lines))
        if upto == self._said and self._lines:
            self._talk.say(NO_MORE)
        for number in range(self._said, upto):
            self._talk.say(*wrapped(self._lines[number].words, f"  {number + 1}. "))
        self._said = upto
        if upto < len(self._lines):
            self._talk.say(SHOWN.format(last=upto, total=len(self._lines)))

    # -- one case ---------------------------------------------------------------------------------------------------

    def _at(self, line: WorkLine) -> str | None:
        if line.kind != DueKind.EARLY:
            return self._case(line.reference, line.kind)
        opened = EarlyTalk(self._talk, self._desk).one(line.reference)
        if opened is None:
            self._today()
        return opened

    def _case(self, reference: str, kind: str = "") -> str | None:
        """Shows one case, and others reached from it. Returns the reference of the case to open, or None to return to the list."""
        looked_at: str | None = reference
        while looked_at is not None:
            self._talk.say(*_glance_lines(self._desk.cases.lists.glance(looked_at, kind)))
            self._talk.say(*listed("Noted", (step.words for step in self._desk.cases.view(looked_at).after)))
            kind = ""
            opened, looked_at = self._done_with(looked_at)
            if opened is not None:
                return opened
        self._today()
        return None

    def _done_with(self, reference: str) -> tuple[str | None, str | None]:
        """Asks what to do with a case. Returns the case to open and the case to look at next; each may be None."""
        self._talk.numbers = lambda: say_numbers(self._talk, self._desk, self._desk.cases.resume(reference))
        ask, after = CaseQuestions(self._talk, self._desk, reference), AfterTalk(self._talk, self._desk, reference)
        while True:
            view = self._desk.cases.view(reference)
            follow = GO_ON_WITH.format(reference=view.followed_by) if view.followed_by else FOLLOW
            options = [*NOTING, OPEN, follow, WAS_SENT, *PAPERS, ERASE, BACK]
            chosen = _choice(ask, options)
            if chosen == BACK or (chosen == ERASE and erase_case(self._talk, self._desk, reference)):
                return None, None
            if chosen == OPEN:
                return reference, None
            if chosen == follow:
                new = view.followed_by or self._desk.cases.again(reference)
                self._talk.say("", THIS_IS.format(reference=new))
                return new, None
            if chosen == WAS_SENT:
                Closing(self._talk, self._desk, reference).mark_sent()
            elif chosen != ERASE and (other := after.do([*NOTING, *PAPERS].index(chosen))) is not None:
                return None, other


def _choice(ask: CaseQuestions, options: Sequence[str]) -> str:
    """Returns the option that was chosen; going back counts as the last option."""
    try:
        return options[ask.choose(WHAT_NOW, options, GLANCE_HELP)]
    except Back:
        return BACK


def _due_line(item: TodayItem) -> WorkLine:
    who = ", ".join(part for part in (item.who, item.reference, item.council) if part)
    return WorkLine(item.reference, f"{item.words}: {who}", item.kind)


def _case_line(row: CaseRow) -> WorkLine:
    who = ", ".join(part for part in (row.initials, row.reference, row.authority) if part)
    due = f" {row.due_words}." if row.due_words else ""
    return WorkLine(row.reference, f"{who}: {row.status_words}.{due}")


def _glance_lines(view: GlanceView) -> Iterator[str]:
    yield ""
    yield from wrapped(" ".join(part for part in (view.tag, view.who, view.reference) if part))
    for words in view.lines:
        yield from wrapped(words)
    yield from listed("Do", view.do)
    if view.ring:
        yield from ("", "Ring:")
        for line in view.ring:
            yield from line_lines(line)
    yield from listed("Say", view.say)
