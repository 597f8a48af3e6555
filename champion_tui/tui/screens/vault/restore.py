"""Restores a safety copy: which one, whose passphrase, what differs, and a typed word before anything is replaced."""

from collections.abc import Iterator
from pathlib import Path

from textual import on
from textual.widget import Widget

from champion_tui.desk.errors import NeedsToday
from champion_tui.desk.options import OptionView
from champion_tui.desk.targets import typed_path
from champion_tui.desk.vault.copies import PendingRestore
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

RESTORE = "Put back a safety copy"
RESTORE_WHY = "Nothing is replaced before you have seen what differs. The vault is locked meanwhile."
RESTORE_FILE = "The file of the copy"
RESTORE_NO_FILE = "Type where the copy is, for example the folder of the stick and its name."
RESTORE_WHO = "Whose passphrase do you type? Use the one from the time when the copy was made."
RESTORE_PASSPHRASE = "Passphrase for the copy"  # noqa: S105  the label of the field, nothing secret
RESTORE_OPENING = "Opening the copy and comparing it with what is here."
RESTORE_WORD = "restore"
RESTORE_TYPE = "Type {word} and press Enter to replace what is here. Esc leaves everything as it is."
RESTORE_TYPE_FRESH = "Type {word} and press Enter to put the copy in place. Esc leaves everything as it is."
RESTORE_NOT_WORD = "Nothing was replaced. Type {word}, or press Esc."
RESTORE_PUTTING = "Putting the copy in place."
RESTORED = "The store of {made} is in place. It opens with the passphrases of that time."
RESTORED_KEPT = "What was here is kept in {kept}. It is in the list of safety copies too: put it back from there if this was a mistake."
RESTORE_TODAY = "A passphrase that opens the store today, or today's recovery code"


class RestoreScreen(VaultScreen[bool]):
    """The steps of restoring ``file``; if None, the person is asked for it first. Ends with True once a copy is in place."""

    NAME = "restore"
    HEADING = RESTORE
    PURPOSE = "Replace the store with a safety copy, once you have seen what that changes."
    SHOWS = (
        "Which copy, and a passphrase of that time. If it would let someone in again, a passphrase of today too.",
        "When it was made, and what differs. Which cases would be lost, added or put back as they were. Who could open it then.",
        "What is replaced is kept beside the safety copies.",
    )
    AUTO_FOCUS = "TextBox"

    def __init__(self, file: Path | None) -> None:
        super().__init__()
        self._file = file
        self._person: str | None = None
        self._people: tuple[str, ...] = ()
        self._pending: PendingRestore | None = None
        self._then: str | None = None
        self._busy = self._done = self._left = False

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation or comparison, the people, the text box and the error."""
        yield Prose([line(RESTORE_WHY)], id="about")
        yield Choices(id="people")
        yield Caption(RESTORE_FILE, id="asked")
        yield TextBox(id="answer")
        yield Prose(id=TROUBLE)

    def on_mount(self) -> None:
        """Asks for the first thing that is not known yet."""
        super().on_mount()
        self.query_one(Choices).display = False
        if self._file is not None:
            self._read(self._file)

    def on_unmount(self) -> None:
        """Releases the copy. Leaving changes nothing, and lets others open the store again."""
        self._left = True
        if self._pending is not None:
            self._pending.close()

    def _ask(self, words: str, *, secret: bool = False, typed: str = "") -> None:
        box = self.query_one(TextBox)
        box.value, box.password, box.display = typed, secret, True
        self.query_one("#asked", Caption).say(words)
        self.query_one("#asked").display = True
        box.focus()

    def _read(self, file: Path) -> None:
        self._busy, self._file = True, file
        self.say([EMPTY, line(RESTORE_OPENING)])
        self.ask_desk(lambda: self.desk.vault.copies.people_in(file), self._ask_who, self._unreadable)

    def _unreadable(self) -> None:
        typed, self._busy, self._file = str(self._file), False, None
        self._ask(RESTORE_FILE, typed=typed)

    def _ask_who(self, people: tuple[str, ...]) -> None:
        self._busy, self._people = False, people
        self.say(())
        if len(people) == 1:
            self._ask_passphrase(people[0])
            return
        for part in (self.query_one("#asked"), self.query_one(TextBox)):
            part.display = False
        listed = self.query_one(Choices)
        self.query_one("#about", Prose).show([line(RESTORE_WHO)])
        listed.display = True
        listed.offer([OptionView(person, person, "") for person in people])
        listed.focus()
        self.turn_page()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Asks for that person's passphrase."""
        self._ask_passphrase(str(event.answer))
        _ = event.choices.remove()
        self.call_after_refresh(self.refresh_bars)

    def _ask_passphrase(self, person: str) -> None:
        self._person = person
        self._ask(f"{RESTORE_PASSPHRASE}: {person}", secret=True)
        self.turn_page()

    @on(TextBox.Submitted)
    def _typed(self, event: TextBox.Submitted) -> None:
        if self._busy or self._done:
            return
        if self._pending is not None:
            self._confirm(self._pending, event.value)
        elif self._file is None:
            path = typed_path(event.value)
            if path is None:
                self.say([EMPTY, line(RESTORE_NO_FILE, "warning")])
            else:
                self._read(path)
        else:
            self._compare(self._file, event.value)
            event.input.value = ""

    def _compare(self, file: Path, passphrase: str) -> None:
        """Opens the copy with its passphrase of that time and, if it would let somebody in again, with one of today too."""
        then, today = (passphrase, None) if self._then is None else (self._then, passphrase)
        self._busy = True
        self.say([EMPTY, line(RESTORE_OPENING)])
        self.ask_desk(lambda: self._begin(file, then, today), self._compared, self._again)

    def _begin(self, file: Path, then: str, today: str | None) -> PendingRestore | NeedsToday:
        """Opens the copy. If the person has left meanwhile, closes it again, which changes nothing and releases the lock."""
        try:
            begun = self._pending = self.desk.vault.copies.begin_restore(file, then, self._person, today=today)
        except NeedsToday as error:
            self._then = then
            return error
        self._then = None
        if self._left:
            begun.close()
        return begun

    def _again(self) -> None:
        self._busy = False

    def _compared(self, pending: PendingRestore | NeedsToday) -> None:
        self._busy = False
        if isinstance(pending, NeedsToday):
            self._ask(RESTORE_TODAY, secret=True)
            self.say([EMPTY, line(str(pending), "warning")])
            return
        self.say(())
        self.query_one("#about", Prose).show([*(line(words) for words in pending.view.lines), EMPTY])
        words = RESTORE_TYPE if pending.view.occupied else RESTORE_TYPE_FRESH
        self._ask(words.format(word=RESTORE_WORD))
        self.turn_page()

    def _confirm(self, pending: PendingRestore, typed: str) -> None:
        if typed.strip().casefold() != RESTORE_WORD:
            self.query_one(TextBox).value = ""
            self.say([line(RESTORE_NOT_WORD.format(word=RESTORE_WORD), "warning")])
            return
        self._busy = True
        self.say([EMPTY, line(RESTORE_PUTTING)])
        self.ask_desk(pending.replace, lambda kept: self._restored(pending, kept), self._close_lines)

    def _restored(self, pending: PendingRestore, kept: Path | None) -> None:
        self._done = True
        self._close_lines()
        words = [RESTORED.format(made=pending.view.made_words), *([RESTORED_KEPT.format(kept=kept)] if kept else ())]
        self.query_one("#about", Prose).show([line(each) for each in words])
        self.say(())

    def _close_lines(self) -> None:
        """Hides the boxes: the restore is finished, or was refused and the copy released."""
        for part in (*self.query(Caption), *self.query(TextBox)):
            part.display = False

    def action_back(self) -> None:
        """Leaves, with True if a copy was put in place."""
        self.leave(True if self._done else None)
