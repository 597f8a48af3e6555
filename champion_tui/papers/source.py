"""What a pack is made from. The desk fills it; nothing in packs looks anything else up."""

from dataclasses import field
from datetime import date, datetime

from champion_tui.domain.cases.case import NOTHING_RECORDED, Case, WhenRecorded
from champion_tui.domain.cases.form import Form
from champion_tui.domain.dates.deadlines import CHASE_AFTER_WORKING_DAYS, Hurry
from champion_tui.domain.lines.phone_lines import LineNow
from champion_tui.domain.papers.sending import Chosen, Part
from champion_tui.ground.answers import Answers
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.forms.after_sending import Since
from champion_tui.papers.setting.fonts import SHIPPED, Fonts
from champion_tui.papers.wording import Wording
from champion_tui.triage.kept import Kept
from champion_tui.triage.walk import Judgement


@immutable
class ChangedFact:
    """One relevant fact that is not as it was in an earlier referral (procedure 6.3): ids, or an ISO date, "" where not known."""

    what: Since
    before: str
    now: str


@immutable
class EarlierReferral:
    """The referral of the same person that this one follows: to which ``authority`` (an id) it was sent, when, with which portal's code
    ("" if none), and what has ``changed`` since, in the order in which it is said.
    """

    reference: str
    authority: str
    sent_on: date
    code: str
    changed: tuple[ChangedFact, ...] = ()


@immutable
class PackSource:
    """One case with everything that its papers say.

    ``form`` has its fields in the portal's order. The texts of ``judgement`` are filled. ``authority_name`` is "" where
    there is none. ``at`` is aware and printed in Europe/London. ``person`` is who exports. ``contact_by`` counts from
    the day the referral was sent, or from today while it is not; ``promise_words`` is "" where the authority promises
    nothing. ``hurry`` says that the home may be gone by then, and when to ring before it. ``lines`` are whom to call, best first: the chosen authority's,
    then tonight's. ``chain_head`` is the last link of the store's event chain. ``chosen`` is which files go into which pack.
    ``parcel`` is what lies beside a paper that is made now: those who make several files together say so, so that no text points
    to a file that is not there. ``fonts`` are those of this machine. ``beside`` is the checked language that slips have beside
    English; ``not_beside`` says why the language that was asked for is not printed. ``consent_words`` is what was read out to the
    person, each with their answer; ``words_not_kept`` are the answers whose words nobody kept. ``then`` is what was true when the
    referral was sent: None before, and where nothing was kept. ``recorded``: when the case was begun and noted as sent, by the machine's clock and by a moment that somebody gave in its place; ``clock`` is what that clock says now where ``at`` was
    given, else None. ``earlier`` is the referral that this one follows, None where there is none. ``goes_to`` is who gets what goes out, "" where it is the
    chosen authority. ``training`` says that the case is invented: every paper says so too.
    """

    case: Case
    book: Book
    form: Form
    judgement: Judgement
    authority_name: str
    at: datetime
    person: str
    contact_by: date | None
    promise_words: str
    lines: tuple[LineNow, ...]
    chain_head: str
    consent_words: tuple[str, ...]
    consent_words_version: str
    chosen: Chosen = field(default_factory=Chosen)
    beside: Wording | None = None
    not_beside: str = ""
    contact_days: int = CHASE_AFTER_WORKING_DAYS
    hurry: Hurry | None = None
    parcel: frozenset[Part] = frozenset()
    fonts: Fonts = SHIPPED
    words_not_kept: tuple[str, ...] = ()
    then: Kept | None = None
    training: bool = False
    recorded: WhenRecorded = NOTHING_RECORDED
    clock: datetime | None = None
    earlier: EarlierReferral | None = None
    goes_to: str = ""


def leaves_prison(answers: Answers) -> bool:
    """Whether the last date in these answers is that of a release from prison."""
    return answers.get("situation") == "leaving-institution" and "leaving-prison" in answers.get("circumstances", ())
