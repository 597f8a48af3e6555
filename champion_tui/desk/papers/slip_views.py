"""The choice of the slip's form and language, as front ends show it."""

from datetime import date
from pathlib import Path

from champion_tui.desk.options import OptionView
from champion_tui.domain.cases.case import Case
from champion_tui.domain.cases.completeness import abuse_appears
from champion_tui.domain.papers import slip_form
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.papers import catalogue
from champion_tui.papers.setting.fonts import Fonts
from champion_tui.papers.slip import languages

LANGUAGE_FIELD = "slip-language"
ENGLISH = OptionView("en", "English alone", "")
QUIET = (
    "There has been abuse in this case. No form has square codes to scan. The card and the message are in English"
    " alone, and name nothing that gives them away."
)
ASK_FIRST = "Ask them each time before you send a text."
PROPOSED = "fits what they need"

LANGUAGES = "languages"
"""The folder in the home folder with one file for each language of the slips."""


@immutable
class SlipView:
    """The forms in which a case's slip can be made.

    ``forms`` are those that are safe, ``chosen`` the one that is made (None if the person takes nothing away),
    ``refused`` says why the others are not offered, and ``note`` applies to all of them. ``languages`` are those that
    print, English alone first; ``not_languages`` says why others do not. ``given_form`` and ``given_language`` are what
    somebody has chosen; None if nobody has.
    """

    forms: tuple[OptionView, ...]
    chosen: str | None
    refused: tuple[str, ...]
    note: str
    languages: tuple[OptionView, ...]
    language: str
    not_languages: tuple[str, ...]
    given_form: str | None
    given_language: str | None


@immutable
class LanguageView:
    """A language on this machine. ``standing`` is ``checked``, ``not-checked``, ``out-of-date``, ``no-font`` or
    ``cannot-read``; ``words`` is the same as a sentence.
    """

    tag: str
    name: str
    standing: str
    words: str
    checked_by: str
    checked_on: date | None


def slip_view(book: Book, case: Case, folder: Path, fonts: Fonts) -> SlipView:
    """Returns which forms and languages are safe for this case. ``folder`` holds the languages."""
    answers, referral = case.answers, case.referral
    chosen = slip_form.form_choice(answers, referral)
    reasons = {form: slip_form.why_not(form, answers, referral) for form in slip_form.FORMS}
    words = {item.id: item.words for item in book.codes.get(slip_form.FIELD, ())}
    proposed = slip_form.form_choice(answers, {key: value for key, value in referral.items() if key != slip_form.FIELD})
    hints = {proposed: PROPOSED} if proposed and proposed != slip_form.STANDARD else {}
    if referral.get("safe-to-text") == "ask":
        hints[slip_form.PHONE_MESSAGE] = ASK_FIRST
    others = _other_languages(book, folder, fonts)
    refused = dict.fromkeys(why for why in reasons.values() if why)
    given = referral.get(slip_form.FIELD)
    return SlipView(
        forms=tuple(OptionView(form, words[form], hints.get(form, "")) for form, why in reasons.items() if not why),
        chosen=chosen,
        refused=tuple(refused),
        note=QUIET if abuse_appears(answers, referral) else "",
        languages=(
            ENGLISH,
            *(OptionView(tag, f"English and {name}", standing) for tag, name, standing, prints in others if prints),
        ),
        language=str(referral.get(LANGUAGE_FIELD, "")) or ENGLISH.id,
        not_languages=tuple(f"{name} does not print: {standing}" for _, name, standing, prints in others if not prints),
        given_form=chosen if given == chosen else None,
        given_language=str(referral[LANGUAGE_FIELD]) if referral.get(LANGUAGE_FIELD) else None,
    )


def _other_languages(book: Book, folder: Path, fonts: Fonts) -> tuple[tuple[str, str, str, bool], ...]:
    """Returns tag, name, state as text, and whether it prints, for each language. Loads nothing if there is no such
    folder.
    """
    if not folder.is_dir():
        return ()
    return tuple(
        (status.language.tag, status.language.name, status.words, status.standing is languages.LanguageState.CHECKED)
        for status in languages.listed(folder, catalogue.words_of(book), fonts)
    )
