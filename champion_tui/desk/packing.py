"""What a pack, a slip or an evidence record is made from: a case, its judgement and the words that belong to it."""

from dataclasses import replace
from pathlib import Path

from champion_tui.desk.contact import chosen_authority, contact_day
from champion_tui.desk.judging import Judged
from champion_tui.desk.pages import answer_words
from champion_tui.desk.slip_views import LANGUAGE_FIELD
from champion_tui.domain.case import Case
from champion_tui.domain.form import Form
from champion_tui.knowledge.book import Book
from champion_tui.packs import languages
from champion_tui.packs.catalogue import words_of
from champion_tui.packs.errors import LanguageNotPrinted
from champion_tui.packs.source import PackSource

CONSENT_QUESTIONS = ("consent", "consent-contact", "consent-details")


def pack_source(
    book: Book, form: Form, case: Case, judged: Judged, *, person: str, chain_head: str, training: bool
) -> PackSource:
    """Everything a writer may print. Nothing is left out here: the writers keep to what was agreed."""
    authority = chosen_authority(book, judged)
    by = contact_day(book, judged, case.sent.on if case.sent else None)
    return PackSource(
        case=case,
        book=book,
        form=form,
        judgement=judged.judgement,
        authority_name=authority.name if authority else judged.values.get("authority", ""),
        at=judged.at,
        person=person,
        contact_by=by.day if by else None,
        promise_words=authority.promise.words if authority and authority.promise else "",
        lines=judged.lines,
        chain_head=chain_head,
        consent_words=consent_words(book, judged),
        consent_words_version=f"{judged.tree.id} {judged.tree.version}",
        training=training,
    )


def in_language(source: PackSource, folder: Path, language: str | None) -> PackSource:
    """``source`` with the language that its slips have beside English: the one asked for, else the case's. Where it may not
    print, ``not_beside`` says why. ``folder`` holds the languages.
    """
    tag = str(source.case.referral.get(LANGUAGE_FIELD, "")) if language is None else language
    if tag.split("-")[0].lower() in {"", "en"}:
        return source
    try:
        return replace(source, beside=languages.wording(folder, tag, words_of(source.book)))
    except LanguageNotPrinted as error:
        return replace(source, not_beside=str(error))


def consent_words(book: Book, judged: Judged) -> tuple[str, ...]:
    """What was asked about consent, word for word, each with what the person answered."""
    asked = [question for question in CONSENT_QUESTIONS if question in judged.judgement.path]
    return tuple(_asked_and_answered(book, judged, question) for question in asked)


def _asked_and_answered(book: Book, judged: Judged, question_id: str) -> str:
    question = judged.tree.questions[question_id]
    answer = answer_words(book, question, judged.judgement.answers[question_id])
    return f"“{judged.words(question.read_out)}” Answer: {answer}."
