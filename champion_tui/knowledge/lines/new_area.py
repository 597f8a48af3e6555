"""Writes a new area as text, in the form of a file in data/areas/, from what a user knows of a county and its housing authorities."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from champion_tui.ground.values import immutable

SOURCE = "field-knowledge"
"""The source of facts for which the user named none: what somebody knows from their work."""

HEAD = """\
# {name}: written by "champion-tui data new-area" on {day} from what was answered then. docs/how-to/add-an-area.md says what to do next.
#
# Every fact is unconfirmed: ring, then give checked_on and how sure it is. Where no source was named, name one ([[source]], as below).
# Still to add by hand, where there is any: office, promise, consent, local arrangements (protocol), what partners promised (commitment).
"""
WITHOUT_INTERNET = "Ring the council's housing team on its day line. Ask how they want the referral. Write down who you spoke to and when."
CHANNELS = {
    "by-email": (
        "email",
        "E-mail",
        "Write the e-mail draft here: the referral is attached. Ask the council to answer that it has come.",
    ),
    "by-form": (
        "online-form",
        "The council's online form",
        "Copy the referral into the council's form, line by line. This program shows the lines and ticks them.",
    ),
}
"""Channel id -> its kind, its name and what to do. A new file uses one of these two."""


@immutable
class NewLine:
    """A phone line. ``hours`` are weekly hours such as "Mon-Fri 09:00-17:00", "" if not known."""

    phone: str
    hours: str = ""


@immutable
class FoundIn:
    """Where facts were found, and the date on the page or the day it was read."""

    title: str
    on: date


@immutable
class NewAuthority:
    """A housing authority as England's list has it, and what is known of it. ``referrals`` is an e-mail address, or the https
    address of its form. ``found`` is None if no source was named.
    """

    id: str
    name: str
    short_name: str
    ons_code: str
    code_prefix: str
    day: NewLine
    night: NewLine | None
    referrals: str
    found: FoundIn | None = None


@immutable
class NewArea:
    """A whole area. ``services`` are the county's: a key of ``SERVICES`` with its line. ``found`` is the source of all of them."""

    id: str
    name: str
    authorities: tuple[NewAuthority, ...]
    services: tuple[tuple[str, NewLine], ...]
    found: FoundIn | None = None


SERVICES = {
    "adult_social_care": (
        "adult social care", "day", "An adult who needs care or support. Or one who may not be able to decide, or is at risk of harm.",
    ),
    "childrens_social_care": (
        "children's social care", "day", "Anyone under 18 who may be homeless, and any child who may be at risk.",
    ),
    "emergency_duty_team": (
        "emergency duty team", "out-of-hours", "Urgent help for adults and children when the offices are closed.",
    ),
    "domestic_abuse": (
        "domestic abuse service", "helpline", "For people who are hurt or controlled by a partner or relative. It gives help and safe places.",
    ),
}  # fmt: skip
"""The area's key -> the name of the service, how its line is used, and its purpose."""


def area_text(area: NewArea, day: date) -> str:
    """Returns the text of the file, which can be read without errors if every id in it is new. ``day`` (London) is when it was
    written.
    """
    return "\n".join((HEAD.format(name=area.name, day=day.isoformat()), *_rows(area), ""))


def service_id(area: str, kind: str) -> str:
    """Returns the id that an area's service and its line share."""
    return f"{area}-{kind.replace('_', '-')}"


def _rows(area: NewArea) -> Iterator[str]:
    yield from _pairs(id=area.id, name=area.name, tree="duty-to-refer")
    for kind, _ in area.services:
        value = service_id(area.id, kind)
        yield f"{kind} = {_quoted([value] if kind == 'domestic_abuse' else value)}"
    for own, found in ((area.id, area.found), *((each.id, each.found) for each in area.authorities)):
        if found is not None:
            yield from ("", "[[source]]", *_pairs(id=_source_id(own), title=found.title))
            yield f"read_on = {found.on.isoformat()}"
    for channel in sorted({_channel(each) for each in area.authorities}):
        kind, name, step = CHANNELS[channel]
        yield from ("", "[[channel]]", *_pairs(id=channel, kind=kind, name=name, steps=[step]))
        yield from _pairs(without_internet=WITHOUT_INTERNET)
    for authority in area.authorities:
        yield from _authority(authority)
    for kind, line in area.services:
        yield from _service(area, kind, line)


def _channel(authority: NewAuthority) -> str:
    return "by-form" if authority.referrals.startswith("https://") else "by-email"


def _authority(authority: NewAuthority) -> Iterator[str]:
    standing = tuple(_standing(authority.id, authority.found))
    yield from ("", "[[authority]]")
    yield from _pairs(id=authority.id, name=authority.name, short_name=authority.short_name)
    yield from _pairs(code_prefix=authority.code_prefix)
    yield from ("", "[authority.ons]", *_pairs(code=authority.ons_code), *standing)
    day_id = f"{authority.id}-day"
    yield from ("", "[[authority.line]]", *_line(day_id, authority.day, "day", standing))
    yield from _hours("authority", authority.day, standing)
    if authority.night is not None:
        yield from ("", "[[authority.line]]")
        yield from _line(f"{authority.id}-out-of-hours", authority.night, "out-of-hours", standing, day_id)
    yield from ("", "[authority.channel]", *_pairs(use=_channel(authority)))
    if _channel(authority) == "by-email":
        yield from _pairs(address=authority.referrals)
    else:
        yield from _pairs(portal_help=f"Its form: {authority.referrals}. If it fails, ring {{{day_id}}}.")
    yield from standing


def _service(area: NewArea, kind: str, line: NewLine) -> Iterator[str]:
    standing = tuple(_standing(area.id, area.found))
    name, use, purpose = SERVICES[kind]
    own = service_id(area.id, kind)
    children = service_id(area.id, "childrens_social_care")
    day_line = (
        children
        if use == "out-of-hours" and children in {service_id(area.id, each) for each, _ in area.services}
        else ""
    )
    yield from ("", "[[service]]", *_pairs(id=own, name=f"{area.name} {name}", purpose=purpose))
    yield from (
        "",
        "[[service.line]]",
        *_line(own, line, use if day_line or use != "out-of-hours" else "any-time", standing, day_line),
    )
    yield from _hours("service", line, standing)


def _line(own: str, line: NewLine, use: str, standing: Sequence[str], day_line: str = "") -> Iterator[str]:
    yield from _pairs(line=own, phone=line.phone, use=use)
    if day_line:
        yield from _pairs(day_line=day_line)
    yield from standing


def _hours(owner: str, line: NewLine, standing: Sequence[str]) -> Iterator[str]:
    if line.hours:
        yield from ("", f"[[{owner}.line.hours]]", *_pairs(open=line.hours), *standing)


def _source_id(owner: str) -> str:
    return f"{owner}-found"


def _standing(owner: str, found: FoundIn | None) -> Iterator[str]:
    yield from _pairs(source=_source_id(owner) if found else SOURCE, confidence="unconfirmed")
    if found is not None:
        yield f"checked_on = {found.on.isoformat()}"


def _pairs(**values: str | Sequence[str]) -> Iterator[str]:
    return (f"{key} = {_quoted(value)}" for key, value in values.items())


def _quoted(value: str | Sequence[str]) -> str:
    # JSON texts and lists of texts are valid TOML.
    return json.dumps(value, ensure_ascii=False)
