"""Invented cases as statistics count them: enough that most counts may be shown, and some may not."""

from datetime import date, timedelta

from figure_rows import FigureRow

COUNCILS = ("oxford", "cherwell", "oxford", "vale-of-white-horse", "oxford", "west-oxfordshire", "cherwell")
BODIES = ("prison", "hospital-inpatient", "prison")
STAGES = ("threatened", "homeless", "threatened", "early")
REASONS = ("early-help", "threatened", "homeless")
RESULTS = ("relief-duty", "", "prevention-duty", "")


def invented(number):
    """Returns the case with that number: one in five was not referred, one in four was not reached."""
    begun = date(2026, 4, 6) + timedelta(days=number)
    sent = begun + timedelta(days=number % 4) if number % 5 else None
    reached = sent + timedelta(days=3 + number % 9) if sent and number % 4 else None
    result = RESULTS[number % 4] if reached else ""
    return FigureRow(
        begun_on=begun,
        sent_on=sent,
        authority=COUNCILS[number % 7],
        body_type=BODIES[number % 3],
        stage=STAGES[number % 4],
        outcome="refer" if number % 10 else "no-consent",
        status="contact-made" if reached else "sent" if sent else "ready",
        reason=REASONS[number % 3],
        needs=("old-age",) if number % 2 else ("care-leaver-18-20", "old-age"),
        contact_on=reached,
        result=result,
        result_on=reached + timedelta(days=10 + number % 20) if result else None,
        before_56=bool(number % 3),
        erased=False,
    )


COUNTED = tuple(map(invented, range(230)))
