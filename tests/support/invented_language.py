"""An invented language for tests: the English sentences in letters that run from right to left, with words as long as they get.

It means nothing and is made here only: nothing of it is in the wheel, so that nobody can choose it. It goes by the tag of a
real language, because only those are known; what a checker would write stands in its place.
"""

import re
from datetime import date

from babel.messages.pofile import escape

from champion_tui.papers.catalogue import words_of
from champion_tui.papers.slip import sheets
from champion_tui.papers.wording import Wording, language_of

TAG = "ar"
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابثدهفغحيجكلمنوپقرستعخشصطز", strict=True))
KEPT = re.compile(r"(\{\w+\}|\d+)")
LONG = 24
"""Letters of the longest invented word: compounds and agglutinating languages reach that."""


def invented(english):
    """A sentence of the invented language: braces and figures stay, every sentence has one very long word."""
    parts = KEPT.split(english)
    words = "".join(part if KEPT.fullmatch(part) else _letters(part) for part in parts)
    return f"{words} {'طويل' * (LONG // 4)}"


def _letters(text):
    return "".join(LETTERS.get(letter, letter) for letter in text.lower())


def filled(raw, translate=invented):
    """The bytes of a sheet with every sentence translated, as a checker sends it back: only what follows msgstr is new."""
    text = raw.decode()
    for one in sheets.read(raw, "sheet.po").entries:
        asked = f"msgctxt {escape(one.key)}\nmsgid {escape(one.english)}\nmsgstr "
        text = text.replace(f"{asked}{escape(one.translation)}\n", f"{asked}{escape(translate(one.english))}\n")
    return text.encode()


def wording(book, tag=TAG):
    """The invented language as a slip speaks it."""
    words = words_of(book)
    return Wording(words, language_of(tag), {one.key: invented(one.text) for one in words.values() if one.translated})


def kept(book, tag=TAG, who="Noor Invented", on=date(2026, 11, 20)):
    """The file of a checked language, as it is kept on a machine."""
    raw = filled(sheets.write(words_of(book), language_of(tag)))
    return sheets.checked(sheets.read(raw, "sheet.po"), who, on)
