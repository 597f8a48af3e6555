"""Words for the first triage: what an experienced colleague beside you would say at a question.

They are there until the first case is kept on this machine, until somebody turns them off by a key, or where the settings say so.
"""

from pathlib import Path

from champion_tui.desk.remembered import HINTS, this_machine
from champion_tui.desk.settings import Settings

OFF = "off"
HINT = "Hint"
TURNED_OFF = "No more hints on this computer."

AT = {
    "emergency": "Ask in your own words. The lines are for you, not to be read out. You need no name yet.",
    "after-call": "Stay with them while you ring. A call that nobody answers is an answer here too.",
    "safeguarding": "A worry is enough. You do not have to be sure, and you do not have to prove it.",
    "age": "Ask the age, not the date of birth. That comes later, in the form.",
    "situation": "Let them tell you first. Then choose what fits best. It can be changed later.",
    "notice-type": "Ask if they have the letter with them. The title on it says what it is.",
    "last-date": "Write it as they say it: Friday, in 3 days, 27 March. If nobody knows it, choose that.",
    "circumstances": "More than one can fit. Ask only what you need. Leave out what you do not know.",
    "capacity": "Most people can decide. A doubt leads to more help, and not to a refusal.",
    "authority": "They choose. You only say what may matter later.",
    "consent": "Read the words aloud as they stand, then wait. A no is an answer too.",
    "consent-contact": "Ask for the safe way to reach them, not only for a way.",
    "consent-details": "Say what each choice means. They may tell the council less than they told you.",
    "reach": "Think of how the council finds them next week, and not only today.",
    "earlier-referral": "Ask for a code in a text or an e-mail. If they do not know, choose that.",
}
"""By question; where there is none, nothing need be said."""


def hint_at(question: str, home: Path, settings: Settings) -> str:
    """What to say at that question; "" where hints are off."""
    return AT.get(question, "") if _wanted(home, settings) else ""


def end_hints(home: Path) -> None:
    """No more of them on this machine. If that cannot be written, they come again: they are only words."""
    machine = this_machine()
    if not HINTS.of(home, machine):
        HINTS.note(home, machine, OFF)


def _wanted(home: Path, settings: Settings) -> bool:
    return settings.hints and HINTS.of(home, this_machine()) != OFF
