"""Which periods may be published together: whole months that are over. Two other periods may differ by a day, and the difference
may be one person.
"""

from datetime import date, timedelta


def whole_months(first: date | None, last: date | None, today: date) -> bool:
    """Returns whether a period (both ends included, None means open) consists of whole calendar months that are all over on
    ``today``. An unfinished month has other counts tomorrow, and part of a month can be subtracted from the whole.
    """
    if first is None or last is None or first > last:
        return False
    return first.day == 1 and last < today and (last + timedelta(days=1)).day == 1
