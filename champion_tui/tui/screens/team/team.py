"""A team on one store: the state of the connection to its server, and conflicts between values from two people."""

from collections.abc import Iterator

from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.team.team_words import NO_TEAM_WAYS, NOT_A_TEAM
from champion_tui.desk.team.views import ClashView, TeamView
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import TEAM
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose

SERVER = "The team's server: {url}"
WAITING = "Waiting to be delivered: {count}"
TYPED = 1
"""Columns in front of the commands to type."""
DECIDE_WHY = (
    "While there was no line, somebody else gave a different value from yours. Choose one to decide which is right."
)
NOTHING = "Nothing waits for you to decide."
LEAVE_IT = OptionView("later", "Look at the case first", "")
MINE = OptionView("mine", "Put mine there", "both stay in the history")
THEIRS = OptionView("theirs", "Leave theirs there", "both stay in the history")
SEEN = OptionView("theirs", "I have seen it", "it is taken off this list")


class TeamScreen(VaultScreen[None]):
    """Shows the state of the store and its server. Enter on a conflict asks which of the two values is right."""

    NAME = "team"
    HEADING = TEAM
    PURPOSE = "See if your team's server has it all, and decide where two people gave two values."
    SHOWS = (
        "Whether the server answers, and how much is still to be sent to it from here.",
        "Each value that you gave while a colleague gave another: both of them, who gave yours and when.",
    )
    AUTO_FOCUS = "#clashes"

    def __init__(self) -> None:
        super().__init__()
        self._clashes: tuple[ClashView, ...] = ()

    def parts(self) -> Iterator[Widget]:
        """Yields the state, the error, and the conflicts."""
        yield Prose(id="standing")
        yield Prose(id=TROUBLE)
        yield Choices(id="clashes")

    def look(self) -> None:
        """Reads the current state."""
        self.ask_desk(lambda: (self.desk.team.status(), self.desk.team.clashes()), self._show)

    def _show(self, read: tuple[TeamView, tuple[ClashView, ...]]) -> None:
        view, self._clashes = read
        rows: list[Row] = [line(NOT_A_TEAM)]
        if not view.url:
            for what, typed in NO_TEAM_WAYS.items():
                rows += [EMPTY, line(f"{what}:"), labelled("", typed, "accent", TYPED)]
        else:
            stands = line(view.words, "warning" if view.line not in {"", "up"} else "")
            rows = [line(SERVER.format(url=view.url), "quiet"), stands]
            rows += [line(WAITING.format(count=view.waiting), "warning")] if view.waiting else []
            rows += [EMPTY, line(DECIDE_WHY if self._clashes else NOTHING)]
        self.query_one("#standing", Prose).show([*rows, EMPTY])
        listed = self.query_one(Choices)
        listed.offer([OptionView(str(each.number), each.title, each.words) for each in self._clashes], menu=True)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Asks which value is right."""
        clash = next(each for each in self._clashes if str(each.number) == event.answer)
        ways = (MINE, THEIRS, LEAVE_IT) if clash.can_take else (SEEN, LEAVE_IT)
        self.go(
            places.Ask(clash.title, clash.words, ways),
            lambda answer: self._decide(clash, answer),
        )

    def _decide(self, clash: ClashView, answer: str | None) -> None:
        if answer in {"mine", "theirs"}:
            self.ask_desk(lambda: self.desk.team.decide(clash.number, mine=answer == "mine"), self._decided)

    def _decided(self, words: str) -> None:
        self.say([line(words, "accent")])
        self.look()
