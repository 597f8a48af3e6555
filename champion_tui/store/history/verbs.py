"""The words for what an event did to a case. Values of a case have the name of their holder (``tables.py``) as verb."""

CREATED, TREE, AREA, FOLLOWS = "created", "tree", "area", "follows"
SENT, AS_SENT = "sent", "as-sent"
EXPORTED, NOT_EXPORTED, DEALT_WITH = "exported", "not-exported", "dealt-with"

ERASED = "erased"
"""Erasing adds it. Who erased, and what stays, stand in its payload, which is the only one left of the case."""

PACKS = frozenset({"pack", "email", "sealed"})
"""The kinds of files that make a case count as exported; a slip or a record alone does not."""

EARLY = "early"
"""An entry of the early list, which belongs to no case."""

EARLY_ERASED = "early-erased"
"""Entries of the early list were erased: beside it stand the numbers of the events that told of them, and say nothing any more."""
