"""Invented cases for training. Nobody in them exists; the numbers are those kept for stories."""

from datetime import date, timedelta
from typing import Any

AGENCY = {
    "agency-name": "HMP Example",
    "body-type": "prison",
    "team": "Resettlement",
    "referrer-name": "Rowan Demo",
    "referrer-role": "Resettlement worker",
    "referrer-phone": "01632 960101",
    "referrer-email": "resettlement@example.org",
}

CONSENT = {
    "capacity": "can-decide",
    "consent": "spoken",
    "consent-contact": "yes",
    "consent-details": "all",
    "reach": "likely",
    "earlier-referral": "none",
}
CALM = {"emergency": "none", "safeguarding": "no", "age": "18-plus"}


def demo_cases(today: date) -> tuple[dict[str, Any], ...]:
    """Cases in the form that ``case new`` takes, as they might stand ``today``."""
    return (_leaving_prison(today), _rough_sleeper(), _fleeing(), _refused(today))


def _leaving_prison(today: date) -> dict[str, Any]:
    """Ready to export."""
    release = today + timedelta(days=49)
    return {
        "triage": {
            **CALM,
            "situation": "leaving-institution",
            "last-date": release.isoformat(),
            "circumstances": ["leaving-prison"],
            **CONSENT,
            "authority": "cherwell",
        },
        "agency": AGENCY,
        "referral": {
            "full-name": "Zebedee Example",
            "date-of-birth": "1988-02-29",
            "phone": "07700 900123",
            "contact-method": "phone",
            "safe-to-ring": "yes",
            "reachable-until": f"{release.isoformat()}, at HMP Example",
            "reachable-after": "through the probation office, 01632 960102",
            "current-accommodation": "custody",
            "reason-for-loss": "left-custody",
            "support-needs": ["offending-history"],
            "agreed-reason": "threatened",
        },
    }


def _rough_sleeper() -> dict[str, Any]:
    """No phone, one name, and the reason not agreed yet."""
    return {
        "triage": {
            **CALM,
            "emergency": "nowhere-tonight",
            "after-call": "refer-too",
            "situation": "homeless-now",
            "circumstances": ["rough-sleeping"],
            **CONSENT,
            "authority": "oxford",
        },
        "referral": {
            "full-name": "Tamsin",
            "alternative-contact-name": "Day centre, ask for Jo",
            "contact-method": "someone-else",
        },
    }


def _fleeing() -> dict[str, Any]:
    """Abuse: the safety of contact is part of the minimum, the paper is a plain card."""
    return {
        "triage": {
            **CALM,
            "emergency": "fleeing-abuse",
            "after-call": "refer-too",
            "safeguarding": "yes-reported",
            "situation": "cannot-stay",
            "circumstances": ["domestic-abuse-history", "children-in-household"],
            **CONSENT,
            "authority": "west-oxfordshire",
        },
        "referral": {
            "full-name": "Ada Invented",
            "phone": "07700 900456",
            "contact-method": "text",
            "agreed-reason": "homeless",
        },
    }


def _refused(today: date) -> dict[str, Any]:
    """No consent: nothing is sent, the record shows that it was offered."""
    return {
        "triage": {
            **CALM,
            "situation": "losing-home",
            "last-date": (today + timedelta(days=20)).isoformat(),
            "circumstances": ["none"],
            "capacity": "can-decide",
            "authority": "vale-of-white-horse",
            "consent": "refused",
        },
    }
