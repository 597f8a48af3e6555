"""Which periods can be handed out side by side: whole months that are over. Two others may differ by a day, and the difference is a person."""

from datetime import date, timedelta


def whole_months(first: date | None, last: date | None, today: date) -> bool:
    """Whether a period (both ends included, None: open) is of whole calendar months that are all over on ``today``. A month that goes on
    counts otherwise tomorrow; one that is cut short counts otherwise beside the whole one.
    """
    if first is None or last is None or first > last:
        return False
    return first.day == 1 and last < today and (last + timedelta(days=1)).day == 1
