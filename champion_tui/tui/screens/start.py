"""The first screen: where to begin. Nothing is unlocked, and nothing here waits for the database."""

from collections.abc import Iterator, Sequence

from textual import work
from textual.widget import Widget

from champion_tui.desk.errors import DeskError
from champion_tui.desk.options import OptionView
from champion_tui.desk.screen_commands import Command, command, footer_of, key_name, keyed
from champion_tui.ground.dates.date_words import count_words
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.beginnings import BEGINNINGS, CASES_ID, EARLY_ID, Beginning
from champion_tui.tui.widgets.layout import EMPTY, Cell, Row, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.panes import ONE, Side
from champion_tui.tui.widgets.prose import Prose, Title

SECOND_KEYS = "No function keys? {keys}."
WAITS = ("due today", "NOT SENT", "not dealt with: files outside the vault")
"""Labels of the counts that are shown once the vault is open."""

NONE_WAITS = (0, 0, 0)

EARLY_BEGUN = "the 56 days have begun for {people}"

PLACE = 28
"""Columns for a place, in front of what it is for."""

TODAY = "Today"
FIRST_RUN = "New here: ring and confirm the numbers before you need them."
PRACTISE_FIRST = "New to this? Practise first, on the six invented cases in the list."

OTHER_AREA = " (%area%: another area)"
CHOOSE_AREA = "%area%: say in which area you work. Until then it is {area}."
WHICH_AREA = "Which area do you work in?"
WHICH_AREA_WHY = "From now on, its councils and numbers come first on this computer. If somebody is elsewhere, press %area% at their first question."


class StartScreen(ChampionScreen[None]):
    """The list of places to go to. Going back from everywhere else leads here."""

    NAME = "start"
    PURPOSE = "Choose what to do. Someone may be waiting, so the first line needs no name and no passphrase."
    SHOWS = (
        "The places to go, each with a number.",
        "The area, and how many facts are due for checking.",
        "Once unlocked: how much is due today, and how many referrals are NOT SENT. How many files are outside the vault. For how many on the early list the 56 days have begun.",
    )
    FOR_ALL = True
    AUTO_FOCUS = "#places"

    def __init__(self) -> None:
        super().__init__()
        self._waiting: tuple[int, ...] = NONE_WAITS
        self._early = 0
        self._beginnings = tuple(each for each in BEGINNINGS if not each.aside)

    def on_mount(self) -> None:
        """Shows the places first. Opening the desk, which follows, takes as long again as the first paint."""
        super().on_mount()
        self.call_after_refresh(self._open_desk)

    def _open_desk(self) -> None:
        self._offer_what_the_area_has()
        self.champion.take_settings()
        self.seen_again()

    def _offer_what_the_area_has(self) -> None:
        """Adds the trees that the area offers below the first line."""
        more = (Beginning(one.id, one.words, one.hint, places.NewCase(one.id)) for one in self.desk.start().also)
        of_team = self.desk.vault.team_desk() is not None
        beginnings = (BEGINNINGS[0], *more, *(each for each in BEGINNINGS[1:] if of_team or not each.aside))
        if [each.id for each in beginnings] != [each.id for each in self._beginnings]:
            self._beginnings = beginnings
            # Other places have the same numbers from now on, so keys meant for the old list must not choose here.
            self.turn_page()
            self.refresh_view()

    def header(self) -> tuple[str, str]:
        """Returns the heading, and the date once the desk is open."""
        return super().header() if self.champion.desk_is_open else (self.HEADING, "")

    def parts(self) -> Iterator[Widget]:
        """Yields the list of places and today's remarks."""
        yield Choices(id="places")
        yield Side(Title(TODAY), Prose(id="today"))

    def refresh_view(self) -> None:
        """Shows the places."""
        self._offer()

    def _offer(self) -> None:
        opened = self.champion.desk_is_open and self.desk.vault.unlocked_as() is not None
        hints = {CASES_ID: "what is due today"} if opened else {}
        if self._early:
            hints[EARLY_ID] = EARLY_BEGUN.format(people=count_words(self._early, "person", "people"))
        self.query_one(Choices).offer(
            [OptionView(each.id, each.words, hints.get(each.id, each.hint)) for each in self._beginnings],
            menu=True,
            searched=False,
            hint_column=PLACE,
        )

    @work(exclusive=True)
    async def look_what_waits(self) -> None:
        """Counts what is due, what is NOT SENT, which files are not dealt with, and who on the early list is due, if the vault
        is open.
        """
        early = self._early
        if self.desk.vault.unlocked_as() is None:
            self._waiting, self._early = NONE_WAITS, 0
        else:
            try:
                *waiting, self._early = await self.champion.at_work.do(self.desk.cases.lists.waiting)
                self._waiting = tuple(waiting)
            except DeskError:
                # The list of cases says what is wrong; here the way to the numbers matters more.
                self._waiting, self._early = NONE_WAITS, 0
        if self.is_open:
            if self._early != early:
                self._offer()
            self.remark()

    def remark(self) -> None:
        """Shows today's remarks."""
        view = self.desk.start()
        thoughts: list[Sequence[Row]] = [[line(view.clock, "warning")]] if view.clock else []
        width = len(f"{max(self._waiting):,}")
        waits = [
            (Cell(f"{count:>{width},}", "strong", width), Cell(words, "warning"))
            for count, words in zip(self._waiting, WAITS, strict=True)
            if count
        ]
        thoughts += [waits] if waits else []
        thoughts += [[line(trouble, "warning")] for trouble in view.troubles]
        if view.area_open:
            thoughts.append([line(keyed(CHOOSE_AREA).format(area=view.area), "accent")])
        if view.first_run and view.stale_words:
            thoughts.append([line(FIRST_RUN, "accent")])
        if view.first_run and view.new_here:
            thoughts.append([line(PRACTISE_FIRST, "accent")])
        here = f"{view.area}{keyed(OTHER_AREA) if len(self.desk.areas()) > 1 else ''}"
        thoughts.append([line(f"{here}. {view.stale_words}", "quiet")])
        seconds = ", ".join(f"{key_name(keys[1])} {words}" for words, keys in _with_a_second_key())
        if self.desk.settings.hints and seconds:
            thoughts.append([line(SECOND_KEYS.format(keys=seconds), "quiet")])
        # Below the list there is no room for empty lines between them.
        between = () if self.has_class(ONE) else (EMPTY,)
        rows = [row for number, thought in enumerate(thoughts) for row in (*(between if number else ()), *thought)]
        self.query_one("#today", Prose).show(rows)

    def on_resize(self) -> None:
        """Shows the remarks again once the style sheet knows the new width, which may allow empty lines between them."""
        if self.champion.desk_is_open:
            self.call_after_refresh(self.remark)

    def footer_commands(self) -> tuple[Command, ...]:
        """Returns the commands. There is nothing to go back to; the key for the area is shown next to its name."""
        return footer_of(self.NAME, without=self.unused() | {"back", "area"})

    def seen_again(self) -> None:
        """Called when the screen is on top again. Updates what has changed."""
        super().seen_again()
        if self.champion.desk_is_open:
            self._offer()
            self.remark()
            self.look_what_waits()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Opens the chosen place."""
        chosen = next(each for each in self._beginnings if each.id == event.answer)
        self.champion.ways.visit(chosen.to, unlocks=chosen.unlocks)

    @work(group="area")
    async def action_area(self) -> None:
        """Changes the area in which this desk works."""
        if not self.champion.desk_is_open:
            return
        desk = self.desk
        area = await self.champion.result_of(places.Pick(WHICH_AREA, keyed(WHICH_AREA_WHY), desk.areas(), desk.area.id))
        if area is None:
            return
        try:
            await self.champion.at_work.do(lambda: desk.choose_area(area))
        except DeskError as error:
            await self.champion.ways.tell(str(error), error.way_out)
        if self.is_open:
            self._offer_what_the_area_has()
            self.remark()

    def action_back(self) -> None:
        """Does nothing: every way back ends here."""


def _with_a_second_key() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields the words and keys of the commands that must always work and have a second key."""
    for name in ("help", "numbers", "hide", "back"):
        found = command(name)
        if len(found.keys) > 1:
            yield found.words, found.keys
