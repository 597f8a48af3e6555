"""The words of the screens by which a referral goes out; ``case_words.py`` holds those of the other screens on a case."""

from collections.abc import Sequence

from champion_tui.desk.views import OptionView

SEND_AT = "{reference} > Ways to the council"
SEND_WHY = "How it goes to {authority}. What this council's channel wants stands first."

PORTAL_AT = "{reference} > Into the portal"
PORTAL_WHY = "Open {where} in a browser. Enter offers the marked line to the clipboard; once it stands in the portal, F5 ticks it."
PORTAL_NO_ADDRESS = "Open the council's portal in a browser. Enter offers the marked line to the clipboard; once it stands there, F5 ticks it."
TICK, NO_TICK, GAP = "[x]", "[ ]", "   "
CHANGED_SINCE = "changed since it was ticked: {value}"
LINE = "{tick} {number} {label}"
STEP = "{step}: {left}"
NOTHING_THERE = "Nothing stands here to copy: {gap}"
TICKED, UNTICKED = "{label}: ticked.", "{label}: its tick is taken away."
OFFERED_LINE = "Offered to the clipboard: {label}. F5 ticks it once it is in the portal."
OFFERED_LINE_THROUGH = "{between} may have dropped it; F5 once it is in the portal. Offered: {label}"

PRINT_AT = "{reference} > Print"
PRINT_WHAT = "What is to be printed?"
PRINT_WHERE = "On which printer?"
PAPERS = {
    "referral": OptionView("referral", "The referral", "for the council"),
    "consent": OptionView("consent", "The consent record", "to sign, or to keep"),
    "slip": OptionView("slip", "The slip", "for the person to take away"),
    "evidence": OptionView("evidence", "The evidence record", "shows the duty was met; no name"),
}
LETTER_PAPER = OptionView("letter", "The letter to the council", "for both of you to sign")
USED_LAST = "used last on this machine"
NO_PRINTER_HERE = "Esc goes back: write a file instead, and print it from there."
PRINTING = "Handing it to the print system."
AFTER_PRINT = (
    OptionView("another", "Print another paper", ""),
    OptionView("done", "Back", ""),
)

COPY_ASK = "May these values go to the clipboard?"
COPY_ASK_WHY = (
    "Every program on this computer, and everybody who uses it, can read the clipboard; a clipboard history may keep it. Some "
    "terminals ignore the request: look before you paste. Asked once each time you open this page. Without the clipboard, type "
    "each value into the portal from here, and tick it with F5."
)
COPY_ASK_OPTIONS = (
    OptionView("copy", "Yes", "one at a time, as you go through them"),
    OptionView("leave", "No", "tick each line by hand with F5"),
)

KEY_ALONE = "The key, shown only now:"

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

LETTER_AT = "{reference} > A letter to the council"

LETTER_WHICH = "Which letter?"

LETTER_WHY = "It speaks for the person. Read it out to them first; both of you sign it."

LETTER_DAY = "The day they were told of the decision, such as yesterday or 23 November"

LETTER_DAY_WHY = "That day counts as the first of 21."

LETTER_PREVIEW_AT = "{reference} > Letter > What would be printed"

NOT_DELETED = "Not written by this program, so not deleted: {names}. If it is about somebody, delete it by hand."
MOST_NAMED = 5
MORE_STAY = "{named} and {count} more"


def stays_words(names: Sequence[str]) -> str:
    """That something else lies in a pack's folder and is still there."""
    named, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return NOT_DELETED.format(names=MORE_STAY.format(named=named, count=more) if more > 0 else named)
