"""Counts of a period's cases by kind, before anything is hidden. Statistics and joins are published from them.

The store counts them (``store/cases/counting.py``). They identify nobody, but must not be published as they are.
"""

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from champion_tui.ground.values import immutable

NOT_KNOWN = "not-known"
"""Used instead of an id that a case does not have."""

YES, NO = "yes", "no"
NOT_SENT = "not-sent"
"""Why a case that could have been referred was not: nobody has sent it yet."""
UNFINISHED = "unfinished"
"""Why a case was not referred: not all its questions are answered."""

CAN_BE_SENT = ("refer", "other-authority")
"""The outcomes with a referral (design section 3)."""

BY = ("month", "body-type", "authority", "stage", "outcome", "reason", "before-56")
"""The groupings of referrals; each table adds up to all of them. ``outcome`` is the council's decision if there is one, else how
far the referral has come.
"""

Joined: TypeAlias = tuple[str, str, int, int | None, int | None]
"""One referral's values for the joins: council, referring body, and the days from first contact to sent, from sent to contact and
from contact to outcome. The last two are None if the second date is not known. No value is below 0, because a case can be entered
after it was sent.
"""


@immutable
class Tally:
    """The referrals sent in a period, and the cases begun in it that were not sent.

    ``by`` counts the referrals by each of ``BY``, with ids or ``NOT_KNOWN``. ``needs`` counts support needs; a referral has several
    or none. ``joined`` counts by ``Joined``. ``why_not`` counts the other cases by why they were not referred: withdrawn,
    ``NOT_SENT``, ``UNFINISHED``, or their outcome.
    """

    by: Mapping[str, Mapping[str, int]]
    needs: Mapping[str, int]
    joined: Mapping[Joined, int]
    why_not: Mapping[str, int]

    @property
    def sent(self) -> int:
        """The number of referrals that were sent."""
        return sum(self.joined.values())

    @property
    def not_referred(self) -> int:
        """The number of cases that were not."""
        return sum(self.why_not.values())

    def days(self, place: int) -> Counter[int]:
        """Returns number of days -> number of referrals, for the days at index ``place`` of ``Joined``."""
        found = Counter[int]()
        for key, count in self.joined.items():
            days = key[place]
            if isinstance(days, int):
                found[days] += count
        return found
