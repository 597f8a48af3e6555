"""The person's slip, for every front end: its forms, its preview, its languages and their way to a checker and back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.paper_fonts import fonts_of
from champion_tui.desk.papers.leaving import Leaving
from champion_tui.desk.papers.slip_views import LANGUAGES, LanguageView, SlipView
from champion_tui.desk.store_access import os_error_words, pack_errors
from champion_tui.desk.views import ExportView
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.calendar import london_date
from champion_tui.ground.durable_files import replace_file
from champion_tui.ground.visible import without_invisible
from champion_tui.knowledge.book import Book

if TYPE_CHECKING:
    from champion_tui.papers.wording import Language

LONGEST_CHECKER = 100
KNOWN = "a language's short name that is known here, such as so, ar or pt, and not English"


@dataclass(frozen=True)
class SlipDesk:
    """Made by ``Desk``. What is about a case needs the vault and is slow; the languages need none."""

    book: Book
    home: Path
    now: Callable[[], datetime]
    leaving: Callable[[], Leaving]

    def view(self, reference: str) -> SlipView:
        """Which forms and languages a case's slip can have, and which are chosen. *Slow.*"""
        return self.leaving().slip_view(reference)

    def preview(
        self, reference: str, form: str | None = None, language: str | None = None
    ) -> tuple[tuple[str, str], ...]:
        """(file name, text) of exactly what would be printed. Raises ``RefusedByProcedure``. *Slow.*"""
        return self.leaving().preview_slip(reference, form, language)

    def write(self, reference: str, to: Path, form: str | None = None, language: str | None = None) -> ExportView:
        """Write the slip in a form and a language, each the case's own where None. Raises ``RefusedByProcedure``. *Slow.*"""
        return self.leaving().write_slip(reference, to, form, language)

    def languages(self) -> tuple[LanguageView, ...]:
        """Every language of this machine and whether it prints."""
        from champion_tui.papers import catalogue  # noqa: PLC0415  babel loads only for slips
        from champion_tui.papers.slip import languages  # noqa: PLC0415  babel loads only for slips

        with pack_errors():
            found = languages.listed(self.home / LANGUAGES, catalogue.words_of(self.book), fonts_of(self.home))
        return tuple(
            LanguageView(
                one.language.tag, one.language.name, str(one.standing), one.words, one.checked_by, one.checked_on
            )
            for one in found
        )

    def export_language(self, tag: str, to: Path) -> str:
        """Write a sheet for a checker; the language is listed as not checked from then on. Gives the language's name.

        Raises ``WrongValue`` for a language that is not known, ``CannotReadOrWrite``.
        """
        from champion_tui.papers import catalogue  # noqa: PLC0415  as above
        from champion_tui.papers.pack import placing  # noqa: PLC0415  as above
        from champion_tui.papers.slip import languages, sheets  # noqa: PLC0415  as above

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

    def import_language(self, raw: bytes, who: str, on: date) -> str:
        """Take a sheet back, as the bytes of its file, that ``who`` checked on that day. Gives the language's name.

        Raises ``UnusableValue`` for a sheet that is not right in every sentence, ``WrongValue``, ``CannotReadOrWrite``; then
        what was kept before stays as it is.
        """
        from champion_tui.papers import catalogue  # noqa: PLC0415  as above
        from champion_tui.papers.errors import WrongSheet  # noqa: PLC0415  as above
        from champion_tui.papers.slip import languages, sheets  # noqa: PLC0415  as above

        name = " ".join(without_invisible(who).split())
        if not name.isprintable() or not 1 <= len(name) <= LONGEST_CHECKER:
            raise WrongValue(Problem("checked-by", who, f"a name of 1 to {LONGEST_CHECKER} characters"))
        if on > london_date(self.now()):
            raise WrongValue(Problem("on", on.isoformat(), "a day that is not after today"))
        with pack_errors():
            words = catalogue.words_of(self.book)
            sheet = sheets.read(raw, "the file")
            found = sheets.problems(sheet, words, fonts_of(self.home))
            if found:
                raise WrongSheet(found)
        _keep(languages.file_of(self.home / LANGUAGES, sheet.language), sheets.checked(sheet, name, on))
        return sheet.language.name


def _language(tag: str) -> "Language":
    from champion_tui.papers.wording import language_of  # noqa: PLC0415  as above

    language = language_of(tag)
    if language is None or language.is_english:
        raise WrongValue(Problem("language", tag, KNOWN))
    return language


def _keep(file: Path, content: bytes) -> None:
    try:
        replace_file(file, content)
    except OSError as error:
        raise CannotReadOrWrite(f"The language could not be kept: {os_error_words(error)}") from error
