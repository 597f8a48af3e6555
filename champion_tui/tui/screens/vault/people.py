"""The vault's own place: who can open it, and what can be done about that."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import work
from textual.widget import Widget

from champion_tui.desk.vault.people import PersonView
from champion_tui.desk.views import OptionView
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.screens.vault import people_words as words
from champion_tui.tui.screens.vault.recovery import RecoveryScreen
from champion_tui.tui.screens.vault.vault_task import Field, VaultTaskScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.commands import bindings_for
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.layout import EMPTY, labelled, line
from champion_tui.tui.widgets.prose import Prose

NAME_COLUMN = 30
THEIRS = (Field("name", words.THEIR_NAME), Field("role", words.THEIR_ROLE))
NEW = (Field("new", words.NEW, secret=True), Field("again", words.AGAIN, secret=True))


class PeopleScreen(VaultScreen[None]):
    """Everybody in the list, then what can be done."""

    NAME = "people"
    HEADING = words.PEOPLE
    PURPOSE = "See who can open the vault, and change that."
    SHOWS = (
        "Everybody who can open the vault, with their role.",
        "What can be done: let somebody else in, take somebody out, change your passphrase, make a new recovery code.",
        "Each asks for your own passphrase once more before it does anything.",
    )
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = "#tasks"

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[PersonView, ...] = ()
        self._codes = list[str]()

    def parts(self) -> Iterator[Widget]:
        """The people, what came of the last change, what can be done."""
        yield Prose(id="listed")
        yield Prose(id=TROUBLE)
        yield Choices(id="tasks")

    def refresh_view(self) -> None:
        """Offer what can be done."""
        self.query_one(Choices).offer(self.offered(), hint_column=38)

    def offered(self) -> tuple[OptionView, ...]:
        """What can be done. Whoever unlocked with the recovery code has no passphrase, but may change anybody's."""
        mine = not self._people or any(person.here for person in self._people)
        return words.ADD, words.REMOVE, words.CHANGE if mine else words.CHANGE_A, words.CODE

    def look(self) -> None:
        """Read the list."""
        self.ask_desk(lambda: (self.desk.vault.people.listed(), self.desk.vault.people.has_recovery_code()), self._show)

    def _show(self, found: tuple[tuple[PersonView, ...], bool]) -> None:
        self._people, code = found
        people = self._people
        rows = [
            labelled(person.name, f"{person.role} ({words.HERE})" if person.here else person.role, width=NAME_COLUMN)
            for person in people
        ]
        rows.append(line(words.WITH_CODE if code else words.WITHOUT_CODE))
        self.query_one("#listed", Prose).show([line(words.PEOPLE_WHY), EMPTY, *rows, EMPTY])
        self.refresh_view()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Begin it."""
        self.say([])
        self._begin(str(event.answer))

    @work
    async def _begin(self, task: str) -> None:
        screen = await self._screen_for(task)
        done: str | None = None
        if screen is not None:
            done = await self.result_of(screen)
        if done is not None and task == "code":
            await self.result_of(RecoveryScreen(done))
            done = words.NEW_CODE_DONE
        for code in self._codes:
            # Taking somebody out with a new key made a new one, whatever else came of it.
            await self.result_of(RecoveryScreen(code))
        self._codes.clear()
        if done and self.stands:
            self.say([line(done, "accent")])
        self.listen()

    async def _screen_for(self, task: str) -> VaultTaskScreen | None:
        """The screen that does it; None where the person thought better of it."""
        if task == words.ADD.id:
            return self._adding()
        if task == words.CODE.id:
            return self._coding()
        return await (self._removing() if task == words.REMOVE.id else self._changing())

    def _adding(self) -> VaultTaskScreen:
        def add(given: Mapping[str, str]) -> str:
            return self.desk.vault.people.add(given["name"], given["role"], given["new"])

        return VaultTaskScreen(words.ADD.words, words.ADDING_WHY, (*THEIRS, *NEW), add)

    async def _changing(self) -> VaultTaskScreen | None:
        mine = next((person.name for person in self._people if person.here), None)
        name = mine or await self._whom(self._people)
        if name is None:
            return None

        def change(given: Mapping[str, str]) -> str:
            return self.desk.vault.people.change_passphrase(name, given["new"])

        heading = words.CHANGE.words if mine else f"{words.CHANGE_A.words}: {name}"
        return VaultTaskScreen(heading, words.CHANGING_WHY, NEW, change)

    def _coding(self) -> VaultTaskScreen:
        return VaultTaskScreen(
            words.CODE.words, words.CODE_WHY, (), lambda _: self.desk.vault.people.new_recovery_code()
        )

    async def _removing(self) -> VaultTaskScreen | None:
        name = await self._whom(tuple(person for person in self._people if not person.here))
        if name is None:
            return None
        ways = (words.NEW_KEY, words.KEEP_KEY, words.STAYS)
        how = await self.result_of(places.Ask(words.HOW.format(name=name), "", ways))
        if how not in {words.NEW_KEY.id, words.KEEP_KEY.id}:
            return None
        keep_key = how == words.KEEP_KEY.id
        means = self.desk.vault.people.before_removing(name, keep_key=keep_key)

        def remove(_: Mapping[str, str]) -> str:
            return self.desk.vault.people.remove(name, keep_key=keep_key, new_code=self._codes.append)

        return VaultTaskScreen(f"{words.REMOVE.words}: {name}", means, (), remove)

    async def _whom(self, people: tuple[PersonView, ...]) -> str | None:
        """The name of the person chosen; None where nobody was."""
        found = [OptionView(person.name, person.name, person.role) for person in people]
        chosen = await self.result_of(places.Ask(words.WHOM, "", (*found, words.STAYS)))
        return None if chosen == words.STAYS.id else chosen
