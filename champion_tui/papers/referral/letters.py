"""Letters to the chosen council, in the words of ``data/letters.toml``: one A4 page, signed by staff and the person.

The organisation alone signs a letter about a referral that nobody has answered (procedure 6.2).
"""

from collections.abc import Iterator
from datetime import date

from champion_tui.domain.cases.after_sending import OUTCOME, Heard
from champion_tui.domain.cases.completeness import NAME
from champion_tui.domain.cases.kept_away import contains_forbidden_number
from champion_tui.domain.dates.deadlines import review_by
from champion_tui.domain.papers.letter import LetterWanted, must_keep_to_them, safe_ways
from champion_tui.ground.answers import Answers
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.ground.dates.date_words import count_words, day_words, plain_day
from champion_tui.ground.plain_text import one_line, shortened
from champion_tui.ground.values import immutable
from champion_tui.knowledge.forms.letters import Letter, LetterText
from champion_tui.papers import paper_words as words
from champion_tui.papers.choosing import elsewhere
from champion_tui.papers.document import Block, Bullets, Document, Heading, Pairs, Paragraph, Signatures, Write
from champion_tui.papers.errors import NoLetter
from champion_tui.papers.outgoing import Outgoing, outgoing_in_letter
from champion_tui.papers.source import PackSource
from champion_tui.papers.writers import pdf
from champion_tui.triage.tree import Situation
from champion_tui.triage.words import fill, placeholders


@immutable
class LetterLimits:
    """The most characters of a name, of other texts, and of a text on one line; the most lines to write on, and ways to answer."""

    name: int
    text: int
    line: int
    pen: int
    ways: int


TRIED = (
    LetterLimits(80, 150, 90, 4, 2),
    LetterLimits(60, 90, 60, 3, 2),
    LetterLimits(50, 50, 40, 2, 1),
    LetterLimits(30, 25, 25, 2, 1),
)
"""The limits to try, the widest first, because a letter is one page."""

LONGEST_WAY = 220
"""The most characters of a way to reach them. The form allows no longer address, so none is shortened."""
NO_NEED = "none"

TEMPLATE = "record"
"""Letters use the page of the records: A4, with lines to sign and to write on."""


def document(source: PackSource, wanted: LetterWanted) -> Document:
    """Returns the letter, shortened as far as it must be for one page. Raises as ``allowed`` does."""
    letter, out = allowed(source, wanted)
    made = _Setting(source, letter, wanted, out, TRIED[-1]).document()
    for limits in TRIED[:-1]:
        tried = _Setting(source, letter, wanted, out, limits).document()
        if len(pdf.pages(tried, source.fonts)) == 1:
            return tried
    return made


def allowed(source: PackSource, wanted: LetterWanted) -> tuple[Letter, Outgoing]:
    """Returns the letter's words and what it may contain, without setting a page, so that a list of letters can ask.

    Raises ``NotAgreed`` without the person's agreement, and ``NoLetter`` with the reason if it may not be made.
    """
    out = outgoing_in_letter(source).as_printed(source.fonts)
    letter = to_make(source, wanted)
    if not out.text(NAME) and not letter.names_nobody:
        raise NoLetter("No letter was made: it needs the person's name. Fill that in first.")
    return letter, out


def to_make(source: PackSource, wanted: LetterWanted) -> Letter:
    """Returns the letter's words if it may be made. Raises ``NoLetter`` with the reason otherwise."""
    letter = source.book.letters.letter(wanted.what)
    if letter is None:
        known = ", ".join(one.id for one in source.book.letters.letters)
        raise NoLetter(f"There is no letter {wanted.what!r}. There is: {known}.")
    if source.goes_to:
        raise NoLetter(f"No letter was made: letters go to a council, and this case goes to {source.goes_to}.")
    if not letter.when.holds(_situation(source, source.judgement.answers)):
        raise NoLetter(f"No letter was made. {letter.refused}")
    if letter.needs_notified:
        _refuse_late(source, wanted)
    why = _why_not_overdue(source) if letter.needs_overdue else ""
    if why:
        raise NoLetter(f"No letter was made. {why}")
    return letter


ANSWERS = (Heard.CONTACT_MADE, Heard.NO_CONTACT, Heard.DUPLICATE, OUTCOME)
"""The steps after which the council need not be chased. An acknowledgement is not one: the person has not been reached."""


def _why_not_overdue(source: PackSource) -> str:
    """Returns why it is too early, or no use, to chase the council; "" if it is time (procedure 3.1.1, 6.2)."""
    sent, steps = source.case.sent, source.case.steps
    if sent is None:
        return "The referral has not been marked as sent, so the council cannot have answered."
    heard = next((one for one in ANSWERS if one in steps), None)
    if heard is not None:
        return f"The council has answered, on {day_words(steps[heard].on)}: see what was written down then."
    ask = source.hurry.ring_by if source.hurry else source.contact_by
    today = london_date(source.at)
    if ask is None:
        return "It is not known by when the council tries to reach them."
    if today < ask or (source.hurry is None and today == ask):
        return f"The council has until {day_words(ask)} to reach them. If they cannot wait, ring it."
    return ""


def _refuse_late(source: PackSource, wanted: LetterWanted) -> None:
    """Raises ``NoLetter`` if the time to ask for a review is over, or the day of notification is missing (Housing Act 1996 s.202(3))."""
    if wanted.notified is None:
        raise NoLetter("No letter was made: it needs the day on which they were told of the decision.")
    last = review_by(wanted.notified).last_day
    if last < london_date(source.at):
        raise NoLetter(
            f"No letter was made: the last day to ask for a review was {day_words(last)}. Ask for legal advice at once; the "
            "council may accept it later if it agrees in writing."
        )


def _situation(source: PackSource, answers: Answers) -> Situation:
    judged = source.judgement
    return Situation(answers, judged.stage, judged.outcome, frozenset(judged.warnings), london_date(source.at))


class _Setting:
    """Builds one letter from the part of a case that may be shared."""

    def __init__(
        self, source: PackSource, letter: Letter, wanted: LetterWanted, out: Outgoing, limits: LetterLimits
    ) -> None:
        self._source = source
        self._letter = letter
        self._wanted = wanted
        self._out = out
        self._limits = limits
        self._situation = _situation(source, out.answers)
        self._values = self._known()

    def document(self) -> Document:
        points = tuple(self._said(self._letter.points))
        blocks: tuple[Block, ...] = (
            Pairs(tuple(self._head())),
            *(Paragraph(text) for _, text in self._said(self._letter.before)),
            *((Paragraph(self._letter.points_title), Bullets(tuple(text for _, text in points))) if points else ()),
            *(
                Write(text, min(one.lines, self._limits.pen)) if one.lines else Paragraph(text)
                for one, text in self._said(self._letter.after)
            ),
            Heading(words.H_ANSWER),
            Bullets(tuple(self._answer())),
            Signatures(self._signed_by(), words.DATE),
        )
        footer = words.LETTER_FOOTER.format(
            made=words.FOOTER.format(reference=self._source.case.reference, moment=plain_day(self._today())),
            version=self._source.book.letters.version,
        )
        return Document(TEMPLATE, self._letter.title, blocks, footer=footer, elsewhere=elsewhere(self._source.parcel))

    def _signed_by(self) -> tuple[str, ...]:
        who = self._agency() or words.WHO_HELPS
        return (
            (words.SIGN_OURS.format(who=who),)
            if self._letter.ours
            else (words.SIGN_OWN, words.SIGN_FOR.format(who=who))
        )

    def _today(self) -> date:
        return london_date(self._source.at)

    def _known(self) -> dict[str, str]:
        last = iso_date(str(self._out.answers.get("last-date", "")))
        told = self._wanted.notified if self._letter.needs_notified else None
        needs = self._out.of("support-needs")
        return {
            "person": self._text(NAME, self._limits.name),
            "last_date": day_words(last) if last and last >= self._today() else "",
            "household": self._text("household", self._limits.text),
            "support": "" if needs and needs.value == (NO_NEED,) else self._text("support-needs", self._limits.text),
            "notified": day_words(told) if told else "",
            "last_day": day_words(review_by(told).last_day) if told else "",
            **self._of_the_sending(),
        }

    def _of_the_sending(self) -> dict[str, str]:
        """Returns the dates of a referral that was sent. The contact date is included only if the council has promised one."""
        source = self._source
        sent, received = source.case.sent, source.case.steps.get(Heard.ACKNOWLEDGED)
        promised = source.contact_by if sent and source.promise_words else None
        over = (self._today() - promised).days if promised else 0
        return {
            "sent_day": day_words(sent.on) if sent else "",
            "received_day": day_words(received.on) if received else "",
            "contact_by": day_words(promised) if promised else "",
            "days_over": count_words(over, "day") if over > 0 else "",
        }

    def _said(self, texts: tuple[LetterText, ...]) -> Iterator[tuple[LetterText, str]]:
        """Yields the texts that apply to what was agreed to share, filled in. A text with an unknown value is left out."""
        for one in texts:
            known = all(self._values[name] for name in placeholders(one.words))
            if known and one.when.holds(self._situation):
                yield one, fill(one.words, self._values)

    def _text(self, field: str, longest: int = 0) -> str:
        return shortened(self._out.text(field), longest or self._limits.line)[0]

    def _agency(self) -> str:
        return self._text("agency-name")

    def _head(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        sent = self._source.case.sent
        yield words.L_TO, (words.HOUSING_TEAM.format(council=self._source.authority_name or words.COUNCIL_BY_HAND),)
        sender = tuple(filter(None, (self._agency(), self._text("team"))))
        if sender:
            yield words.L_FROM, (", ".join(sender),)
        yield words.DATE, (plain_day(self._today()),)
        if not self._letter.names_nobody:
            about = self._values["person"]
            born = self._out.text("date-of-birth")
            yield words.L_ABOUT, (f"{about}, {words.L_BORN.format(day=one_line(born))}" if born else about,)
        yield words.L_OURS, (self._source.case.reference,)
        if sent and sent.code:
            yield words.L_YOURS, (shortened(sent.code, self._limits.line)[0],)

    def _answer(self) -> Iterator[str]:
        """Yields how to answer: the safe ways, then the person who helps them, and no other.

        The organisation's own letter is answered to the organisation.
        """
        if self._letter.ours:
            yield from self._answer_to_us()
            return
        answers, referral = self._source.case.answers, self._source.case.referral
        ways = safe_ways(answers, referral)[: self._limits.ways]
        for way in ways:
            yield self._way(way)
        if "phone" in ways or "text" in ways:
            yield from (
                text for field, text in words.DO_NOT.items() if self._out.code(field) == "no" and _of_calls(field, ways)
            )
            yield from (
                text
                for field, text in words.ASK_FIRST.items()
                if self._out.code(field) == "ask" and _of_calls(field, ways)
            )
        notes = self._text("contact-notes", self._limits.text)
        if ways and notes and not contains_forbidden_number(notes, referral):
            yield words.HOW_SAFELY.format(notes=notes)
        helper = self._helper()
        if helper:
            yield (words.OR_TO if ways else words.ONLY_TO).format(who=helper)
        elif not ways:
            yield words.IN_PERSON
        if must_keep_to_them(answers, referral):
            yield words.NO_OTHER_WAY

    def _answer_to_us(self) -> Iterator[str]:
        helper = self._helper()
        yield words.TO_US.format(who=helper) if helper else words.TO_US_BY_HAND
        if not self._letter.names_nobody and must_keep_to_them(self._source.case.answers, self._source.case.referral):
            yield words.SAFE_WAYS_ALONE

    def _helper(self) -> str:
        fields = ("referrer-name", "referrer-phone", "referrer-email")
        return ", ".join(filter(None, map(self._text, fields)))

    def _way(self, way: str) -> str:
        text = self._out.text
        values = {
            "phone": text("phone"),
            "email": text("email"),
            "address": ", ".join(text("postal-address").split("\n")),
        }
        values["who"] = ", ".join(map(text, ("alternative-contact-name", "alternative-contact-phone")))
        return words.ANSWER_BY[way].format(**{key: shortened(value, LONGEST_WAY)[0] for key, value in values.items()})


def _of_calls(field: str, ways: tuple[str, ...]) -> bool:
    """Returns whether a warning about ``field`` applies to one of ``ways``. One about calls is not repeated for texts."""
    return field in (
        {"safe-to-leave-message", "may-say-who-is-calling", "safe-to-ring"} if "phone" in ways else {"safe-to-text"}
    )
