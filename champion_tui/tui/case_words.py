"""The words of the screens that show stored cases; ``words.py`` holds those of all others. What is said about one case comes
from the desk's views.
"""

from collections.abc import Sequence

from champion_tui.desk.views import OptionView

# -- the places ---------------------------------------------------------------------------------------------------------

CASES, CASES_HINT = "My cases", "asks for your passphrase"
EXPORTED, EXPORTED_HINT = "Files outside the vault", "not dealt with yet"
GUIDANCE, GUIDANCE_HINT = "Guidance", "look something up"
CONFIRM, CONFIRM_HINT = "Numbers to ring and confirm", "best done before you need them"

FIRST_RUN = "New on this computer: the numbers to ring and confirm come before you need them."

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
HIDDEN = "*"
ONE_HELP = "A number or an arrow marks, Enter chooses. Tab leaves it as it is."
ONE_LONG_HELP = "Type to search, Up and Down mark, Enter chooses. Tab leaves it as it is."
MANY_HELP = "A number or Space marks, Enter goes on."
MANY_LONG_HELP = "A number or Space marks, letters search, Enter goes on."
LONG_HELP = "Enter begins a new line, Tab goes on."
DATE_HELP = "Such as 31 12 1990 or 31 December 1990. Enter goes on."
NO_ANSWER = "No answer"
SUGGESTED = "suggested by the answers: agree it with them"
NOTHING_NEEDED = "Nothing stops the export, and nothing is wanted any more."
FIELD_WRONG = "NOT SAVED. Expected: {expected}."
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

COPY = "Offer to the clipboard: {what}"
COPY_WHY = (
    "Every program on this computer, and everybody who uses it, can read the clipboard; a clipboard history may keep it. Some "
    "terminals ignore the request: look before you paste. Champion asks for it to be "
    "overwritten when you hide, lock or leave. Without the clipboard: portal-sheet.txt, where your packs have it, holds every "
    "field, and the slip can be written as a file."
)
COPY_OPTIONS = (
    OptionView("copy", "Offer it", ""),
    OptionView("file", "Write the pack instead", "portal-sheet.txt, where your packs have it, holds every field"),
    OptionView("leave", "Leave it", ""),
)
OFFERED = "Offered to the clipboard: {what}. Others can read it there."
OFFERED_THROUGH = "{between} may have dropped it; look before you paste. Offered: {what}"
DROPPED = {
    "tmux": (
        "You are in tmux. As it comes it drops the request, and nothing arrives: type  tmux set -g set-clipboard on  in another "
        "pane first. Or hold Shift and select the value with the mouse, or use portal-sheet.txt."
    ),
    "screen": (
        "You are in screen, which as a rule drops the request, so that nothing arrives: hold Shift and select the value with the "
        "mouse, or use portal-sheet.txt."
    ),
    "tmux or screen": (
        "You seem to be in tmux or screen, which as they come drop the request, so that nothing arrives. In tmux type  tmux set "
        "-g set-clipboard on  in another pane first. Or hold Shift and select the value with the mouse, or use portal-sheet.txt."
    ),
}
"""What to do where a multiplexer stands between, by its name."""

NOTHING_TO_COPY = "Nothing stands here to copy: {what}."
SAVE_FIRST = "Something is NOT SAVED: mend that first, then write the pack."

# -- paper, preview, writing --------------------------------------------------------------------------------------------

PAPER_AT = "{reference} > Paper"
SUGGESTED_PAPER = "suggested, because there has been abuse"
SLIP_AT = "{reference} > Slip"
SLIP_FORM = "How do they take it away?"
SLIP_FORM_WHY = "What they can read, and what is safe to have on them. You can read it before it is printed."
SLIP_LANGUAGE = "Which language stands beside English?"
SLIP_LANGUAGE_WHY = "Only a language in which somebody has checked every sentence is printed."
SLIP_PREVIEW_AT = "{reference} > Slip > What would be printed"
PREVIEW_AT = "{reference} > Pack"
PREVIEW_FILE = "File {number} of {count}: {name}"
PREVIEW_NOT_YET = "It cannot be written yet:"
PREVIEW_WAY_OUT = "Esc goes back to the case; each step there shows what it needs."
ERASE_TASK, ERASE_STATE = "Erase this case", "for good; says first what goes"
LOOKING = "Making the pack to look at."
WRITE_AT = {
    "pack": "{reference} > Write the pack",
    "slip": "{reference} > Write the slip",
    "evidence": "{reference} > Evidence record",
    "letter": "{reference} > Letter to the council",
    "email": "{reference} > E-mail draft",
    "sealed-pdf": "{reference} > Sealed PDF",
    "sealed-archive": "{reference} > Sealed archive",
}
WRITE_WHERE = {
    "pack": "Folder to put the pack in",
    "slip": "File for the slip (.pdf, or .txt for plain text)",
    "evidence": "File for the record (.pdf, or .txt for plain text)",
    "letter": "File for the letter (.pdf, or .txt for plain text)",
    "email": "Folder to put the draft in",
    "sealed-pdf": "Folder to put the sealed file in",
    "sealed-archive": "Folder to put the sealed file in",
}
WRITE_WHY = {
    "pack": (
        "The pack is written into a new folder, named by the case's reference and never by the person. Its files are not "
        "locked: whoever opens them can read them. They stay listed here until you say that they are dealt with."
    ),
    "slip": "What the person takes away. The file is not locked; delete it when it is printed.",
    "evidence": "It shows how the duty was met. It names no applicant.",
    "letter": "It names the person. The file is not locked; delete it when it is printed and sent.",
    "email": (
        "A draft to the council's address for referrals. Your mail program opens it unsent. Its subject and text name nobody; its "
        "attachments are not locked."
    ),
    "sealed-pdf": (
        "One PDF that opens with a key alone. The key is shown here, once, when it is written: have the phone ready, or paper that "
        "stays with you."
    ),
    "sealed-archive": (
        "One ZIP that opens with a key alone. The key is shown here, once, when it is written: have the phone ready, or paper that "
        "stays with you."
    ),
}
WRITING = "Writing. This takes a moment."
NO_TARGET = "Type where to put it."
WRITE_ALL = "{key} writes all that are ready: {count}"
MANY = "Write all that are ready"
MANY_WHY = (
    "Every case that is ready and has no pack yet gets one, each in a folder of its own, named by its reference. The files are "
    "not locked. Esc stops between two packs."
)
MANY_PROGRESS = "{done} of {of} written. Esc stops."
MANY_STOPPING = "Stopping when this pack is whole."
MANY_NONE = "No case is ready and waits for its pack."
MANY_WRITTEN = "Packs written: {count}"
MANY_REFUSED = "{reference}: {why}"
MANY_UNTOUCHED = "Not touched: {references}"
MANY_AFTER = "They are NOT SENT until each is marked sent. Delete a folder when the council has it."

WRITTEN_TO = "Written to {folder}"
FILE_SIZE = "{size:,} bytes"
NOT_PRINTED = "Note"
AFTER_PACK = (
    OptionView("sent", "I have sent it: mark it as sent", ""),
    OptionView("done", "Back to the case", "it is NOT SENT"),
)
AFTER_OTHERS = (OptionView("done", "Back to the case", ""),)

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

EXPORTED_WHY = "These left the vault and are not locked. Each stays on this list until you say that it is dealt with."
NO_EXPORTED = "No file waits to be dealt with."
DEAL_WITH = "{reference}: {words}"
DEAL_WITH_WHY = (
    "{path}. Deleting takes it off this disk. It does not reach what a printer's queue, an editor's copy, a backup or a "
    "cloud folder may still hold: clear those too."
)
DEAL_KEEP = OptionView("keep", "It is where it belongs", "keep the file, take it off this list")
DEAL_DELETE = OptionView("delete", "Delete it now", "and take it off this list")
DEAL_GONE = OptionView("keep", "It is gone already", "take it off this list")
DEAL_LATER = OptionView("later", "Leave it on the list", "")
DELETED = "Deleted: {path}"
KEPT_FILE = "Off the list, still there: {path}"
OFF_THE_LIST = "Off the list: {path}"
NOT_DELETED = "Not written by this program, so not deleted: {names}. If it is about somebody, delete it by hand."
MOST_NAMED = 5
MORE_STAY = "{named} and {count} more"


def stays_words(names: Sequence[str]) -> str:
    """That something else lies in a pack's folder and is still there."""
    named, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return NOT_DELETED.format(names=MORE_STAY.format(named=named, count=more) if more > 0 else named)


# -- numbers to ring ----------------------------------------------------------------------------------------------------

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

# -- guidance -----------------------------------------------------------------------------------------------------------

GUIDANCE_HELP = "Type to search titles and texts. Enter opens the marked line."
ENTRY_SOURCE = "Source"
