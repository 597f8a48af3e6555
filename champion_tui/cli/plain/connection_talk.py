"""The local-connection advisor line by line: a history as they remember it, and what it comes to."""

from collections.abc import Sequence

from champion_tui.cli.connection_lines import advice_lines, stay_lines
from champion_tui.cli.plain.talk import COMMANDS_HERE, Command, Talk, command_in
from champion_tui.cli.words import numbers_lines, wrapped
from champion_tui.desk.connection_views import ConnectionView
from champion_tui.desk.desk import Desk
from champion_tui.desk.views import OptionView
from champion_tui.domain.answers import Problem

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
TIES = ("Work", "Family", "A special reason, such as care they can only get there", "Leaving care", "Asylum support")
CASUAL = ("Ordinary work", "Casual work", "Not known")
PLACES = {"addresses": "lived in", "work": "work in", "family": "family in", "special": "special reason in"}


class ConnectionTalk:
    """One advice. ``stage`` is where the person's case stands, where that is known."""

    def __init__(self, talk: Talk, desk: Desk, stage: str | None = None) -> None:
        self._talk = talk
        self._desk = desk
        self._form = desk.connection_form()
        self._lists: dict[str, list[object]] = {"addresses": [], "work": [], "family": [], "special": [], "unsafe": []}
        self._single: dict[str, object] = {} if stage is None else {"stage": stage}

    def advise(self) -> ConnectionView | None:
        """Talk it through until the person is done; gives the last advice, None where nothing was entered. Raises ``Left``."""
        self._talk.say("", *wrapped(ABOUT))
        steps = (self._add_stay, self._add_tie, self._add_unsafe, self._take_out, self._show)
        while True:
            self._talk.say("")
            chosen = self._talk.choose(f"Type a number. ({COMMANDS_HERE})", MENU)
            if chosen in (len(steps), Command.BACK):
                return self._advice(self._raw()) if self._entered() else None
            if isinstance(chosen, int):
                steps[chosen]()
            elif chosen is Command.NUMBERS:
                self._talk.say("", *numbers_lines(self._desk.numbers()))
            else:
                self._talk.say(*wrapped(ABOUT))

    def choose_sentence(self, view: ConnectionView) -> str:
        """Which sentence goes into the referral; "" for none. Raises ``Left``."""
        offered = [district for district in view.districts if district.take]
        if not offered:
            return ""
        self._talk.say(
            "", "Put it into the referral, under why this council? Read it out first: it goes to the council."
        )
        chosen = self._talk.choose("Type a number.", [*(district.take for district in offered), "No"])
        return offered[chosen].take if isinstance(chosen, int) and chosen < len(offered) else ""

    def _raw(self) -> dict[str, object]:
        return {**{key: list(rows) for key, rows in self._lists.items() if rows}, **self._single}

    def _entered(self) -> bool:
        return bool(set(self._raw()) - {"stage"})

    def _advice(self, raw: dict[str, object]) -> ConnectionView | None:
        found = self._desk.connection_advice(raw)
        if isinstance(found, Problem):
            self._talk.say(*wrapped(cannot_be_used(found)))
            return None
        return found

    def _show(self) -> None:
        view = self._advice(self._raw()) if self._entered() else None
        self._talk.say("", *(advice_lines(view) if view else ["Nothing has been entered yet."]))

    def _added(self, key: str, row: object) -> bool:
        """Add one row where it can be used, and say how it was understood."""
        raw = self._raw()
        view = self._advice({**raw, key: [*self._lists.get(key, []), row]})
        if view is None:
            return False
        self._lists[key].append(row)
        if key == "addresses":
            self._talk.say("", "So far:", *stay_lines(view))
        else:
            self._talk.say("Added.")
        return True

    # -- adding -----------------------------------------------------------------------------------------------------

    def _add_stay(self) -> None:
        district = self._option("Which council's area was it?", self._form.districts)
        kind = district and self._option("What was it?", self._form.kinds)
        if not district or not kind:
            return
        row: dict[str, object] = {"district": district, "kind": kind}
        for key, question, help_name in TIMES:
            said = self._time(row, key, question, getattr(self._form, help_name))
            if said is None:
                return
            if said:
                row[key] = said
        self._added("addresses", {"from": "unknown", **row} if not {"from", "for"} & set(row) else row)

    def _time(self, row: dict[str, object], key: str, question: str, help_words: str) -> str | None:
        """One time as it is remembered; "" where it is left out, None where the person goes back."""
        self._talk.say("", question, *wrapped(help_words, "  "))
        while True:
            heard = self._talk.ask("Type it, or Enter to leave it out. (.b back, .q leave)")
            command = command_in(heard, text=True)
            if command is Command.BACK:
                return None
            if command is not None:
                self._talk.say(*wrapped(help_words))
                continue
            alone = {"from": "unknown", **row, key: heard} if heard else {}
            found = self._desk.connection_advice({"addresses": [alone]}) if heard else None
            if not isinstance(found, Problem):
                return heard
            self._talk.say(*wrapped(cannot_be_used(found)))

    def _add_tie(self) -> None:
        chosen = self._talk.choose(f"What ties them to a place? ({COMMANDS_HERE})", TIES)
        if not isinstance(chosen, int):
            return
        district = self._option("Which council's area is it?", self._form.districts)
        if district is None:
            return
        if chosen == TIES.index("Leaving care"):
            self._set("care_leaver", {"districts": [*self._care(), district]})
        elif chosen == TIES.index("Asylum support"):
            self._set("asylum_support", {"district": district})
        else:
            (self._add_work, self._add_family, self._add_special)[chosen](district)

    def _add_work(self, district: str) -> None:
        chosen = self._talk.choose("Is the work casual: now and then, with no fixed hours or end?", CASUAL)
        if isinstance(chosen, int):
            self._added("work", {"district": district, "casual": (False, True, None)[chosen]})

    def _add_family(self, district: str) -> None:
        relation = self._option("Who is it?", self._form.relations)
        while relation is not None:
            heard = self._talk.ask(
                "For how long have they lived there? Such as 6 years, about 5 years, over 10 years. (.b back)"
            )
            if command_in(heard, text=True) is not None:
                return
            if self._added("family", {"district": district, "relation": relation, "years": heard or "unknown"}):
                return

    def _add_special(self, district: str) -> None:
        heard = self._talk.ask("The reason, in a few words. It is not put into the referral. (.b back)")
        if heard and command_in(heard, text=True) is None:
            self._added("special", {"district": district, "reason": heard})

    def _add_unsafe(self) -> None:
        district = self._option("Where are they not safe?", self._form.districts)
        if district is not None:
            self._added("unsafe", district)

    def _care(self) -> list[object]:
        kept = self._single.get("care_leaver")
        return list(kept["districts"]) if isinstance(kept, dict) else []

    def _set(self, key: str, value: object) -> None:
        if self._advice({**self._raw(), key: value}) is not None:
            self._single[key] = value
            self._talk.say("Added.")

    # -- taking out -------------------------------------------------------------------------------------------------

    def _take_out(self) -> None:
        rows = [(key, index) for key, rows in self._lists.items() for index in range(len(rows))]
        single = [key for key in self._single if key != "stage"]
        if not rows and not single:
            self._talk.say("Nothing has been entered yet.")
            return
        words = [*(self._row_words(key, index) for key, index in rows), *(key.replace("_", " ") for key in single)]
        chosen = self._talk.choose("Type the number to take out. (b back)", words)
        if not isinstance(chosen, int):
            return
        if chosen < len(rows):
            key, index = rows[chosen]
            del self._lists[key][index]
        else:
            del self._single[single[chosen - len(rows)]]
        self._talk.say("Taken out.")

    def _row_words(self, key: str, index: int) -> str:
        row = self._lists[key][index]
        district = str(row["district"] if isinstance(row, dict) else row)
        name = next((each.words for each in self._form.districts if each.id == district), district)
        times = [str(row[time]) for time, _, _ in TIMES if isinstance(row, dict) and time in row]
        return ", ".join([f"{PLACES.get(key, 'not safe in')} {name}", *times])

    def _option(self, question: str, options: Sequence[OptionView]) -> str | None:
        """The id of the option chosen; None where the person goes back."""
        self._talk.say("", question)
        words = [f"{option.words} ({option.hint})" if option.hint else option.words for option in options]
        chosen = self._talk.choose("Type a number. (b back)", words)
        return options[chosen].id if isinstance(chosen, int) else None


def cannot_be_used(problem: Problem) -> str:
    """Why a value was not taken."""
    stop = "" if problem.expected.endswith("?") else "."
    return f"That cannot be used: expected {problem.expected}{stop} Nothing has changed."
