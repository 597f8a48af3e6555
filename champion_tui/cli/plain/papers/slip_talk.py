"""How the person takes the slip away: its forms, each of which can be read before printing, kept with the case."""

from contextlib import suppress

from champion_tui.cli.plain.asking import option_lines
from champion_tui.cli.plain.questions import Back, CaseQuestions
from champion_tui.cli.plain.talk import COMMANDS_HERE, Talk, place_in
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import DeskError
from champion_tui.desk.options import OptionView
from champion_tui.desk.papers.slip_views import LANGUAGE_FIELD, SlipView
from champion_tui.domain.papers.slip_form import FIELD
from champion_tui.ground.answers import Problem

READ = "p"
PROMPT = f"Type a number; {READ} reads what would be printed. Enter takes: {{words}}. ({COMMANDS_HERE})"
SLIP_HELP = "What they take away must be safe for them to carry. Every form says the same: who calls, by when, and whom to ring."


class SlipTalk:
    """Asks for the form and language of one case's slip, if there is more than one choice."""

    def __init__(self, talk: Talk, desk: Desk, reference: str) -> None:
        self._talk = talk
        self._desk = desk
        self._reference = reference
        self._ask = CaseQuestions(talk, desk, reference)

    def choose(self) -> None:
        """Asks for the form, then the language if one besides English prints. Going back keeps the choices made. Raises ``Left``."""
        view = self._desk.papers.slips.view(self._reference)
        if max(len(view.forms), len(view.languages)) <= 1:
            return
        self._talk.say("", "How do they take it away?", *(wrapped(view.note) if view.note else ()))
        self._talk.say(*(line for why in view.refused for line in wrapped(f"Not offered: {why}")))
        with suppress(Back):
            if len(view.forms) > 1:
                self._take(FIELD)
            if len(view.languages) > 1:
                self._talk.say("", "Which language stands beside English?")
                self._take(LANGUAGE_FIELD)
        self._talk.say(*(line for why in view.not_languages for line in wrapped(why)))

    def _take(self, field: str) -> None:
        """Asks until Enter accepts the current choice. Every choice is saved at once."""
        options, chosen = _offered(self._desk.papers.slips.view(self._reference), field)
        self._talk.say(*option_lines(options))
        while True:
            words = next((option.words for option in options if option.id == chosen), "nothing")
            heard = self._talk.ask(PROMPT.format(words=words))
            place = place_in(options, heard)
            if not heard:
                return
            if heard == READ:
                self._read()
            elif place is None:
                if not self._ask.command(heard, SLIP_HELP):
                    self._talk.say(f"Please type a number from 1 to {len(options)}, {READ} or Enter.")
            elif not isinstance(self._desk.cases.set_field(self._reference, field, options[place].id), Problem):
                chosen = options[place].id

    def _read(self) -> None:
        try:
            files = self._desk.papers.slips.preview(self._reference)
        except DeskError as error:
            self._talk.say(*wrapped(str(error)))
            return
        for name, text in files:
            self._talk.say("", f"{name}:", "", *text.splitlines(), "")


def _offered(view: SlipView, field: str) -> tuple[tuple[OptionView, ...], str | None]:
    return (view.forms, view.chosen) if field == FIELD else (view.languages, view.language)
