"""The gettext file with which a language for the slips is sent to a checker and comes back.

The sheet contains every English sentence, where it is used and what must stay. Once a named person has checked every
translation, it is accepted completely or not at all, and kept with their name and the date.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from babel.messages.pofile import denormalize, escape

from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.plain_text import DIRECTION_TRICKS
from champion_tui.ground.values import immutable
from champion_tui.papers.catalogue import BrokenCatalogue, CatalogueEntry, Words, digest, placeholders, read_entries
from champion_tui.papers.errors import WrongSheet
from champion_tui.papers.setting.fonts import SHIPPED, Fonts
from champion_tui.papers.wording import Language, Wording, language_of

MOST_BYTES = 1_000_000
LONGEST = 600
"""The most characters of a translated sentence."""

COPIED = 4
"""From this many words, a translation that equals the English was forgotten, not intended."""

WORDS, CHECKED_BY, CHECKED_ON, SEAL = (
    "X-Champion-Words",
    "X-Champion-Checked-By",
    "X-Champion-Checked-On",
    "X-Champion-Seal",
)
LANGUAGE = "Language"
HEADER = re.compile(r'^msgid ""\nmsgstr ((?:"[^\n]*"\s*\n)+)', re.MULTILINE)
DIGITS = re.compile(r"\d+")

HOW_TO = """\
# Slips of champion-tui in {name}: a sheet for somebody who knows both languages well.
#
# Write the translation of each sentence between the quotation marks after msgstr. Please:
# - translate what is meant, in plain words that somebody in trouble understands at once; each sentence stands alone on paper;
# - leave names in braces, such as {{council}}, as they are; the program puts names, days and numbers there. Move them freely;
# - leave figures, such as 999, as figures;
# - do not change the lines that begin with msgid, msgctxt, #. or X-.
#
# All of them are read by the person who asks for help, or read out to them. People act on these sentences: if one is
# unclear, ask before you translate it."""


@immutable
class Sheet:
    """A sheet as it was read: its language, the digest of the words that it was made from, and the translations by name.

    ``checked_by`` is "" and ``checked_on`` None if nobody has checked it. ``whole`` means that it has not been changed
    since.
    """

    language: Language
    words: str
    entries: tuple[CatalogueEntry, ...]
    checked_by: str = ""
    checked_on: date | None = None
    whole: bool = False

    @property
    def translations(self) -> Mapping[str, str]:
        """The translations by the sentences' names."""
        return {entry.key: entry.translation for entry in self.entries}


def write(words: Words, language: Language, known: Mapping[str, tuple[str, str]] | None = None) -> bytes:
    """Returns the sheet to check. ``known`` has (English, translation) by name from before, and is used where the English is the same."""
    kept = known or {}
    entries = tuple(
        CatalogueEntry(
            one.key, one.text, kept[one.key][1] if kept.get(one.key, ("",))[0] == one.text else "", one.notes
        )
        for one in words.values()
        if one.translated
    )
    return _file(HOW_TO.format(name=language.name), {LANGUAGE: language.tag, WORDS: digest(words)}, entries)


def checked(sheet: Sheet, who: str, on: date) -> bytes:
    """Returns the sheet as it is kept, with who checked it and when, and a seal over everything."""
    fields = {
        LANGUAGE: sheet.language.tag,
        WORDS: sheet.words,
        CHECKED_BY: who,
        CHECKED_ON: on.isoformat(),
        SEAL: _seal(sheet.language.tag, sheet.words, sheet.entries, who, on),
    }
    return _file(f"# Slips of champion-tui in {sheet.language.name}, checked.", fields, sheet.entries)


def read(raw: bytes, shown_as: str) -> Sheet:
    """Returns a sheet that came back, or one that is kept. Raises ``WrongSheet``. ``problems`` checks the texts."""
    if len(raw) > MOST_BYTES:
        raise WrongSheet((f"{shown_as} is larger than a sheet can be.",))
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    try:
        entries = read_entries(raw, shown_as)
    except BrokenCatalogue as error:
        raise WrongSheet((str(error),)) from error
    fields = _fields(raw.decode("utf-8"))
    language = language_of(fields.get(LANGUAGE, ""))
    if language is None:
        raise WrongSheet((f"it says {fields.get(LANGUAGE, '')!r} as its language, which is not known.",))
    if language.is_english:
        raise WrongSheet(("its language is English, which every slip has already.",))
    who, on = fields.get(CHECKED_BY, ""), _day(fields.get(CHECKED_ON, ""))
    whole = (
        bool(who)
        and on is not None
        and fields.get(SEAL) == _seal(language.tag, fields.get(WORDS, ""), entries, who, on)
    )
    return Sheet(language, fields.get(WORDS, ""), entries, who, on, whole)


def problems(sheet: Sheet, words: Words, fonts: Fonts = SHIPPED) -> tuple[str, ...]:
    """Returns everything that stops a sheet from being accepted, as sentences; () if nothing does."""
    if sheet.words != digest(words):
        return ("it was made from other English words than these. Export the language again: what still fits is kept.",)
    wanted = {one.key: one.text for one in words.values() if one.translated}
    english = {entry.key: entry.english for entry in sheet.entries}
    missing = [f"the sentence {key!r} is not in it." for key in wanted if key not in english]
    foreign = [f"the sentence {key!r} is no sentence of the slips." for key in english if key not in wanted]
    changed = [
        f"the English of {key!r} was changed." for key in wanted if key in english and english[key] != wanted[key]
    ]
    wrong = [f"{entry.key!r}: {why}" for entry in sheet.entries if (why := _wrong(entry))]
    return (*missing, *foreign, *changed, *wrong, *cannot_print(sheet, words, fonts))


def cannot_print(sheet: Sheet, words: Words, fonts: Fonts = SHIPPED) -> tuple[str, ...]:
    """Returns why no font here can print the language, including the names of days and months; () if one can."""
    spoken = Wording(words, sheet.language, sheet.translations)
    days = (date(2026, month, day) for month in range(1, 13) for day in range(1, 8))
    dates = (text for day in days for text in (spoken.day(day), spoken.plain_day(day)))
    shown = fonts.unprintable("".join((*sheet.translations.values(), *dates)))
    if not shown:
        return ()
    first = ", ".join(f"{one} ({unicodedata.name(one, 'no name').lower()})" for one in shown[:3])
    why = (
        f"no font here can print {sheet.language.name}: {len(shown)} of its characters are missing, such as {first}. "
        f"Fonts here: {', '.join(fonts.families())}."
    )
    return (why,)


def _wrong(entry: CatalogueEntry) -> str:
    text = entry.translation
    if not text.strip():
        return "it is not translated yet."
    if len(text) > LONGEST or "\n" in text:
        return f"it is more than one line of {LONGEST} characters."
    if any(unicodedata.category(one) == "Cc" or one in DIRECTION_TRICKS for one in text):
        return "it holds a character that nobody sees and that could turn figures round."
    if text == entry.english and len(text.split()) >= COPIED:
        return "it is still in English."
    return _wrong_blanks(entry.english, text)


def _wrong_blanks(english: str, text: str) -> str:
    try:
        same = placeholders(english) == placeholders(text)
    except ValueError:
        return "a brace stands alone; names in braces, such as {council}, must stay as they are."
    if not same:
        return f"these must stand in it as often as in the English: {', '.join(placeholders(english)) or 'no braces'}."
    figures = [Counter(DIGITS.findall(each)) for each in (english, text)]
    if figures[0] != figures[1] or not all(one.isascii() for one in DIGITS.findall(text)):
        return "its figures are not those of the English."
    return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _seal(tag: str, words: str, entries: tuple[CatalogueEntry, ...], who: str, on: date) -> str:
    parts = (
        tag,
        words,
        who,
        on.isoformat(),
        *(part for entry in entries for part in (entry.key, entry.english, entry.translation)),
    )
    return sha256_hex("\0".join(parts).encode())


def _fields(text: str) -> dict[str, str]:
    """Returns the fields of the header, the entry with an empty ``msgid``."""
    header = HEADER.search(text)
    lines = denormalize(header[1].strip()).splitlines() if header else []
    pairs = (line.partition(":") for line in lines)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _file(head: str, fields: Mapping[str, str], entries: tuple[CatalogueEntry, ...]) -> bytes:
    standard = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
    lines = "\n".join(escape(f"{name}: {value}\n") for name, value in {**standard, **fields}.items())
    return "\n".join((head, 'msgid ""', 'msgstr ""', lines, *_entries(entries), "")).encode()


def _entries(entries: tuple[CatalogueEntry, ...]) -> Iterator[str]:
    for entry in entries:
        notes = "".join(f"#. {note}\n" for note in entry.notes)
        names = (("msgctxt", entry.key), ("msgid", entry.english), ("msgstr", entry.translation))
        yield f"\n{notes}" + "\n".join(f"{name} {escape(value)}" for name, value in names)
