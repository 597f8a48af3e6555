"""The words of the screens themselves: names of keys and places. What is said about a case comes from the desk's views."""

from champion_tui.desk.views import OptionView

# -- lists, dates, the trail --------------------------------------------------------------------------------------------

SEARCH = "Search"
NOTHING_FITS = "Nothing here matches “{typed}”. Backspace takes letters away."
EMPTY_LIST = "There is nothing in this list."
ENTER_MARKS = "Enter marks the line"
MARK_FIRST = "Mark an answer first: its number or an arrow, then Enter."
MARK_FOUND_FIRST = "Mark a line first: type until one is left, or use the arrows; then Enter."
MARK_ONE = "Mark at least one, then press Enter."
MARK_ONE_OR_NONE = "Mark at least one, or 0: {none}. Then press Enter."
TRAIL_HELP = "Up and Down choose an answer, Enter goes back to it, Tab returns to the question."
DATE_HELP = "Such as 10 1 2027, 10 January, Friday, in 3 days, or not known. Enter goes on; Down: the answer below."
ANSWERED = "Answered: {words}"
MARK_HELP = "Mark all that fit: number or Space. Then press Enter."
WRONG = "That cannot be used. Expected: {expected}."
DAY_NOT_KNOWN = "Not known"
DAY_WRONG = "Not understood. Expected: {expected}."
DAY_ONE = "Is it that day? Press Enter again for yes, or type another."
DAY_MANY = "Which day is meant? Up and Down mark one, Enter takes it. Or type it otherwise."
TAKEN = "Taken into the referral, under “Why this council”."
TAKEN_LATER = "It goes into the referral, under “Why this council”, when you keep the case."
CONNECTION_KEY = "F10 or Ctrl+D: work out where they may have a local connection."
PASTED_LINES = "{count} lines were pasted. They stand here as one."
PASTED_TOO_LONG = "What was pasted has {count:,} characters. That is too long for this box: nothing was put in."
WHY = "Why we ask"
SOURCE = "Source: {source}"
KEEPS = "F4 keeps"
PROGRESS = "question {number} of about {about}"

# -- places -------------------------------------------------------------------------------------------------------------

CHAMPION = "Champion"
NEW_CASE = "New case"
HOMELESS, HOMELESS_HINT = "Someone may be homeless", "start here, no name needed yet"
NUMBERS, NUMBERS_HINT = "Emergency numbers", "who answers now"
CONNECTION, CONNECTION_HINT = "Local connection", "where does this person belong?"
SECOND_KEYS = "If function keys do not work: Ctrl+G help, Ctrl+E numbers, Ctrl+L hide, Ctrl+O back."
NOT_SENT = "NOT SENT: {count}. See My cases."
EXPORTED = "Files outside the vault, not dealt with yet: {count}."

# -- numbers ------------------------------------------------------------------------------------------------------------

OTHERS = "The other lines"
ABOUT_LINE = "About this number: {note}"
SOURCE_OF_LINE = "From: {source}"
MORE_NUMBERS = "F2 shows all numbers, how sure each one is, and where it comes from."

# -- too small, hidden --------------------------------------------------------------------------------------------------

TOO_SMALL = "Make the window larger (now {now}, needs {needed})."
PRESS_ENTER = "Press Enter."
PASSWORD = "Password"  # noqa: S105  the word beside the field, nothing secret
UNPROTECTED = "No password is set here: whoever presses Enter sees what was hidden."
OR_DROP = "F4 or Ctrl+K clears what was hidden, for good."
DROP = "Clear for good what was hidden?"
DROP_WHY = "It is NOT SAVED and will be gone."
DROP_LEAVE, DROP_CLEAR = OptionView("leave", "Leave it as it is", ""), OptionView("clear", "Clear it", "")
WAIT = "Please wait."
NOT_THAT = "That was not it. Try again."
NOT_NOW = "That cannot be done now. Try again in a moment."
LEAVE_HIDDEN = "Leave?"
LEAVE_HIDDEN_UNSAVED = "Something here is NOT SAVED and will be gone."
AFRESH = "{owner} left this hidden; you are {person}"
AFRESH_WHY = (
    "Only {owner}'s own passphrase, or the recovery code, brings back what stood here. You can start afresh: everything that was "
    "saved stays saved."
)
AFRESH_LOST = "What {owner} had not saved would be gone: {lost}."
AFRESH_LEAVE = OptionView("leave", "Leave it as it is", "")
AFRESH_START = "Start afresh as {person}"
COUNTDOWN = "Nobody is typing: this is hidden in {left}. Any key stops it."
SECOND, SECONDS = "1 second", "{count} seconds"

# -- what is not saved, and the clipboard -------------------------------------------------------------------------------

ANSWER_NOT_SAVED = "NOT SAVED: the last answer was not taken. Give it again."
UNSAVED_ANSWERS = "answers of a new case ({count})"
UNSAVED_PLACES = "places entered for local connection ({count})"
UNSAVED_FIELDS = "{reference}: {fields}"
IN_CLIPBOARD = "What you cut is offered to the clipboard, where others can read it."

# -- help ---------------------------------------------------------------------------------------------------------------

HELP = "Help"
KEYS_HERE = "Keys on this page"
TWO_ROUTES = "Where two keys stand, both do the same: the second also gets through a slow line."
COMMANDS = "Find a command"

# -- the vault ----------------------------------------------------------------------------------------------------------

UNLOCK = "Unlock"
UNLOCK_WHY = "Cases are kept in a vault on this computer that only your passphrase opens."
WHO = "Who are you?"
PASSPHRASE = "Passphrase"  # noqa: S105  the same
UNLOCKING = "Opening the vault. This takes a moment on purpose: it keeps guessers out."
NEW_VAULT = "Make a vault"
NEW_VAULT_WHY = (
    "There is no vault on this computer yet. Cases are kept in it, encrypted, and nobody can read them without the "
    "passphrase you choose now. Several words that only you put together are better than one hard word."
)
NAME, ROLE, AGAIN = "Your name", "Your role", "The same again"
DIFFER = "The two passphrases are not the same. Type them again."
MAKING = "Making the vault. This takes a moment on purpose: it keeps guessers out."
RECOVERY = "Recovery code"
RECOVERY_WHY = (
    "This code opens the vault if the passphrase is forgotten. It is shown now and never again. Write it on paper and keep the "
    "paper away from this computer. Without passphrase and code nobody can open the vault, and its cases are lost."
)
RECOVERY_PROOF = "When you have written it down, type its last {count} characters and press Enter."
RECOVERY_WRONG = "These are not its last characters. Look at what you wrote down, and type them again."
RECOVERY_STAY = "Write the code down first: it is shown only here."

# -- leaving ------------------------------------------------------------------------------------------------------------

LEAVE = "Leave Champion?"
LEAVE_UNSAVED = "The answers on screen are NOT SAVED and will be gone."
LEAVE_OPTIONS = (OptionView("stay", "Stay", ""), OptionView("leave", "Leave", ""))
UNSAVED = "These answers are NOT SAVED"
UNSAVED_WHY = "They are only in memory. You can keep them in the vault, go on answering, or throw them away."
UNSAVED_OPTIONS = (
    OptionView("go-on", "Go on answering", ""),
    OptionView("keep", "Keep them", "asks for your passphrase"),
    OptionView("drop", "Throw them away", ""),
)
SAVING = "saving"
NOT_YET = "not saved yet"
FAULT = (
    "Champion has stopped because of a fault in the program ({fault}). Everything shown as saved is safe. "
    "Start it again; if it happens again, tell whoever looks after Champion and name the words in brackets."
)

# -- an outcome ---------------------------------------------------------------------------------------------------------

OUTCOME = "New case > Outcome"
DO_NOW, CALL, ALSO, RECORD, SAY, TELL, REASONS = "Do now", "Call", "Also", "Record", "Say", "They hear", "Why"

CASES, CASES_HINT = "My cases", "asks for your passphrase"

FILES_OUTSIDE, EXPORTED_HINT = "Files outside the vault", "not dealt with yet"

GUIDANCE, GUIDANCE_HINT = "Guidance", "look something up"

CONFIRM, CONFIRM_HINT = "Numbers to ring and confirm", "best done before you need them"

FIRST_RUN = "New on this computer: the numbers to ring and confirm come before you need them."

HIDDEN = "*"

FIELD_WRONG = "NOT SAVED. Expected: {expected}."

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

NO_TARGET = "Type where to put it."

CANNOT_USE = "Expected: {expected}"
"""The sentence has no full stop: what is expected may be a question."""
