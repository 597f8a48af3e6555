"""The words of the pages on numbers and on things to look up."""

from champion_tui.desk.views import OptionView

CONFIRM_WHY = (
    "Ring each of these once, at a quiet hour, and say what you found. A number that fails at night is worse than none. You "
    "can do this later: nothing waits for it."
)

ALL_CONFIRMED = "Every number here has been confirmed."

CONFIRM_SINCE = "Source: {source}"

CONFIRM_WHO = "Who rang it?"

CONFIRM_RIGHT = OptionView("right", "Rang it, and it is right", "")

CONFIRM_WRONG = OptionView("wrong", "It is wrong: correct it", "")

CONFIRM_LATER = OptionView("later", "Later", "it stays on the list")

CONFIRMED_NOW = "{name}: noted as confirmed today."

CORRECTED_NOW = "{name}: corrected. The shipped number is kept underneath."

CORRECT_AT = "Correct a number"

CORRECT_WHY = "Your correction counts on this machine and is not replaced by an upgrade. Leave empty what is right."

CORRECT_PHONE = "The right number (now {phone})"

CORRECT_HOURS = "Its hours, if they are wrong, such as Mon-Fri 09:00-17:00"

CORRECT_WHO = "Who found out?"

CORRECT_REASON = "How do you know?"

CORRECT_WRONG = "That cannot be used. Expected: {expected}."

GUIDANCE_HELP = "Type to search titles and texts. Enter opens the marked line."

ENTRY_SOURCE = "Source"
