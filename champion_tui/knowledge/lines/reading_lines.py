"""Reads what authorities and services share: phone numbers, lines with their hours, services, standing, replaced values."""

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
"""National numbers that Ofcom keeps free for drama and training; ``phonenumbers`` calls them invalid."""

BRITAIN = 44

EXPECTED = 'a UK phone number such as "01632 960123", "116 123" or "999"'

LOCAL_PREFIX = "local-"
FOUND_PREFIX = f"{LOCAL_PREFIX}found-"
"""Ids of sources that local corrections make, and those among them about councils outside the areas; shipped ones never begin so."""

ONS_CODE = re.compile(r"E0[6-9]\d{6}\Z", re.ASCII)

_SHAPE = re.compile(r"0\d+( \d+)*\Z", re.ASCII)
_LENGTHS = (10, 11)


def digits(phone: str) -> str:
    """The number without its spaces."""
    return phone.replace(" ", "")


def has_shape(phone: str) -> bool:
    """Whether ``phone`` looks like a UK number: ten or eleven digits from 0, in groups, or a known short number."""
    return phone in SHORT_NUMBERS or (bool(_SHAPE.match(phone)) and len(digits(phone)) in _LENGTHS)


@immutable
class RealNumber:
    """A number that exists, or is kept free, as it is usually written: in the British form inside Britain and the Crown dependencies
    (``british``), in the international one elsewhere.
    """

    written: str
    british: bool
    extension: bool


def real_number(text: str) -> RealNumber | None:
    """``text`` as somebody in Britain would dial it; None where that is no number."""
    import phonenumbers  # noqa: PLC0415  20 ms, and only checks, corrections and fields for a phone number need it

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
    """``text`` as the UK writes it ("01295 753751"), or None where it is no UK number without an extension."""
    plain = " ".join(text.split())
    short = next((known for known in SHORT_NUMBERS if digits(known) == digits(plain)), None)
    number = None if short else real_number(plain)
    return number.written if number and number.british and not number.extension else short


EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\Z")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_standing(table: Table, links: Links) -> Provenance:
    """``source``, ``checked_on`` (left out if unknown) and ``confidence`` of a fact.

    A stale value has no standing of its own: it belongs under ``replaces`` or ``withdrawn`` and is never offered.
    """
    source = links.use("source", table, "source")
    confidence = table.choice("confidence", Confidence)
    if confidence is Confidence.STALE:
        raise table.error("confidence", "confirmed, unconfirmed or conflicting; a stale value stands under replaces")
    return Provenance(source, table.day_or_none("checked_on"), confidence)


def read_source(table: Table, links: Links) -> Source:
    """One ``[[source]]``. Raises ``DataError``."""
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
    """Every source by its id. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        sources = [read_source(entry, links) for entry in table.tables("source", at_least=1)]
    return {source.id: source for source in sources}


def read_line(table: Table, links: Links, owner: str, owner_name: str, *, alone: bool = False) -> PhoneLine:
    """One ``[[line]]`` of an authority or a service. ``alone``: an out-of-hours line may be known without a day line, whose hours are
    then the usual ones. Raises ``DataError``.
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
    """A phone number of the right shape."""
    phone = table.text(key)
    if not has_shape(phone):
        raise table.error(key, f"{EXPECTED}, not {phone!r}")
    return phone


def read_validity(table: Table) -> tuple[date | None, date | None]:
    """``valid_from`` and ``valid_to``, first and last day on which an entry holds, both included; None for one that is left out."""
    valid_from, valid_to = table.day_or_none("valid_from"), table.day_or_none("valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        raise table.error("valid_to", f"a date on or after {valid_from}, not {valid_to}")
    return valid_from, valid_to


def read_email(table: Table, key: str, default: str | None = None) -> str:
    """An e-mail address; ``default`` where the key may be left out."""
    email = table.text(key, default)
    if email and not EMAIL.match(email):
        raise table.error(key, f'an e-mail address such as "housing@example.org", not {email!r}')
    return email


def read_address(table: Table, key: str) -> str:
    """A web address that begins with https."""
    address = table.text(key)
    if not address.startswith("https://") or " " in address:
        raise table.error(key, f'a web address such as "https://example.org", not {address!r}')
    return address


def read_website(table: Table | None, links: Links) -> Website | None:
    """A ``[website]`` with its standing, or None where there is none."""
    if table is None:
        return None
    with reading(table):
        return Website(read_address(table, "address"), read_standing(table, links))


def read_withdrawn(table: Table, links: Links) -> Withdrawn:
    """One ``[[withdrawn]]`` value."""
    with reading(table):
        return Withdrawn(table.text("value"), table.text("why"), links.use("source", table, "source"))


def words(table: Table, links: Links, key: str, default: str | None = None) -> str:
    """A text in which ``{line-id}`` stands for that line's number; every such id is looked up."""
    text = table.text(key, default)
    for line in _PLACEHOLDER.findall(text):
        links.refer("line", line, table.file, table.path(key))
    return text


def fill_in(text: str, phones: dict[str, str]) -> str:
    """``text`` with every ``{line-id}`` replaced by that line's number, local corrections included. Whether there is such a line is looked up
    while reading; where ``data check`` leaves a wrong one out, its id stays as it stands.
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
    """One ``[[service]]``: with at least one line, or a website where it has none. Raises ``DataError``."""
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
