"""A team's store as text and values for front ends."""

from champion_tui.ground.values import immutable


@immutable
class TeamView:
    """The state of a team's store: the server's address, the connection as a sentence (``words``) and as an id
    (``line``), and how much is waiting or to be decided. Address and id are "" for a store that is not a team's.
    """

    url: str
    line: str
    words: str
    waiting: int
    clashes: int

    def as_json(self) -> dict[str, object]:
        """Returns the same for scripts."""
        return {"url": self.url, "line": self.line, "waiting": self.waiting, "to_decide": self.clashes}


@immutable
class ClashView:
    """A value that two people gave at once: ``mine`` was given at this desk, ``theirs`` is stored in the case.
    ``number`` identifies it. ``can_take``: the value given here can be stored from here.
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
        """The case and the label, in a few words; the early list and settings belong to no case."""
        return f"{self.reference}: {self.label}" if self.reference else self.label

    @property
    def line(self) -> str:
        """The case and the whole sentence."""
        return f"{self.reference}: {self.words}" if self.reference else self.words

    def as_json(self) -> dict[str, object]:
        """Returns the same for scripts."""
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
    """What a person who is to join is given. ``code`` opens the vault until they have their own passphrase; ``words``
    say what to do with it.
    """

    name: str
    code: str
    words: tuple[str, ...]
