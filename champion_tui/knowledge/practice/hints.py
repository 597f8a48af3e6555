"""Reads data/hints.toml: hints at the questions of a user's first triage.

It is read only if hints are shown, and by ``data check``: no other command waits for it.
"""

from collections.abc import Collection, Mapping

from champion_tui.ground.tables import parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge import checked_form
from champion_tui.knowledge.local.own_files import Local
from champion_tui.knowledge.shelf import Shelf, data_folder

HINTS = "hints.toml"


@immutable
class Hints:
    """``label`` is shown in front of each hint; ``turned_off`` is shown when a user turns hints off; ``at`` maps question ids to
    hints.
    """

    label: str
    turned_off: str
    at: Mapping[str, str]


def load_hints(questions: Collection[str]) -> Hints:
    """Returns the shipped hints for ``questions``. Raises ``DataError``."""
    shelf = Shelf(data_folder())
    return checked_form.read(shelf, Local(), Hints) or read_hints(shelf, questions)


def read_hints(shelf: Shelf, questions: Collection[str]) -> Hints:
    """Reads the whole file. Raises ``DataError``, also for a hint at a question that is not one of ``questions``."""
    with reading(parse_toml(*shelf.file(HINTS))) as top:
        top.text("version")
        at: dict[str, str] = {}
        with reading(top.table("at")) as table:
            for question in table.keys():  # noqa: SIM118  a Table is not a dict
                words = table.text(question)
                if question not in questions:
                    raise table.error(question, "a question of data/triage")
                at[question] = words
        return Hints(top.text("label"), top.text("turned_off"), at)
