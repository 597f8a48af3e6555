"""An invented language for tests: the English sentences in letters that run from right to left, with very long words.

It means nothing and is made only here. None of it is in the wheel, so that nobody can choose it. It uses the tag of a real
language, because only those are known.
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
"""The length of the longest invented word, as compounds and agglutinating languages have."""


def invented(english):
    """Returns the sentence in the invented language: braces and figures are kept, and every sentence has one very long word."""
    parts = KEPT.split(english)
    words = "".join(part if KEPT.fullmatch(part) else _letters(part) for part in parts)
    return f"{words} {'طويل' * (LONG // 4)}"


def _letters(text):
    return "".join(LETTERS.get(letter, letter) for letter in text.lower())


def filled(raw, translate=invented):
    """Returns the bytes of a sheet with every sentence translated, as a checker returns it: only the text after msgstr changes."""
    text = raw.decode()
    for one in sheets.read(raw, "sheet.po").entries:
        asked = f"msgctxt {escape(one.key)}\nmsgid {escape(one.english)}\nmsgstr "
        text = text.replace(f"{asked}{escape(one.translation)}\n", f"{asked}{escape(translate(one.english))}\n")
    return text.encode()


def wording(book, tag=TAG):
    """Returns the invented language as a slip uses it."""
    words = words_of(book)
    return Wording(words, language_of(tag), {one.key: invented(one.text) for one in words.values() if one.translated})


def kept(book, tag=TAG, who="Noor Invented", on=date(2026, 11, 20)):
    """Returns the file of a checked language, as it is kept on a machine."""
    raw = filled(sheets.write(words_of(book), language_of(tag)))
    return sheets.checked(sheets.read(raw, "sheet.po"), who, on)
