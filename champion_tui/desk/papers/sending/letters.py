"""Letters to the chosen council: which can be made, their text, and writing them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from champion_tui.desk.cases.case_views import missing_in
from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.papers.listing import ListingOfCase
from champion_tui.desk.papers.prepared import PreparedCase, Preparing
from champion_tui.desk.papers.sending import sending_words as words
from champion_tui.desk.papers.sending.sending import address_of
from champion_tui.desk.papers.written import export_view
from champion_tui.desk.store_access import pack_errors
from champion_tui.desk.targets import default_folder, free_file
from champion_tui.desk.views import ExportView
from champion_tui.domain.cases.case import Case
from champion_tui.domain.cases.completeness import LATIN_NAME, NAME, paper_choice
from champion_tui.domain.cases.form import Need
from champion_tui.domain.dates.deadlines import review_by
from champion_tui.domain.lines.phone_lines import LineUse
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import day_words
from champion_tui.ground.values import immutable
from champion_tui.papers.errors import NoLetter, NotAgreed
from champion_tui.papers.pack import going, pack
from champion_tui.papers.referral import letters

LETTER = "letter"
"""The kind under which a letter is listed as having left the vault."""

PDF, DRAFT = ".pdf", ".eml"
SIGN_IT = "Read it out to them. Print it; sign it together only if they want it sent."
READ_OUT = "Read it out to them. Send it only if they want it sent."
READ_OURS = "Read it before it goes; tell them that you have asked."
OPEN_DRAFT = (
    "Open {name}: your mail program shows it as a draft to {address}. Ask the council first if that is the right address. Nothing is sent "
    "until you send it."
)
NO_ADDRESS = "No e-mail address is known for {council}."
NO_ADDRESS_WAY_OUT = "Write the letter as a PDF, and ask the council where to send it."
SIGN_OURS = "Read it, and print it. Your organisation signs it, not the person; tell them that you have asked."
WHOM = "It goes to {council}'s homelessness team{ways}: ask who is in charge of referrals. Tell {champion} as well."
CHAMPION = "your organisation's homelessness champion"
GIVE_IT = "Take or send it to the council, and keep a copy in your own system. Then delete the file: it is not locked."
NOT_CARRIED = "They should not carry a copy of this letter: paper is not safe for them."
NOT_AFTER_TODAY = "a day that is not after today"
DAY_NEEDED = "the day on which they were told of the decision"


@immutable
class LetterView:
    """A letter as it is offered. ``why_not`` says why it cannot be made now, "" if it can. ``dated``: it needs the day
    on which the person was told of the decision.
    """

    id: str
    name: str
    hint: str
    why_not: str
    dated: bool


class Letters:
    """``desk.papers.letters``. All methods are *slow*."""

    def __init__(self, preparing: Preparing) -> None:
        self._preparing = preparing
        self._known = preparing.book.letters

    def views(self, reference: str) -> tuple[LetterView, ...]:
        """Returns every letter, in the order in which they are offered."""
        source = self._preparing.case(reference).source
        today = london_date(source.at)
        views: list[LetterView] = []
        for letter in self._known.letters:
            why = ""
            try:
                letters.allowed(source, LetterWanted(letter.id, today if letter.needs_notified else None))
            except (NoLetter, NotAgreed) as error:
                why = str(error)
            views.append(LetterView(letter.id, letter.name, letter.hint, why, letter.needs_notified))
        return tuple(views)

    def preview(self, reference: str, wanted: LetterWanted) -> tuple[tuple[str, str], ...]:
        """Returns exactly what would be printed, as (file name, text). Raises what ``write`` raises."""
        prepared = self.prepared(reference, wanted, on_paper=True)
        with pack_errors():
            return pack.preview_letter(prepared.source, wanted)

    def write(self, reference: str, to: Path, wanted: LetterWanted) -> ExportView:
        """Writes a letter. The ending of ``to`` decides whether it is a PDF, text or an e-mail draft to the council.

        Raises ``RefusedByProcedure`` without the person's agreement, if the letter does not apply to them, after the
        last day for a review, and for a draft if no address is known. Raises ``WrongValue`` for an unknown letter.
        """
        ending = to.suffix.lower()
        prepared = self.prepared(reference, wanted, on_paper=ending in {PDF, DRAFT})
        listing = self._preparing.listing(prepared, LETTER)
        if ending == DRAFT:
            return self._drafted(prepared, to, wanted, listing)
        with pack_errors():
            written = pack.write_letter(prepared.source, to, wanted, listing)
        view = export_view(prepared.case, written, LETTER)
        letter = self._known.letter(wanted.what)
        whom = whom_to_write(prepared) if letter and letter.needs_overdue else ()
        doubts = () if letter and letter.ours else letter_doubts(prepared.case)
        return replace(view, next_steps=(*whom, *self.steps(wanted)), doubts=doubts)

    def _drafted(self, prepared: PreparedCase, to: Path, wanted: LetterWanted, listing: ListingOfCase) -> ExportView:
        authority = prepared.authority
        address = authority.email or address_of(authority) if authority else ""
        if not address:
            council = authority.name if authority else words.THIS_COUNCIL
            raise RefusedByProcedure(NO_ADDRESS.format(council=council), NO_ADDRESS_WAY_OUT)
        with pack_errors():
            written = going.write_letter_draft(prepared.source, address, to, wanted, listing)
        letter = self._known.letter(wanted.what)
        steps = (
            READ_OURS if letter and letter.ours else READ_OUT,
            OPEN_DRAFT.format(name=to.name, address=address),
            words.MAIL_NOT_LOCKED.partition(";")[0] + ".",
            words.MAIL_DELETE,
            *((letter.note,) if letter else ()),
        )
        return replace(export_view(prepared.case, written, LETTER), next_steps=steps)

    def offered_target(self, reference: str, wanted: LetterWanted) -> Path:
        """Returns a path to offer, at which there is no file yet."""
        return free_file(default_folder(), f"{reference}-{wanted.paper}", PDF)

    def prepared(self, reference: str, wanted: LetterWanted, *, on_paper: bool) -> PreparedCase:
        """Returns the case, if the letter may be made from it. Raises what ``write`` raises."""
        letter = self._known.letter(wanted.what)
        if letter is None:
            known = ", ".join(known_letter.id for known_letter in self._known.letters)
            raise WrongValue(Problem("what", wanted.what, f"one of {known}"))
        prepared = self._preparing.case(reference)
        judged, source = prepared.judged, prepared.source
        if letter.needs_notified:
            _check_day(wanted.notified, london_date(judged.at))
        if judged.judgement.outcome is None:
            raise RefusedByProcedure("No letter yet: answer the open questions first.")
        with pack_errors():
            letters.allowed(source, wanted)
        for entry in missing_in(source.form, prepared.case, judged, source.fonts):
            if entry.need is Need.MINIMUM and (entry.field == NAME or (on_paper and entry.field == LATIN_NAME)):
                raise RefusedByProcedure(f"No letter was made. Needed first: {entry.field} ({entry.why}).")
        return prepared

    def steps(self, wanted: LetterWanted) -> tuple[str, ...]:
        """Returns what to do with a letter, and what it does not do."""
        letter = self._known.letter(wanted.what)
        note = (letter.note,) if letter else ()
        last = (
            (f"The last day to ask for the review: {review_words(wanted.notified)}. The council must have it by then.",)
            if letter and letter.needs_notified and wanted.notified
            else ()
        )
        return (SIGN_OURS if letter and letter.ours else SIGN_IT, *last, GIVE_IT, *note)


def whom_to_write(prepared: PreparedCase) -> tuple[str, ...]:
    """Returns whom to ask about a referral that nobody answered; () if the council is not loaded. (Procedure 6.2: the
    officers whom its first page named in 2018 are not in the data.)
    """
    authority = prepared.authority
    if authority is None:
        return ()
    phone = next((line.phone for line in authority.lines if line.use is LineUse.DAY), "")
    ways = " or ".join(filter(None, (phone, authority.email)))
    champion = prepared.judged.values.get("champion") or CHAMPION
    return (WHOM.format(council=authority.name, ways=f" ({ways})" if ways else "", champion=champion),)


def letter_doubts(case: Case) -> tuple[str, ...]:
    """Returns a warning that the person should carry no copy, if paper is not safe for them."""
    return () if paper_choice(case.answers, case.referral) == "full" else (NOT_CARRIED,)


def review_words(notified: date) -> str:
    """Returns the last day to ask for a review, as text."""
    return day_words(review_by(notified).last_day)


def _check_day(notified: date | None, today: date) -> None:
    if notified is None:
        raise WrongValue(Problem("notified", None, DAY_NEEDED))
    if notified > today:
        raise WrongValue(Problem("notified", notified.isoformat(), NOT_AFTER_TODAY))
