"""Reads data/letters.toml: the letters to a council that staff print and sign with the person."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.trees.conditions import check_condition, read_when
from champion_tui.triage.tree import ALWAYS, Condition, Tree
from champion_tui.triage.words import placeholders

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "person": "their name, as paper can show it",
        "last_date": "the last day in the place where they stay, while that is still to come",
        "household": "who lives with them, as far as they agreed to share it",
        "support": "the support that they may need, as far as they agreed to share it",
        "notified": "the day on which they were told of the decision",
        "last_day": "the last day to ask for a review of it",
        "sent_day": "the day on which the referral was sent",
        "received_day": "the day on which the council confirmed that it has it",
        "contact_by": "the day by which the council tries to reach people",
        "days_over": "how many days that day has passed, in words",
    }
)
"""Placeholder -> the meaning of its value. A letter may use no other. A text whose value is not known is left out."""

OF_THE_PERSON = frozenset({"person", "last_date", "household", "support"})
"""Placeholders that a letter which names nobody may not use."""

NEVER_ASKED = frozenset({"safeguarding", "capacity", "capacity-support"})
NEVER_TOLD = frozenset({"no-recourse-to-public-funds"})
"""Options, and in ``NEVER_ASKED`` questions, that never leave the building in any form: no text in a letter may depend on them."""

MOST_LINES = 6


@immutable
class LetterText:
    """One paragraph or point, the condition for it, and how many blank ``lines`` follow it for handwriting."""

    words: str
    when: Condition = ALWAYS
    lines: int = 0


@immutable
class Letter:
    """One letter.

    ``name`` and ``hint`` offer it to staff, ``title`` is its heading. ``points_title`` is the heading of ``points``, which come
    between ``before`` and ``after``. ``when`` says whether it may be made, ``refused`` why not; ``note`` is for staff.
    ``needs_notified``: it needs the day on which the person was told of a decision. ``needs_overdue``: it is for a referral that
    was sent and not answered in time. ``ours``: the organisation writes and signs it alone, without the person. ``names_nobody``:
    it uses references instead of names. ``sources`` are ids.
    """

    id: str
    name: str
    hint: str
    title: str
    sources: tuple[str, ...]
    when: Condition
    refused: str
    note: str
    before: tuple[LetterText, ...]
    points_title: str
    points: tuple[LetterText, ...]
    after: tuple[LetterText, ...]
    needs_notified: bool
    needs_overdue: bool = False
    ours: bool = False
    names_nobody: bool = False


@immutable
class Letters:
    """All letters, in the order in which they are offered, with the version of their words."""

    version: str
    tree: str
    letters: tuple[Letter, ...]

    def letter(self, letter_id: str) -> Letter | None:
        """Returns the letter with that id, or None."""
        return next((one for one in self.letters if one.id == letter_id), None)


def read_letters(raw: bytes, shown_as: str, links: Links, trees: Mapping[str, Tree]) -> Letters:
    """Returns all letters, in the file's order. Raises ``DataError``, also for an id that the tree they name does not have."""
    with reading(parse_toml(raw, shown_as)) as table:
        tree = links.use("tree", table, "tree")
        letters = tuple(_read_letter(entry, links, trees.get(tree)) for entry in table.tables("letter", at_least=1))
        return Letters(table.text("version"), tree, letters)


def _read_letter(table: Table, links: Links, tree: Tree | None) -> Letter:
    with reading(table):
        letter = Letter(
            id=links.give("letter", table),
            name=table.text("name"),
            hint=table.text("hint"),
            title=table.text("title"),
            sources=links.use_all("source", table, "sources"),
            when=_checked(read_when(table), table, tree),
            refused=table.text("refused", ""),
            note=table.text("note"),
            before=tuple(_read_text(entry, tree) for entry in table.tables("before", at_least=1)),
            points_title=table.text("points", ""),
            points=tuple(_read_text(entry, tree) for entry in table.tables("point")),
            after=tuple(_read_text(entry, tree) for entry in table.tables("after")),
            needs_notified=table.flag("needs-notified"),
            needs_overdue=table.flag("needs-overdue"),
            ours=table.flag("ours"),
            names_nobody=table.flag("names-nobody"),
        )
        if not letter.sources:
            raise table.error("sources", "one or more sources")
        if letter.when is not ALWAYS and not letter.refused:
            raise table.error("refused", "the words where the letter may not be made (they are missing)")
        if letter.points and not letter.points_title:
            raise table.error("points", "the words above the points (they are missing)")
        _check_names_nobody(letter, table)
        return letter


def _check_names_nobody(letter: Letter, table: Table) -> None:
    if letter.names_nobody and not letter.ours:
        raise table.error("names-nobody", "true only beside ours = true: what the person signs names them")
    for text in (*letter.before, *letter.points, *letter.after) if letter.names_nobody else ():
        for name in placeholders(text.words):
            if name in OF_THE_PERSON:
                raise table.error("names-nobody", f"no {{{name}}} in a letter that names nobody")


def _read_text(table: Table, tree: Tree | None) -> LetterText:
    with reading(table):
        words = table.text("words")
        for name in placeholders(words):
            if name not in PLACEHOLDERS:
                raise table.error("words", f"only placeholders from {', '.join(PLACEHOLDERS)}, not {{{name}}}")
        when = _checked(read_when(table), table, tree)
        for kept_back in _kept_back(when):
            raise table.error("when", f"nothing that leaves in no form, not {kept_back!r}")
        return LetterText(words, when, table.integer("lines", at_most=MOST_LINES, default=0))


def _checked(condition: Condition, table: Table, tree: Tree | None) -> Condition:
    """Returns the condition after checking that its ids exist in the tree. ``Links`` reports a missing tree."""
    if tree is not None:
        check_condition(condition, tree, table.file, table.path("when"))
    return condition


def _kept_back(condition: Condition) -> Iterator[str]:
    for given in (condition.answers, condition.unless):
        yield from sorted(NEVER_ASKED & given.keys())
        yield from sorted(option for options in given.values() for option in options & NEVER_TOLD)
    for part in condition.either:
        yield from _kept_back(part)
