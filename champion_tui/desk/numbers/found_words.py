"""The words with which both front ends ask staff what they found about a council."""

FOUND_WHY = (
    "What you looked up is kept on this machine, shown as found by your organisation, and not replaced by an upgrade. Leave empty "
    "what you did not find."
)
FOUND_LABELS = {
    "day": "Its number by day",
    "night": "Its number for nights and weekends",
    "email": "Its e-mail address for referrals",
    "why": "Where did you find it?",
    "who": "Who found it?",
}
"""The parts of ``FoundHere``, in the order in which they are asked."""

FOUND_KEPT = "{name}: kept for the next time."
