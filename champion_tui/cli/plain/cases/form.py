"""The referral form, field by field, and the check of the whole form."""

from collections.abc import Iterator

from champion_tui.cli.plain.asking import option_id, option_lines, read_many, say_numbers
from champion_tui.cli.plain.talk import COMMANDS_HERE, COMMANDS_IN_TEXT, Command, Talk, command_in, place_in, settle_day
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.cases.undoing import NOTHING_TO_UNDO
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.triage.interview import Interview
from champion_tui.desk.views import CaseView, FieldView
from champion_tui.domain.cases.case import FOR_THE_DESK
from champion_tui.ground.answers import Answer, Problem

CLEAR, UNDO = "-", ".u"
PAPER = "paper"
CODED = ("one", "many")
CHECK_HELP = "Look through what goes to the council. You can still change everything."


class FormTalk:
    """Takes the person through the form of one stored case. Each field is saved before the next one is asked for."""

    def __init__(self, talk: Talk, desk: Desk, interview: Interview, reference: str) -> None:
        self._talk = talk
        self._desk = desk
        self._interview = interview
        self._reference = reference

    def fill_in(self) -> None:
        """Asks for every field in the portal's order. Raises ``Left``."""
        view = self._desk.cases.view(self._reference)
        self._say_what_stays_here(view)
        asked, here, title = _asked(view), 0, ""
        while here < len(asked):
            step, field = asked[here]
            if step != title:
                title = step
                self._talk.say("", f"Step: {title}")
            command = self.ask_field(field) if field.goes_out else None
            if command is Command.CHECK:
                return
            # The last answer can add a field: a name that cannot be printed needs one in Latin letters.
            asked = _asked(self._desk.cases.view(self._reference))
            place = next((number for number, (_, one) in enumerate(asked) if one.id == field.id), here - 1)
            here = max(0, place - 1) if command is Command.BACK else place + 1

    def ask_field(self, field: FieldView) -> Command | None:
        """Asks for one field until it is saved, kept or left. Returns ``BACK`` or ``CHECK`` if that was typed, otherwise None."""
        self._talk.say("", *_field_lines(field))
        while True:
            coded = field.kind in CODED
            heard = self._talk.ask(f"{_prompt(field)} ({COMMANDS_HERE if coded else COMMANDS_IN_TEXT}, .u undo)")
            command = command_in(heard, text=not coded)
            if heard.lower() == UNDO:
                self._undo()
                field = self._field(field.id)
                continue
            if command in (Command.BACK, Command.CHECK):
                return command
            if command is not None:
                self._help(command, field)
            elif not heard or self._saved(field, heard):
                return None

    def _undo(self) -> None:
        """Restores the field that was changed last, and says its value."""
        try:
            undone = self._desk.cases.undo(self._reference)
        except RefusedByProcedure as error:
            self._talk.say("", *wrapped(f"{error} {error.way_out}".strip()))
            return
        self._talk.say(*wrapped(undone.words if undone else NOTHING_TO_UNDO))

    def look_through(self) -> CaseView:
        """Shows the whole form and lets the person change fields until they go on. A case that was sent is only shown.

        Returns the case. Raises ``Left``.
        """
        while True:
            view = self._desk.cases.view(self._reference)
            fields = [field for step in view.steps for field in step.fields]
            self._talk.say(*_check_lines(view))
            if view.frozen:
                return view
            chosen = self._talk.choose("Type a number.", ["Go on", "Change a field"], CHECK_HELP)
            if chosen == 0:
                return view
            self._change_one(fields)

    def ask_paper(self) -> None:
        """Asks whether it is safe to carry paper, before any slip is made. Enter accepts the proposal."""
        field, view = self._field(PAPER), self._desk.cases.view(self._reference)
        proposed, words = view.paper, view.paper_words
        self._talk.say("", *wrapped(field.label), *wrapped(field.help), *wrapped(view.paper_why))
        self._talk.say(*option_lines(field.options))
        while True:
            heard = self._talk.ask(f"Type a number. Enter takes: {words} ({COMMANDS_HERE})")
            command = command_in(heard)
            if command is not None:
                self._help(command, field)
            elif self._saved(field, heard or proposed):
                return

    def _change_one(self, fields: list[FieldView]) -> None:
        self._talk.say(
            *(line for number, field in enumerate(fields, 1) for line in wrapped(field.label, f"  {number}. "))
        )
        heard = self._talk.ask("Type the number of the field. (back)")
        place = place_in(fields, heard)
        if place is not None:
            self.ask_field(self._field(fields[place].id))
        elif command_in(heard) is None:
            self._talk.say("There is no such field.")

    def _saved(self, field: FieldView, heard: str) -> bool:
        value = self._value(field, heard)
        if value is None and field.kind == "date" and heard != CLEAR:
            return False
        if value is None and heard != CLEAR:
            self._talk.say(f'"{heard[:80]}" is not one of the answers. Nothing has changed.')
            return False
        try:
            view = self._desk.cases.set_field(self._reference, field.id, value)
        except RefusedByProcedure as error:
            # It has been sent in another window meanwhile.
            self._talk.say("", *wrapped(f"{error} {error.way_out}".strip()))
            return True
        if isinstance(view, Problem):
            self._talk.say(*wrapped(f"That cannot be used: expected {view.words}. Nothing has changed."))
            return False
        now = next(each for step in view.steps for each in step.fields if each.id == field.id)
        self._talk.say(*wrapped(f"{view.saved}: {now.shown or 'empty'}"))
        for words in filter(None, (view.tidied, now.asks if now.value is not None else "")):
            self._talk.say(*wrapped(words))
        return True

    def _value(self, field: FieldView, heard: str) -> Answer | None:
        """Returns what was typed as the field's value. None to clear it, or if it is not a value."""
        if heard == CLEAR:
            return None
        if field.kind == "many":
            return read_many(field.options, heard)
        if field.kind == "one":
            return option_id(field.options, heard)
        if field.kind == "date":
            return settle_day(self._talk, lambda text: self._desk.read_day(field.id, text), heard)
        return heard

    def _help(self, command: Command, field: FieldView) -> None:
        if command is Command.NUMBERS:
            say_numbers(self._talk, self._desk, self._interview)
        elif command is Command.HELP:
            self._talk.say(*wrapped(f"{field.help} {field.goes_out_words}"))
        else:
            self._talk.say("There is nothing to go back to here.")

    def _field(self, field_id: str) -> FieldView:
        view = self._desk.cases.view(self._reference)
        return next(field for step in view.steps for field in step.fields if field.id == field_id)

    def _say_what_stays_here(self, view: CaseView) -> None:
        kept_back = [
            field.label
            for step in view.steps
            for field in step.fields
            if not field.goes_out and field.id not in FOR_THE_DESK
        ]
        if kept_back:
            self._talk.say("", *wrapped(f"Not asked, because they agreed to the minimum only: {'; '.join(kept_back)}."))


def _asked(view: CaseView) -> list[tuple[str, FieldView]]:
    """Returns the fields that the form asks for, each with its step's title."""
    return [(step.title, field) for step in view.steps for field in step.fields if field.id not in FOR_THE_DESK]


def _prompt(field: FieldView) -> str:
    what = {"one": "Type a number.", "many": "Type one or more numbers.", "date": "Type a date, such as 31 12 1990."}
    kept = f"Enter keeps it, {CLEAR} clears it." if field.value is not None else "Enter leaves it empty."
    return " ".join(part for part in (what.get(field.kind, ""), kept) if part)


def _field_lines(field: FieldView) -> Iterator[str]:
    mark = {"needed": " NEEDED", "wanted": " wanted"}.get(field.mark, "")
    yield from wrapped(f"{field.label}:{mark}")
    if field.asks:
        yield from wrapped(field.asks, "  ")
    if field.value is not None:
        yield from wrapped(f"So far: {field.shown}", "  ")
    yield from option_lines(field.options)
    proposed = next((option.words for option in field.options if option.id == field.proposed), "")
    if proposed and field.value is None:
        yield from wrapped(f"The answers suggest: {proposed}. Read it out and agree it with them.", "  ")


def _check_lines(view: CaseView) -> Iterator[str]:
    yield ""
    yield from wrapped(f"Check {view.reference}: {view.headline}. {view.saved}")
    yield from wrapped(view.duty)
    for step in view.steps:
        yield ""
        yield f"{step.title}: {step.state}"
        for field in step.fields:
            if field.value is not None:
                stays = "" if field.goes_out else " (stays here)"
                yield from wrapped(f"{field.label}: {field.shown}{stays}", "  ", "    ")
    for words in view.to_mend:
        yield from wrapped(words)
    for title, lacks in (("Needed before it can be sent", view.needed), ("Wanted, but it stops nothing", view.wanted)):
        if lacks:
            yield ""
            yield f"{title}:"
            for lack in lacks:
                yield from wrapped(lack, "  - ")
    yield ""
