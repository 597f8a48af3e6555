"""The local-connection advice line by line: an address history as the person remembers it, and what follows from it."""

from collections.abc import Sequence

from champion_tui.cli.plain.council_talk import choose_council
from champion_tui.cli.plain.talk import COMMANDS_HERE, Command, Talk, command_in
from champion_tui.cli.view_lines import advice_lines, stay_lines, wrapped
from champion_tui.desk.connection.advice_views import ConnectionView
from champion_tui.desk.connection.draft import ASYLUM, CARE, FAMILY, SPECIAL, STAY, UNSAFE, WORK, DraftEntry
from champion_tui.desk.desk import Desk
from champion_tui.desk.options import OptionView
from champion_tui.ground.answers import Problem

ABOUT = (
    "Local connection: where does this person belong? It helps them to choose and decides nothing. What you type here is not "
    "stored."
)
TIMES = (
    ("from", "When did it begin?", "began_help"),
    ("to", "When did it end?", "ended_help"),
    ("for", "How long was it?", "length_help"),
)
MENU = (
    "Add a place where they lived",
    "Add work, family or another tie",
    "Add a place where they are not safe",
    "Take something out again",
    "Show what it comes to",
    "Done",
)
TIES = {
    WORK: "Work",
    FAMILY: "Family",
    SPECIAL: "A special reason, such as care they can only get there",
    CARE: "Leaving care",
    ASYLUM: "Asylum support",
}
WHICH_OWES = "Which council owes them help? A county council is every district of its county."
CASUAL = {"Ordinary work": False, "Casual work": True, "Not known": None}


class ConnectionTalk:
    """One advice. ``stage`` is the stage of the person's case, None if it is not known."""

    def __init__(self, talk: Talk, desk: Desk, stage: str | None = None) -> None:
        self._talk = talk
        self._desk = desk
        self._draft = desk.connection.draft(stage)

    def advise(self) -> ConnectionView | None:
        """Talks until the person is done. Returns the last advice, or None if nothing was entered. Raises ``Left``."""
        self._talk.say("", *wrapped(ABOUT))
        steps = (self._add_stay, self._add_tie, self._add_unsafe, self._take_out, self._show)
        while True:
            self._talk.say("")
            chosen = self._talk.choose(f"Type a number. ({COMMANDS_HERE})", MENU, ABOUT)
            if chosen == len(steps) or not isinstance(chosen, int):
                return self._draft.view()
            steps[chosen]()

    def choose_sentence(self, view: ConnectionView) -> str:
        """Asks which sentence to put into the referral and returns it; "" for none. Raises ``Left``."""
        offered = [district for district in view.districts if district.take]
        if not offered:
            return ""
        self._talk.say(
            "", "Put it into the referral, under why this council? Read it out first: it goes to the council."
        )
        chosen = self._talk.choose("Type a number.", [*(district.take for district in offered), "No"])
        return offered[chosen].take if isinstance(chosen, int) and chosen < len(offered) else ""

    def _show(self) -> None:
        view = self._draft.view()
        self._talk.say("", *(advice_lines(view) if view else ["Nothing has been entered yet."]))

    def _put(self, entry: DraftEntry) -> bool:
        """Adds an entry if it is valid, says how it was understood, and returns whether it was added."""
        problem = self._draft.put(entry)
        view = self._draft.view()
        if problem is not None:
            self._talk.say(*wrapped(cannot_be_used(problem)))
        elif entry.kind == STAY and view is not None:
            self._talk.say("", "So far:", *stay_lines(view))
        else:
            self._talk.say("Added.")
        return problem is None

    # -- adding -----------------------------------------------------------------------------------------------------

    def _add_stay(self) -> None:
        district = self._district("Which council's area was it?")
        kind = district and self._option("What was it?", self._draft.form.kinds)
        if not district or not kind:
            return
        row: dict[str, object] = {"district": district, "kind": kind}
        for key, question, help_name in TIMES:
            heard = self._time(row, key, question, getattr(self._draft.form, help_name))
            if heard is None:
                return
            if heard:
                row[key] = heard
        self._put(DraftEntry(STAY, row))

    def _time(self, row: dict[str, object], key: str, question: str, help_words: str) -> str | None:
        """Returns one time as the person remembers it; "" if it is left out, None if they go back."""
        self._talk.say("", question, *wrapped(help_words, "  "))
        while True:
            heard = self._talk.ask("Type it, or Enter to leave it out. (.back, .leave)")
            command = command_in(heard, text=True)
            if command is Command.BACK:
                return None
            problem = self._desk.connection.draft().put(DraftEntry(STAY, {**row, key: heard})) if heard else None
            if command is not None:
                self._talk.say(*wrapped(help_words))
            elif problem is None:
                return heard
            else:
                self._talk.say(*wrapped(cannot_be_used(problem)))

    def _add_tie(self) -> None:
        chosen = self._talk.choose(f"What ties them to a place? ({COMMANDS_HERE})", tuple(TIES.values()))
        if not isinstance(chosen, int):
            return
        kind = tuple(TIES)[chosen]
        district = self._district(WHICH_OWES if kind == CARE else "Which council's area is it?", owing=kind == CARE)
        if district is None:
            return
        more = {WORK: self._add_work, FAMILY: self._add_family, SPECIAL: self._add_special}
        if kind in more:
            more[kind](district)
        else:
            self._put(DraftEntry(kind, {"district": district}))

    def _add_work(self, district: str) -> None:
        chosen = self._talk.choose("Is the work casual: now and then, with no fixed hours or end?", tuple(CASUAL))
        if isinstance(chosen, int):
            self._put(DraftEntry(WORK, {"district": district, "casual": tuple(CASUAL.values())[chosen]}))

    def _add_family(self, district: str) -> None:
        relation = self._option("Who is it?", self._draft.form.relations)
        while relation is not None:
            heard = self._talk.ask(
                "For how long have they lived there? Such as 6 years, about 5 years, over 10 years. (.back)"
            )
            if command_in(heard, text=True) is not None:
                return
            years = heard or "unknown"
            if self._put(DraftEntry(FAMILY, {"district": district, "relation": relation, "years": years})):
                return

    def _add_special(self, district: str) -> None:
        heard = self._talk.ask("The reason, in a few words. It is not put into the referral. (.back)")
        if heard and command_in(heard, text=True) is None:
            self._put(DraftEntry(SPECIAL, {"district": district, "reason": heard}))

    def _add_unsafe(self) -> None:
        district = self._district("Where are they not safe?")
        if district is not None:
            self._put(DraftEntry(UNSAFE, {"district": district}))

    def _take_out(self) -> None:
        if not self._draft.entries:
            self._talk.say("Nothing has been entered yet.")
            return
        words = [": ".join(part for part in self._draft.words(entry) if part) for entry in self._draft.entries]
        chosen = self._talk.choose("Type the number to take out. (back)", words)
        if isinstance(chosen, int):
            self._draft.take_out(chosen)
            self._talk.say("Taken out.")

    def _district(self, question: str, *, owing: bool = False) -> str | None:
        """Returns the id of a council in England, or with ``owing`` of a county council too; None if the person goes back."""
        form = self._draft.form
        find = form.find_owing if owing else form.find
        if find is None:
            return self._option(question, form.districts)
        self._talk.say("", *wrapped(question))
        return choose_council(self._talk, form.districts, find)

    def _option(self, question: str, options: Sequence[OptionView]) -> str | None:
        """Returns the id of the option chosen; None if the person goes back."""
        self._talk.say("", question)
        words = [f"{option.words} ({option.hint})" if option.hint else option.words for option in options]
        chosen = self._talk.choose("Type a number. (back)", words)
        return options[chosen].id if isinstance(chosen, int) else None


def advise(talk: Talk, desk: Desk) -> None:
    """Gives one advice that belongs to no case, and says it at the end. Raises ``Left``."""
    view = ConnectionTalk(talk, desk).advise()
    if view is not None:
        talk.say("", *advice_lines(view), "")


def cannot_be_used(problem: Problem) -> str:
    """Returns the sentence that says why a value was not accepted."""
    stop = "" if problem.words.endswith("?") else "."
    return f"That cannot be used: expected {problem.words}{stop} Nothing has changed."
