"""The data and wording that all forms of a slip share."""

import re

from champion_tui.domain.cases.completeness import SAFETY_OF, abuse_appears
from champion_tui.domain.dates.closed_days import LastDay
from champion_tui.domain.lines.phone_lines import Confidence, LineNow, LineUse
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.plain_text import shortened
from champion_tui.ground.values import immutable
from champion_tui.knowledge.lines.areas import NO_CODE, takes_by
from champion_tui.papers.catalogue import words_of
from champion_tui.papers.document import Blank, Number, Scan
from champion_tui.papers.opening_hours import hours_note, hours_words
from champion_tui.papers.outgoing import is_referral
from champion_tui.papers.phone_lines import DANGER, council_lines, lines_of_councils, night_lines, stands_in
from champion_tui.papers.slip.slip_room import WIDEST, Length
from champion_tui.papers.source import PackSource
from champion_tui.papers.wording import Wording

LONGEST_PHONE = 80
DATED_REASONS = frozenset({"threatened", "early-help"})
"""Reasons that depend on a day."""
METHODS = frozenset({"phone", "text", "email", "letter", "someone-else", "in-person"})
DIAL = "TEL:"
"""In capitals, a QR code has fewer and larger squares; phones read both (RFC 3966: schemes have no case)."""

DIALLED = re.compile(r"\+?\d[\d ]+")


@immutable
class SlipContent:
    """The contents of a slip in one language.

    ``codes`` says whether QR codes are printed: never if abuse appears (a scan stays in a phone's history, and dials at
    a touch), and only once on a slip in two languages. ``length`` limits the contents.
    """

    source: PackSource
    wording: Wording
    codes: bool = False
    length: Length = WIDEST

    def say(self, key: str, **values: str) -> str:
        """Returns a sentence of the catalogue, filled in."""
        return self.wording.say(key, **values)

    @property
    def council(self) -> str:
        """The chosen council's name, or words in its place."""
        return shortened(self.source.authority_name, self.length.council)[0] or self.say("the-council")

    @property
    def helper(self) -> str:
        """The helping organisation's name; words in its place if there is none, or no font here can print it."""
        name = shortened(str(self.source.case.agency.get("agency-name", "")), self.length.helper)[0]
        return name if name and not self.source.fonts.missing(name) else self.say("the-helper")

    @property
    def helper_phone(self) -> str:
        """The helper's number, "" if it is not known."""
        return shortened(str(self.source.case.agency.get("referrer-phone", "")), LONGEST_PHONE)[0]

    @property
    def method(self) -> str:
        """How they want to be reached, as part of sentence names. A way that is not safe is "any"."""
        referral = self.source.case.referral
        method = str(referral.get("contact-method", ""))
        unsafe = referral.get(SAFETY_OF.get(method, "")) == "no" and method in {"phone", "text"}
        return method if method in METHODS and not unsafe else "any"

    @property
    def hurry(self) -> str:
        """What to say if the council may come too late, as one text; "" if it will not."""
        soon = self.source.hurry
        if soon is None:
            return ""
        said = self.say(f"hurry-{soon.ends}", day=self.wording.day(soon.last))
        return f"{said} {self.say('hurry')} {self.say('hurry-ring', day=self.wording.day(soon.ring_by))}"

    @property
    def code(self) -> Blank:
        """The code, or a line to write it on."""
        return Blank(self.say("code"), self.code_to_give)

    @property
    def code_to_give(self) -> str:
        """What the person says when they ring: the portal's code, "" until there is one.

        For a council that sends no code, it is our reference, which is on the referral.
        """
        case = self.source.case
        authority = self.source.book.authority(str(self.source.judgement.answers.get("authority", "")))
        return (case.sent.code if case.sent else "") or (case.reference if takes_by(authority) in NO_CODE else "")

    @property
    def working_days(self) -> str:
        """How many working days the council has from the day it is notified, as text."""
        return self.wording.count(self.source.contact_days)

    @property
    def printed(self) -> str:
        """The last line."""
        return self.say("printed", day=self.wording.plain_day(london_date(self.source.at)))

    @property
    def referred(self) -> bool:
        """Whether a referral to a council can be sent."""
        return is_referral(self.source) and not self.source.goes_to

    @property
    def last_day(self) -> LastDay | None:
        """The day they leave or lose their home, if the agreed reason depends on it and it has not passed."""
        reason = str(self.source.case.referral.get("agreed-reason", ""))
        return self.source.judgement.last_day if reason in DATED_REASONS else None

    @property
    def by_day(self) -> tuple[LineNow, ...]:
        """Numbers that answer by day: the chosen council's; if none is chosen and nothing is sent, any council's."""
        lines = council_lines(self.source) or (() if self.referred else lines_of_councils(self.source))
        return tuple(line for line in lines if line.use in {LineUse.DAY, LineUse.ANY_TIME})

    @property
    def night(self) -> tuple[LineNow, ...]:
        """The numbers to ring when offices are closed. The last one is the fallback for all others."""
        lines = night_lines(self.source)
        most = self.length.night
        return lines if len(lines) <= most else (*lines[: most - 1], lines[-1])

    @property
    def danger(self) -> Number:
        """999, which never has a QR code, so that it is not dialled by accident."""
        return Number(DANGER, self.say("danger"), self.say("danger-hint"))

    def number(self, line: LineNow) -> Number:
        """Returns a phone line as it is printed, with a QR code if it is confirmed and safe."""
        hours = f"{hours_words(self.source, line, self.wording).rstrip('.')}."
        when = " ".join((hours, *self._sureness(line)))
        return Number(line.phone, line.name, when, self._scan(line) if self.codes else None)

    def _scan(self, line: LineNow) -> Scan | None:
        """Returns the code next to a number. If its hours conflict and its website is confirmed, the code opens the website."""
        site = next((one.website for one in self.source.book.national if one.id == line.id), None)
        sure = site is not None and site.standing.confidence == Confidence.CONFIRMED
        if site is not None and sure and line.hours_confidence == Confidence.CONFLICTING:
            alt = self.say("scan-page-alt", address=site.address)
            return Scan(site.address, self.say("scan-page", name=line.name), alt)
        if line.confidence != Confidence.CONFIRMED or not DIALLED.fullmatch(line.phone):
            return None
        alt = self.say("scan-number-alt", phone=line.phone)
        return Scan(f"{DIAL}{line.phone.replace(' ', '')}", self.say("scan-number"), alt)

    def _sureness(self, line: LineNow) -> tuple[str, ...]:
        """Returns what the person must know about an unconfirmed number. Number and hours have separate confidences."""
        unsure = line.hours_confidence != Confidence.CONFIRMED and line.hours and not line.hours_assumed
        said_already = line.use is LineUse.OUT_OF_HOURS or hours_note(self.source, line)
        said = (
            "stand-in" if stands_in(self.source, line) else "",
            "number-unsure" if line.confidence != Confidence.CONFIRMED else "",
            "hours-unsure" if unsure and not said_already else "",
        )
        return tuple(self.say(key) for key in said if key)


def english(source: PackSource) -> SlipContent:
    """Returns the content in English, with QR codes unless abuse appears anywhere in the case."""
    safe = not abuse_appears(source.case.answers, source.case.referral)
    return SlipContent(source, Wording(words_of(source.book)), codes=safe)


def in_each_language(source: PackSource) -> tuple[SlipContent, ...]:
    """Returns English, and the second language if the person has one."""
    return (english(source), *((SlipContent(source, source.beside),) if source.beside else ()))
