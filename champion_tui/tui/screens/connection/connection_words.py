"""The words of the local-connection screens. What is said about a history comes from the desk's advice."""

from champion_tui.desk.connection.draft import ASYLUM, CARE, FAMILY, SPECIAL, WORK
from champion_tui.desk.views import OptionView

CONNECTION = "Local connection"
LEAD = "It helps them to choose, and decides nothing. What you type here is not stored."
NOTHING_YET = "Begin with the places where they lived in the last five years, as they remember them."
ADD_STAY = OptionView("stay", "Add a place where they lived", "")
ADD_TIE = OptionView("tie", "Add work, family or another tie", "")
ADD_UNSAFE = OptionView("unsafe", "Add a place not safe for them", "")
TAKE = "Take {name} into the referral"
TAKE_TITLE = "This goes to the council, under “Why this council”. Read it out first."
TAKE_OPTIONS = (OptionView("take", "Take it", ""), OptionView("no", "Leave it out", ""))

ENTRY_ASK = "What about it?"
ENTRY_OPTIONS = (
    OptionView("change", "Change it", ""),
    OptionView("out", "Take it out", ""),
    OptionView("leave", "Leave it as it is", ""),
)
DROP = "These places are not stored"
DROP_WHY = "Leaving this page throws them away. Nothing else is lost."
DROP_OPTIONS = (OptionView("stay", "Stay here", ""), OptionView("drop", "Throw them away", ""))

SETTLES = "To settle it"
TO_ASK = "To ask"
BEAR_IN_MIND = "Bear in mind"
GOOD_TO_KNOW = "Good to know"

WHICH_DISTRICT = "Which council's area was it?"
WHICH_DISTRICT_NOW = "Which council's area is it?"
WHERE_UNSAFE = "Where are they not safe?"
WHAT_WAS_IT = "What was it?"
WHEN = "When was it?"
BEGAN, ENDED, LENGTH = "It began", "It ended", "It lasted"
WHICH_TIE = "What ties them to a place?"
TIES = (
    OptionView(WORK, "Work", ""),
    OptionView(FAMILY, "Family", ""),
    OptionView(SPECIAL, "A special reason", "Such as care that they can only get there."),
    OptionView(CARE, "Leaving care", "The council that owes them help as a care leaver."),
    OptionView(ASYLUM, "Asylum support", "Where they were last housed by it."),
)
CASUAL = "Is the work casual?"
CASUAL_OPTIONS = (
    OptionView("no", "No, it is ordinary work", ""),
    OptionView("yes", "Yes: now and then, with no fixed hours or end", ""),
    OptionView("unknown", "Not known", ""),
)
WHO = "Who is it?"
FAMILY_YEARS = "For how long have they lived there?"
FAMILY_YEARS_LABEL = "How long"
FAMILY_YEARS_HELP = "Such as 6 years, about 5 years, over 10 years, or unknown."
REASON = "What is the reason?"
REASON_LABEL = "In a few words"
REASON_HELP = "It is not put into the referral: health and the like belong to the person."
