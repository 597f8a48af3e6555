"""The referral for the officer: one page to read in a minute, then every detail in the portal's order."""

from champion_tui.domain.cases.form import FormStep, Need
from champion_tui.ground.dates.date_words import printed_moment
from champion_tui.papers import paper_words as words
from champion_tui.papers.choosing import elsewhere
from champion_tui.papers.document import Block, Document, Heading, Pairs, Paragraph
from champion_tui.papers.outgoing import OutField, Outgoing
from champion_tui.papers.referral.page_one import banner, page_one
from champion_tui.papers.source import PackSource


def document(source: PackSource, out: Outgoing) -> Document:
    """Returns the referral of a case, from the part of it that may be shared."""
    out = out.as_printed(source.fonts)
    blocks = (*page_one(source, out), *details(source, out))
    title = words.REFERRAL_TITLE.format(council=source.authority_name or words.THEIR_COUNCIL)
    footer = words.FOOTER.format(reference=source.case.reference, moment=printed_moment(source.at))
    return Document("referral", title, blocks, banner(out), footer, elsewhere(source.parcel))


def details(source: PackSource, out: Outgoing) -> tuple[Block, ...]:
    """Returns every field that is shared, step by step in the portal's order, starting on a new page."""
    steps = (_step(source, step, number, out) for number, step in enumerate(source.form.steps, start=1))
    return tuple(block for blocks in steps for block in blocks)


def detail_words(source: PackSource, one: OutField) -> tuple[str, ...]:
    """Returns a field's words for the officer. If they replace others, a sentence says so and where the others are."""
    where = words.WRITTEN_OTHERWISE.format(elsewhere=elsewhere(source.parcel))
    return (*one.words, where) if one.instead else one.words


def _label(one: OutField) -> str:
    """Returns the officer's label of a field. The form's label addresses the referrer ("your name")."""
    return words.OFFICER_LABELS.get(one.field.id, one.field.label)


def _step(source: PackSource, step: FormStep, number: int, out: Outgoing) -> tuple[Block, ...]:
    mine = tuple(one for one in out.fields if one.field.step == step.id)
    given = tuple((_label(one), detail_words(source, one)) for one in mine if one.words)
    empty = "; ".join(
        _label(one) for one in mine if one.agreed and not one.words and one.field.need is not Need.OPTIONAL
    )
    held = "; ".join(_label(one) for one in mine if not one.agreed)
    title = words.OFFICER_TITLES.get(step.id, step.title)
    blocks: list[Block] = [Heading(f"{number}. {title}", new_page=number == 1)]
    if given:
        blocks.append(Pairs(given))
    if empty:
        blocks.append(Paragraph(words.STEP_NOT_GIVEN.format(labels=empty), "quiet"))
    if held:
        blocks.append(Paragraph(words.STEP_HELD.format(labels=held), "quiet"))
    return tuple(blocks)
