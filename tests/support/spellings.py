"""Every encoding in which a word could be in a file, so that a search for it misses none."""

import base64
import json
import re
import urllib.parse
from collections.abc import Iterable

CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def spellings(*words: str) -> list[bytes]:
    """Returns each word in every encoding: Unicode's, JSON's, addresses', hexadecimal, and base64 at each alignment."""
    found: dict[bytes, None] = {}
    for word in words:
        raw = word.encode()
        for each in (*(word.encode(coding) for coding in CODINGS), *_within_texts(word), *_base64(raw)):
            found[each] = None
    return list(found)


def _within_texts(word: str) -> Iterable[bytes]:
    yield json.dumps(word)[1:-1].encode()
    yield urllib.parse.quote(word).encode()
    yield urllib.parse.quote_plus(word).encode()
    yield word.encode().hex().encode()
    yield word.encode().hex().upper().encode()


def _base64(raw: bytes) -> Iterable[bytes]:
    """Yields the letters that do not depend on the neighbouring bytes."""
    for before in range(3):
        coded = base64.b64encode(bytes(before) + raw)
        first, last = (before * 8 + 5) // 6, (before + len(raw)) * 8 // 6
        yield coded[first:last]


def pattern(*words: str) -> re.Pattern[bytes]:
    """Returns all spellings of all words as one pattern."""
    return re.compile(b"|".join(re.escape(each) for each in sorted(spellings(*words), key=len, reverse=True)))
