"""Reads what authorities and services share: phone numbers, lines with their hours, services, sources, replaced values."""

import re
from datetime import date

from champion_tui.domain.lines.authority import Service, Website, Withdrawn
from champion_tui.domain.lines.hours import OpenPeriod, WrongHours, read_hours
from champion_tui.domain.lines.phone_lines import Confidence, Hours, LineUse, PhoneLine, Provenance, Replaced, Source
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.links import Links

SHORT_NUMBERS = frozenset({"999", "111", "116 123", "0800 1111"})
"""Valid numbers of an unusual form."""

INVENTED = re.compile(r"(7700900|1632960)[0-9]{3}\Z")
"""National numbers that Ofcom reserves for drama and training. ``phonenumbers`` calls them invalid."""

BRITAIN = 44

EXPECTED = 'a UK phone number such as "01632 960123", "116 123" or "999"'

LOCAL_PREFIX = "local-"
FOUND_PREFIX = f"{LOCAL_PREFIX}found-"
"""The prefix of source ids for findings about councils outside the areas. ``LOCAL_PREFIX`` begins the ids of all sources made from
local corrections; shipped ids never begin with it.
"""

ONS_CODE = re.compile(r"E0[6-9]\d{6}\Z", re.ASCII)

_SHAPE = re.compile(r"0\d+( \d+)*\Z", re.ASCII)
_LENGTHS = (10, 11)


def digits(phone: str) -> str:
    """Returns the number without its spaces."""
    return phone.replace(" ", "")


def has_shape(phone: str) -> bool:
    """Returns whether ``phone`` looks like a UK number: ten or eleven digits from 0, in groups, or a known short number."""
    return phone in SHORT_NUMBERS or (bool(_SHAPE.match(phone)) and len(digits(phone)) in _LENGTHS)


@immutable
class RealNumber:
    """A number that exists, or is reserved, as it is usually written: in the national form for Britain and the Crown dependencies
    (``british``), in the international form otherwise.
    """

    written: str
    british: bool
    extension: bool


def real_number(text: str) -> RealNumber | None:
    """Returns ``text`` as somebody in Britain would dial it, or None if it is no number."""
    import phonenumbers  # noqa: PLC0415  takes 20 ms, and only checks, corrections and phone number fields need it

    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    british = number.country_code == BRITAIN
    if not phonenumbers.is_valid_number(number) and not (british and INVENTED.match(str(number.national_number))):
        return None
    form = phonenumbers.PhoneNumberFormat.NATIONAL if british else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return RealNumber(phonenumbers.format_number(number, form), british, bool(number.extension))


def parse_phone(text: str) -> str | None:
    """Returns ``text`` as written in the UK ("01295 753751"), or None if it is not a UK number or has an extension."""
    plain = " ".join(text.split())
    short = next((known for known in SHORT_NUMBERS if digits(known) == digits(plain)), None)
    number = None if short else real_number(plain)
    return number.written if number and number.british and not number.extension else short


EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\Z")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_standing(table: Table, links: Links) -> Provenance:
    """Reads ``source``, ``checked_on`` (missing if unknown) and ``confidence`` of a fact. Raises ``DataError``.

    A stale value is not allowed here: it belongs under ``replaces`` or ``withdrawn`` and is never offered.
    """
    source = links.use("source", table, "source")
    confidence = table.choice("confidence", Confidence)
    if confidence is Confidence.STALE:
        raise table.error("confidence", "confirmed, unconfirmed or conflicting; a stale value stands under replaces")
    return Provenance(source, table.day_or_none("checked_on"), confidence)


def read_source(table: Table, links: Links) -> Source:
    """Reads one ``[[source]]``. Raises ``DataError``."""
    with reading(table):
        source = links.give("source", table)
        if source.startswith(LOCAL_PREFIX):
            raise table.error("id", f"an id that does not begin with {LOCAL_PREFIX!r}: those are local corrections")
        address = read_address(table, "address") if table.text("address", "") else ""
        return Source(
            source,
            table.text("title"),
            address,
            table.day_or_none("read_on"),
            links.use_or_none("area", table, "of_area") or "",
        )


def read_sources(raw: bytes, shown_as: str, links: Links) -> dict[str, Source]:
    """Returns every source by its id. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        sources = [read_source(entry, links) for entry in table.tables("source", at_least=1)]
    return {source.id: source for source in sources}


def read_line(table: Table, links: Links, owner: str, owner_name: str, *, alone: bool = False) -> PhoneLine:
    """Reads one ``[[line]]`` of an authority or a service. With ``alone``, an out-of-hours line may have no day line; the usual
    office hours are then assumed for the day. Raises ``DataError``.
    """
    with reading(table):
        line = links.give("line", table, "line")
        use = table.choice("use", LineUse)
        hours = tuple(_read_hours_set(entry, links) for entry in table.tables("hours"))
        day_line = _read_day_line(table, links, use, alone=alone)
        _check_hours(table, use, hours)
        named = _read_named(table, use)
        hours_note = words(table, links, "hours_note", "")
        return PhoneLine(
            line=line,
            owner=owner,
            name=table.text("name", owner_name),
            phone=read_phone(table, "phone"),
            use=use,
            standing=read_standing(table, links),
            hours=hours,
            day_line=day_line,
            note=" ".join(part for part in (words(table, links, "note", ""), hours_note) if part),
            replaces=tuple(_read_replaced(entry, links) for entry in table.tables("replaces")),
            hours_note=hours_note,
            doubt=table.text("doubt", ""),
            named=named,
        )


def read_phone(table: Table, key: str) -> str:
    """Reads a phone number of the right shape. Raises ``DataError``."""
    phone = table.text(key)
    if not has_shape(phone):
        raise table.error(key, f"{EXPECTED}, not {phone!r}")
    return phone


def read_validity(table: Table) -> tuple[date | None, date | None]:
    """Returns ``valid_from`` and ``valid_to``, the first and last day on which an entry applies, both included; None for one that
    is missing.
    """
    valid_from, valid_to = table.day_or_none("valid_from"), table.day_or_none("valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        raise table.error("valid_to", f"a date on or after {valid_from}, not {valid_to}")
    return valid_from, valid_to


def read_email(table: Table, key: str, default: str | None = None) -> str:
    """Reads an e-mail address, or returns ``default`` (if given) if the key is missing. Raises ``DataError``."""
    email = table.text(key, default)
    if email and not EMAIL.match(email):
        raise table.error(key, f'an e-mail address such as "housing@example.org", not {email!r}')
    return email


def read_address(table: Table, key: str) -> str:
    """Reads a web address that begins with https. Raises ``DataError``."""
    address = table.text(key)
    if not address.startswith("https://") or " " in address:
        raise table.error(key, f'a web address such as "https://example.org", not {address!r}')
    return address


def read_website(table: Table | None, links: Links) -> Website | None:
    """Reads a ``[website]`` with its source and confidence; None if there is none."""
    if table is None:
        return None
    with reading(table):
        return Website(read_address(table, "address"), read_standing(table, links))


def read_withdrawn(table: Table, links: Links) -> Withdrawn:
    """Reads one ``[[withdrawn]]`` value."""
    with reading(table):
        return Withdrawn(table.text("value"), table.text("why"), links.use("source", table, "source"))


def words(table: Table, links: Links, key: str, default: str | None = None) -> str:
    """Reads a text in which ``{line-id}`` is a placeholder for that line's number. Every such id is recorded in ``links``."""
    text = table.text(key, default)
    for line in _PLACEHOLDER.findall(text):
        links.refer("line", line, table.file, table.path(key))
    return text


def fill_in(text: str, phones: dict[str, str]) -> str:
    """Returns ``text`` with every ``{line-id}`` replaced by that line's number, including local corrections. The ids are checked
    while reading. If ``data check`` leaves out a wrong line, its id stays in the text.
    """
    return _PLACEHOLDER.sub(lambda match: phones.get(match[1], match[0]), text) if "{" in text else text


def _read_day_line(table: Table, links: Links, use: LineUse, *, alone: bool) -> str | None:
    if use is LineUse.OUT_OF_HOURS and not (alone and table.id_or_none("day_line") is None):
        day_line = links.use("line", table, "day_line")
        links.refer("day line", day_line, table.file, table.path("day_line"))
        return day_line
    if table.id_or_none("day_line"):
        raise table.error("day_line", "no such key: only an out-of-hours line has a day line")
    if use is LineUse.DAY:
        links.add("day line", table.id("line"), table.file, table.path("line"))
    return None


def _check_hours(table: Table, use: LineUse, hours: tuple[Hours, ...]) -> None:
    if hours and use is LineUse.OUT_OF_HOURS:
        raise table.error("hours", "no hours: an out-of-hours line answers when its day line does not")
    conflicting = [each.standing.confidence is Confidence.CONFLICTING for each in hours]
    if len(hours) > 1 and not all(conflicting):
        raise table.error("hours", 'one set of hours, or several that all say confidence = "conflicting"')
    if len(hours) == 1 and conflicting[0]:
        raise table.error("hours", "two or more sets of hours where they conflict")


def _read_named(table: Table, use: LineUse) -> tuple[OpenPeriod, ...]:
    if not table.has("named"):
        return ()
    if use is not LineUse.OUT_OF_HOURS:
        raise table.error("named", "no such key: only an out-of-hours line can be named for some hours alone")
    return _read_periods(table, "named")


def _read_periods(table: Table, key: str) -> tuple[OpenPeriod, ...]:
    try:
        return read_hours(table.text(key))
    except WrongHours as error:
        raise table.error(key, str(error)) from error


def _read_hours_set(table: Table, links: Links) -> Hours:
    with reading(table):
        return Hours(_read_periods(table, "open"), read_standing(table, links))


def _read_replaced(table: Table, links: Links) -> Replaced:
    with reading(table):
        return Replaced(read_phone(table, "phone"), table.text("why"), links.use("source", table, "source"))


def read_service(table: Table, links: Links) -> Service:
    """Reads one ``[[service]]`` with at least one line, or a website if it has none. Raises ``DataError``."""
    with reading(table):
        service, name = links.give("service", table), table.text("name")
        website = read_website(table.table_or_none("website"), links)
        fewest = 0 if website else 1
        return Service(
            id=service,
            name=name,
            purpose=table.text("purpose"),
            lines=tuple(read_line(entry, links, service, name) for entry in table.tables("line", at_least=fewest)),
            website=website,
            withdrawn=tuple(read_withdrawn(entry, links) for entry in table.tables("withdrawn")),
        )
