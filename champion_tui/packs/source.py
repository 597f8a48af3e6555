"""What a pack is made from. The desk fills it; nothing in packs looks anything else up."""

from dataclasses import dataclass, field
from datetime import date, datetime

from champion_tui.domain.answers import Answers
from champion_tui.domain.case import Case
from champion_tui.domain.form import Form
from champion_tui.domain.phone_lines import LineNow
from champion_tui.domain.sending import Chosen
from champion_tui.knowledge.book import Book
from champion_tui.packs.wording import Wording
from champion_tui.triage.judgement import Judgement


@dataclass(frozen=True, slots=True)
class PackSource:
    """One case with everything that its papers say.

    ``form`` has its fields in the portal's order. The texts of ``judgement`` are filled. ``authority_name`` is "" where
    there is none. ``at`` is aware and printed in Europe/London. ``person`` is who exports. ``contact_by`` counts from
    the day the referral was sent, or from today while it is not; ``promise_words`` is "" where the authority promises
    nothing (then ``contact_by`` is the day to chase). ``lines`` are whom to call, best first: the chosen authority's,
    then tonight's. ``chain_head`` is the last link of the store's event chain. ``chosen`` is which files go into which pack.
    ``beside`` is the checked language that slips have beside English; ``not_beside`` says why the language that was asked for is
    not printed. ``training`` says that the case is invented: every paper says so too.
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
    training: bool = False


def leaves_prison(answers: Answers) -> bool:
    """Whether the last date in these answers is that of a release from prison."""
    return answers.get("situation") == "leaving-institution" and "leaving-prison" in answers.get("circumstances", ())
