r"""One value for one field of a form: read and tidied, then either usable or a ``Problem`` with a sentence.

These are tidied without asking: text becomes Unicode NFC; line ends become ``\n`` (a space in one-line fields); tabs
become spaces; invisible characters are removed (``ground.visible``). Every script, accents, and the joiners and
direction marks that a script needs stay as they are. In an e-mail address a curly apostrophe becomes a straight one,
and ``tidied`` reports it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from champion_tui.domain.cases.form import FieldKind, FormField
from champion_tui.domain.dates.purposes import ANY_DATE, PURPOSES
from champion_tui.ground.answers import Answer, Problem, listed_words
from champion_tui.ground.dates.calendar import ISO_EXPECTED, iso_date
from champion_tui.ground.dates.date_words import plain_day
from champion_tui.ground.visible import DIRECTION_MARKS, without_invisible
from champion_tui.knowledge.forms.reading_forms import CodeItem
from champion_tui.knowledge.lines.reading_lines import real_number

Codes = Mapping[str, tuple[CodeItem, ...]]

LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u02b9\u2032\uff07\u00b4`"), "'")
"""What keyboards and pasted text use for a straight apostrophe. No e-mail provider issues addresses with these."""

SHORTEST_ENDING = 2
"""The fewest letters after the last dot of an e-mail address."""
PHONE_LETTERS = re.compile(r"[^\W\d_]")
EXTENSION = re.compile(r"(?i)\s*(?:;ext=|(?:extension|extn|ext)[.:]?|x|#)\s*([0-9]{1,8})\s*\Z")

STRAIGHTENED = "The apostrophe in the e-mail address was made straight: {address}"
EMAIL_EXPECTED = "one e-mail address, such as name@example.org"
NOTHING_EXPECTED = "; leave it empty where there is none"
PHONE_EXPECTED = "one phone number with its area code, such as 07700 900123, 01632 960123 ext 4 or +353 1 234 5678"
TWO_PHONES = "one phone number; these are two, {} and {}: which one is it? The other can stand under an alternative contact, or in how to contact them"
BETWEEN_PHONES = re.compile(r"(?i)\s*(?:[,;/|&+]|\bor\b|\band\b|\s)\s*")
"""What can separate two phone numbers. Every place in the text that matches is tried."""
ONE_LINE = (FieldKind.TEXT, FieldKind.PHONE, FieldKind.EMAIL, FieldKind.DATE, FieldKind.LATIN)
LATIN_EXPECTED = "a name in letters from A to Z, with accents where it has them, as on a passport"


def parse(field: FormField, codes: Codes, raw: object, today: date) -> Answer | Problem | None:
    """Returns ``raw`` (JSON-ready, as typed or read from a file) as the field's value.

    Returns None if it is empty (null, text without a visible character, an empty list), and a ``Problem`` under the
    field's id if it cannot be used. ``today`` is London's date.
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
    """Returns ``text`` tidied as this module's docstring says, without space at either end."""
    lines = LINE_ENDS.sub(" " if one_line else "\n", text).replace("\t", " ")
    printing = "".join(char for char in lines if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"})
    kept = unicodedata.normalize("NFC", without_invisible(printing))
    return re.sub(" {2,}", " ", kept).strip() if one_line else kept.strip()


def tidied(field: FormField, raw: object, value: object) -> str:
    """Returns a sentence on a tidying that the person should know of; "" if there was none. ``value`` is what ``parse``
    made of ``raw``.
    """
    if field.kind is not FieldKind.EMAIL or not isinstance(raw, str) or not isinstance(value, str):
        return ""
    return STRAIGHTENED.format(address=value) if value != _address(clean(raw, one_line=True), {}) else ""


def _seen(char: str) -> bool:
    """Returns whether a character is visible: a name made of zero-width characters does not count as a name."""
    return unicodedata.category(char)[0] not in "CZ"


def _offered(field: FormField, codes: Codes) -> dict[str, CodeItem]:
    return {item.id: item for item in codes.get(field.codes, ()) if not item.retired}


def _one(field: FormField, codes: Codes, text: str) -> Answer | Problem:
    offered = _offered(field, codes)
    if text in offered:
        return text
    return Problem(
        field.id, text, f"one of {', '.join(offered)}", listed_words([item.words for item in offered.values()])
    )


def _many(field: FormField, codes: Codes, raw: object) -> Answer | Problem | None:
    if not isinstance(raw, list | tuple):
        return Problem(field.id, raw, "a list of options")
    offered = _offered(field, codes)
    for given in raw:
        if not isinstance(given, str) or given not in offered:
            words = listed_words([item.words for item in offered.values()])
            return Problem(field.id, given, f"options out of {', '.join(offered)}", words)
        if raw.count(given) > 1:
            return Problem(field.id, given, "each option once")
        if offered[given].alone and len(raw) > 1:
            rest = "alone, or the others without it"
            return Problem(field.id, list(raw), f"{given} {rest}", f"“{offered[given].words}” {rest}")
    return tuple(item for item in offered if item in raw) or None


def _date(field: FormField, text: str, today: date) -> Answer | Problem:
    """Returns the day as it is stored, or the problem. Front ends first turn what a person types into an ISO date with
    ``Desk.read_day``. The words for the screen do not repeat the day, since a masked field shows them too.
    """
    day, purpose = iso_date(text), PURPOSES.get(field.id, ANY_DATE)
    if day is None:
        on_screen = f"{purpose.what} that can be read in one way only, such as {purpose.example(today)}"
        return Problem(field.id, text, ISO_EXPECTED, on_screen)
    earliest, latest = purpose.possible(today)
    if not earliest <= day <= latest:
        return Problem(
            field.id,
            text,
            f"{purpose.what} from {earliest} to {latest}",
            f"{purpose.what} from {plain_day(earliest)} to {plain_day(latest)}",
        )
    return text


def _email(field: FormField, text: str) -> Answer | Problem:
    """Returns the address as typed, without characters that cannot be meant. Whether it can receive mail is not
    checked: nothing here goes online.
    """
    import email_validator  # noqa: PLC0415  most runs read no e-mail address

    address = _address(text, APOSTROPHES)
    try:
        validated = email_validator.validate_email(address, check_deliverability=False, strict=True)
    except email_validator.EmailNotValidError:
        return Problem(field.id, text, EMAIL_EXPECTED if "@" in text else EMAIL_EXPECTED + NOTHING_EXPECTED)
    if len(validated.ascii_domain.rpartition(".")[2]) < SHORTEST_ENDING:
        return Problem(field.id, text, EMAIL_EXPECTED)
    return address


def _address(text: str, straight: Mapping[int, str]) -> str:
    """Returns an address without direction marks, which belong to the text around it, and with characters replaced as
    ``straight`` says.
    """
    return "".join(char for char in text if char not in DIRECTION_MARKS).translate(straight)


def _phone(field: FormField, text: str) -> Answer | Problem:
    """Returns a number in British form inside Britain and the Crown dependencies, and in international form elsewhere;
    an extension follows it.

    Words are refused, so that a note or a second number is never read as digits. For two numbers the problem asks which
    one it is.
    """
    text = "".join(char for char in text if char not in DIRECTION_MARKS)
    if not any(map(str.isdigit, text)):
        return Problem(field.id, text, PHONE_EXPECTED + NOTHING_EXPECTED)
    number = _one_phone(text)
    if number is not None:
        return number
    both = _two_phones(text)
    return Problem(field.id, text, TWO_PHONES.format(*both) if both else PHONE_EXPECTED)


def _two_phones(text: str) -> tuple[str, str] | None:
    """Returns the two numbers in ``text`` if it is one number after another, as when two lines are pasted; None
    otherwise.
    """
    for gap in BETWEEN_PHONES.finditer(text):
        first, second = _one_phone(text[: gap.start()]), _one_phone(text[gap.end() :])
        if first is not None and second is not None:
            return first, second
    return None


def _one_phone(text: str) -> str | None:
    """Returns ``text`` as one phone number in its usual form; None if it is not one."""
    extension = EXTENSION.search(text)
    number = (text[: extension.start()] if extension else text).removeprefix("tel:")
    if PHONE_LETTERS.search(number):
        return None
    read = real_number(number)
    if read is None:
        return None
    return f"{read.written} ext {extension.group(1)}" if extension else read.written


def _latin(field: FormField, text: str) -> Answer | Problem:
    """Returns a name in Latin letters, or the problem. Spaces, hyphens and apostrophes are allowed, symbols are not."""
    letters = [char for char in text if unicodedata.category(char)[0] in "LSC"]
    other = [char for char in letters if not unicodedata.name(char, "").startswith(("LATIN", "MODIFIER LETTER"))]
    if other or not letters:
        return Problem(field.id, text, LATIN_EXPECTED)
    return text


READERS: dict[FieldKind, Callable[[FormField, str], Answer | Problem]] = {
    FieldKind.EMAIL: _email,
    FieldKind.PHONE: _phone,
    FieldKind.LATIN: _latin,
}
