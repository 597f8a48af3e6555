"""A council's own form, set by a template that an organisation added. It gets the outgoing values and no others.

The template is not trusted. It sees only its own folder, no package is fetched for it, and it is set in a separate
process with a time limit. If it is broken, the standard pack is still made.
"""

from champion_tui.domain.papers.sending import CouncilField, CouncilForm
from champion_tui.ground.dates.date_words import printed_moment
from champion_tui.ground.values import immutable
from champion_tui.papers import paper_words as words
from champion_tui.papers.choosing import elsewhere
from champion_tui.papers.document import Block, Document, Heading, Pairs, shown
from champion_tui.papers.errors import CannotSet
from champion_tui.papers.outgoing import Outgoing
from champion_tui.papers.referral.page_one import banner
from champion_tui.papers.setting import bidi
from champion_tui.papers.setting.set_apart import NotDone, TemplateRefused, files_beside, typeset_apart
from champion_tui.papers.source import PackSource
from champion_tui.papers.writers import pdf

NAME = "council-form.pdf"

NOT_IN_TRAINING = "It is set by a template of the organisation's own. That cannot be marked as training."
MISSING = "The council's own form is missing from this pack. {why} The standard pack is whole without it."


@immutable
class FilledForm:
    """The form as ``pdf``; or None, with the reason in ``trouble`` ("" if the authority has no form of its own)."""

    pdf: bytes | None = None
    trouble: str = ""


def make(source: PackSource, out: Outgoing) -> FilledForm:
    """Returns the form chosen for the case's authority. Never raises because of its template."""
    form = source.chosen.form
    if form is None:
        return FilledForm()
    if source.training:
        return FilledForm(trouble=MISSING.format(why=NOT_IN_TRAINING))
    values, made_at = data(source, out, form), int(source.at.timestamp())
    try:
        files = files_beside(form.template)
    except TemplateRefused as error:
        return FilledForm(trouble=MISSING.format(why=error))
    try:
        return FilledForm(typeset_apart(form.template, files, values, made_at, source.fonts))
    except NotDone as error:
        return FilledForm(trouble=MISSING.format(why=error))
    except CannotSet as error:
        trouble = MISSING.format(why=error)
    try:
        # A form is not refused because of a person's name: without rare characters it may succeed.
        return FilledForm(typeset_apart(form.template, files, pdf.only_safe(values), made_at, source.fonts))
    except CannotSet:
        return FilledForm(trouble=trouble)


def data(source: PackSource, out: Outgoing, form: CouncilForm) -> str:
    """Returns what the template gets as ``sys.inputs.data``: JSON, with the direction of every text about the person."""
    out = out.as_printed(source.fonts)
    values = {
        "title": form.title,
        "reference": source.case.reference,
        "council": source.authority_name,
        "needs": bidi.in_one(shown(banner(out), "", source.fonts)),
        "footer": words.FOOTER.format(reference=source.case.reference, moment=printed_moment(source.at)),
        "sections": [
            {"title": section.title, "fields": [_field(source, out, field) for field in section.fields]}
            for section in form.sections
        ],
    }
    return pdf.dumped(values, source.fonts)


def document(source: PackSource, out: Outgoing) -> Document:
    """Returns the same values as a standard paper, to be read before anything is written. The template has its own layout.

    ``source`` has a form.
    """
    form, out = source.chosen.form, out.as_printed(source.fonts)
    sections = form.sections if form else ()
    blocks: list[Block] = []
    for section in sections:
        rows = ((field.label, _state_and_texts(out, field)[1]) for field in section.fields)
        blocks += [Heading(section.title), Pairs(tuple(rows))]
    footer = words.FOOTER.format(reference=source.case.reference, moment=printed_moment(source.at))
    return Document("record", form.title if form else "", tuple(blocks), banner(out), footer, elsewhere(source.parcel))


def _state_and_texts(out: Outgoing, field: CouncilField) -> tuple[str, tuple[str, ...]]:
    """Returns a field's ``state`` (see ``_field``) and its texts."""
    given = out.of(field.id)
    if given is not None and given.words:
        return "given", given.words
    return ("gap", (words.NOT_GIVEN,)) if given is None or given.agreed else ("held", (words.NOT_SHARED,))


def _field(source: PackSource, out: Outgoing, field: CouncilField) -> dict[str, object]:
    """Returns one field. ``state`` is ``given``, ``gap`` (not known) or ``held`` (the person did not agree to share it)."""
    state, texts = _state_and_texts(out, field)
    return {
        "id": field.id,
        "label": field.label,
        "state": state,
        "values": [pdf.text(shown(text, elsewhere(source.parcel), source.fonts)) for text in texts],
    }
