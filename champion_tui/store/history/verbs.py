"""The verbs that say what an event did to a case. For a value of a case, the verb is the name of its holder (``tables.py``)."""

CREATED, TREE, AREA, FOLLOWS = "created", "tree", "area", "follows"
SENT, AS_SENT = "sent", "as-sent"
EXPORTED, NOT_EXPORTED, DEALT_WITH = "exported", "not-exported", "dealt-with"

ERASED = "erased"
"""Added by erasing a case. Its payload says who erased it and what stays; it is the only payload left of the case."""

PACKS = frozenset({"pack", "email", "sealed"})
"""The kinds of files that make a case count as exported. A slip or a record alone does not."""

EARLY = "early"
"""An entry of the early list, which belongs to no case."""

EARLY_ERASED = "early-erased"
"""Entries of the early list were erased. ``beside`` has the numbers of their events, whose payloads are gone."""
