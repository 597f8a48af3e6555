"""All settings in order, with their words, what is allowed, and their present values. The screen, the command and
``plain`` show this.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from champion_tui.desk.errors import CannotReadOrWrite, os_error_words
from champion_tui.desk.options import OptionView
from champion_tui.desk.settings import remembered
from champion_tui.desk.settings.settings import (
    BLANK_AFTER,
    FILE,
    KEEP,
    LOCK_AFTER,
    LONGEST_KEPT,
    NOTHING_READ,
    Borders,
    Colours,
    Density,
    Digits,
    Settings,
)
from champion_tui.ground.answers import Problem
from champion_tui.ground.dates.date_words import count_words, wait_words
from champion_tui.ground.files.durable_files import replace_file
from champion_tui.ground.one_value import CannotChange, Plain, with_value
from champion_tui.ground.plain_text import one_line
from champion_tui.ground.tables import LARGEST_CHOSEN, DataError, file_bytes_or_none, parse_toml
from champion_tui.ground.values import immutable

ON, OFF = "on", "off"
NONE = "none"
"""What is typed to clear a period, the champion or the printer."""

NOT_SET = "not set"
OF_MACHINE = "on this computer"
ON_OFF = ((ON, "on"), (OFF, "off"))
AS_IN_THE_FILE = {"true": ON, "false": OFF}
COLOURS = (
    (Colours.DARK, "dark"),
    (Colours.LIGHT, "light"),
    (Colours.CONTRAST, "high contrast"),
)

BY_HAND = "“{key}” is written in settings.toml in a way that cannot be changed from here."
OPEN_IT = "Open the file {file} with an editor."


class How(StrEnum):
    """How a value is chosen."""

    ONE = "one"
    SECONDS = "seconds"
    DAYS = "days"
    TEXT = "text"


@immutable
class Setting:
    """One setting.

    ``key`` is its name in the file and on the command line, ``words`` its title, ``help`` what it is for. What it may
    be is in ``choices`` (value, words), or in the ``bounds`` of a number. ``of_machine``: chosen for each computer,
    since the file may be shared.
    """

    key: str
    words: str
    help: str
    how: How
    choices: tuple[tuple[str, str], ...] = ()
    bounds: tuple[int, int] = (0, 0)
    of_machine: bool = False


AREA, THEME, PRINTER = "area", "theme", "printer"
SETTINGS = (
    Setting(
        AREA,
        "Area",
        "Where you work: its councils and numbers come first. One person who is elsewhere needs no other setting.",
        How.ONE,
    ),
    Setting(
        "champion",
        "Your champion",
        "Your organisation's own homelessness champion and how to reach them. It is shown when the procedure says to ask them.",
        How.TEXT,
    ),
    Setting("theme", "Colours", "Of the full screen.", How.ONE, COLOURS, of_machine=True),
    Setting(
        "density",
        "Room on the page",
        "How much space there is between the parts of a page.",
        How.ONE,
        ((Density.COMFORTABLE, "comfortable"), (Density.COMPACT, "compact: more on one page")),
    ),
    Setting(
        "borders",
        "Lines and marks",
        "For a terminal that shows lines and marks as wrong letters, or a reader that reads them out.",
        How.ONE,
        ((Borders.LINES, "drawn as lines"), (Borders.ASCII, "signs of the keyboard (ASCII)")),
    ),
    Setting(
        "mouse",
        "Mouse",
        "On: a click marks, a double click goes on, the wheel scrolls. Off: you can select text with it, to copy.",
        How.ONE,
        ON_OFF,
    ),
    Setting(
        "plain",
        "Line by line",
        "On: champion-tui begins the interview line by line, not the full screen. That suits a screen reader.",
        How.ONE,
        ON_OFF,
    ),
    Setting("hints", "Hints", "Hints for your first days: what to press and when.", How.ONE, ON_OFF),
    Setting(
        "blank_after",
        "Hide after",
        "Seconds without a key until everything is hidden. The last fifteen are counted down.",
        How.SECONDS,
        bounds=BLANK_AFTER,
    ),
    Setting(
        "lock_after",
        "Lock after",
        "Seconds without a key until the vault is locked as well.",
        How.SECONDS,
        bounds=LOCK_AFTER,
    ),
    Setting(
        "digits",
        "Phone numbers said",
        "Line by line. Digit by digit is for a voice that reads 249811 as two hundred and forty-nine thousand.",
        How.ONE,
        ((Digits.TOGETHER, "as they are written"), (Digits.APART, "digit by digit")),
    ),
    Setting(PRINTER, "Printer", "The printer that is offered first.", How.TEXT, of_machine=True),
    Setting(
        f"{KEEP}.sent",
        "Keep sent referrals",
        "Days after a referral was closed until it is due to be erased. Nothing is erased by itself.",
        How.DAYS,
        bounds=(1, LONGEST_KEPT),
    ),
    Setting(
        f"{KEEP}.not-referred",
        "Keep cases without one",
        "Days after the last change of a case that ended without a referral.",
        How.DAYS,
        bounds=(1, LONGEST_KEPT),
    ),
    Setting(
        f"{KEEP}.drafts",
        "Keep drafts",
        "Days after the last change of a case that was never finished or sent.",
        How.DAYS,
        bounds=(1, LONGEST_KEPT),
    ),
    Setting(
        f"{KEEP}.early",
        "Keep the early list",
        "Days after the date of somebody on the early list.",
        How.DAYS,
        bounds=(1, LONGEST_KEPT),
    ),
)

SECONDS_EXPECTED = "a whole number of seconds, {least} to {most}"
DAYS_EXPECTED = "a whole number of days, {least} to {most}, or none"
TEXT_EXPECTED = "words on one line, or none"
NOT_REMEMBERED = "This could not be saved for this computer. Look at {file} in the data folder."
UNKNOWN = "one of {keys}"
PRINTERS_HERE, NO_PRINTER_HERE = (
    "Printers that this computer knows: {names}.",
    "{why} You can still type a name.",
)


@immutable
class SettingView:
    """The present state of a setting. ``value`` is as typed, "" if nothing is set; ``shown`` is text. ``options`` are
    there if it is one of several; ``expected`` says what it may be.
    """

    key: str
    words: str
    help: str
    value: str
    shown: str
    expected: str
    options: tuple[OptionView, ...]


def change_setting(home: Path, key: str, value: Plain | None) -> None:
    """Writes one value, inside a table if ``key`` has a dot ("keep.sent"); None removes it. Raises
    ``CannotReadOrWrite``. A file that is not TOML is never overwritten, since its contents may be wanted.
    """
    table, _, name = key.rpartition(".")
    try:
        raw = file_bytes_or_none(home / FILE, FILE, LARGEST_CHOSEN)
        if raw is not None:
            parse_toml(raw, FILE)
        text = with_value((raw or b"").decode("utf-8-sig"), name, value, table)
        replace_file(home / FILE, text.encode())
    except DataError as error:
        raise CannotReadOrWrite(NOTHING_READ.format(mistake=error), OPEN_IT.format(file=home / FILE)) from error
    except CannotChange as error:
        raise CannotReadOrWrite(BY_HAND.format(key=key), OPEN_IT.format(file=home / FILE)) from error
    except OSError as error:
        raise CannotReadOrWrite(f"The settings could not be saved: {os_error_words(error)}") from error


class SettingList:
    """The settings of one home folder. ``areas`` are the names of the loaded areas by id; ``here()`` is the id of the
    desk's own.
    """

    def __init__(
        self, home: Path, settings: Callable[[], Settings], areas: Mapping[str, str], here: Callable[[], str]
    ) -> None:
        self._home = home
        self._settings = settings
        self._areas = areas
        self._here = here

    def views(self) -> tuple[SettingView, ...]:
        """Returns each setting with its present value."""
        return tuple(map(self._view, SETTINGS))

    def view(self, key: str) -> SettingView | None:
        """Returns the setting with that key; None if there is none."""
        return next((self._view(each) for each in SETTINGS if each.key == key), None)

    def change(self, key: str, text: str) -> Problem | None:
        """Sets ``key`` to the typed text, for the next start too. If the text cannot be used, returns the problem and
        changes nothing. Raises ``CannotReadOrWrite``.
        """
        setting = next((each for each in SETTINGS if each.key == key), None)
        if setting is None:
            return Problem("key", key, UNKNOWN.format(keys=", ".join(each.key for each in SETTINGS)))
        read = self._read(setting, one_line(text))
        if isinstance(read, Problem):
            return read
        if setting.key == THEME:
            self._remember(remembered.THEME, f"champion-{read}")
        elif setting.key == PRINTER:
            self._remember(remembered.PRINTER, str(read or ""))
        else:
            change_setting(self._home, key, read)
        if setting.key == "hints" and read:
            # Hints may have been turned off on this computer with a key; now they are wanted again.
            remembered.HINTS.note(self._home, remembered.this_machine(), "")
        return None

    def _remember(self, kept: remembered.Remembered, value: str) -> None:
        machine = remembered.this_machine()
        kept.note(self._home, machine, value)
        if kept.of(self._home, machine) != value:
            raise CannotReadOrWrite(NOT_REMEMBERED.format(file=kept.file))

    def _read(self, setting: Setting, text: str) -> "str | int | bool | Problem | None":
        if setting.how is How.TEXT:
            return None if text.lower() in {"", NONE} else text
        problem = Problem(setting.key, text, self._expected(setting), self._on_screen(setting))
        if setting.how is How.ONE:
            typed = text.lower()
            if setting.choices == ON_OFF:
                typed = AS_IN_THE_FILE.get(typed, typed)
            chosen = next((value for value, words in self._choices(setting) if typed in {value, words.lower()}), None)
            if chosen is None:
                return problem
            return chosen == ON if setting.choices == ON_OFF else chosen
        if setting.how is How.DAYS and text.lower() in {"", NONE}:
            return None
        least, most = setting.bounds
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(most)) else -1
        return number if least <= number <= most else problem

    # -- as text ----------------------------------------------------------------------------------------------------

    def _view(self, setting: Setting) -> SettingView:
        value = self._value(setting)
        words = dict(self._choices(setting))
        shown = words.get(value, value) if value else NOT_SET
        if setting.how is How.SECONDS:
            shown = wait_words(int(value))
        elif setting.how is How.DAYS and value:
            shown = count_words(int(value), "day")
        if setting.of_machine and value:
            shown = f"{shown}, {OF_MACHINE}"
        options = tuple(OptionView(each, name, "") for each, name in self._choices(setting))
        return SettingView(setting.key, setting.words, setting.help, value, shown, self._expected(setting), options)

    def _value(self, setting: Setting) -> str:
        settings = self._settings()
        if setting.key == AREA:
            return self._here()
        if setting.key == THEME:
            return theme_of(self._home, settings) or Colours.DARK
        if setting.key == PRINTER:
            return printer_of(self._home, settings)
        table, _, name = setting.key.rpartition(".")
        value = getattr(settings.keep if table else settings, name.replace("-", "_"))
        if isinstance(value, bool):
            return ON if value else OFF
        return "" if value is None else str(value)

    def _choices(self, setting: Setting) -> Sequence[tuple[str, str]]:
        return tuple(self._areas.items()) if setting.key == AREA else setting.choices

    def _expected(self, setting: Setting) -> str:
        least, most = setting.bounds
        if setting.how is How.ONE:
            return f"one of {', '.join(value for value, _ in self._choices(setting))}"
        if setting.how is How.SECONDS:
            return SECONDS_EXPECTED.format(least=least, most=most)
        return DAYS_EXPECTED.format(least=least, most=most) if setting.how is How.DAYS else TEXT_EXPECTED

    def _on_screen(self, setting: Setting) -> str:
        return self._expected(setting).replace("one of", "one from the list:") if setting.how is How.ONE else ""


def theme_of(home: Path, settings: Settings) -> str:
    """Returns the theme chosen on this machine, or else the one that the settings name, or else ""."""
    chosen = remembered.THEME.of(home, remembered.this_machine()).removeprefix("champion-")
    return chosen if chosen in list(Colours) else settings.theme


def printer_of(home: Path, settings: Settings) -> str:
    """Returns the printer last used on this machine, or else the one that the settings name, or else ""."""
    return remembered.PRINTER.of(home, remembered.this_machine()) or settings.printer
