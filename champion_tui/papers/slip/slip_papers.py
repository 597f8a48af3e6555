"""Each form of the slip as files: their names and contents.

=================  =========================================  ==========================================
form               files                                      QR codes
=================  =========================================  ==========================================
``standard``       ``next-steps.pdf``, ``next-steps.txt``     unless abuse appears
``large-print``    ``next-steps-large-print.pdf``             unless abuse appears
``easy-read``      ``next-steps-easy-read.pdf``               unless abuse appears
``plain-card``     ``card.pdf``, ``card.txt``                 never
``phone-message``  ``phone-message.txt``                      never
``screen-reader``  ``next-steps.txt``                         none: nobody sees them
=================  =========================================  ==========================================
"""

from dataclasses import replace

from champion_tui.domain.cases.completeness import abuse_appears
from champion_tui.domain.papers import slip_form
from champion_tui.ground.values import immutable
from champion_tui.papers.document import Beside, Block, Callout, Document, Heading, Paragraph
from champion_tui.papers.errors import LanguageNotPrinted, NoPaper, WrongSuffix
from champion_tui.papers.outgoing import refuse_withdrawn
from champion_tui.papers.slip import card_and_message, easy_read, full_slip
from champion_tui.papers.slip.slip_content import SlipContent, english, in_each_language
from champion_tui.papers.slip.slip_room import WIDEST, Length, on_one_sheet
from champion_tui.papers.source import PackSource
from champion_tui.papers.wording import Language
from champion_tui.papers.writers import to_bytes
from champion_tui.papers.writers.to_bytes import Setter

PDF, TXT = ".pdf", ".txt"
LARGE_TEMPLATE = "slip-large"
COLUMNS = "slip-beside"
"""The template of the slip in two columns. Large print and easy read have no room for columns, so their parts alternate."""


@immutable
class Paper:
    """The files of a form: their name, and their suffixes with the one to suggest first."""

    name: str
    suffixes: tuple[str, ...]


PAPERS = {
    slip_form.STANDARD: Paper("next-steps", (PDF, TXT)),
    slip_form.LARGE_PRINT: Paper("next-steps-large-print", (PDF,)),
    slip_form.EASY_READ: Paper("next-steps-easy-read", (PDF,)),
    slip_form.PLAIN_CARD: Paper("card", (PDF, TXT)),
    slip_form.PHONE_MESSAGE: Paper("phone-message", (TXT,)),
    slip_form.SCREEN_READER: Paper("next-steps", (TXT,)),
}


def chosen(source: PackSource, form: str | None = None) -> str | None:
    """Returns the form to make: ``form`` if given, else the case's; None if the person takes nothing away.

    Raises ``NoPaper`` if the given form is not safe.
    """
    answers, referral = source.case.answers, source.case.referral
    if form is None:
        return slip_form.form_choice(answers, referral)
    why = slip_form.why_not(form, answers, referral)
    if why:
        raise NoPaper(f"No slip was written. {why}")
    return form


def to_make(source: PackSource, form: str | None = None) -> str:
    """Returns the form to make of the slip alone.

    Raises ``ReferralWithdrawn``, ``NoPaper`` if the person takes nothing away, and ``LanguageNotPrinted``: a slip that
    was wanted in a language is not silently made without it.
    """
    refuse_withdrawn(source)
    if source.not_beside:
        raise LanguageNotPrinted(source.not_beside)
    wanted = chosen(source, form)
    if wanted is None:
        raise NoPaper(f"No slip was made. {slip_form.NO_PAPER}")
    return wanted


def to_print(source: PackSource) -> Document:
    """Returns the slip for a printer, in the case's own form. Raises as ``to_make`` does, and ``NoPaper`` for a form that is text."""
    form = to_make(source)
    if PDF not in PAPERS[form].suffixes:
        raise NoPaper("No slip was printed: they take it away as text. Write it to a file, or choose another form.")
    return document(source, form)


def files(source: PackSource, form: str, as_pdf: Setter) -> dict[str, bytes]:
    """Returns every file of a form, by name."""
    paper = PAPERS[form]
    return {f"{paper.name}{suffix}": content(source, form, suffix, as_pdf) for suffix in paper.suffixes}


def content(source: PackSource, form: str, suffix: str, as_pdf: Setter) -> bytes:
    """Returns the contents of one file of a form. Raises ``WrongSuffix`` for a suffix that the form does not have."""
    suffixes = PAPERS[form].suffixes
    if suffix not in suffixes:
        raise WrongSuffix(f"Nothing was written: end the name in {' or '.join(suffixes)}.")
    if form == slip_form.PHONE_MESSAGE:
        return to_bytes.plain(source, f"{_message(source)}\n")
    if suffix == PDF:
        return as_pdf(document(source, form))
    made = _in_languages(source, form, WIDEST)
    return (to_bytes.as_spoken(source) if form == slip_form.SCREEN_READER else to_bytes.as_text(source))(made)


def document(source: PackSource, form: str) -> Document:
    """Returns the page of a form, as full as one sheet allows for the standard form. The phone message is not a page."""
    if form == slip_form.STANDARD:
        return on_one_sheet(lambda length: _in_languages(source, form, length), source.fonts)
    return _in_languages(source, form, WIDEST)


def _in_languages(source: PackSource, form: str, length: Length) -> Document:
    """Returns a form in English, with the person's language next to it if that is checked."""
    if form == slip_form.PLAIN_CARD:
        return card_and_message.card(english(source))
    first, *rest = (replace(slip, length=length) for slip in in_each_language(source))
    made = page(first, form)
    for other in rest:
        made = _beside(made, page(other, form), other.wording.language, columns=form == slip_form.STANDARD)
    return made


def page(slip: SlipContent, form: str) -> Document:
    """Returns the paper of a form in one language."""
    if form == slip_form.EASY_READ:
        return easy_read.easy_read(slip)
    if form == slip_form.SCREEN_READER:
        return full_slip.spoken(slip, full_slip.full_slip(replace(slip, codes=False)))
    made = full_slip.full_slip(slip)
    return _large(made) if form == slip_form.LARGE_PRINT else made


def _large(made: Document) -> Document:
    """Returns the paper in large print, where no text is smaller than the rest."""
    blocks = (
        replace(one, weight="plain") if isinstance(one, Paragraph) and one.weight == "quiet" else one
        for one in made.blocks
    )
    return replace(made, template=LARGE_TEMPLATE, blocks=tuple(blocks))


def _message(source: PackSource) -> str:
    """Returns one line for each language; English only if abuse appears (see ``card_and_message``)."""
    quiet = abuse_appears(source.case.answers, source.case.referral)
    slip: tuple[SlipContent, ...] = (english(source),) if quiet else in_each_language(source)
    return "\n".join(card_and_message.message(one) for one in slip)


def _beside(english: Document, other: Document, language: Language, *, columns: bool) -> Document:
    """Returns ``english`` with ``other`` (the same slip in ``language``) next to it in columns, or alternating by part."""
    first = Beside((), (Heading(other.title),), language.tag, language.right_to_left, columns=columns)
    pairs = zip(_parts(english.blocks), _parts(other.blocks), strict=True)
    made = (Beside(one, two, language.tag, language.right_to_left, columns=columns) for one, two in pairs)
    last = Beside((), (Paragraph(other.footer),), language.tag, language.right_to_left, columns=columns)
    return replace(english, template=COLUMNS if columns else english.template, blocks=(first, *made, last))


def _parts(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """Returns the blocks in parts, each beginning with its heading, or a box by itself."""
    parts: list[list[Block]] = []
    for block in blocks:
        begins = isinstance(block, Heading | Callout) or not parts or isinstance(parts[-1][0], Callout)
        if begins:
            parts.append([])
        parts[-1].append(block)
    return [tuple(part) for part in parts]
