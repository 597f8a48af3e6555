"""The languages that slips can have: the list, and sheets written for a checker and read back. Needs no vault."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from champion_tui.desk.errors import CannotReadOrWrite, os_error_words
from champion_tui.desk.paper_fonts import fonts_of
from champion_tui.desk.papers.slip_views import LANGUAGES, LanguageView
from champion_tui.desk.store_access import pack_errors
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.files.durable_files import replace_file
from champion_tui.ground.visible import without_invisible
from champion_tui.knowledge.book import Book
from champion_tui.papers import catalogue
from champion_tui.papers.errors import WrongSheet
from champion_tui.papers.pack import placing
from champion_tui.papers.slip import languages, sheets
from champion_tui.papers.wording import Language, language_of

LONGEST_CHECKER = 100
KNOWN = "a language's short name that is known here, such as so, ar or pt, and not English"


@dataclass(frozen=True)
class Languages:
    """The languages for slips. Needs no vault. ``home`` is the home folder, which holds them."""

    book: Book
    home: Path
    now: Callable[[], datetime]

    def listed(self) -> tuple[LanguageView, ...]:
        """Returns every language on this machine and whether it prints."""
        with pack_errors():
            statuses = languages.listed(self.home / LANGUAGES, catalogue.words_of(self.book), fonts_of(self.home))
        return tuple(
            LanguageView(
                status.language.tag,
                status.language.name,
                str(status.standing),
                status.words,
                status.checked_by,
                status.checked_on,
            )
            for status in statuses
        )

    def export_sheet(self, tag: str, to: Path) -> str:
        """Writes a sheet for a checker; from then on the language is listed as not checked. Returns the language's
        name.

        Raises ``WrongValue`` for an unknown language, and ``CannotReadOrWrite``.
        """
        language = _language(tag)
        folder = self.home / LANGUAGES
        with pack_errors():
            words = catalogue.words_of(self.book)
            sheet = sheets.write(words, language, languages.known(folder, language))
            placing.place_file(to, sheet)
        kept = languages.file_of(folder, language)
        if not kept.exists():
            _keep(kept, sheet)
        return language.name

    def import_sheet(self, raw: bytes, who: str, on: date) -> str:
        """Reads back a sheet (the bytes of its file) that ``who`` checked on the day ``on``. Returns the language's
        name.

        Raises ``UnusableValue`` for a sheet with any unusable sentence, ``WrongValue``, and ``CannotReadOrWrite``; the
        language then stays as it was.
        """
        name = " ".join(without_invisible(who).split())
        if not name.isprintable() or not 1 <= len(name) <= LONGEST_CHECKER:
            raise WrongValue(Problem("checked-by", who, f"a name of 1 to {LONGEST_CHECKER} characters"))
        if on > london_date(self.now()):
            raise WrongValue(Problem("on", on.isoformat(), "a day that is not after today"))
        with pack_errors():
            words = catalogue.words_of(self.book)
            sheet = sheets.read(raw, "the file")
            problems = sheets.problems(sheet, words, fonts_of(self.home))
            if problems:
                raise WrongSheet(problems)
        _keep(languages.file_of(self.home / LANGUAGES, sheet.language), sheets.checked(sheet, name, on))
        return sheet.language.name


def _language(tag: str) -> Language:
    language = language_of(tag)
    if language is None or language.is_english:
        raise WrongValue(Problem("language", tag, KNOWN))
    return language


def _keep(file: Path, content: bytes) -> None:
    try:
        replace_file(file, content)
    except OSError as error:
        raise CannotReadOrWrite(f"The language could not be kept: {os_error_words(error)}") from error
