"""Reads forms and code lists (data/forms/*.toml, data/codes/*.toml) and which texts to ask about again (data/asked-again.toml)."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from champion_tui.domain.cases.asked_again import AskedAgain, NothingWords, apart, together
from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.cases.form import FieldKind, Form, FormField, FormStep, Need, OnlyWhen, Paper
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.ground.values import immutable

LONGEST = {
    FieldKind.TEXT: 200,
    FieldKind.LONG_TEXT: 10_000,
    FieldKind.PHONE: 60,
    FieldKind.EMAIL: 254,
    FieldKind.DATE: 10,
    FieldKind.ADDRESS: 500,
    FieldKind.LATIN: 200,
    FieldKind.ONE: 60,
    FieldKind.MANY: 60,
}
"""The most characters for each kind of field if the data does not say (254 is the longest address in RFC 5321)."""

CODED = (FieldKind.ONE, FieldKind.MANY)


class Holder(StrEnum):
    """Whose a field is: the agency's (typed once) or the referral's."""

    AGENCY = "agency"
    REFERRAL = "referral"


@immutable
class CodeItem:
    """One entry of a code list: our own stable id, its words, whether it is ``retired`` and no longer offered, whether it stands
    ``alone`` ("none" excludes the other options of a ``many`` field), and ``also``, other names that people look for it by.
    """

    id: str
    words: str
    retired: bool = False
    alone: bool = False
    also: tuple[str, ...] = ()


@immutable
class FieldLists:
    """What a form's fields may refer to: code lists by their ids, and the lists of texts to ask about again."""

    codes: Mapping[str, tuple[CodeItem, ...]]
    asked_again: AskedAgain


def read_form(raw: bytes, shown_as: str, lists: FieldLists | None = None) -> Form:
    """Returns a form from the bytes of its TOML file; ``shown_as`` is the file's name in errors. With ``lists``, every list that a
    field names must be among them. Raises ``DataError``.
    """
    with reading(parse_toml(raw, shown_as)) as top:
        form_id, version, title = top.id("id"), top.text("version"), top.text("title")
        paper = top.choice("paper", Paper) if top.has("paper") else Paper.REFERRAL
        steps: list[FormStep] = []
        fields: list[FormField] = []
        for table in top.tables("step", at_least=1):
            with reading(table) as step:
                steps.append(_step(step, steps))
                for entry in step.tables("field", at_least=1):
                    fields.append(_field(entry, steps[-1].id, fields, lists))
    form = Form(form_id, version, title, tuple(steps), tuple(fields), paper=paper)
    return replace(form, asked_again=lists.asked_again) if lists else form


def read_codes(raw: bytes, shown_as: str) -> tuple[CodeItem, ...]:
    """Returns a code list from the bytes of its TOML file (its id is the file's stem). Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as top:
        top.text("about")
        items: list[CodeItem] = []
        for table in top.tables("code", at_least=1):
            with reading(table) as code:
                item = CodeItem(
                    code.id("id"), code.text("words"), code.flag("retired"), code.flag("alone"), code.texts("also")
                )
                if any(item.id == other.id for other in items):
                    raise code.error("id", f"each code once; {item.id!r} is there twice")
                items.append(item)
    return tuple(items)


def _step(table: Table, before: list[FormStep]) -> FormStep:
    step = FormStep(table.id("id"), table.text("title"), table.text("help"))
    if any(step.id == other.id for other in before):
        raise table.error("id", f"each step once; {step.id!r} is there twice")
    return step


def _field(table: Table, step: str, before: list[FormField], lists: FieldLists | None) -> FormField:
    with reading(table) as entry:
        kind = entry.choice("kind", FieldKind)
        field = FormField(
            id=entry.id("id"),
            step=step,
            label=entry.text("label"),
            help=entry.text("help"),
            kind=kind,
            need=entry.choice("need", Need),
            consent=entry.choice("consent", ConsentPart),
            holder=entry.choice("holder", Holder).value,
            codes=_codes(entry, kind),
            longest=entry.integer("longest", at_least=1) if entry.has("longest") else LONGEST[kind],
            masked=entry.flag("masked"),
            nothing=entry.id_or_none("nothing") or "",
            only_when=entry.choice("only-when", OnlyWhen) if entry.has("only-when") else None,
            needed_with=_needed_with(entry.table_or_none("needed-with")),
        )
        if any(field.id == other.id for other in before):
            raise entry.error("id", f"each field once; {field.id!r} is there twice")
        if lists is not None:
            _check_lists(entry, field, lists)
    return field


def _needed_with(table: Table | None) -> dict[str, frozenset[str]]:
    if table is None:
        return {}
    with reading(table):
        return {question: frozenset(table.texts(question)) for question in table.keys()}  # noqa: SIM118  a Table is not a dict


def _check_lists(entry: Table, field: FormField, lists: FieldLists) -> None:
    if field.codes and field.codes not in lists.codes:
        loaded = ", ".join(sorted(lists.codes))
        raise entry.error("codes", f"a code list that is loaded ({loaded}), not {field.codes!r}")
    nothing = sorted(lists.asked_again.nothing)
    if field.nothing and field.nothing not in nothing:
        raise entry.error("nothing", f"a list of data/asked-again.toml ({', '.join(nothing)}), not {field.nothing!r}")


def _codes(entry: Table, kind: FieldKind) -> str:
    if kind in CODED:
        return entry.id("codes")
    if entry.has("codes"):
        raise entry.error("codes", f"no code list for a field of kind {kind.value!r}")
    return ""


SAID = "{said}"


def read_asked_again(raw: bytes, shown_as: str) -> AskedAgain:
    """Returns the lists from the bytes of the TOML file; ``shown_as`` is the file's name in errors. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as top:
        with reading(top.table("everywhere")) as everywhere:
            shared = {key: _together(everywhere, key) for key in ("phrases", "beside", "strokes")}
        lists: dict[str, NothingWords] = {}
        for table in top.tables("list", at_least=1):
            with reading(table) as entry:
                name = entry.id("id")
                if name in lists:
                    raise entry.error("id", f"each list once; {name!r} is there twice")
                lists[name] = _list(entry, shared)
        with reading(top.table("mail")) as mail:
            return AskedAgain(lists, frozenset(mail.texts("domains")))


def _list(entry: Table, shared: dict[str, frozenset[str]]) -> NothingWords:
    why = entry.text("why")
    if SAID not in why:
        raise entry.error("why", f"a sentence with {SAID} in the place of what was typed")
    return NothingWords(
        phrases=shared["phrases"] | _together(entry, "phrases"),
        beside=shared["beside"] | _together(entry, "beside"),
        strokes=shared["strokes"],
        but=frozenset(map(apart, entry.texts("but"))),
        why=why,
        letters=entry.flag("letters"),
        postcodes=entry.flag("postcodes"),
    )


def _together(table: Table, key: str) -> frozenset[str]:
    """Returns the texts of a key as they are compared. Raises ``DataError`` for a text without a letter or digit, which would match
    everything.
    """
    texts = [together(text) for text in table.texts(key)]
    if "" in texts:
        raise table.error(f"{key}[{texts.index('')}]", "a text with a letter or a digit")
    return frozenset(texts)
