"""Page one of the referral: who, where now, by when, what is asked, how to reach them safely, and what not to do.

An officer reads it in a minute, so every text has a limit. The limits get tighter as the page fills up; type is never
made smaller.
"""

from collections.abc import Mapping
from typing import TypeAlias

from champion_tui.domain.cases.completeness import LATIN_NAME, NEEDED_FOR
from champion_tui.domain.dates.closed_days import About, LastDay
from champion_tui.domain.dates.deadlines import Ends, ends_by
from champion_tui.domain.dates.stage import days_until
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.ground.dates.date_words import count_words, day_and_month, day_words, list_words
from champion_tui.ground.plain_text import cut_short, one_line, shortened
from champion_tui.ground.values import immutable
from champion_tui.papers import paper_words as words
from champion_tui.papers import relevant_facts
from champion_tui.papers.choosing import elsewhere
from champion_tui.papers.document import (
    NOT_PRINTED,
    RUN,
    RUN_MEANS,
    Block,
    Callout,
    Fact,
    Facts,
    Heading,
    Pairs,
    Paragraph,
    Sides,
    marked,
)
from champion_tui.papers.outgoing import OutField, Outgoing
from champion_tui.papers.referral.page_one_room import fits
from champion_tui.papers.setting.bidi import flowing
from champion_tui.papers.source import PackSource, leaves_prison

CANNOT_WAIT = "call-today"
"""The warning with which ten working days are too long: the officer is asked for contact today."""

NEEDS_ON_EACH_PAGE, LANGUAGE_ON_EACH_PAGE = 240, 60
NEEDS, NOT_A_NEED = "communication-needs", "none"
INTERPRETER, LANGUAGE = "interpreter", "interpreter-language"
WHEELCHAIR = "wheelchair"
"""A support need that matters when booking a room, so it is in the banner if they agreed to share it."""

Row: TypeAlias = tuple[str, tuple[str, ...]]
"""A label and its texts."""


@immutable
class PageLimits:
    """The most characters of a name, of any other text, of what happened, and of the chosen way to reach them."""

    name: int
    text: int
    story: int
    large: int


TRIED = (
    PageLimits(90, 160, 480, 90),
    PageLimits(90, 110, 280, 70),
    PageLimits(70, 80, 200, 60),
    PageLimits(60, 60, 140, 50),
    PageLimits(50, 45, 100, 40),
    PageLimits(40, 35, 70, 35),
    PageLimits(30, 25, 45, 25),
    PageLimits(20, 16, 25, 16),
)
"""The limits to try, the widest first."""


def page_one(source: PackSource, out: Outgoing) -> tuple[Block, ...]:
    """Returns the blocks of page one, as long as the page has room for."""
    needs = banner(out)
    tried = (Glance(source, out, limits).with_marks() for limits in TRIED)
    last: tuple[Block, ...] = ()
    for last in tried:
        if fits(last, needs):
            return last
    return last


def banner(out: Outgoing) -> str:
    """Returns the needs that are printed on every page, "" if there are none."""
    needs = dict(_coded(out, NEEDS))
    language, _ = shortened(out.text(LANGUAGE), LANGUAGE_ON_EACH_PAGE)
    named = [words.INTERPRETER.format(language=language)] if language else []
    named += [
        words.NEED_SHORT.get(one, text)
        for one, text in needs.items()
        if one != NOT_A_NEED and not (one == INTERPRETER and named)
    ]
    named += [words.NEED_SHORT.get(one, text) for one, text in _coded(out, "support-needs") if one == WHEELCHAIR]
    start, cut = shortened("; ".join(named), NEEDS_ON_EACH_PAGE)
    return words.NEEDS.format(needs=words.MORE_BELOW.format(start=start) if cut else start) if named else ""


def _coded(out: Outgoing, field_id: str) -> tuple[tuple[str, str], ...]:
    """Returns each chosen code of a field with its words."""
    field = out.of(field_id)
    if field is None or field.value is None:
        return ()
    ids = (field.value,) if isinstance(field.value, str) else field.value
    return tuple(zip(ids, field.words, strict=True))


@immutable
class Glance:
    """The parts of page one, shortened to ``limits``."""

    source: PackSource
    out: Outgoing
    limits: PageLimits

    def blocks(self) -> tuple[Block, ...]:
        """Returns all blocks."""
        return (
            Paragraph(self.brief("full-name", self.limits.name), "large"),
            *self._who_else(),
            *self._told(),
            Facts((self._where(), self._by_when(), self._asked())),
            Sides(self.reach(), (Callout(words.DO_NOT_TITLE, self.do_not(), "stop"),)),
            Pairs(
                (
                    *self._earlier(),
                    *self._happened(),
                    *self.given(words.ALSO_LABELS),
                    (words.H_REFERRED_BY, self.referrer()),
                    (words.H_AGREED, self._agreed()),
                )
            ),
            Paragraph(f"{_duty(self.out)}. {words.NOT_AN_APPLICATION}", "quiet"),
        )

    def with_marks(self) -> tuple[Block, ...]:
        """Returns the blocks, followed by the meaning of the marks for missing characters if there are any."""
        made = self.blocks()
        said = repr(made)
        if RUN not in said and NOT_PRINTED not in said:
            return made
        where = elsewhere(self.source.parcel)
        means = f"{RUN_MEANS} {where}" if RUN in said else where
        return (*made, Paragraph(means, "quiet"))

    def brief(self, field_id: str, longest: int = 0) -> str:
        """Returns a field for page one: in full if it is short, otherwise its beginning and a note that there is more below."""
        field = self.out.of(field_id)
        if field is None or not field.words:
            return words.NOT_SHARED if field and not field.agreed else words.NOT_GIVEN
        return self._cut(field, longest or self.limits.text)

    def _cut(self, field: OutField, longest: int) -> str:
        start, cut = cut_short(flowing(marked(field.text, self.source.fonts)), longest)
        return words.MORE_BELOW.format(start=start) if cut else start

    def _who_else(self) -> tuple[Block, ...]:
        known, born = self.out.text("known-as"), self.out.text("date-of-birth")
        latin = self.out.text(LATIN_NAME)
        parts = (
            words.IN_LATIN.format(name=self.brief(LATIN_NAME, self.limits.name)) if latin else "",
            self._known_as() if known else "",
            words.BORN.format(day=one_line(born)) if born else "",
        )
        said = ". ".join(part.rstrip(".") for part in parts if part)
        return (Paragraph(f"{said}."),) if said else ()

    def _known_as(self) -> str:
        name = self.brief("known-as", self.limits.name)
        return (words.KNOWN_AS_UNSEEN if name == NOT_PRINTED else words.KNOWN_AS).format(name=name)

    def _told(self) -> tuple[Block, ...]:
        """Returns what they told us, and agreed to share, that changes what the officer does; () if there is nothing."""
        return (Callout(words.H_TOLD, self.out.to_officer, "note"),) if self.out.to_officer else ()

    def _earlier(self) -> tuple[Row, ...]:
        """Returns what has changed since the referral that this one follows. It is never shortened: an officer relies on its dates."""
        said = " ".join(relevant_facts.lines(self.source, self.out))
        return ((words.H_CHANGED_FACTS, (said,)),) if said else ()

    def _happened(self) -> tuple[Row, ...]:
        given = self.out.text("summary")
        return ((words.H_HAPPENED, (self.brief("summary", self.limits.story),)),) if given else ()

    def _where(self) -> Fact:
        return Fact(words.H_WHERE, self.brief("current-accommodation", self.limits.name), ())

    def _by_when(self) -> Fact:
        answer = self.out.answers.get("last-date")
        day, today = iso_date(str(answer)), london_date(self.source.at)
        if day is None:
            return Fact(words.H_BY_WHEN, words.NO_DATE, ())
        days = days_until(day, today)
        if days < 0:
            notice = ends_by(self.out.answers) is Ends.NOTICE
            return Fact(
                words.H_BY_WHEN, day_words(day), (words.NOTICE_PASSED if notice else words.DATE_PASSED,), "stop"
            )
        told = words.DATE_TODAY if days == 0 else words.DATE_AHEAD.format(days=count_words(days, "day"))
        notes = (told, _closed_day(self.source.judgement.last_day, self.out))
        return Fact(words.H_BY_WHEN, day_words(day), notes, "note" if days else "stop")

    def _asked(self) -> Fact:
        reason = self.brief("agreed-reason")
        soon, sent = self.source.hurry, self.source.case.sent
        by = soon.ring_by if soon else self.source.contact_by if self.source.promise_words else None
        if CANNOT_WAIT in self.source.judgement.warnings:
            return Fact(words.H_ASKED, words.TODAY, (reason,), "stop")
        if by is None:
            return Fact(words.H_ASKED, words.ASAP, (reason,))
        today = day_words(london_date(self.source.at))
        since = words.SENT_TO_YOU.format(sent=day_words(sent.on)) if sent else words.IF_SENT.format(today=today)
        return Fact(words.H_ASKED, words.CONTACT_BY.format(day=day_words(by)), (since, reason))

    def reach(self) -> tuple[Block, ...]:
        """Returns the way they chose with what is safe, then the other ways and times under their labels."""
        given = {label: ids for label, ids in words.REACH_LABELS.items() if any(map(self.out.text, ids))}
        ways = tuple(ids for ids in given.values() if ids in NEEDED_FOR.values() and ids != ("contact-notes",))
        method = NEEDED_FOR.get(self.out.code("contact-method"), ())
        first = method if method in given.values() else ways[0] if ways and not method else ()
        large = "\n".join(self.brief(one, self.limits.large) for one in first if self.out.text(one))
        safe = tuple(text for one, text in words.IS_SAFE.items() if self.out.code(one) == "yes")
        told = self.out.text("contact-method")
        choice = words.FIRST_CHOICE.format(method=told[:1].lower() + told[1:]) if told else words.NO_CHOICE
        other = self.given({label: ids for label, ids in given.items() if ids != first})
        return (
            Heading(words.H_REACH),
            Facts((Fact(choice, large, safe),)),
            *((Pairs(other),) if other else ()),
        )

    def given(self, labels: Mapping[str, tuple[str, ...]]) -> tuple[Row, ...]:
        """Returns the labels that have a value, with the texts of their fields."""
        rows = ((label, tuple(self.brief(one) for one in ids if self.out.text(one))) for label, ids in labels.items())
        return tuple(row for row in rows if row[1])

    def do_not(self) -> tuple[str, ...]:
        """Returns what must not be done when contacting them, and what has not been confirmed as safe."""
        out = self.out
        at = words.NEVER_AT.format(where=self.brief("do-not-contact-at")) if out.text("do-not-contact-at") else ""
        forbidden = (words.DO_NOT[one] for one in words.DO_NOT if out.code(one) == "no")
        first = (words.ASK_FIRST[one] for one in words.ASK_FIRST if out.code(one) == "ask")
        interpreter = words.NO_RELATIVE if INTERPRETER in dict(_coded(out, NEEDS)) or out.text(LANGUAGE) else ""
        answered = any(out.code(one) for one in words.DO_NOT)
        said = (
            words.NOTHING_SAID if not answered else "" if out.code("safe-to-leave-message") else words.MESSAGE_NOT_SAID
        )
        return tuple(filter(None, (at, *forbidden, *first, said, interpreter)))

    def referrer(self) -> tuple[str, ...]:
        """Returns who refers, from which organisation, and how to reach them."""
        given = self.out.text
        who, where = ("referrer-name", "referrer-role"), ("agency-name", "team")
        lines = (", ".join(filter(None, (one_line(given(one)) for one in part))) for part in (who, where))
        how = tuple(one_line(given(one)) for one in ("referrer-phone", "referrer-email") if given(one))
        told = (*filter(None, lines), *((", ".join(how),) if how else ()))
        return tuple(shortened(marked(line, self.source.fonts), self.limits.text)[0] for line in told) or (
            words.NOT_GIVEN,
        )

    def _agreed(self) -> tuple[str, ...]:
        how = words.CONSENT_HOW.get(str(self.out.answers.get("consent")), "")
        parts = (
            (words.PART_AGREED if part in self.out.agreed else words.PART_HELD).format(part=said)
            for part, said in words.AGREED_PARTS.items()
        )
        return (words.AGREED_HOW.format(how=how), *parts)


def _closed_day(last: LastDay | None, out: Outgoing) -> str:
    """Returns a sentence if nobody is released or the council is closed on that day, or a release may come earlier.

    "" for any other day. Prison is mentioned only if they agreed to share that.
    """
    if last is None:
        return ""
    early = list_words(tuple(map(day_and_month, last.released_early)), "or")
    if About.NOT_WORKING in last.about and leaves_prison(out.answers):
        moves = words.RELEASE_MOVES_EARLY if early else words.RELEASE_MOVES
        return moves.format(why=last.why, day=day_words(last.released_by), early=early)
    if About.RELEASE_EARLY in last.about and leaves_prison(out.answers):
        return words.RELEASE_EARLY.format(early=early)
    return words.DATE_CLOSED.format(why=last.why, before=day_words(last.open_before)) if last.closed else ""


def _duty(out: Outgoing) -> str:
    body = out.code("body-type")
    if not body:
        return words.NO_BODY
    return words.VOLUNTARY if body == "voluntary" else words.LEGAL_DUTY
