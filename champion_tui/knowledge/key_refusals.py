"""Reads data/keys.toml: why a key that a user chose for a command is refused.

It is read only if a user chose keys, and by ``data check``.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.shelf import Shelf

KEYS = "keys.toml"

A_KEY = re.compile(r"f([1-9]|1[0-2])|ctrl\+([a-z]|underscore)")
"""A key that a command may have, except those that another program intercepts."""

BLANK = re.compile(r"\{(\w*)\}")


@immutable
class KeyRefusals:
    """A sentence for each reason, with its blanks. ``taken_by`` maps the keys that do not reach this program to what intercepts
    them.
    """

    no_such_command: str
    fixed: str
    another_key: str
    taken: str
    must_keep: str
    clash: str
    twice: str
    taken_by: Mapping[str, str]


def read_key_refusals(shelf: Shelf) -> KeyRefusals:
    """Reads the whole file. Raises ``DataError``, also for a sentence with the wrong blanks or a key that is none."""
    with reading(parse_toml(*shelf.file(KEYS))) as top:
        top.text("version")
        taken_by: dict[str, str] = {}
        with reading(top.table("taken_by")) as table:
            for key in table.keys():  # noqa: SIM118  a Table is not a dict
                why = table.text(key)
                if not A_KEY.fullmatch(key):
                    raise table.error(key, "a key such as f5 or ctrl+t")
                taken_by[key] = why
        return KeyRefusals(
            no_such_command=_sentence(top, "no_such_command"),
            fixed=_sentence(top, "fixed"),
            another_key=_sentence(top, "another_key", "given"),
            taken=_sentence(top, "taken", "key", "why"),
            must_keep=_sentence(top, "must_keep"),
            clash=_sentence(top, "clash", "key", "page", "other"),
            twice=_sentence(top, "twice", "key"),
            taken_by=MappingProxyType(taken_by),
        )


def _sentence(table: Table, key: str, *blanks: str) -> str:
    """Returns a sentence that has each of ``blanks`` once, and no others. Raises ``DataError``."""
    text = table.text(key)
    if sorted(BLANK.findall(text)) != sorted(blanks) or text.count("{") + text.count("}") != 2 * len(blanks):
        wanted = " and ".join(f"{{{blank}}}" for blank in blanks)
        raise table.error(key, f"a sentence with {f'the blanks {wanted}' if blanks else 'no blank'}")
    return text
