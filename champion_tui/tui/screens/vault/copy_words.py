"""The words of the screens for safety copies. What a copy would change comes from the desk."""

from champion_tui.desk.views import OptionView

COPIES, COPIES_HINT = "Safety copies", "make one, or put one back"
COPIES_WHY = (
    "A copy is made by itself soon after something changes, and kept on this computer. Keep another one elsewhere, on a stick "
    "in a locked drawer: this computer can break or be stolen. Copies are encrypted as the store is."
)
COPIES_LOOKING = "Reading the copies on this computer."
MAKE_ONE = OptionView("make", "Make a copy to a file or a stick", "")
FROM_FILE = OptionView("file", "Put back a copy from a file or a stick", "")
NO_COPIES = "No safety copy lies on this computer yet."
UNUSABLE = "It cannot be used. Take another one."

MAKE = "Make a safety copy"
MAKE_WHY = (
    "Whoever can open the store now can open this copy, also after they were taken out. Keep it locked away and delete it when "
    "a newer one is there."
)
MAKE_WHERE = "The new file"
MAKE_NO_FILE = "Type where the copy goes, for example the folder of a stick and a name."
MAKING_COPY = "Making the copy, and reading it back."
MADE = "The safety copy is in {path} ({size:,} bytes). It was read back and verified."
MADE_AFTER = "Esc goes back. Take the stick out safely before you pull it."

RESTORE = "Put back a safety copy"
RESTORE_WHY = "Nothing is replaced before you have seen what differs. The vault is locked meanwhile."
RESTORE_FILE = "The file of the copy"
RESTORE_NO_FILE = "Type where the copy is, for example the folder of the stick and its name."
RESTORE_WHO = "Whose passphrase do you type? It is that of the time when the copy was made."
RESTORE_PASSPHRASE = "Passphrase for the copy"  # noqa: S105  the word beside the field, nothing secret
RESTORE_OPENING = "Opening the copy and comparing it with what is here."
RESTORE_WORD = "restore"
RESTORE_TYPE = "Type {word} and press Enter to replace what is here. Esc leaves everything as it is."
RESTORE_TYPE_FRESH = "Type {word} and press Enter to put the copy in place. Esc leaves everything as it is."
RESTORE_NOT_WORD = "Nothing was replaced. Type {word}, or press Esc."
RESTORE_PUTTING = "Putting the copy in place."
RESTORED = "The store of {made} is in place. It opens with the passphrases of that time."
RESTORED_KEPT = "What was here is kept in {kept}. It stands in the list of safety copies too: put it back from there if this was a mistake."

DAMAGED_COPY = OptionView("copy", "Put back the newest safety copy", "you see what differs first")
ACCEPT = OptionView("accept", "Open it for all that", "you know what happened")
ACCEPT_WHY = "Your passphrase once more, if you know what happened and want to go on from there. It is noted in the history under your name."
RESTORE_TODAY = "A passphrase that opens the store today, or today's recovery code"
DAMAGED_LIST = OptionView("list", "Look at all safety copies", "")
