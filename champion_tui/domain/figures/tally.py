"""How many cases of a period there are of each kind, before anything is hidden: what statistics and joins are published from.

The store counts (``store/cases/counting.py``); nothing in here identifies anybody, and nothing in here may be published as it is.
"""

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from champion_tui.ground.values import immutable

NOT_KNOWN = "not-known"
"""In place of an id that a case does not have."""

YES, NO = "yes", "no"
NOT_SENT = "not-sent"
"""Why a case was not referred that could have been: nobody has sent it yet."""
UNFINISHED = "unfinished"
"""Why a case was not referred whose questions are not all answered."""

CAN_BE_SENT = ("refer", "other-authority")
"""The outcomes with a referral (design section 3)."""

BY = ("month", "body-type", "authority", "stage", "outcome", "reason", "before-56")
"""By what referrals are counted; each table adds up to all of them. ``outcome`` is what the council decided, else how far it is."""

Joined: TypeAlias = tuple[str, str, int, int | None, int | None]
"""What the joins are made from, of one referral: council, referring body, and the days from first contact to sent, from sent to contact and
from contact to outcome; None where the second of the two is not known. No days are below 0: a case can be typed in after it was sent.
"""


@immutable
class Tally:
    """The referrals sent in a period, and the cases begun in it that were not.

    ``by`` counts the referrals by each of ``BY``, ids or ``NOT_KNOWN``; ``needs`` by support need, of which a referral has several or none;
    ``joined`` by ``Joined``. ``why_not`` counts the others by why they were not referred: withdrawn, ``NOT_SENT``, ``UNFINISHED``, or
    their outcome.
    """

    by: Mapping[str, Mapping[str, int]]
    needs: Mapping[str, int]
    joined: Mapping[Joined, int]
    why_not: Mapping[str, int]

    @property
    def sent(self) -> int:
        """How many referrals were sent."""
        return sum(self.joined.values())

    @property
    def not_referred(self) -> int:
        """How many cases were not."""
        return sum(self.why_not.values())

    def days(self, place: int) -> Counter[int]:
        """How many referrals took how many days, by the ``place`` of the days in ``Joined``."""
        found = Counter[int]()
        for key, count in self.joined.items():
            days = key[place]
            if isinstance(days, int):
                found[days] += count
        return found
