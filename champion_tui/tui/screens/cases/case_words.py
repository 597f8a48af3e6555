"""The words of the screens that show stored cases; ``words.py`` holds those of all others. What is said about one case comes
from the desk's views.
"""

from champion_tui.desk.views import OptionView

# -- the places ---------------------------------------------------------------------------------------------------------


# -- the case -----------------------------------------------------------------------------------------------------------

CASE_OF = "{who}  {headline}"
NEEDED = "Needed"
NEEDED_COUNT = "{needed} needed"
WANTED_COUNT = "{wanted} wanted"
NOTHING_MISSING = "nothing is missing"
CHECK_TASK = "Check your answers"
PAPER_TASK = "Is paper safe for them?"
PACK_TASK = "Look at the pack, write it"
SENT_TASK = "Mark as sent"
SLIP_TASK = "The slip: look at it, write it"
EVIDENCE_TASK = "Write the evidence record"
QUESTIONS_TASK = "The questions and the outcome"
PAPER_NOT_ASKED = "not asked yet"
PACK_NOT_YET = "not yet: something is needed"
PACK_READY = "ready to write"
PACK_WRITTEN = "written; can be written again"
PACK_OLDER = "older than the case: write it again"
READ_TASK, READ_STATE = "Read what was sent", "every answer and field"
SENT_STEP = "sent: read it"
AGAIN_TASK, AGAIN_STATE = "Begin a new referral", "it follows this one"
AGAIN_GO_ON = "go on with {reference}"
AGAIN = "Begin a new referral that follows this one?"
AGAIN_WHY = (
    "All answers and fields are carried over. Consent is asked again. The code, the day it was sent and the portal's ticks stay with "
    "this one, which stays as it is."
)
AGAIN_OPTIONS = (OptionView("begin", "Begin it", ""), OptionView("leave", "Leave it", ""))
SENT_NOT_YET = "NOT SENT"
SENT_DONE = "sent; correct the day or the code"
SLIP_SENT = "it carries the day and the code now"
SLIP_BEFORE = "its day is still blank"
SLIP_NUMBERS = "what to do now, and whom to ring"
EVIDENCE_STATE = "shows the duty was met; no name"
QUESTIONS_STATE = "see them again, change one"

# -- the form -----------------------------------------------------------------------------------------------------------

TO_MEND = "Typed and not finished: {fields}"
FORM_AT = "{reference} > {step}"
STEP = "Step {number} of {count}: {state}"
SAVING_FIELD = "saving"
FIELD_NOT_SAVED = "NOT SAVED"
MORE_NOT_SAVED = " and {count} more"
MARKS = {"needed": "needed", "wanted": "wanted", "done": "", "": ""}
EMPTY_FIELD = "-"
ONE_HELP = "A number or an arrow marks, Enter chooses. Tab leaves it as it is."
ONE_LONG_HELP = "Type to search, Up and Down mark, Enter chooses. Tab leaves it as it is."
MANY_HELP = "A number or Space marks, Enter goes on."
MANY_LONG_HELP = "A number or Space marks, letters search, Enter goes on."
LONG_HELP = "Enter begins a new line, Tab goes on."
DATE_HELP = "Such as 31 12 1990 or 31 December 1990. Enter goes on."
NO_ANSWER = "No answer"
SUGGESTED = "suggested by the answers: agree it with them"
NOTHING_NEEDED = "Nothing stops the export, and nothing is wanted any more."
FIELD_KEPT = "NOT SAVED. This was typed before, and is not the field's value. Mend it, or empty the field."
STAYS_HERE = "Mend it or empty the field to go on. F8 goes on without it: it is kept as you typed it."
CUT_SHORT = "The program was ended while this was being typed. Look whether it is whole."
FIELD_STILL = "NOT SAVED. What you typed still stands here."
CHANGED = "{field}: changed meanwhile in another window"
CHANGED_TYPING = "NOT SAVED yet: changed meanwhile in another window. When you leave the field you are shown both."
CHANGED_BOTH = "Stored is: {theirs}. You typed: {yours}. Yours is NOT SAVED."
CHANGED_UNSEEN = "Stored is another value than you typed. Yours is NOT SAVED."
CHANGED_OPTIONS = (
    OptionView("later", "Look at it first", "yours stays on screen, NOT SAVED"),
    OptionView("mine", "Save mine", "what is stored is replaced"),
    OptionView("theirs", "Keep what is stored", "mine is dropped"),
)
NOTHING = "nothing"
LEAVE_FIELDS = "NOT SAVED: {fields}"
LEAVE_FIELDS_WHY = "What you typed there could not be saved. Everything else is saved."
LEAVE_KEPT_WHY = "What you typed there cannot be used as it stands. It is kept as you typed it, and goes nowhere. Everything else is saved."
STAY = OptionView("stay", "Stay and mend it", "")
LEAVE_FIELDS_OPTIONS = (STAY, OptionView("drop", "Leave without it", "what was typed there is dropped"))
LEAVE_KEPT_OPTIONS = (
    STAY,
    OptionView("later", "Leave it for later", "it stands there again when you come back"),
    OptionView("drop", "Leave without it", "what was typed there is dropped"),
)

# -- check your answers -------------------------------------------------------------------------------------------------

CHECK_AT = "{reference} > Check"
STOPS = "What stops the export"
ONLY_WANTED = "Wanted, but it stops nothing"
NOTHING_STOPS = "Nothing stops the export."
QUESTIONS_PART = "The questions"
CHECK_HELP = "Enter changes the marked line and comes back here. Type to find a line."
SENT_HELP = "Enter on a line about the slip changes it. Nothing else can be changed. Type to find a line."
STAYS = "(stays here)"
CHECK_MARKS = {"needed": "(needed)", "wanted": "(wanted)"}
CUT = "{text} ... ({length:,} characters; Enter shows all)"

# -- copying ------------------------------------------------------------------------------------------------------------


# -- paper, preview, writing --------------------------------------------------------------------------------------------

PAPER_AT = "{reference} > Paper"
SUGGESTED_PAPER = "suggested, because there has been abuse"
ERASE_TASK, ERASE_STATE = "Erase this case", "for good; says first what goes"
WRITE_ALL = "{key} writes all that are ready: {count}"


# -- marking it sent ----------------------------------------------------------------------------------------------------

SENT_AT = "{reference} > Mark as sent"
SENT_WHY = "Only when the council has it: from the portal's last page, or when the e-mail has gone."
SENT_STILL_NEEDED = "Something the council needs is still missing:"
SENT_DAY = "The day it was sent, such as yesterday or Monday"
SENT_CODE = "The portal's code (leave it empty if there is none yet)"
SENT_CODE_LATER = "Without a code you can come back here and add it later."
SENT_WRONG = "That cannot be used. Expected: {expected}."
AFTER_SENT = (
    OptionView("slip", "Write the slip again", "it carries the day and the code now"),
    OptionView("done", "Back to the case", ""),
)
AFTER_SENT_NO_PAPER = (OptionView("done", "Back to the case", ""),)

# -- erasing it ---------------------------------------------------------------------------------------------------------

ERASE_AT = "{reference} > Erase this case"
ERASE_OF = "Erase the case of {who}? This cannot be taken back."
ERASE_GOES, ERASE_STAYS = "What goes, for good", "What stays"
ERASE_TYPE = "To erase it, type its reference again: {reference}"
ERASE_WRONG = "That is not the reference of this case. Nothing was erased."
ERASE_FILES = "First these files, which are outside the vault:"
ERASING = "Erasing. The store is written anew, which takes a moment where there are many cases."
ERASE_STOPPED = (
    OptionView("files", "Files outside the vault", "delete them, or say that they are dealt with"),
    OptionView("kept", "Back to the case", "it is not erased"),
)
AFTER_ERASED = (OptionView("erased", "To the list of cases", ""),)

# -- the list of cases --------------------------------------------------------------------------------------------------

NONE_SENT = "NOT SENT: {count}"
ALL_SENT = "Everything that was to be sent is sent."
NO_CASES = "There are no cases yet. Begin with: Someone may be homeless."
CASE_LINE = "{reference}  {who}"

# -- files outside the vault --------------------------------------------------------------------------------------------


# -- numbers to ring ----------------------------------------------------------------------------------------------------


# -- guidance -----------------------------------------------------------------------------------------------------------

CONNECTION_OF = "{reference} > Local connection"

CASE_TASK, CASE_STATE = "Work out local connection", "where do they belong?"
"""The line in a stored case."""

LETTER_TASK, LETTER_STATE = "A letter to the council", "for a place, a decision, a review"
