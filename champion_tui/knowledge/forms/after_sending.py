"""Reads data/after-sending.toml: the texts about a referral after it is sent, what is due, and two referrals of one person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from champion_tui.domain.cases.after_sending import (
    OF_A_REFERRAL,
    OF_A_REQUEST,
    OUTCOME,
    CouncilOutcome,
    Heard,
    RequestOutcome,
    WhyWithdrawn,
)
from champion_tui.domain.cases.afterwards.portal_words import Ambiguous, telling
from champion_tui.domain.cases.afterwards.what_follows import Refusal
from champion_tui.domain.cases.summary import DueKind
from champion_tui.ground.tables import DataError, Table, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.links import Links
from champion_tui.triage.words import fill, placeholders

Id = TypeVar("Id", bound=str)
Key = TypeVar("Key", bound=StrEnum)
Entry = TypeVar("Entry")

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "council": "the council's name",
        "sent_day": "the day on which it was sent, in words",
        "code": "the portal's code",
        "due_day": "the day by which something is due, in words",
        "reference": "the case's own reference",
    }
)
"""Placeholder -> the meaning of its value. No others are allowed: none of these identifies the person."""

DUE_OF_A_REQUEST = (DueKind.CHASE, DueKind.DUTY_ENDS, DueKind.SEND, DueKind.ASK_AGAIN)
"""Dues that only a request has, or that have other texts than those of a referral."""

DUE_OF_A_REFERRAL = tuple(kind for kind in DueKind if kind is not DueKind.DUTY_ENDS)
"""Dues that a referral can have."""

MAY_BE_MEANT = (*OF_A_REFERRAL, OUTCOME)
"""The kinds of step that a portal's words can mean."""

ALIKE = (
    "name-same",
    "name-spelled-otherwise",
    "name-parts-swapped",
    "nickname",
    "known-as",
    "born-same",
    "born-swapped",
    "born-near",
    "phone-same",
)
"""Why two cases may be about one person: the ids of ``Why`` in ``domain/cases/similar.py``, which is too slow to load for code that
only reads.
"""


class Since(StrEnum):
    """What can be new since an earlier referral: the ids of ``Changed`` in ``domain/cases/similar.py``."""

    COUNCIL = "council"
    LAST_DATE = "last-date"
    STAGE = "stage"
    SITUATION = "situation"


@immutable
class Written:
    """Where something is written: a source's id, and the section or paragraph in it, "" if none is given."""

    source: str
    paragraph: str


@immutable
class EntryWords:
    """The texts for what was heard, what was decided, or why it was withdrawn: ``words`` for a list, what it ``means`` and what it
    does not mean (``not_this``, "" if there is nothing to add), and what staff do ``next``.
    """

    words: str
    means: str
    not_this: str
    next: tuple[str, ...]
    written: Written


@immutable
class ToDo:
    """The texts for what is due: ``words`` for a list that describe the situation, the next ``step`` in a few words, ``why``, what
    to ``do``, and the sentences to ``say`` on the phone (() if nobody is rung).
    """

    words: str
    step: str
    why: tuple[str, ...]
    do: tuple[str, ...]
    say: tuple[str, ...]
    written: Written


@immutable
class Stopped:
    """The texts for a withdrawal: what it means for what was written or sent, what to do ``next``, and what to ``say`` to the
    council.
    """

    words: str
    next: tuple[str, ...]
    say: tuple[str, ...]
    written: Written


@immutable
class PortalQuestion:
    """The question that is asked if a portal's words can mean several things, or are not known. ``answers`` are texts by the kind
    of step that each leads to (a ``Heard`` or ``OUTCOME``); ``otherwise`` is what to do if none fits.
    """

    question: str
    answers: Mapping[str, str]
    otherwise: str
    written: Written


@immutable
class RepeatRule:
    """The rule for referring somebody again."""

    words: str
    next: tuple[str, ...]
    written: Written


@immutable
class AfterSending:
    """The whole file.

    ``told`` is by "yes", "no" and "" (not noted); ``alike`` and ``since`` are texts by id. ``portal`` has the questions about
    ambiguous words on a portal, ``unknown`` the question about words that are not known. ``portal_words`` are the known wordings,
    as ``telling`` returns them. ``refused`` says why an entry was not recorded.
    """

    version: str
    heard: Mapping[Heard, EntryWords]
    outcomes: Mapping[CouncilOutcome | RequestOutcome, EntryWords]
    withdrawn: Mapping[WhyWithdrawn, EntryWords]
    stopped_sent: Stopped
    stopped_unsent: Stopped
    told: Mapping[str, str]
    portal: Mapping[Ambiguous, PortalQuestion]
    unknown: PortalQuestion
    portal_words: Mapping[str, Heard]
    refused: Mapping[Refusal, str]
    due: Mapping[DueKind, ToDo]
    alike: Mapping[str, str]
    since: Mapping[Since, str]
    repeat: RepeatRule


def filled(texts: Sequence[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """Returns ``texts`` with ``values`` (by the names in ``PLACEHOLDERS``) filled in. A text with a missing or empty value is left
    out.
    """
    return tuple(fill(text, values) for text in texts if all(values.get(name) for name in placeholders(text)))


def read_after_sending(raw: bytes, shown_as: str, links: Links) -> AfterSending:
    """Reads the whole file. Raises ``DataError``, also for a missing or unknown id."""
    with reading(parse_toml(raw, shown_as)) as table:
        portal, unknown, portal_words = _portal(table.table("portal"), links)
        return AfterSending(
            version=table.text("version"),
            heard=_each(table.table("heard"), OF_A_REFERRAL, lambda one: _said(one, links)),
            outcomes=_each(table.table("outcome"), tuple(CouncilOutcome), lambda one: _said(one, links)),
            withdrawn=_each(table.table("withdrawn"), tuple(WhyWithdrawn), lambda one: _said(one, links)),
            stopped_sent=_stopped(table.table("withdrawn-sent"), links),
            stopped_unsent=_stopped(table.table("withdrawn-unsent"), links),
            told=_told(table.table("told")),
            portal=portal,
            unknown=unknown,
            portal_words=portal_words,
            refused=_words(table.table("refused"), tuple(Refusal)),
            due=_each(table.table("due"), DUE_OF_A_REFERRAL, lambda one: _to_do(one, links)),
            alike=_words(table.table("alike"), ALIKE),
            since=_words(table.table("since"), tuple(Since)),
            repeat=_repeat(table.table("repeat"), links),
        )


def read_after_request(raw: bytes, shown_as: str, links: Links, referral: AfterSending) -> AfterSending:
    """Reads the texts for a request for support; those it does not have are taken from ``referral``. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        return replace(
            referral,
            version=table.text("version"),
            heard=_each(table.table("heard"), OF_A_REQUEST, lambda one: _said(one, links)),
            outcomes=_each(table.table("outcome"), tuple(RequestOutcome), lambda one: _said(one, links)),
            portal={},
            unknown=_question(table.table("unknown"), links, (*OF_A_REQUEST, OUTCOME)),
            due={**referral.due, **_each(table.table("due"), DUE_OF_A_REQUEST, lambda one: _to_do(one, links))},
        )


def _each(table: Table, kinds: Sequence[Key], read: Callable[[Table], Entry]) -> Mapping[Key, Entry]:
    """Returns an entry for each of ``kinds``. Raises ``DataError`` for any other key."""
    with reading(table):
        return {one: read(table.table(one)) for one in kinds}


def _words(table: Table, ids: Sequence[Id]) -> Mapping[Id, str]:
    with reading(table):
        return {one: table.text(one) for one in ids}


def _told(table: Table) -> Mapping[str, str]:
    words = _words(table, ("yes", "no", "not-noted"))
    return {"yes": words["yes"], "no": words["no"], "": words["not-noted"]}


def _said(table: Table, links: Links) -> EntryWords:
    with reading(table):
        return EntryWords(
            _text(table, "words"),
            _text(table, "means"),
            _text(table, "not_this", ""),
            _texts(table, "next"),
            _written(table, links),
        )


def _to_do(table: Table, links: Links) -> ToDo:
    with reading(table):
        return ToDo(
            words=_text(table, "words"),
            step=_text(table, "step"),
            why=_texts(table, "why"),
            do=_texts(table, "do"),
            say=_texts(table, "say", at_least=0),
            written=_written(table, links),
        )


def _stopped(table: Table, links: Links) -> Stopped:
    with reading(table):
        return Stopped(
            _text(table, "words"), _texts(table, "next"), _texts(table, "say", at_least=0), _written(table, links)
        )


def _repeat(table: Table, links: Links) -> RepeatRule:
    with reading(table):
        return RepeatRule(_text(table, "words"), _texts(table, "next"), _written(table, links))


def _portal(
    table: Table, links: Links
) -> tuple[Mapping[Ambiguous, PortalQuestion], PortalQuestion, Mapping[str, Heard]]:
    with reading(table):
        asked = {one: _question(table.table(one), links) for one in Ambiguous}
        return asked, _question(table.table("unknown"), links), _portal_words(table.table("words"))


def _portal_words(table: Table) -> Mapping[str, Heard]:
    """Returns each wording, as ``telling`` returns it, and its meaning. Raises ``DataError`` for one that occurs twice."""
    words: dict[str, Heard] = {}
    with reading(table):
        for kind in OF_A_REFERRAL:
            for index, wording in enumerate(table.texts(kind)):
                if wording != telling(wording) or wording in words:
                    raise table.error(
                        f"{kind}[{index}]",
                        "a wording as it is read, small and without words that say nothing, and once",
                    )
                words[wording] = kind
    return words


def _question(table: Table, links: Links, among: Sequence[str] = MAY_BE_MEANT) -> PortalQuestion:
    with reading(table):
        return PortalQuestion(
            table.text("question"),
            _answers(table.table("answers"), among),
            _text(table, "otherwise"),
            _written(table, links),
        )


def _answers(table: Table, among: Sequence[str]) -> Mapping[str, str]:
    """Returns the answers by the kind of step (``among``) that each leads to, in the file's order."""
    kinds = table.keys()
    if len(kinds) <= 1:
        raise DataError(table.file, table.key, "two answers or more")
    for kind in kinds:
        if kind not in among:
            raise table.error(kind, f"only answers from {', '.join(among)}")
    return _words(table, kinds)


def _text(table: Table, key: str, default: str | None = None) -> str:
    text = table.text(key, default)
    _check(table, key, text)
    return text


def _texts(table: Table, key: str, at_least: int = 1) -> tuple[str, ...]:
    texts = table.texts(key)
    if len(texts) < at_least:
        raise table.error(key, "one or more texts")
    for index, text in enumerate(texts):
        _check(table, f"{key}[{index}]", text)
    return texts


def _check(table: Table, key: str, text: str) -> None:
    for name in placeholders(text):
        if name not in PLACEHOLDERS:
            raise table.error(key, f"only placeholders from {', '.join(PLACEHOLDERS)}, not {{{name}}}")


def _written(table: Table, links: Links) -> Written:
    return Written(links.use("source", table, "source"), table.text("paragraph", ""))
