"""Summarises a case as the one row from which lists, dues and counts are made. The store calls it inside the
transaction of each change.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date

from champion_tui.desk.cases.case_status import case_status, is_not_sent, pack_is_current
from champion_tui.desk.cases.case_views import (
    allows_referral,
    authority_words,
    initials,
    listed_status_words,
    missing_in,
)
from champion_tui.desk.errors import Damaged
from champion_tui.desk.triage.contact import chosen_authority
from champion_tui.desk.triage.judging import Judged
from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN, Heard
from champion_tui.domain.cases.afterwards.due import DueFacts, dues
from champion_tui.domain.cases.afterwards.periods import Periods
from champion_tui.domain.cases.afterwards.retention import Lasting, closed_on, erase_from
from champion_tui.domain.cases.case import ON_BY_NAME, PRINT, SLIP, Case, CaseStatus, ExportedFile
from champion_tui.domain.cases.completeness import paper_choice
from champion_tui.domain.cases.search_text import search_fold
from champion_tui.domain.cases.summary import BY_LAST_DATE, CaseSummary, Due, Likeness, SearchTexts
from champion_tui.domain.dates.deadlines import duty_ends
from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.papers.slip_form import is_paper_asked
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.digests import sha256_hex
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.lines.areas import ChannelKind, takes_by
from champion_tui.papers.setting.fonts import Fonts
from champion_tui.triage.rules import DATED, HOMELESS, HOUSING_EMERGENCIES, REFERRED, last_date

WAY = 3
"""The version of how a row is made. If that changes, this number must change too, so that old rows are made again."""

NO_INITIALS = "--"
CANNOT_BE_READ = "something in it cannot be read: open it"

PHONES = ("phone", "alternative-contact-phone")
NOTES = ("contact-notes", "risk-notes", "summary")
"""Fields with staff's own notes, which they may want to search."""


class Summarising:
    """Makes summaries with one desk's knowledge. ``judged`` replays a case, ``fonts`` are the fonts that papers are set
    in here, and ``periods`` says how long the organisation keeps what.
    """

    def __init__(self, book: Book, fonts: Fonts, judged: Callable[[Case], Judged], periods: Periods) -> None:
        self._book = book
        self._fonts = fonts
        self._judged = judged
        self._periods = periods

    @property
    def basis(self) -> str:
        """A digest of everything besides its case that a row depends on."""
        held = [WAY, self._book.digest, asdict(self._periods)]
        return sha256_hex(json.dumps(held, sort_keys=True).encode())

    def summary(self, case: Case, files: Iterable[ExportedFile]) -> CaseSummary:
        """Returns the row of a case; ``files`` are all files of the case that ever left the vault. The row of a case
        that cannot be read says so: opening that case shows what is wrong, and all other cases stay available.
        """
        try:
            return self._summary(case, tuple(files))
        except Damaged:
            return _unreadable(case)

    def _summary(self, case: Case, written: tuple[ExportedFile, ...]) -> CaseSummary:
        judged, form = self._judged(case), self._book.form_of(case.tree.id)
        answers, sent_on = judged.judgement.answers, case.sent.on if case.sent else None
        refers = allows_referral(judged)
        lacks = missing_in(form, case, judged, self._fonts) if refers else ()
        # On the day of sending nothing has expired yet: that is worked out when the row is read.
        status = case_status(case, judged.judgement, lacks, sent_on or date.min, referral=refers)
        current = pack_is_current(form, case, judged)
        last, stage, steps = last_date(answers), judged.judgement.stage, case.steps
        by_last_date = sent_on is None and last is not None and answers.get("situation") in DATED
        lasting = _lasting(case, status, refers=refers)
        contact, no_contact = steps.get(Heard.CONTACT_MADE), steps.get(Heard.NO_CONTACT)
        outcome, withdrawn, receipt = steps.get(OUTCOME), steps.get(WITHDRAWN), steps.get(Heard.ACKNOWLEDGED)
        return CaseSummary(
            reference=case.reference,
            initials=initials(form, case),
            status=str(status),
            status_words=listed_status_words(case, status, current=current is not False),
            authority=_id(answers.get("authority")),
            authority_words=authority_words(self._book, judged),
            area=case.area,
            stage=BY_LAST_DATE if by_last_date else str(stage or ""),
            worker=_id(case.agency.get("referrer-name")),
            body_type=_id(case.agency.get("body-type")),
            outcome=judged.judgement.outcome or "",
            reason=_id(case.referral.get("agreed-reason")),
            needs=_items(case.referral.get("support-needs")),
            last_date=last,
            begun_on=london_date(case.created_at),
            changed_at=case.changed_at,
            sent_on=sent_on,
            code=case.sent.code if case.sent else "",
            acknowledged_on=receipt.on if receipt else None,
            contact_on=contact.on if contact else None,
            no_contact_on=no_contact.on if no_contact else None,
            result=outcome.what if outcome else "",
            result_on=outcome.on if outcome else None,
            withdrawn_on=withdrawn.on if withdrawn else None,
            why_withdrawn=withdrawn.what if withdrawn else "",
            not_sent=is_not_sent(status),
            ready=status in {CaseStatus.READY, CaseStatus.EXPORTED},
            pack_is_current=current,
            before_56=None if sent_on is None or stage is None else stage is Stage.EARLY,
            closed_on=closed_on(lasting),
            dues=self._dues(case, judged, written, status, erase_from(lasting, self._periods)),
            search=self._search(case, judged),
            alike=likeness_of(case),
        )

    def _dues(
        self,
        case: Case,
        judged: Judged,
        files: tuple[ExportedFile, ...],
        status: CaseStatus,
        erase_on: date | None,
    ) -> tuple[Due, ...]:
        judgement, answers = judged.judgement, judged.judgement.answers
        warns = judgement.outcome is None or judgement.outcome in REFERRED
        authority = None if judged.tree.goes_to else chosen_authority(self._book, judged)
        refers = allows_referral(judged)
        facts = DueFacts(
            begun_on=london_date(case.created_at),
            changed_on=london_date(case.changed_at),
            sent_on=case.sent.on if case.sent else None,
            code=case.sent.code if case.sent else "",
            steps=case.steps,
            refers=refers,
            asks_again=status is CaseStatus.ASK_AGAIN,
            closed=judgement.outcome is not None and not refers and status is not CaseStatus.ASK_AGAIN,
            rings_today=warns and _cannot_wait(answers),
            rings_by_last_date=warns,
            last_date=last_date(answers),
            promise=authority.promise if authority else None,
            gives_code=takes_by(authority) == ChannelKind.ALERT,
            slip_missing=_slip_missing(case, files),
            duty_ends=duty_ends(case.referral.get("duty-owed"), case.referral.get("duty-began")),
            # A by-name list is dealt with once, with the first person's case.
            files_outside=tuple(
                london_date(file.exported_at)
                for file in files
                if file.dealt_with_at is None and file.kind != ON_BY_NAME
            ),
            erase_from=erase_on,
        )
        return dues(facts, self._book.calendar)

    def _search(self, case: Case, judged: Judged) -> SearchTexts:
        def fold(*fields: str) -> str:
            return " ".join(filter(None, (search_fold(_id(case.referral.get(field))) for field in fields)))

        return SearchTexts(
            name=fold("full-name", "full-name-latin"),
            known_as=fold("known-as"),
            phone=fold(*PHONES),
            council=search_fold(authority_words(self._book, judged)),
            notes=fold(*NOTES),
        )


def _unreadable(case: Case) -> CaseSummary:
    return CaseSummary(
        reference=case.reference,
        initials=NO_INITIALS,
        status=str(CaseStatus.DRAFT if case.sent is None else CaseStatus.SENT),
        status_words=CANNOT_BE_READ,
        authority="",
        authority_words="",
        area=case.area,
        stage="",
        worker=_id(case.agency.get("referrer-name")),
        body_type="",
        outcome="",
        reason="",
        needs=(),
        last_date=None,
        begun_on=london_date(case.created_at),
        changed_at=case.changed_at,
        sent_on=case.sent.on if case.sent else None,
        code="",
        acknowledged_on=None,
        contact_on=None,
        no_contact_on=None,
        result="",
        result_on=None,
        withdrawn_on=None,
        why_withdrawn="",
        not_sent=False,
        ready=False,
        pack_is_current=None,
        before_56=None,
        closed_on=None,
    )


def _cannot_wait(answers: Mapping[str, Answer]) -> bool:
    """Returns whether ``call-today`` applies whatever the day, as in ``triage/rules.py``."""
    return (
        answers.get("situation") in HOMELESS
        or answers.get("emergency") in HOUSING_EMERGENCIES
        or "rough-sleeping" in _items(answers.get("circumstances"))
    )


def _slip_missing(case: Case, files: tuple[ExportedFile, ...]) -> bool:
    """Returns whether the person was to have a slip and none was written. A pack contains one only if somebody asked
    whether paper is safe.
    """
    if case.sent is None or paper_choice(case.answers, case.referral) == "none":
        return False
    in_packs = is_paper_asked(case.referral) and case.exported_at is not None
    return not in_packs and not any(map(_is_slip, files))


def _is_slip(file: ExportedFile) -> bool:
    """Returns whether a file is a slip. A printout has the kind of paper in its name; a PDF of an earlier program does
    not.
    """
    return file.kind == SLIP or (file.kind == PRINT and (not file.on_paper or file.path.startswith(f"{SLIP} ")))


def _lasting(case: Case, status: CaseStatus, *, refers: bool) -> Lasting:
    open_still = refers or status in {CaseStatus.DRAFT, CaseStatus.ASK_AGAIN}
    return Lasting(
        changed_on=london_date(case.changed_at),
        sent_on=case.sent.on if case.sent else None,
        steps=case.steps,
        not_referred=not open_still,
    )


def likeness_of(case: Case) -> Likeness:
    """Returns what a person is recognised by in other cases."""
    digits = ("".join(filter(str.isdigit, search_fold(_id(case.referral.get(field))))) for field in PHONES)
    return Likeness(
        name=search_fold(_id(case.referral.get("full-name-latin") or case.referral.get("full-name"))),
        known_as=search_fold(_id(case.referral.get("known-as"))),
        born=_id(case.referral.get("date-of-birth")),
        phones=tuple(dict.fromkeys(filter(None, digits))),
    )


def _id(answer: Answer | None) -> str:
    return answer if isinstance(answer, str) else ""


def _items(answer: Answer | None) -> tuple[str, ...]:
    return () if answer is None else (answer,) if isinstance(answer, str) else answer
