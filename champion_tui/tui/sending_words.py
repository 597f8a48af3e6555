"""The words of the screens by which a referral goes out; ``case_words.py`` holds those of the other screens on a case."""

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
VALUE_OF = "{number} {label}"
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
