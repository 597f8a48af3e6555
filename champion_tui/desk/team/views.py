"""A team's store in words and values, for whoever shows it."""

from champion_tui.ground.values import immutable


@immutable
class TeamView:
    """How a team's store stands: the server's address, the line in ``words`` and by id (both "" for a store that is no team's), and how much
    waits or is to be decided.
    """

    url: str
    line: str
    words: str
    waiting: int
    clashes: int

    def as_json(self) -> dict[str, object]:
        """The same for scripts."""
        return {"url": self.url, "line": self.line, "waiting": self.waiting, "to_decide": self.clashes}


@immutable
class ClashView:
    """Two people gave a value at once: ``mine`` was given at this desk, ``theirs`` stands in the case. ``number`` names it; ``can_take``:
    ours can be put there from here.
    """

    number: int
    reference: str
    label: str
    mine: str
    theirs: str
    words: str
    can_take: bool

    @property
    def title(self) -> str:
        """Whose it is and what, in a few words; the early list and settings belong to no case."""
        return f"{self.reference}: {self.label}" if self.reference else self.label

    @property
    def line(self) -> str:
        """Whose it is and all of the words."""
        return f"{self.reference}: {self.words}" if self.reference else self.words

    def as_json(self) -> dict[str, object]:
        """The same for scripts."""
        return {
            "number": self.number,
            "reference": self.reference,
            "what": self.label,
            "mine": self.mine,
            "theirs": self.theirs,
            "can_take": self.can_take,
        }


@immutable
class Invitation:
    """What somebody is given who is to join: the ``code`` that opens the vault until they have a passphrase of their own."""

    name: str
    code: str
    words: tuple[str, ...]
