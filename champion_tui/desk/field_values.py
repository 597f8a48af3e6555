r"""One value for one field of a form: read, tidied, and either usable or a ``Problem`` in words.

What is tidied without asking: text is brought to Unicode NFC; line ends become ``\n`` (a space in one-line fields); tabs
become spaces; what nobody can see and that could make a sheet lie is stripped: control characters, byte-order marks, lone
surrogates, and the characters that override or isolate text direction (U+202A to U+202E, U+2066 to U+2069). Every script,
accents, joiners and the plain direction marks stay as they are.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from champion_tui.domain.answers import Answer, Problem
from champion_tui.domain.calendar import iso_date
from champion_tui.domain.form import FieldKind, FormField
from champion_tui.knowledge.book import CodeItem

Codes = Mapping[str, tuple[CodeItem, ...]]

EARLIEST_BIRTH = date(1900, 1, 1)

DIRECTION = frozenset({*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF})
NEVER_A_CHARACTER = 0xFFFE
"""The last two code points of every plane end in these bits; Unicode keeps them from ever being characters."""
LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
MAIL_NAME = re.compile(r"[^\s@<>()\[\],;:\\\"]+\Z")
MAIL_LABEL = re.compile(r"[^\W_]([\w-]*[^\W_])?\Z")
LONGEST_MAIL_NAME = 64
PHONE_LETTERS = re.compile(r"[^\W\d_]")
EXTENSION = re.compile(r"(?i)\s*(?:;ext=|(?:extension|extn|ext)[.:]?|x|#)\s*([0-9]{1,8})\s*\Z")
INVENTED = re.compile(r"(?:7700900|1632960)[0-9]{3}\Z")
"""The numbers that Ofcom keeps for stories, and which training cases use; libphonenumber calls them not valid."""

PHONE_EXPECTED = "one phone number with its area code, such as 07700 900123, 01632 960123 ext 4 or +353 1 234 5678"
TWO_PHONES = "one phone number; these are two, {} and {}: which one is it? The other can stand under an alternative contact, or in how to contact them"
BETWEEN_PHONES = re.compile(r"(?i)\s*(?:[,;/|&+]|\bor\b|\band\b|\s)\s*")
"""What stands between two phone numbers; each place is tried."""
ONE_LINE = (FieldKind.TEXT, FieldKind.PHONE, FieldKind.EMAIL, FieldKind.DATE)


def parse(field: FormField, codes: Codes, raw: object, today: date) -> Answer | Problem | None:
    """``raw`` (JSON-ready, as typed or read from a file) as the field's value; None where it says nothing (null, text in
    which nothing can be seen, an empty list); a ``Problem`` under the field's id where it cannot be used. ``today`` is
    London's date.
    """
    if raw is None:
        return None
    if field.kind is FieldKind.MANY:
        return _many(field, codes, raw)
    if not isinstance(raw, str):
        return Problem(field.id, raw, "one of the options" if field.kind is FieldKind.ONE else "a text")
    text = clean(raw, one_line=field.kind in ONE_LINE)
    return _text(field, codes, text, today) if any(map(_seen, text)) else None


def _text(field: FormField, codes: Codes, text: str, today: date) -> Answer | Problem:
    if field.kind is FieldKind.ONE:
        return _one(field, codes, text)
    if len(text) > field.longest:
        return Problem(field.id, text, f"{field.longest:,} characters or fewer; these are {len(text):,}")
    if field.kind is FieldKind.DATE:
        return _date(field, text, today)
    reader = READERS.get(field.kind)
    return text if reader is None else reader(field, text)


def clean(text: str, *, one_line: bool) -> str:
    """``text`` tidied as this module's docstring says, without space at either end."""
    lines = LINE_ENDS.sub(" " if one_line else "\n", text).replace("\t", " ")
    kept = unicodedata.normalize("NFC", "".join(char for char in lines if char == "\n" or not _hidden(char)))
    return re.sub(" {2,}", " ", kept).strip() if one_line else kept.strip()


def _hidden(char: str) -> bool:
    code = ord(char)
    return (
        code in DIRECTION or unicodedata.category(char) in {"Cc", "Cs"} or code & NEVER_A_CHARACTER == NEVER_A_CHARACTER
    )


def _seen(char: str) -> bool:
    """Whether a character leaves anything on paper: a name of zero-width characters is none."""
    return unicodedata.category(char)[0] not in "CZ"


def _offered(field: FormField, codes: Codes) -> dict[str, CodeItem]:
    return {item.id: item for item in codes.get(field.codes, ()) if not item.retired}


def _one(field: FormField, codes: Codes, text: str) -> Answer | Problem:
    offered = _offered(field, codes)
    return text if text in offered else Problem(field.id, text, f"one of {', '.join(offered)}")


def _many(field: FormField, codes: Codes, raw: object) -> Answer | Problem | None:
    if not isinstance(raw, list | tuple):
        return Problem(field.id, raw, "a list of options")
    offered = _offered(field, codes)
    for given in raw:
        if not isinstance(given, str) or given not in offered:
            return Problem(field.id, given, f"options out of {', '.join(offered)}")
        if raw.count(given) > 1:
            return Problem(field.id, given, "each option once")
        if offered[given].alone and len(raw) > 1:
            return Problem(field.id, list(raw), f"{given} alone, or the others without it")
    return tuple(item for item in offered if item in raw) or None


def _date(field: FormField, text: str, today: date) -> Answer | Problem:
    day = iso_date(text)
    if day is None:
        return Problem(field.id, text, "a date that exists, as year-month-day, such as 1990-12-31")
    if field.id == "date-of-birth" and not EARLIEST_BIRTH <= day <= today:
        return Problem(field.id, text, f"a date of birth from {EARLIEST_BIRTH} to today ({today})")
    return text


def _email(field: FormField, text: str) -> Answer | Problem:
    name, at, domain = text.rpartition("@")
    labels = domain.split(".")
    name_fits = len(name) <= LONGEST_MAIL_NAME and MAIL_NAME.match(name) and all(name.split("."))
    if at and name_fits and len(labels) > 1 and all(MAIL_LABEL.match(label) for label in labels):
        return text
    return Problem(field.id, text, "one e-mail address, such as name@example.org")


def _phone(field: FormField, text: str) -> Answer | Problem:
    """In the British form inside Britain and the Crown dependencies, in the international form elsewhere; an extension
    stays behind it. Words are refused, so that a note or a second number is never taken for digits; two numbers are asked
    about.
    """
    number = _one_phone(text)
    if number is not None:
        return number
    both = _two_phones(text)
    return Problem(field.id, text, TWO_PHONES.format(*both) if both else PHONE_EXPECTED)


def _two_phones(text: str) -> tuple[str, str] | None:
    """The two numbers that ``text`` is, one after the other, as a paste of two lines brings them; None for anything else."""
    for gap in BETWEEN_PHONES.finditer(text):
        first, second = _one_phone(text[: gap.start()]), _one_phone(text[gap.end() :])
        if first is not None and second is not None:
            return first, second
    return None


def _one_phone(text: str) -> str | None:
    """``text`` as one phone number in its usual form; None where it is not one."""
    import phonenumbers  # noqa: PLC0415  slow to load, and most runs need no phone number

    found = EXTENSION.search(text)
    number = (text[: found.start()] if found else text).removeprefix("tel:")
    if PHONE_LETTERS.search(number):
        return None
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return None
    british = parsed.country_code == phonenumbers.country_code_for_region("GB")
    invented = british and INVENTED.match(str(parsed.national_number))
    if not invented and not phonenumbers.is_valid_number(parsed):
        return None
    form = phonenumbers.PhoneNumberFormat.NATIONAL if british else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    shown: str = phonenumbers.format_number(parsed, form)
    return f"{shown} ext {found.group(1)}" if found else shown


READERS: dict[FieldKind, Callable[[FormField, str], Answer | Problem]] = {
    FieldKind.EMAIL: _email,
    FieldKind.PHONE: _phone,
}
