"""What every paper of a case is made from: the case, read and judged once, with its words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from champion_tui.desk.cases.as_sent import kept_of
from champion_tui.desk.cases.case_status import pack_contents
from champion_tui.desk.cases.refusals import require_minimum
from champion_tui.desk.paper_fonts import fonts_of
from champion_tui.desk.papers.chosen import chosen_for
from champion_tui.desk.papers.listing import ListingOfCase
from champion_tui.desk.papers.slip_views import LANGUAGE_FIELD, LANGUAGES
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.triage.contact import chosen_authority, contact_day
from champion_tui.desk.triage.judging import Judged
from champion_tui.desk.triage.pages import answer_words
from champion_tui.domain.cases.case import Case
from champion_tui.domain.cases.completeness import abuse_appears
from champion_tui.domain.cases.form import Form
from champion_tui.domain.dates.deadlines import CHASE_AFTER_WORKING_DAYS
from champion_tui.domain.lines.authority import HousingAuthority
from champion_tui.domain.papers.sending import Part
from champion_tui.domain.papers.slip_form import is_paper_asked
from champion_tui.ground.dates.date_words import moment_words
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.lines.areas import takes_by
from champion_tui.papers.catalogue import words_of
from champion_tui.papers.choosing import ON_PAPER
from champion_tui.papers.errors import LanguageNotPrinted
from champion_tui.papers.record.subject_access import Held
from champion_tui.papers.relevant_facts import earlier_referral
from champion_tui.papers.setting.fonts import Fonts
from champion_tui.papers.slip import languages
from champion_tui.papers.source import EarlierReferral, PackSource
from champion_tui.store.casestore import CaseStore
from champion_tui.store.copies import copies_here

COPY = "{path}, of {day}"


@immutable
class PreparedCase:
    """A case with its judgement, and ``source``, from which its papers are written."""

    case: Case
    judged: Judged
    source: PackSource

    @property
    def authority(self) -> HousingAuthority | None:
        """The loaded authority that the person chose, or None."""
        return chosen_authority(self.source.book, self.judged)

    @property
    def receiving(self) -> HousingAuthority | None:
        """The authority that the referral is sent to; None if it is sent to another service."""
        return None if self.source.goes_to else self.authority

    def require_minimum(self, parcel: frozenset[Part]) -> None:
        """Raises ``RefusedByProcedure`` unless a referral with these parts may be sent."""
        source = self.source
        require_minimum(source.form, self.case, self.judged, source.fonts, on_paper=bool(parcel & ON_PAPER))


class Preparing:
    """Prepares cases for the papers of one desk. ``judged`` replays a case's answers at the present moment. ``home``
    holds the languages for slips, and an organisation's own fonts and choices. With ``training`` every paper says that
    it is invented.
    """

    def __init__(
        self, store: CaseStore, book: Book, judged: Callable[[Case], Judged], *, home: Path, training: bool
    ) -> None:
        self.store, self.book, self.home = store, book, home
        self._judged = judged
        self._training = training
        self.fonts = fonts_of(home)

    def case(self, reference: str, language: str | None = None) -> PreparedCase:
        """Returns the case as its papers need it, with ``language`` next to English on its slips (None: the case's own
        language). Reads the store once.
        """
        with store_errors():
            case, recorded, head = self.store.case_for_papers(reference)
            clock = self.store.machine_time()
        judged = self._judged(case)
        earlier = self._earlier(case, judged)
        form = self.book.form_of(case.tree.id)
        source = pack_source(
            self.book,
            form,
            case,
            judged,
            person=self.store.person,
            chain_head=head,
            fonts=self.fonts,
            training=self._training,
        )
        authority = chosen_authority(self.book, judged)
        chosen = chosen_for(
            self.home,
            self.book,
            form,
            authority.id if authority else "",
            takes_by(authority),
        )
        source = replace(source, recorded=recorded, clock=clock, chosen=chosen, earlier=earlier)
        return PreparedCase(case, judged, in_language(source, self.home / LANGUAGES, language))

    def as_held(self, reference: str, language: str | None = None) -> tuple[PreparedCase, Held]:
        """Returns the case as it is stored (``case`` leaves out values that say nothing), and what else is held about
        it.
        """
        prepared = self.case(reference, language)
        with store_errors():
            stored = self.store.case(reference)
            events, exported = self.store.events(reference), self.store.exported_of(reference)
            copies = tuple(
                COPY.format(path=each.path, day=moment_words(each.made)) for each in copies_here.copies(self.home)
            )
        source = replace(prepared.source, case=stored)
        return replace(prepared, source=source), Held(events, exported, copies)

    def _earlier(self, case: Case, judged: Judged) -> EarlierReferral | None:
        """Returns what is new since the referral that this one follows (procedure 6.3); None if it follows none."""
        if case.follows is None:
            return None
        with store_errors():
            before = self.store.case(case.follows)
        judgement, then = judged.judgement, self._judged(before).judgement
        return earlier_referral(before, str(then.stage or ""), judgement.answers, str(judgement.stage or ""))

    def listing(self, prepared: PreparedCase, kind: str) -> ListingOfCase:
        """Returns the listing of a file of that ``kind`` that leaves the vault."""
        return ListingOfCase(
            self.store, prepared.case, kind, lambda: pack_contents(prepared.source.form, prepared.case, prepared.judged)
        )


def pack_source(
    book: Book, form: Form, case: Case, judged: Judged, *, person: str, chain_head: str, fonts: Fonts, training: bool
) -> PackSource:
    """Returns everything that a writer may print. Writers themselves leave out what was not agreed. Values that say
    nothing ("NFA" as an address for letters) are left out here, so that no paper, file or draft offers them as a way to
    reach the person.
    """
    authority = chosen_authority(book, judged)
    then = kept_of(case)
    contact = contact_day(book, judged, case.sent.on if case.sent else None)
    return PackSource(
        case=replace(case, agency=form.counting(case.agency), referral=form.counting(case.referral)),
        book=book,
        form=form,
        judgement=judged.judgement,
        authority_name=(then.authority if then else "")
        or (authority.name if authority else judged.values.get("authority", "")),
        at=judged.at,
        person=person,
        contact_by=contact.day if contact else None,
        hurry=contact.hurry if contact else None,
        contact_days=contact.working_days if contact else CHASE_AFTER_WORKING_DAYS,
        promise_words=authority.promise.words if authority and authority.promise and not judged.tree.goes_to else "",
        lines=judged.lines,
        chain_head=chain_head,
        consent_words=consent_words(book, case, judged),
        consent_words_version=words_version(case, judged),
        words_not_kept=words_not_kept(book, case, judged),
        then=then,
        fonts=fonts,
        training=training,
        goes_to=judged.tree.goes_to,
    )


def without_unasked(source: PackSource) -> PackSource:
    """Returns ``source`` for a pack, without the person's slip if nobody has asked whether they can carry one."""
    referral = source.case.referral
    if is_paper_asked(referral) or abuse_appears(source.case.answers, referral):
        return source
    chosen = source.chosen
    return replace(source, chosen=replace(chosen, folder=chosen.folder - {Part.SLIP}, sent=chosen.sent - {Part.SLIP}))


def in_language(source: PackSource, folder: Path, language: str | None) -> PackSource:
    """Returns ``source`` with the language that its slips have next to English: ``language``, or the case's if that is
    None. If it may not be printed, ``not_beside`` says why. ``folder`` holds the languages.
    """
    tag = str(source.case.referral.get(LANGUAGE_FIELD, "")) if language is None else language
    if tag.split("-")[0].lower() in {"", "en"}:
        return source
    try:
        return replace(source, beside=languages.wording(folder, tag, words_of(source.book), source.fonts))
    except LanguageNotPrinted as error:
        return replace(source, not_beside=str(error))


def consent_words(book: Book, case: Case, judged: Judged) -> tuple[str, ...]:
    """Returns what was read out about consent, word for word as it was at the time, each with the person's answer."""
    return tuple(
        f"“{case.read_out[question].words}” Answer: {_answer(book, case, judged, question)}."
        for question in judged.judgement.path
        if question in case.read_out
    )


def words_version(case: Case, judged: Judged) -> str:
    """Returns the version of the tree that those words were taken from; several if it changed in between."""
    versions = (case.read_out[question].version for question in judged.judgement.path if question in case.read_out)
    return " / ".join(dict.fromkeys(versions))


def words_not_kept(book: Book, case: Case, judged: Judged) -> tuple[str, ...]:
    """Returns the answers whose words an older program did not keep. They are not replaced by today's words."""
    return tuple(
        f"{judged.tree.questions[question].short}: {_answer(book, case, judged, question)}."
        for question in judged.judgement.path
        if question not in case.read_out and _was_put(judged, question)
    )


def _was_put(judged: Judged, question: str) -> bool:
    """Returns whether the question is read out and the answer does not say that it was not put to the person."""
    asked, given = judged.tree.questions.get(question), judged.judgement.answers.get(question)
    return (
        asked is not None
        and bool(asked.read_out)
        and not any(option.unasked for option in asked.options if option.id == given)
    )


def _answer(book: Book, case: Case, judged: Judged, question: str) -> str:
    """Returns an answer as text; for a sent case, with the words of the day it was sent."""
    kept = kept_of(case)
    if kept is not None and question in kept.asked:
        return kept.asked[question].answer
    given, asked = judged.judgement.answers.get(question), judged.tree.questions.get(question)
    return answer_words(book, asked, given) if asked else str(given or "")
