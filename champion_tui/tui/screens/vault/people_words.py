"""The words of the screens about the vault's people. What a change means is said by the desk."""

from champion_tui.desk.views import OptionView

VAULT_PLACE, VAULT_PLACE_HINT = "People and passphrases", "who can open the vault"
PEOPLE = "The vault"
PEOPLE_WHY = "These people can open the vault, each with a passphrase of their own:"
HERE = "you"
WITH_CODE = "The recovery code opens it too."
WITHOUT_CODE = "There is no recovery code."

ADD = OptionView("add", "Let somebody else open the vault", "they type a passphrase of their own")
REMOVE = OptionView("remove", "Take somebody out", "the store gets a new key")
CHANGE = OptionView("change", "Change my passphrase", "")
CHANGE_A = OptionView("change", "Change a forgotten passphrase", "")
CODE = OptionView("code", "Make a new recovery code", "the old one no longer opens the vault here")

BY_CODE = "Whose passphrase was lost?"
BY_CODE_WHY = (
    "The recovery code has opened the vault. Choose who gets a new passphrase now. Keep the paper with the code locked away, or make "
    "a new code afterwards under “People and passphrases”."
)
NEW_FOR = "A new passphrase for {name}"
LATER = OptionView("", "Later", "“People and passphrases” does it too")
WHOM = "Whom?"
HOW = "How is {name} taken out?"
NEW_KEY = OptionView("new-key", "With a new key", "nothing they kept opens what is written from then on")
KEEP_KEY = OptionView(
    "keep-key", "Only off the list", "with an older vault.json their passphrase still opens the store"
)
STAYS = OptionView("leave", "Change nothing", "")

OWN = "Your own passphrase once more: somebody else may have sat down here"
THEIR_NAME, THEIR_ROLE = "Their name", "Their role"
NEW, AGAIN = "The new passphrase, several words", "The same again"
ADDING_WHY = "Give the keyboard to them for the last two lines. Nobody needs to know anybody else's passphrase."
CHANGING_WHY = "From then on the old one no longer opens the vault here."
CODE_WHY = "It is shown once. Have paper and a place to lock it away ready."
DOING = "This takes a moment on purpose: it keeps guessers out."
NEW_CODE_DONE = "The recovery code is changed."
