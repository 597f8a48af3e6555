"""What an organisation chose to send to an authority: its settings, and the forms that it added for its own councils."""

from collections.abc import Iterator
from pathlib import Path

from champion_tui.desk.opening import LOCAL_DATA
from champion_tui.desk.settings.settings import FILE, read_settings
from champion_tui.domain.cases.form import Form
from champion_tui.domain.papers.sending import (
    EVERYTHING,
    FOR_THE_COUNCIL,
    Chosen,
    CouncilForm,
    PackLists,
    PackSettings,
    Part,
)
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.directory import KnownCouncils
from champion_tui.knowledge.forms.council_forms import read_council_forms

STANDARD = "The standard pack is written."


def chosen_for(home: Path, book: Book, form: Form, authority: str, kind: str) -> Chosen:
    """Returns the choice for ``authority`` (an id, or "" if none is loaded), which takes referrals by a channel of
    ``kind``.

    The files are read each time, so that a repaired one is used at once. What cannot be used is reported in
    ``troubles`` and left out.
    """
    settings = read_settings(home)
    forms, wrong = read_council_forms(home / LOCAL_DATA, form, KnownCouncils(book))
    own = settings.packs.authorities.get(authority, PackLists())
    general = settings.packs.kinds.get(kind, PackLists())
    council_form, lacks = _form(forms, own.form or general.form, authority)
    troubles = (
        *settings.troubles,
        *_unknown(settings.packs, book),
        *(f"A council's form cannot be used: {error.place}: expected {error.expected}. {STANDARD}" for error in wrong),
        *lacks,
    )
    return Chosen(
        folder=_first(own.folder, general.folder, EVERYTHING),
        sent=_first(own.sent, general.sent, FOR_THE_COUNCIL),
        form=council_form,
        troubles=troubles,
    )


def _first(own: frozenset[Part] | None, general: frozenset[Part] | None, standard: frozenset[Part]) -> frozenset[Part]:
    return own if own is not None else general if general is not None else standard


def _unknown(packs: PackSettings, book: Book) -> Iterator[str]:
    """Yields a sentence for each unknown authority in the settings: a choice that can never apply is a mistake."""
    for authority_id in packs.authorities:
        if book.authority(authority_id) is None:
            yield f"{FILE}: packs.authority.{authority_id}: this is not the id of a council that is known here. {STANDARD}"


def _form(
    forms: tuple[CouncilForm, ...], named: str | None, authority: str
) -> tuple[CouncilForm | None, tuple[str, ...]]:
    """Returns the council's own form: the one that the settings name, otherwise the one that names the authority,
    otherwise None.
    """
    if named is None:
        return next((form for form in forms if authority in form.authorities), None), ()
    council_form = next((form for form in forms if form.id == named), None)
    lack = f"The council's form {named!r}, which {FILE} names, is not there or cannot be used. {STANDARD}"
    return council_form, () if council_form else (lack,)
