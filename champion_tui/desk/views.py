"""What front ends show, as plain values: every word is final, every placeholder filled. No front end makes its own words."""

from dataclasses import dataclass
from datetime import date, datetime

from champion_tui.domain.answers import Answer
from champion_tui.domain.phone_lines import LineNow


@dataclass(frozen=True, slots=True)
class LineView:
    """A phone line in words: ``when`` ("answers now", "out of hours: from 17:15"), ``sureness`` ("checked June 2026",
    "NOT CONFIRMED"), ``source`` (where the number was read).
    """

    now: LineNow
    title: str
    when: str
    sureness: str
    source: str


@dataclass(frozen=True, slots=True)
class NumbersView:
    """The emergency numbers at one moment: ``headline`` says what kind of hour it is; ``call`` best first. ``no_night`` says which
    councils have no number of their own for nights and weekends, and what to ring in its place.
    """

    headline: str
    call: tuple[LineView, ...]
    also: tuple[LineView, ...]
    footnote: str
    troubles: tuple[str, ...]
    no_night: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionView:
    """One answer to choose."""

    id: str
    words: str
    hint: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note, a warning or a protocol in words. ``kind`` is ``note``, ``warning`` or ``protocol``. ``folded``: it stood in full on
    the page before, and its title is enough now.
    """

    kind: str
    id: str
    title: str
    text: str
    source: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why, with where it is written ("Housing Act 1996 s.175(4); procedure 2.1.2")."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question as a page shows it. ``given`` is the kept answer, also after an earlier one changed; ``stale`` says
    that it was given under other answers and should be looked at again. ``kind``: one, many, date, authority.
    """

    id: str
    kind: str
    title: str
    help: str
    first: str
    options: tuple[OptionView, ...]
    why: ReasonView
    given: Answer | None
    given_words: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One answered question in the trail: enough to show and to go back to it."""

    question: str
    short: str
    answer: str


@dataclass(frozen=True, slots=True)
class PageView:
    """The page to show while a question is open. ``questions`` are those of the page on the path so far; the last one is
    the open one, the others are answered. ``numbers`` is filled where the page owes them, and ``no_night`` with it; ``advice`` is
    extra text (local connection beside the authority question, prompts beside capacity).
    """

    number: int
    about: int
    trail: tuple[TrailStep, ...]
    questions: tuple[QuestionView, ...]
    notes: tuple[NoteView, ...]
    numbers: tuple[LineView, ...]
    advice: tuple[str, ...]
    saved: str
    no_night: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """Where the answers lead. ``say`` is said aloud or on the phone, word for word; ``tell`` is for the person. ``way_out`` are the
    words of leaving with nothing kept; "" where there is something to keep.
    """

    id: str
    title: str
    summary: tuple[str, ...]
    referral: bool
    trail: tuple[TrailStep, ...]
    do_now: tuple[str, ...]
    numbers: tuple[LineView, ...]
    notes: tuple[NoteView, ...]
    record: tuple[str, ...]
    say: tuple[str, ...]
    tell: tuple[str, ...]
    reasons: tuple[ReasonView, ...]
    saved: str
    way_out: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of the form. ``shown`` is the value in words; ``mark`` is ``needed``, ``wanted``, ``done`` or ``""``.
    ``proposed`` is the option that the answers suggest, to be agreed with the person; "" where they suggest none.
    """

    id: str
    label: str
    help: str
    kind: str
    options: tuple[OptionView, ...]
    value: Answer | None
    shown: str
    mark: str
    why_missing: str
    masked: bool
    longest: int
    goes_out: bool
    goes_out_words: str
    proposed: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One of the portal's steps with its state in words ("done", "needs a phone or e-mail", "cannot start yet")."""

    id: str
    title: str
    help: str
    state: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case opened: its form, what stops the export and what is only wanted.

    ``who`` is initials only. ``summary`` is what the answers come to, ``answers`` all of them in order. ``sent_words`` says
    NOT SENT and what is left to do, or when it was sent and by when the council answers; "" where nothing is to be sent.
    ``paper`` is the choice or the proposal, ``paper_asked`` whether the person was asked, ``paper_why`` why the plain card is
    proposed ("" where it is not).
    """

    reference: str
    version: int
    status: str
    status_words: str
    headline: str
    summary: tuple[str, ...]
    who: str
    authority: str
    outcome: str | None
    stage: str | None
    referral: bool
    not_sent: bool
    sent_words: str
    sent_on: date | None
    sent_code: str
    saved: str
    answers: tuple[TrailStep, ...]
    steps: tuple[StepView, ...]
    needed: tuple[str, ...]
    wanted: tuple[str, ...]
    paper: str
    paper_words: str
    paper_asked: bool
    paper_why: str
    tree_changed: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list of cases: initials only, never a name."""

    reference: str
    initials: str
    authority: str
    status: str
    status_words: str
    changed_at: datetime
    changed_words: str
    not_sent: bool


@dataclass(frozen=True, slots=True)
class ExportView:
    """What was written where, what the PDFs could not print, and what to do with it now."""

    reference: str
    folder: str
    files: tuple[tuple[str, int, str], ...]
    next_steps: tuple[str, ...]
    cannot_print: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedFileView:
    """A plain file or folder that left the vault and is not dealt with yet. ``words`` says what it is and since when."""

    id: int
    reference: str
    path: str
    exported_at: datetime
    still_there: bool
    words: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """One thing that was checked about the vault: ``name`` (an id), whether it is ``ok``, and what was found, in words."""

    name: str
    ok: bool
    words: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A number to ring and confirm, or a fact that is due: ``why`` says what is unsure."""

    line: str
    name: str
    phone: str
    sureness: str
    why: str
    source: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class GuidanceEntry:
    """Something to look up: ``topic`` is glossary, law, local-connection, agreement, protocol or about."""

    topic: str
    title: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class StartView:
    """The start screen: nothing here needs the vault except ``not_sent``, None while it is locked."""

    date_words: str
    area: str
    stale_words: str
    not_sent: int | None
    exported: int | None
    first_run: bool
    troubles: tuple[str, ...]
