"""Reads the forms that an organisation added for its own councils: ``forms/*.toml`` and ``templates/*.typ`` in its folder.

There is one form in each file. A mistake becomes a ``LocalTrouble`` and that form is left out, so that it never holds up a pack.
"""

from collections.abc import Container, Iterator
from pathlib import Path

from champion_tui.domain.cases.form import Form
from champion_tui.domain.papers.sending import CouncilField, CouncilForm, CouncilSection
from champion_tui.ground.tables import LARGEST_CHOSEN, DataError, Table, file_bytes, parse_toml, reading
from champion_tui.knowledge.local.own_files import LocalTrouble

FORMS, TEMPLATES = "forms", "templates"
SUFFIX = ".typ"
MOST_FORMS = 200
"""The most forms of one organisation that are read."""

NOT_FOR_A_COUNCIL = frozenset({"paper"})
"""Fields that are only for our own use."""


def read_council_forms(
    folder: Path, known: Form, authorities: Container[str]
) -> tuple[tuple[CouncilForm, ...], tuple[LocalTrouble, ...]]:
    """Returns every usable form in ``folder``, by file name, and what is wrong with the others. ``known`` has the fields that a
    form may ask for, ``authorities`` the ids that it may name. Never raises.
    """
    forms: list[CouncilForm] = []
    troubles: list[LocalTrouble] = []
    files = sorted((folder / FORMS).glob("*.toml"))
    if len(files) > MOST_FORMS:
        troubles.append(LocalTrouble(str(folder / FORMS), "", f"{MOST_FORMS} forms or fewer; the others are not read"))
    for file in files[:MOST_FORMS]:
        try:
            form = _read(file, folder / TEMPLATES, known, authorities)
        except DataError as error:
            troubles.append(LocalTrouble(error.file, error.key, error.expected))
            continue
        if any(form.id == other.id for other in forms):
            troubles.append(LocalTrouble(str(file), "id", f"each form once; {form.id!r} is there twice"))
        else:
            forms.append(form)
    return tuple(forms), tuple(troubles)


def _read(file: Path, templates: Path, known: Form, authorities: Container[str]) -> CouncilForm:
    with reading(parse_toml(file_bytes(file, str(file), LARGEST_CHOSEN), str(file))) as table:
        named = table.texts("authorities")
        for index, one in enumerate(named):
            if one not in authorities:
                raise table.error(f"authorities[{index}]", f"the id of a known authority, not {one!r}")
        return CouncilForm(
            id=table.id("id"),
            version=table.text("version"),
            title=table.text("title"),
            template=_template(table, templates),
            authorities=named,
            sections=tuple(_sections(table, known)),
        )


def _template(table: Table, templates: Path) -> Path:
    """Returns the template's file. The name must be a bare file name, so that a form cannot refer to a file outside its folder, and
    the file must be an ordinary file.
    """
    name = table.text("template")
    if not name.endswith(SUFFIX) or name != Path(name).name or "\\" in name:
        raise table.error("template", f'the name of a file in {TEMPLATES}, such as "our-council{SUFFIX}", not {name!r}')
    file_bytes(templates / name, str(templates / name))
    return templates / name


def _sections(table: Table, known: Form) -> Iterator[CouncilSection]:
    seen: set[str] = set()
    for entry in table.tables("section", at_least=1):
        with reading(entry):
            fields = tuple(_field(each, known, seen) for each in entry.tables("field", at_least=1))
            yield CouncilSection(entry.text("title"), fields)


def _field(table: Table, known: Form, seen: set[str]) -> CouncilField:
    with reading(table):
        field_id = table.id("id")
        if field_id in NOT_FOR_A_COUNCIL or known.field(field_id) is None:
            offered = ", ".join(field.id for field in known.fields if field.id not in NOT_FOR_A_COUNCIL)
            raise table.error("id", f"the id of a field of our form ({offered}), not {field_id!r}")
        if field_id in seen:
            raise table.error("id", f"each field once; {field_id!r} is there twice")
        seen.add(field_id)
        return CouncilField(field_id, table.text("label"))
