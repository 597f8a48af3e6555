"""The languages that a slip can have next to English: those that a named person has checked against the current words.

Each is one file ``<tag>.po`` in a folder of this machine. No other language is printed, and each has a reason why.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

from champion_tui.ground.dates.date_words import plain_day
from champion_tui.ground.files import bounded
from champion_tui.ground.values import immutable
from champion_tui.papers.catalogue import Words, digest
from champion_tui.papers.errors import LanguageNotPrinted, WrongSheet
from champion_tui.papers.setting.fonts import SHIPPED, Fonts
from champion_tui.papers.slip import sheets
from champion_tui.papers.wording import Language, Wording, language_of

SUFFIX = ".po"
MOST_FILES = 200
"""The most files that are read from the folder; more languages than anybody checks."""
ASK = "Ask someone who knows both languages well. Then take it in with: champion-tui slips import-language"


class LanguageState(StrEnum):
    """Whether a language may be printed."""

    CHECKED = "checked"
    NOT_CHECKED = "not-checked"
    OUT_OF_DATE = "out-of-date"
    NO_FONT = "no-font"
    CANNOT_READ = "cannot-read"


@immutable
class LanguageStanding:
    """One language on this machine, with its state as a sentence."""

    language: Language
    standing: LanguageState
    words: str
    checked_by: str = ""
    checked_on: date | None = None


def file_of(folder: Path, language: Language) -> Path:
    """Returns the file of a language."""
    return folder / f"{language.tag}{SUFFIX}"


def listed(folder: Path, words: Words, fonts: Fonts = SHIPPED) -> tuple[LanguageStanding, ...]:
    """Returns every language on this machine, in order of its English name."""
    return tuple(sorted(_listed(folder, words, fonts), key=lambda one: one.language.name))


def wording(folder: Path, tag: str, words: Words, fonts: Fonts = SHIPPED) -> Wording:
    """Returns the words of a language that may be printed. Raises ``LanguageNotPrinted`` with the reason."""
    language = language_of(tag)
    if language is None:
        raise LanguageNotPrinted(f"{tag!r} is no language that is known here. Slips can be made in English alone.")
    listed_as, sheet = _look(file_of(folder, language), language, words, fonts)
    if listed_as.standing is not LanguageState.CHECKED or sheet is None:
        raise LanguageNotPrinted(f"{language.name} does not print: {listed_as.words}")
    return Wording(words, language, sheet.translations)


def known(folder: Path, language: Language) -> dict[str, tuple[str, str]]:
    """Returns English and translation by name for a stored language; {} if it is not stored or cannot be read."""
    try:
        sheet = sheets.read(bounded.whole(file_of(folder, language), sheets.MOST_BYTES), language.tag)
    except (OSError, WrongSheet):
        return {}
    return {entry.key: (entry.english, entry.translation) for entry in sheet.entries}


def _listed(folder: Path, words: Words, fonts: Fonts) -> Iterator[LanguageStanding]:
    for file in sorted(folder.glob(f"*{SUFFIX}"))[:MOST_FILES] if folder.is_dir() else ():
        language = language_of(file.stem) or Language(file.stem, file.stem)
        yield _look(file, language, words, fonts)[0]


def _look(file: Path, language: Language, words: Words, fonts: Fonts) -> tuple[LanguageStanding, sheets.Sheet | None]:
    try:
        sheet = sheets.read(bounded.whole(file, sheets.MOST_BYTES), file.name)
    except FileNotFoundError:
        return LanguageStanding(language, LanguageState.NOT_CHECKED, f"nobody has checked it. {ASK}"), None
    except OSError as error:
        why = f"{file.name} cannot be read: {error.strerror or error}"
        return LanguageStanding(language, LanguageState.CANNOT_READ, why), None
    except WrongSheet as error:
        return LanguageStanding(language, LanguageState.CANNOT_READ, f"{file.name} cannot be read: {error}"), None
    if sheet.language.tag != language.tag:
        why = f"{file.name} is a sheet for {sheet.language.name}."
        return LanguageStanding(language, LanguageState.CANNOT_READ, why), None
    return _judged(sheet, words, fonts), sheet


def _judged(sheet: sheets.Sheet, words: Words, fonts: Fonts) -> LanguageStanding:
    if not sheet.whole or sheet.checked_on is None:
        changed = "it was changed after it was checked." if sheet.checked_by else "nobody has checked it."
        return LanguageStanding(sheet.language, LanguageState.NOT_CHECKED, f"{changed} {ASK}")
    by = f"checked by {sheet.checked_by} on {plain_day(sheet.checked_on)}"
    if sheet.words != digest(words):
        why = f"{by}, but the English words have changed since. Export it again: what still fits is kept."
        return LanguageStanding(sheet.language, LanguageState.OUT_OF_DATE, why, sheet.checked_by, sheet.checked_on)
    problems = sheets.problems(sheet, words, fonts)
    if problems:
        standing = (
            LanguageState.NO_FONT if problems == sheets.cannot_print(sheet, words, fonts) else LanguageState.NOT_CHECKED
        )
        return LanguageStanding(sheet.language, standing, problems[0], sheet.checked_by, sheet.checked_on)
    return LanguageStanding(sheet.language, LanguageState.CHECKED, f"{by}.", sheet.checked_by, sheet.checked_on)
