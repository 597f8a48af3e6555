"""The settings: their values, and forms for changing them at once and for later starts."""

from collections.abc import Iterator

from textual import work
from textual.widget import Widget

from champion_tui.desk.errors import DeskError
from champion_tui.desk.options import OptionView
from champion_tui.desk.papers.printing import printing
from champion_tui.desk.settings.setting_list import NO_PRINTER_HERE, PRINTER, SettingView
from champion_tui.ground.answers import Problem
from champion_tui.tui.screens.kit.in_boxes import InBoxes
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import CANNOT_USE, SETTINGS
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices, ExplainedList
from champion_tui.tui.widgets.panes import Side
from champion_tui.tui.widgets.prose import Prose, Title
from champion_tui.tui.widgets.text_box import TextBox

WHY = "Your changes work at once, and every time you start Champion."
ABOUT = "About this setting"
CAN_BE = "It can be {expected}."
NOW = "{words}: {shown}"
KEYS = "To change keys, or which files go into a pack, edit the file settings.toml."
MISTAKES = "To correct in the file:"
AT = f"{SETTINGS} > {{words}}"
ASKING = "Asking the print system which printers there are."
KNOWN = "Printers that this computer knows. Tab leads to them."
NAME_COLUMN = 24
"""Columns for a setting, in front of its value."""


class SettingList(ExplainedList):
    """A list of settings, with the values drawn brighter than the names."""

    LOOKS = ("quiet", "")


class SettingsScreen(VaultScreen[None]):
    """The list of settings. Enter changes the marked one."""

    NAME = "settings"
    HEADING = SETTINGS
    PURPOSE = "See the settings of Champion here, and change them."
    SHOWS = (
        "Every setting and its value. Mistakes in the file settings.toml, each with what is allowed there.",
        "About the marked setting: what it is for and what it can be.",
    )
    FOR_ALL = True
    AUTO_FOCUS = "#settings"

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, mistakes in the file, the latest result, the list, and what the marked setting is for."""
        yield Prose([line(WHY, "quiet"), EMPTY], id="why")
        yield Prose(id="mistakes")
        yield Prose(id=TROUBLE)
        yield SettingList(id="settings")
        yield Side(Title(ABOUT), Prose(id="about"))

    def refresh_view(self) -> None:
        """Shows the mistakes in the file and the current value of every setting."""
        mistakes = [line(each, "warning") for each in self.desk.settings.troubles]
        self.query_one("#mistakes", Prose).show([line(MISTAKES, "strong"), *mistakes, EMPTY] if mistakes else ())
        views = self.desk.setting_list.views()
        options = [OptionView(view.key, view.words, view.shown) for view in views]
        self.query_one(ExplainedList).offer(options, menu=True, searched=False, hint_column=NAME_COLUMN)

    def on_explained_list_marked(self, event: ExplainedList.Marked) -> None:
        """Shows what the marked setting is for."""
        event.stop()
        view = self.desk.setting_list.view(event.option.id) if event.option else None
        rows = [line(view.help), EMPTY, line(CAN_BE.format(expected=view.expected), "quiet")] if view else []
        self.query_one("#about", Prose).show([EMPTY, *rows, EMPTY, line(KEYS, "quiet")])

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Changes the chosen setting."""
        view = self.desk.setting_list.view(str(event.answer))
        if view is not None:
            self._change(view)

    @work(group="change")
    async def _change(self, view: SettingView) -> None:
        if not view.options:
            shown = await self.result_of(places.TypeSetting(view.key))
        else:
            shown = await self._picked(view)
        if shown is not None and self.is_open:
            self.champion.take_settings()
            self.say([line(NOW.format(words=view.words, shown=shown), "strong")])
            self.refresh_view()

    async def _picked(self, view: SettingView) -> str | None:
        """Lets the person choose a value. Returns the new value as shown, or None if it was not changed."""
        chosen = await self.result_of(places.Pick(view.words, view.help, view.options, view.value))
        if chosen is None or chosen == view.value:
            return None
        desk = self.desk
        try:
            await self.champion.at_work.do(lambda: desk.change_setting(view.key, chosen))
        except DeskError as error:
            self.say(self.error_rows(error))
            return None
        now = desk.setting_list.view(view.key)
        return now.shown if now else None


class TypeSettingScreen(InBoxes[str], VaultScreen[str]):
    """A text box for a value and, for the printer, a list of printers. Ends with the new value as shown."""

    NAME = "setting"
    PURPOSE = "Type another value for a setting."
    SHOWS = (
        "What the setting is for, what it can be, and a line to type into. It says if something cannot be used.",
        "For the printer: those that this computer knows, to choose from. If there are none, it says why.",
    )
    FOR_ALL = True
    AUTO_FOCUS = "#value"

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    @property
    def _view(self) -> SettingView:
        view = self.desk.setting_list.view(self._key)
        if view is None:
            raise KeyError(self._key)
        return view

    def header(self) -> tuple[str, str]:
        """Returns the name of the setting, and the date."""
        return AT.format(words=self._view.words), self.desk.date_words

    def parts(self) -> Iterator[Widget]:
        """Yields the name, the text box, the error, the help, and the printers."""
        view = self._view
        yield Caption(view.words, id="words")
        yield TextBox(view.value, id="value")
        yield Prose(id=TROUBLE)
        yield Prose([EMPTY, line(view.help), line(CAN_BE.format(expected=view.expected), "quiet")])
        yield Prose(id="known")
        yield Choices(id="printers")

    def look(self) -> None:
        """Asks for the known printers if this is the printer's setting. The person can type meanwhile."""
        if self._key == PRINTER and not self.query_one("#known", Prose).rows:
            self.query_one("#known", Prose).show([EMPTY, line(ASKING, "quiet")])
            self.ask_desk(printing.known_printers, self._offer)

    def _offer(self, known: tuple[tuple[str, ...], str]) -> None:
        names, why = known
        self.query_one("#known", Prose).show(
            [EMPTY, line(KNOWN if names else NO_PRINTER_HERE.format(why=why), "quiet")]
        )
        self.query_one(Choices).offer([OptionView(name, name, "") for name in names], menu=True)
        self.refresh_bars()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Takes the chosen printer."""
        self._keep(str(event.answer))

    def typed_all(self) -> None:
        """Stores the value, or says what it can be."""
        self._keep(self.query_one(TextBox).value)

    def _keep(self, text: str) -> None:
        self.ask_desk(lambda: self.desk.change_setting(self._key, text), self._kept)

    def _kept(self, problem: Problem | None) -> None:
        if problem is None:
            self.leave(self._view.shown)
        else:
            self.say([EMPTY, line(CANNOT_USE.format(expected=problem.words), "warning")])
