"""Reads a decision tree from data/triage/ strictly, so that wrong words, routes and ids are found before anybody sees them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.trees.conditions import read_when
from champion_tui.knowledge.trees.tree_checks import PlaceInFile, check_tree
from champion_tui.triage.tree import (
    ALWAYS,
    Basis,
    Condition,
    Line,
    Note,
    Option,
    Outcome,
    Question,
    QuestionKind,
    Reason,
    Route,
    SocialCare,
    StageWords,
    Tree,
)
from champion_tui.triage.tree import (
    Warning as TreeWarning,
)
from champion_tui.triage.words import PLACEHOLDERS, WAS, placeholders

SHOWS = frozenset({"numbers", "local-connection", "capacity-prompts"})
"""The extras that may be shown with a question."""

NEVER = "never"
"""Marks an option that may not leave the building although the question's other answers may."""


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=_Identified)


def read_tree(raw: bytes, shown_as: str) -> Tree:
    """Returns the tree in ``raw`` (TOML). ``shown_as`` is the file's name in errors; ``digest`` is the SHA-256 of ``raw``.

    Raises ``DataError`` for the first mistake, either of form or of logic (a route that leads nowhere, a question that no path
    reaches, a cycle, an id defined twice and so on; see ``tree_checks``).
    """
    reader = _Reader()
    with reading(parse_toml(raw, shown_as)) as table:
        tree = Tree(
            id=table.id("id"),
            version=table.text("version"),
            digest=sha256_hex(raw),
            title=reader.words(table, "title"),
            first=table.id("first"),
            form=table.id("form"),
            goes_to=reader.words(table, "goes_to", ""),
            hint=reader.words(table, "hint", ""),
            stages=_read_stages(table.table_or_none("stages"), reader),
            questions=_by_id([reader.question(entry) for entry in table.tables("question", at_least=1)]),
            outcomes=_by_id([reader.outcome(entry) for entry in table.tables("outcome", at_least=1)]),
            notes=tuple(reader.note(entry) for entry in table.tables("note")),
            warnings=_by_id([reader.warning(entry) for entry in table.tables("warning")]),
        )
    check_tree(tree, reader.places, shown_as)
    return tree


def sources_of(tree: Tree) -> frozenset[str]:
    """Returns every source id that the tree uses, including those behind what answers depend on."""
    return frozenset(source for _, source in _named_sources(tree))


def refer_to_others(tree: Tree, shown_as: str, links: Links) -> None:
    """Records in ``links`` the sources and the form that ``tree`` refers to."""
    links.refer("form", tree.form, shown_as, "form")
    for key, source in _named_sources(tree):
        links.refer("source", source, shown_as, key)


def _named_sources(tree: Tree) -> Iterator[tuple[str, str]]:
    for question in tree.questions.values():
        yield f"{question.id}.why.source", question.why.source
        for i, basis in enumerate(question.rests_on):
            yield f"{question.id}.rests_on[{i}].why.source", basis.why.source
    for outcome in tree.outcomes.values():
        yield from ((f"{outcome.id}.reason[{i}].source", reason.source) for i, reason in enumerate(outcome.reasons))
    tellers: tuple[Note | TreeWarning, ...] = (*tree.notes, *tree.warnings.values())
    for owner in tellers:
        yield from ((f"{owner.id}.part[{i}].source", part.source) for i, part in enumerate(owner.parts))


def _leaves_with(table: Table, otherwise: ConsentPart | None) -> ConsentPart | None:
    """Returns the agreement that lets an answer leave the building: None for ``never``, and ``otherwise`` if the table does not
    say.
    """
    given = table.text("leaves_with", "")
    if not given:
        return otherwise
    if given == NEVER:
        return None
    if given not in set(ConsentPart):
        raise table.error("leaves_with", f"one of {', '.join(ConsentPart)}, {NEVER}; not {given!r}")
    return ConsentPart(given)


def _lets_out(table: Table) -> frozenset[ConsentPart]:
    """Returns the parts of a case that may leave the building with an answer."""
    given = table.texts("lets_out")
    for index, part in enumerate(given):
        if part not in set(ConsentPart):
            raise table.error(f"lets_out[{index}]", f"one of {', '.join(ConsentPart)}; not {part!r}")
    return frozenset(map(ConsentPart, given))


def _by_id(items: list[Item]) -> Mapping[str, Item]:
    return {item.id: item for item in items}


def _check_order(table: Table, key: str, conditions: Sequence[Condition]) -> None:
    """Raises ``DataError`` unless the last condition, and only the last, always holds. For lists of which the first match is used."""
    if not conditions or conditions[-1] != ALWAYS:
        raise table.error(key, "a last entry without a condition (else some answers come to a dead end)")
    if ALWAYS in conditions[:-1]:
        raise table.error(key, "an entry without a condition only as the last one: those after it are never taken")


def _read_stages(table: Table | None, reader: "_Reader") -> Mapping[Stage, StageWords]:
    stages: dict[Stage, StageWords] = {}
    if table is None:
        return stages
    with reading(table):
        for stage in Stage:
            with reading(table.table(stage)) as entry:
                stages[stage] = StageWords(reader.words(entry, "words"), entry.text("agreed_reason", ""))
    return stages


@dataclass
class _Reader:
    """Reads the parts of one tree and records the place of each id and condition, for the checks of the whole tree."""

    places: list[PlaceInFile] = field(default_factory=list)

    def words(self, table: Table, key: str, default: str | None = None, *, more: tuple[str, ...] = ()) -> str:
        """Returns a text of the tree. ``more`` are placeholders that this text may have besides those that all texts may have."""
        text = table.text(key, default)
        for name in placeholders(text):
            if name not in PLACEHOLDERS and name not in more:
                given = f"{{{name}}}" if name else "a brace alone"
                raise table.error(key, f"only these in braces: {', '.join((*PLACEHOLDERS, *more))}; not {given}")
        return text

    def id(self, table: Table, kind: str) -> str:
        given = table.id("id")
        self.places.append(PlaceInFile(kind, given, table.path("id")))
        return given

    def when(self, table: Table) -> Condition:
        condition = read_when(table)
        self.places.append(PlaceInFile("when", "", table.path("when"), condition))
        return condition

    def lines(self, table: Table, key: str, *, always: bool = False) -> tuple[Line, ...]:
        """Returns lines of words; all whose condition holds are shown. With ``always``, at least one must have no condition."""
        lines = []
        for entry in table.tables(key):
            with reading(entry):
                lines.append(Line(self.words(entry, "text"), self.when(entry)))
        if always and not any(line.when == ALWAYS for line in lines):
            raise table.error(key, "one or more lines, at least one of them without a condition")
        return tuple(lines)

    def wording(self, table: Table, key: str) -> tuple[Line, ...]:
        """Returns lines of words; the first whose condition holds is shown."""
        lines = self.lines(table, key)
        _check_order(table, key, [line.when for line in lines])
        return lines

    def reason(self, table: Table) -> Reason:
        with reading(table):
            return Reason(self.words(table, "text"), table.id("source"), table.text("paragraph", ""), self.when(table))

    def question(self, table: Table) -> Question:
        with reading(table):
            kind = table.choice("kind", QuestionKind)
            leaves_with = _leaves_with(table, None)
            return Question(
                id=self.id(table, "question"),
                kind=kind,
                page=table.id("page"),
                short=self.words(table, "short"),
                titles=self.wording(table, "title"),
                helps=self.wording(table, "help") if table.has("help") else (),
                first=self.words(table, "first", ""),
                read_out=self.words(table, "read_out", ""),
                why=self.reason(table.table("why")),
                options=tuple(self.option(entry, kind, leaves_with) for entry in table.tables("option", at_least=1)),
                routes=() if kind is QuestionKind.ONE else self.routes(table),
                shows=self.shows(table),
                rests_on=tuple(self.basis(entry, table.id("id")) for entry in table.tables("rests_on")),
                anew=self.words(table, "anew", ""),
                leaves_with=leaves_with,
                on_form=self.words(table, "on_form", ""),
                rings=tuple(self.ring(entry) for entry in table.tables("rings")),
            )

    def shows(self, table: Table) -> tuple[str, ...]:
        extras = table.texts("shows")
        for index, name in enumerate(extras):
            if name not in SHOWS:
                raise table.error(f"shows[{index}]", f"one of {', '.join(sorted(SHOWS))}, not {name!r}")
        return extras

    def basis(self, table: Table, owner: str) -> Basis:
        with reading(table):
            basis = Basis(
                question=table.id("question"),
                words=self.words(table, "words", more=(WAS,)),
                why=self.reason(table.table("why")),
                was=frozenset(table.texts("was")),
                alike=frozenset(table.texts("alike")),
            )
        self.places.append(PlaceInFile("basis", basis.question, table.path("question"), basis=basis, owner=owner))
        return basis

    def option(self, table: Table, kind: QuestionKind, leaves_with: ConsentPart | None) -> Option:
        with reading(table):
            many = kind is QuestionKind.MANY
            option = Option(
                id=table.id("id"),
                words=self.words(table, "words"),
                hint=self.words(table, "hint", ""),
                routes=() if many else self.routes(table),
                alone=table.flag("alone") if many else False,
                unasked=table.flag("unasked") if kind is QuestionKind.ONE else False,
                leaves_with=_leaves_with(table, leaves_with),
                to_officer=self.words(table, "to_officer", ""),
                lets_out=_lets_out(table),
                without_consent=table.flag("without_consent"),
                on_form=self.words(table, "on_form", ""),
            )
            if option.to_officer and option.leaves_with is None:
                raise table.error("to_officer", "words only for an answer that may leave the building (leaves_with)")
            if option.without_consent and not option.lets_out:
                raise table.error("without_consent", "it only beside lets_out, the parts that go out without consent")
        self.places.append(PlaceInFile("option", option.id, table.path("id")))
        return option

    def routes(self, table: Table) -> tuple[Route, ...]:
        """Returns the routes: ``to`` for a single target, else [[route]] entries, of which the first that holds is used."""
        if table.has("to"):
            return (self.route(table, "to", ALWAYS),)
        routes = []
        for entry in table.tables("route"):
            with reading(entry):
                routes.append(self.route(entry, "to", self.when(entry)))
        if not routes:
            raise table.error("to", "where it leads: a question or an outcome (this is a dead end)")
        _check_order(table, "route", [route.when for route in routes])
        return tuple(routes)

    def route(self, table: Table, key: str, when: Condition) -> Route:
        target = table.id(key)
        self.places.append(PlaceInFile("route", target, table.path(key), when))
        return Route(target, when)

    def outcome(self, table: Table) -> Outcome:
        with reading(table):
            return Outcome(
                id=self.id(table, "outcome"),
                title=self.words(table, "title"),
                referral=table.flag("referral"),
                summary=self.lines(table, "summary", always=True),
                next_steps=self.lines(table, "next_step", always=True),
                record=self.lines(table, "record", always=True),
                say=self.lines(table, "say", always=True),
                tell=self.lines(table, "tell", always=True),
                reasons=tuple(self.reason(entry) for entry in table.tables("reason", at_least=1)),
                way_out=self.words(table, "way_out", ""),
                rings=tuple(self.ring(entry) for entry in table.tables("rings")),
            )

    def ring(self, table: Table) -> Line:
        with reading(table):
            return Line(str(table.choice("line", SocialCare)), self.when(table))

    def note(self, table: Table) -> Note:
        with reading(table):
            return Note(
                self.id(table, "note"),
                self.words(table, "title"),
                self.parts(table),
                self.when(table),
            )

    def warning(self, table: Table) -> TreeWarning:
        with reading(table):
            return TreeWarning(
                self.id(table, "warning"),
                self.words(table, "title"),
                self.parts(table),
                self.lines(table, "say"),
            )

    def parts(self, table: Table) -> tuple[Reason, ...]:
        """Returns ``text`` and ``source`` as a single part that always holds, else the [[part]] entries; all that hold are shown."""
        if not table.has("part"):
            return (Reason(self.words(table, "text"), table.id("source")),)
        parts = tuple(self.reason(entry) for entry in table.tables("part"))
        if not parts:
            raise table.error("part", "one or more entries")
        return parts
