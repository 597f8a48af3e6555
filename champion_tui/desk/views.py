"""What front ends show, as plain values. All text is final and every placeholder is filled: front ends write none of
their own.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from champion_tui.desk.options import Finder, OptionView
from champion_tui.domain.lines.phone_lines import LineNow
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable


@immutable
class LineView:
    """A phone line as text: ``when`` ("answers now", "out of hours: from 17:15"), ``sureness`` ("checked June 2026",
    "NOT CONFIRMED") and ``source`` (where the number was read).
    """

    now: LineNow
    title: str
    when: str
    sureness: str
    source: str


@immutable
class NumbersView:
    """The emergency numbers at one moment. ``headline`` says what kind of hour it is. ``call`` is in order, best first.
    ``no_night`` says which councils have no number of their own for nights and weekends, and what to ring instead.
    """

    headline: str
    call: tuple[LineView, ...]
    also: tuple[LineView, ...]
    footnote: str
    troubles: tuple[str, ...]
    no_night: tuple[str, ...] = ()


@immutable
class NoteView:
    """A note, a warning or a protocol as text.

    ``kind`` is ``note``, ``warning``, ``protocol`` or ``council`` (what is known about a council outside the areas; its
    ``source`` may be ""). ``folded``: it was shown in full on the page before, so only its title needs to be shown.
    """

    kind: str
    id: str
    title: str
    text: str
    source: str
    folded: bool = False


@immutable
class ReasonView:
    """A reason with its source ("Housing Act 1996 s.175(4); procedure 2.1.2")."""

    text: str
    source: str


@immutable
class QuestionView:
    """One question as a page shows it.

    ``kind`` is one, many, date or authority. ``given`` is the kept answer, even after an earlier answer changed;
    ``stale`` says that it was given under other answers and should be looked at again. ``find`` searches all councils
    of England.
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
    find: Finder | None = field(default=None, compare=False)


@immutable
class TrailStep:
    """One answered question in the trail: enough to show it and to go back to it."""

    question: str
    short: str
    answer: str


@immutable
class PageView:
    """The page to show while a question is open.

    ``questions`` are the page's questions on the path so far: the last one is open, the others are answered.
    ``numbers`` and ``no_night`` are filled if the page must show numbers. ``advice`` is extra text, such as local
    connection next to the authority question. ``again`` says why answered questions of this page are asked again.
    ``area`` is where the person is now, shown with the numbers; "" if only one area is loaded.
    """

    number: int
    about: int
    trail: tuple[TrailStep, ...]
    questions: tuple[QuestionView, ...]
    notes: tuple[NoteView, ...]
    numbers: tuple[LineView, ...]
    advice: tuple[str, ...]
    saved: str
    again: tuple[str, ...] = ()
    no_night: tuple[str, ...] = ()
    area: str = ""


@immutable
class OutcomeView:
    """The outcome that the answers lead to.

    ``say`` is to be said aloud or on the phone, word for word; ``tell`` is for the person. ``frozen`` says why no
    answer can be changed any more, "" while they can. ``way_out`` names the choice to leave with nothing kept; "" if
    there is something to keep. ``outside`` is the id and name of a council outside the areas, about which staff may
    keep what they found; None if there is none.
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
    frozen: str = ""
    way_out: str = ""
    outside: tuple[str, str] | None = None


@immutable
class FieldView:
    """One field of the form.

    ``shown`` is the value as text. ``mark`` is ``needed``, ``wanted``, ``done`` or ``""``. ``proposed`` is the option
    that the answers suggest, to be agreed with the person; "" if they suggest none. ``typed`` is text that cannot be
    used, so it is not a value. ``cut_short``: the program ended while the field was being typed, so its value may be
    incomplete.
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
    typed: str = ""
    cut_short: bool = False

    @property
    def asks(self) -> str:
        """What to ask about this field if it is needed or its value is in doubt; "" otherwise."""
        return self.why_missing if self.mark == "needed" or self.value is not None else ""


@immutable
class StepView:
    """One of the portal's steps, with its state as text ("done", "needs a phone or e-mail", "cannot start yet")."""

    id: str
    title: str
    help: str
    state: str
    fields: tuple[FieldView, ...]


@immutable
class NotedStep:
    """One entry of what happened after sending. ``kind`` (an id of ``Heard``, ``outcome`` or ``withdrawn``) and
    ``what`` are ids; ``words`` is the whole entry in one line.
    """

    kind: str
    on: date
    by: str
    note: str
    what: str
    told_council: str
    words: str

    def as_json(self) -> dict[str, str]:
        """Returns the entry for scripts. Empty values are left out."""
        said = {"what": self.what, "told_council": self.told_council, "note": self.note}
        return {"on": self.on.isoformat(), "by": self.by, **{key: value for key, value in said.items() if value}}


@immutable
class CaseView:
    """An opened case: its form, what stops the export, and what is only wanted.

    - ``who`` is initials only. ``summary`` is what the answers amount to, ``answers`` all of them in order.
    - ``sent_words`` says NOT SENT and what is left to do, or when it was sent and by when the council answers; "" if
      nothing is to be sent.
    - ``typed_code`` is the portal's code as typed so far, until the case is marked as sent.
    - ``to_mend`` names the fields left half typed and what is wrong with them, without repeating what was typed.
    - ``paper`` is the choice or the proposal, ``paper_asked`` whether the person was asked, ``paper_why`` why the plain
      card is proposed ("" if it is not).
    - ``tidied`` says what was changed in the field just given; "" if nothing was.
    - ``frozen`` says when and to whom it was sent, so that what was sent cannot change; "" before.
    - ``pack_is_current`` is None if no pack was written.
    - ``linked`` says which cases it follows and which follow it.
    - ``taken_back`` holds answers that no longer hold and have not been given again, by question; ``asked_again`` says
      why.
    - ``after`` is what happened after it was sent, in order of the days.
    - ``tag`` is the word for its state (``NOT SENT``, ``SENT`` ...), ``tree`` the id of the tree that it was asked
      under.
    - ``duty`` says when the 56 days of a duty end and what comes next; "" if the form has no such day.
    - ``area`` is the id of the area where the person is, ``area_words`` its name; ``moved`` says what changed when it
      was set to another.
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
    typed_code: str
    saved: str
    answers: tuple[TrailStep, ...]
    steps: tuple[StepView, ...]
    needed: tuple[str, ...]
    wanted: tuple[str, ...]
    to_mend: tuple[str, ...]
    paper: str
    paper_words: str
    paper_asked: bool
    paper_why: str
    tree_changed: str
    tidied: str = ""
    frozen: str = ""
    pack_is_current: bool | None = None
    follows: str | None = None
    followed_by: str | None = None
    linked: tuple[str, ...] = ()
    asked_again: tuple[str, ...] = ()
    taken_back: Mapping[str, Answer] = field(default_factory=dict)
    after: tuple[NotedStep, ...] = ()
    tag: str = ""
    tree: str = ""
    duty: str = ""
    area: str = ""
    area_words: str = ""
    moved: tuple[str, ...] = ()


@immutable
class CaseRow:
    """One line of the list of cases: initials only, never a name.

    ``due`` and ``due_kind`` are the day and kind of the most urgent thing due, None if nothing is; ``due_words`` says
    it in a few words. ``council`` is the council's short name. ``tag`` is the word for the case's state (``NOT SENT``,
    ``OVERDUE`` ...).
    """

    reference: str
    initials: str
    authority: str
    council: str
    status: str
    status_words: str
    changed_at: datetime
    changed_words: str
    not_sent: bool
    pack_is_current: bool | None
    stage: str | None
    worker: str
    last_date: date | None
    due: date | None
    due_kind: str | None
    due_words: str
    tag: str


@immutable
class CasesView:
    """A window of the list of cases. ``total`` is the number in the whole list; if ``more`` is set, only as far as it
    is known. ``counts`` says in one line how many are waiting. ``notes`` says what is wrong: cases that no list can
    show, or a list that is still being brought up to date.
    """

    total: int
    rows: tuple[CaseRow, ...]
    counts: str = ""
    notes: tuple[str, ...] = ()
    more: bool = False


@immutable
class ExportView:
    """What was written and where, what the PDFs could not print, and what to do next. ``doubts`` says what was left out
    and what must be asked before the files are used.
    """

    reference: str
    folder: str
    files: tuple[tuple[str, int, str], ...]
    next_steps: tuple[str, ...]
    cannot_print: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@immutable
class ExportedFileView:
    """A plain file or folder that left the vault and is not dealt with yet. ``words`` says what it is and since when."""

    id: int
    reference: str
    path: str
    exported_at: datetime
    still_there: bool
    words: str


@immutable
class CheckView:
    """The result of one check of the vault: ``name`` (an id), whether it is ``ok``, and the result as a sentence."""

    name: str
    ok: bool
    words: str


@immutable
class FactView:
    """A number to ring and confirm. ``why`` says what is unsure; ``say`` is what to say on the phone, sentence by
    sentence. ``hours`` are the hours that can be confirmed with it, "" if there are none.
    """

    line: str
    name: str
    phone: str
    sureness: str
    why: str
    source: str
    checked_on: date | None
    say: tuple[str, ...] = ()
    hours: str = ""


@immutable
class GuidanceEntry:
    """Something to look up.

    ``topic`` names the kind of entry in a word or two. ``source`` says where it is from, and when it was checked or
    read. ``leads`` says where it is used, "" if nowhere. ``also`` holds other names that a search finds it by.
    ``offer`` is the id of an offer of somewhere to live, which has a page of its own.
    """

    topic: str
    title: str
    text: str
    source: str
    leads: str = ""
    also: str = ""
    offer: str = ""


@immutable
class StartView:
    """The start screen; nothing in it needs the vault.

    ``clock`` says why the clock may be wrong, "" if nothing suggests it. ``first_run``: the numbers have not been
    looked through yet. ``new_here``: no case has been kept on this machine yet. ``area_open``: there are several areas
    and this desk's has not been chosen. ``also`` are the trees that the area offers besides its own.
    """

    area: str
    stale_words: str
    first_run: bool
    troubles: tuple[str, ...]
    clock: str = ""
    area_open: bool = False
    also: tuple[OptionView, ...] = ()
    new_here: bool = False
