"""In which words a slip speaks: English, or a language that somebody has checked beside it."""

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
"""Put around names and figures within right-to-left text: digits then keep the order in which they are dialled (Unicode UAX #9,
rules N1 and W7).
"""

ON_PHONE = re.compile(r"(?P<name>.+) on (?P<phone>\d[\d ]{4,})")
BLANKS = re.compile(r"\{\w+\}")


@immutable
class Language:
    """``tag`` as PDF and HTML write it (BCP 47); ``name`` in English."""

    tag: str
    name: str
    right_to_left: bool = False

    @property
    def is_english(self) -> bool:
        """Whether it is the language that every slip has."""
        return self.tag.split("-")[0] == "en"


ENGLISH = Language("en-GB", "English")


def language_of(tag: str) -> Language | None:
    """The language of a tag such as ``so`` or ``zh-Hant``; None where babel's tables do not know it."""
    try:
        locale = Locale.parse(tag.strip().replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    return Language(str(locale).replace("_", "-"), locale.english_name or tag, locale.text_direction == "rtl")


@dataclass(frozen=True)
class Wording:
    """Sentences by their names, filled and ready. ``translations`` is empty for English."""

    words: Words
    language: Language = ENGLISH
    translations: Mapping[str, str] | None = None

    def say(self, key: str, **values: str) -> str:
        """The sentence of that name with its blanks filled."""
        return self._text(key).format(**{name: self.marked(value) for name, value in values.items()})

    def marked(self, value: str) -> str:
        """A name, a number or a time as it keeps its own direction within this language."""
        if not self.language.right_to_left or not value or has_right_to_left(value):
            return value
        return f"{LEFT_TO_RIGHT_MARK}{value}{LEFT_TO_RIGHT_MARK}"

    def day(self, day: date) -> str:
        """``Wednesday 6 January 2027`` in this language."""
        return day_words(day) if self.translations is None else self._date(day, "full")

    def plain_day(self, day: date) -> str:
        """``6 January 2027`` in this language."""
        return plain_day(day) if self.translations is None else self._date(day, "long")

    def short_day(self, day: date) -> str:
        """``Wednesday 6 January``: for a message in which every character counts."""
        return day_words(day).rsplit(" ", 1)[0] if self.translations is None else self._date(day, "full")

    def count(self, number: int) -> str:
        """A small number as this language's sentences have it: English spells it out."""
        return number_words(number) if self.translations is None else str(number)

    def weekday(self, number: int) -> str:
        """The name of a day of the week, Monday being 0."""
        if self.translations is None:
            return DAYS[number]
        return str(get_day_names("wide", "stand-alone", locale=self._locale)[number])

    def translated(self, text: str) -> str:
        """A filled sentence of the tree in this language. It is found by the words around its blanks."""
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
    """What the sentence looks like once its blanks are filled. A name that stands twice has the same value twice."""
    names = [blank[1:-1] for blank in BLANKS.findall(text)]
    parts = BLANKS.split(text)
    made = re.escape(parts[0])
    for place, name in enumerate(names):
        blank = f"(?P<{name}>.+?)" if name not in names[:place] else f"(?P={name})"
        made += blank + re.escape(parts[place + 1])
    return re.compile(made)
