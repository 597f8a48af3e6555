"""Phone numbers: a cheap look at their shape while loading, a full one (``phonenumbers``) for checks and corrections."""

import re

SHORT_NUMBERS = frozenset({"999", "111", "116 123", "0800 1111"})
"""Numbers that are right although no ordinary UK number looks like them."""

TRAINING_NUMBERS = re.compile(r"(07700900|01632960)\d{3}\Z")
"""Numbers kept free for stories and training (Ofcom); ``phonenumbers`` knows them as never given to anybody."""

EXPECTED = 'a UK phone number such as "01632 960123", "116 123" or "999"'

_SHAPE = re.compile(r"0\d+( \d+)*\Z", re.ASCII)
_LENGTHS = (10, 11)


def digits(phone: str) -> str:
    """The number without its spaces."""
    return phone.replace(" ", "")


def has_shape(phone: str) -> bool:
    """Whether ``phone`` looks like a UK number: ten or eleven digits from 0, in groups, or a known short number."""
    return phone in SHORT_NUMBERS or (bool(_SHAPE.match(phone)) and len(digits(phone)) in _LENGTHS)


def parse_phone(text: str) -> str | None:
    """``text`` as the UK writes it ("01295 753751"), or None where it is no UK number without an extension."""
    import phonenumbers  # noqa: PLC0415  slow to import; only checks and corrections need it

    plain = " ".join(text.split())
    short = next((known for known in SHORT_NUMBERS if digits(known) == digits(plain)), None)
    if short:
        return short
    try:
        number = phonenumbers.parse(plain, "GB")
    except phonenumbers.NumberParseException:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    given = phonenumbers.is_valid_number(number) or TRAINING_NUMBERS.match(digits(written))
    return written if given and number.country_code == 44 and not number.extension else None  # noqa: PLR2004  UK
