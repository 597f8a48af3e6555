"""``data new-area``: asks about a county and its housing authorities, and writes them as a file for data/areas/."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.knowledge.routing import routing_of
from champion_tui.cli.plain.talk import Left, Talk, command_in, settle_day
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.errors import CannotReadOrWrite, os_error_words
from champion_tui.desk.opening import LOCAL_DATA
from champion_tui.domain.dates.purposes import COUNTED, PURPOSES
from champion_tui.domain.dates.said_day import DayRead, read_day
from champion_tui.domain.lines.england import Council, England
from champion_tui.domain.lines.hours import WrongHours, hours_in_words, read_hours
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.ground.files.durable_files import write_whole
from champion_tui.ground.tables import ID
from champion_tui.knowledge.lines.areas import CODE_PREFIX
from champion_tui.knowledge.lines.new_area import SERVICES, FoundIn, NewArea, NewAuthority, NewLine, area_text
from champion_tui.knowledge.lines.reading_lines import EMAIL, EXPECTED, parse_phone
from champion_tui.knowledge.local.own_files import AREAS
from champion_tui.knowledge.routing import Routing

NO_JSON = "champion-tui data new-area talks in lines and has no JSON form."
BEGIN = "Nothing is written before the last question. .q leaves. What you do not know can wait: it is left out, not guessed."
ENDED = "Left. Nothing was written."
WRITTEN = (
    "Written to {to}. Everything in it is unconfirmed. Put it into {folder}, then: champion-tui data check. "
    "docs/how-to/add-an-area.md says what comes next."
)
WEB = re.compile(r"https://[^\s/]+\.[^\s]+\Z")
NOT_TAKEN = "That cannot be used: expected {expected}."


def run(context: Context) -> ExitCode:
    """Asks line by line, then writes the file of ``--to``.

    Raises ``WrongValue`` if the file exists or does not end in .toml, ``CannotReadOrWrite`` if it cannot be written.
    """
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    to, today = Path(context.args.to), london_date(context.now())
    if to.suffix != ".toml" or to.exists() or to.is_symlink():
        raise WrongValue(Problem("to", context.args.to, "a new file ending in .toml"))
    talk = Talk()
    talk.say(*wrapped(BEGIN), "")
    try:
        area = AreaQuestions(talk, routing_of(context), today).area()
    except Left:
        talk.say(ENDED)
        return ExitCode.DONE
    if to.exists() or to.is_symlink():
        raise CannotReadOrWrite(f"{to} was made meanwhile. Nothing was written.", "Name another file.")
    try:
        write_whole(to, area_text(area, today).encode())
    except OSError as error:
        raise CannotReadOrWrite(f"{to} could not be written: {os_error_words(error)}") from error
    talk.say("", *wrapped(WRITTEN.format(to=to, folder=context.home / LOCAL_DATA / AREAS)))
    return ExitCode.DONE


class AreaQuestions:
    """Asks about one area. A mistake is reported at once, and the question is asked again. Methods raise ``Left``."""

    def __init__(self, talk: Talk, routing: Routing, today: date) -> None:
        self._talk = talk
        self._routing = routing
        self._today = today
        self._taken = {each.id for each in routing.authorities()}
        self._prefixes = {each.code_prefix for each in routing.authorities()}

    def area(self) -> NewArea:
        """Asks for the whole area."""
        own = self._asked("Id of the area, such as oxfordshire. Use small letters and hyphens.", self._new_id)
        name = self._asked("Its name, as people call it.", _some_text)
        services = [(kind, line) for kind in SERVICES if (line := self._service(kind)) is not None]
        found = self._found() if services else None
        authorities: list[NewAuthority] = []
        while (authority := self._authority(more=bool(authorities))) is not None:
            authorities.append(authority)
        return NewArea(own, name, tuple(authorities), tuple(services), found)

    def _service(self, kind: str) -> NewLine | None:
        name, use, _ = SERVICES[kind]
        phone = self._asked(f"Number of the {name}. Enter: not known.", _phone, empty=True)
        if not phone:
            return None
        hours = "" if use == "out-of-hours" else self._hours()
        return NewLine(phone, hours)

    def _authority(self, *, more: bool) -> NewAuthority | None:
        council = self._council(more=more)
        if council is None:
            return None
        self._taken.add(council.id)
        prefix = self._asked("Use three capitals for its references, such as CHW.", self._new_prefix)
        self._prefixes.add(prefix)
        day = NewLine(self._asked(f"Number by day of {council.name}.", _phone), self._hours())
        night = self._asked("Number at night and at weekends. Enter: not known.", _phone, empty=True)
        referrals = self._asked("Where referrals go: an e-mail address, or the https address of a form.", _referrals)
        return NewAuthority(
            council.id,
            council.name,
            council.short_name,
            council.ons_code,
            prefix,
            day,
            NewLine(night) if night else None,
            referrals,
            self._found(),
        )

    def _found(self) -> FoundIn | None:
        """Asks where the last values come from and the date of that page; None if nobody knows."""
        title = self._asked(
            "Where did you find these? Such as: its page on homelessness. Enter: not known.", _some_text, empty=True
        )
        if not title:
            return None
        while True:
            heard = self._heard("The day that page gives, else the day you read it. Enter: today.")
            answer = self._today.isoformat() if not heard else settle_day(self._talk, self._day, heard)
            if (day := iso_date(answer or "")) is not None:
                return FoundIn(title, day)

    def _day(self, text: str) -> DayRead:
        return read_day(text, PURPOSES[COUNTED], self._today)

    def _council(self, *, more: bool) -> Council | None:
        """Asks for a housing authority in England that no area has yet. With ``more``, Enter returns None."""
        end = " Enter: that was all." if more else ""
        while True:
            typed = self._heard(f"A housing authority: part of its name.{end}")
            if not typed and more:
                return None
            found = [
                each.council for each in self._england.find(typed, self._today) if each.council.id not in self._taken
            ]
            found = [council for council in found if council.ons_code][:9] if typed else []
            if not found:
                self._talk.say("No housing authority of today has that in its name, or an area has it already.")
            elif len(found) == 1:
                self._talk.say(f"{found[0].name}, {found[0].hint}.")
                return found[0]
            else:
                place = self._talk.choose("Which one?", [f"{each.name}, {each.hint}" for each in found])
                if isinstance(place, int):
                    return found[place]

    @property
    def _england(self) -> England:
        return self._routing.england

    def _hours(self) -> str:
        return self._asked(
            "Its hours, such as Mon-Thu 09:00-17:00, Fri 09:00-16:30. Enter: not known.", _hours, empty=True
        )

    def _new_id(self, typed: str) -> tuple[str, str]:
        fine = ID.match(typed) and typed not in self._routing.areas
        return typed if fine else "", "small letters, digits and hyphens, and no area that there is"

    def _new_prefix(self, typed: str) -> tuple[str, str]:
        fine = CODE_PREFIX.match(typed) and typed not in self._prefixes and typed != "ENG"
        return typed if fine else "", "three capital letters that no other authority has"

    def _heard(self, prompt: str) -> str:
        """Returns one answer; ``.q`` leaves, as wherever text is typed."""
        while (command := command_in(heard := self._talk.ask(prompt), text=True)) is not None:
            self._talk.say(f"There is no {command} here. .q leaves.")
        return heard

    def _asked(self, prompt: str, read: Callable[[str], tuple[str, str]], *, empty: bool = False) -> str:
        """Asks until ``read`` accepts the answer, and returns its value; "" for Enter if ``empty`` is allowed.

        ``read`` returns the value, "" if it is wrong, and what was expected.
        """
        while True:
            typed = self._heard(prompt)
            if not typed and empty:
                return ""
            value, expected = read(typed)
            if value:
                return value
            self._talk.say(*wrapped(NOT_TAKEN.format(expected=expected)))


def _some_text(typed: str) -> tuple[str, str]:
    return typed if typed.isprintable() else "", "words of letters, digits and signs"


def _phone(typed: str) -> tuple[str, str]:
    return parse_phone(typed) or "", EXPECTED


def _hours(typed: str) -> tuple[str, str]:
    try:
        return hours_in_words(read_hours(typed)), ""
    except WrongHours as error:
        return "", str(error)


def _referrals(typed: str) -> tuple[str, str]:
    return typed if EMAIL.match(typed) or WEB.match(
        typed
    ) else "", 'an address such as "housing@example.org" or "https://example.org/refer"'
