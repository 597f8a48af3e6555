"""The contents of a pack. The desk fills them in; nothing in packs looks anything else up."""

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
    """One relevant fact that has changed since an earlier referral (procedure 6.3): ids or an ISO date, "" if not known."""

    what: Since
    before: str
    now: str


@immutable
class EarlierReferral:
    """The earlier referral of the same person that this one follows.

    ``authority`` is the id of the council it was sent to, ``code`` the portal's code ("" if none), and ``changed`` what
    has changed since, in the order in which it is said.
    """

    reference: str
    authority: str
    sent_on: date
    code: str
    changed: tuple[ChangedFact, ...] = ()


@immutable
class PackSource:
    """One case with everything that its papers say.

    - ``form`` has its fields in the portal's order; the texts of ``judgement`` are filled in.
    - ``authority_name`` is "" if there is none. ``goes_to`` is who receives the papers, "" for the chosen authority.
    - ``at`` is aware and printed in Europe/London. ``clock`` is the machine's time if somebody gave ``at``, else None.
      ``recorded`` says when the case was begun and marked as sent, by the machine's clock and by any time that was
      given instead.
    - ``person`` is who exports.
    - ``contact_by`` counts from the day the referral was sent, or from today until then. ``promise_words`` is "" if the
      authority promises nothing. ``hurry`` means that the home may be gone by then, and says when to ring before.
    - ``lines`` are who to call, best first: the chosen authority's, then tonight's.
    - ``chain_head`` is the last link of the store's event chain.
    - ``chosen`` says which files each pack contains. ``parcel`` has the files made together with a paper, so that none
      points to a missing one.
    - ``fonts`` are those of this machine. ``beside`` is the checked language next to English on slips; ``not_beside``
      says why a wanted one is not printed.
    - ``consent_words`` is what was read out, each with the answer; ``words_not_kept`` are answers whose words were not
      kept.
    - ``then`` is what was true when the referral was sent; None before that, or if it was not kept.
    - ``earlier`` is the referral that this one follows, or None.
    - ``training`` means that the case is invented, which every paper says.
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
    """Returns whether the last date in these answers is that of a release from prison."""
    return answers.get("situation") == "leaving-institution" and "leaving-prison" in answers.get("circumstances", ())
