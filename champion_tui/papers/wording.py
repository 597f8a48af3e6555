"""The words of a slip: English, or a checked language next to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names

from champion_tui.ground.dates.date_words import DAYS, day_words, number_words, plain_day
from champion_tui.ground.plain_text import has_right_to_left
from champion_tui.ground.values import immutable
from champion_tui.papers.catalogue import TELL, Words

LEFT_TO_RIGHT_MARK = "\u200e"
"""Put around names and figures in right-to-left text, so that digits keep the order for dialling (Unicode UAX #9, rules N1 and W7)."""

ON_PHONE = re.compile(r"(?P<name>.+) on (?P<phone>\d[\d ]{4,})")
BLANKS = re.compile(r"\{\w+\}")


@immutable
class Language:
    """A language: ``tag`` as in PDF and HTML (BCP 47), ``name`` in English."""

    tag: str
    name: str
    right_to_left: bool = False

    @property
    def is_english(self) -> bool:
        """Whether it is English, which every slip has."""
        return self.tag.split("-")[0] == "en"


ENGLISH = Language("en-GB", "English")


def language_of(tag: str) -> Language | None:
    """Returns the language of a tag such as ``so`` or ``zh-Hant``; None if babel does not know it."""
    try:
        locale = Locale.parse(tag.strip().replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    return Language(str(locale).replace("_", "-"), locale.english_name or tag, locale.text_direction == "rtl")


@dataclass(frozen=True)
class Wording:
    """Sentences by name, to be filled in. ``translations`` is None for English."""

    words: Words
    language: Language = ENGLISH
    translations: Mapping[str, str] | None = None

    def say(self, key: str, **values: str) -> str:
        """Returns the sentence with that name, with its blanks filled in."""
        return self._text(key).format(**{name: self.marked(value) for name, value in values.items()})

    def marked(self, value: str) -> str:
        """Returns a name, number or time so that it keeps its own direction in this language."""
        if not self.language.right_to_left or not value or has_right_to_left(value):
            return value
        return f"{LEFT_TO_RIGHT_MARK}{value}{LEFT_TO_RIGHT_MARK}"

    def day(self, day: date) -> str:
        """Returns a day such as ``Wednesday 6 January 2027`` in this language."""
        return day_words(day) if self.translations is None else self._date(day, "full")

    def plain_day(self, day: date) -> str:
        """Returns a day such as ``6 January 2027`` in this language."""
        return plain_day(day) if self.translations is None else self._date(day, "long")

    def short_day(self, day: date) -> str:
        """Returns ``Wednesday 6 January`` in English, for messages in which every character counts; the full date in other languages."""
        return day_words(day).rsplit(" ", 1)[0] if self.translations is None else self._date(day, "full")

    def count(self, number: int) -> str:
        """Returns a small number as this language's sentences use it: English spells it out."""
        return number_words(number) if self.translations is None else str(number)

    def weekday(self, number: int) -> str:
        """Returns the name of a day of the week; Monday is 0."""
        if self.translations is None:
            return DAYS[number]
        return str(get_day_names("wide", "stand-alone", locale=self._locale)[number])

    def translated(self, text: str) -> str:
        """Returns a filled sentence of the tree in this language. It is found by the words around its blanks."""
        if self.translations is None:
            return text
        for pattern, key in self._tells:
            match = pattern.fullmatch(text)
            if match:
                values = {name: self._on_phone(value) for name, value in match.groupdict().items()}
                return self.say(key, **values)
        return text

    def _text(self, key: str) -> str:
        return self.words[key].text if self.translations is None else self.translations[key]

    def _on_phone(self, value: str) -> str:
        match = ON_PHONE.fullmatch(value)
        return self.say("name-on-number", **match.groupdict()) if match else value

    def _date(self, day: date, style: str) -> str:
        return format_date(day, style, locale=self._locale)

    @property
    def _locale(self) -> str:
        return self.language.tag.replace("-", "_")

    @cached_property
    def _tells(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((_pattern(one.text), key) for key, one in self.words.items() if key.startswith(TELL))


def _pattern(text: str) -> re.Pattern[str]:
    """Returns a pattern for the sentence with its blanks filled in. A name that occurs twice has the same value twice."""
    names = [blank[1:-1] for blank in BLANKS.findall(text)]
    parts = BLANKS.split(text)
    made = re.escape(parts[0])
    for place, name in enumerate(names):
        blank = f"(?P<{name}>.+?)" if name not in names[:place] else f"(?P={name})"
        made += blank + re.escape(parts[place + 1])
    return re.compile(made)
