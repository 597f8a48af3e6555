"""Who can open the vault, and each change to that: what it means, the person's own passphrase again, and whatever else it needs."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from textual import work
from textual.widget import Widget

from champion_tui.desk.errors import DeskError
from champion_tui.desk.options import OptionView
from champion_tui.desk.vault.people import PersonView
from champion_tui.ground.values import immutable
from champion_tui.tui.screens.kit.in_boxes import InBoxes
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.screens.vault.new_vault import DIFFER, RecoveryScreen
from champion_tui.tui.shell import places
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

OWN = "Your own passphrase once more: somebody else may have sat down here"
DOING = "This takes a moment on purpose: it keeps guessers out."


@immutable
class Field:
    """A text box. ``new`` is the id of a new passphrase, which is assessed once typed; ``again`` must be equal to it."""

    id: str
    words: str
    secret: bool = False


class VaultTaskScreen(InBoxes[str]):
    """A change to the vault. ``do`` gets the typed texts by id and returns a sentence that says what was done, with which the
    screen ends.

    It only starts after the person's own passphrase, so that an unattended desk lets nobody in. ``shown`` says that the
    passphrase or the recovery code was given a moment ago.
    """

    NAME = "vault-task"
    PURPOSE = "Change something about the vault, once you have shown that it is you."
    SHOWS = (
        "What it means, a line for your own passphrase, and lines for anything else it needs.",
        "How strong a new passphrase is: how long it would take to guess, what makes it weak, and what to do.",
    )
    AUTO_FOCUS = "Input"

    def __init__(
        self,
        heading: str,
        means: str,
        fields: tuple[Field, ...],
        do: Callable[[Mapping[str, str]], str],
        *,
        shown: bool = False,
    ) -> None:
        super().__init__()
        self._heading, self._means, self._do = heading, means, do
        self._fields = fields if shown else (Field("own", OWN, secret=True), *fields)

    def parts(self) -> Iterator[Widget]:
        """Yields what the change means, the boxes, and the result."""
        yield Prose([line(self._means)])
        for field in self._fields:
            yield Caption(field.words)
            yield TextBox(password=field.secret, id=field.id)
        yield Prose(id="result")

    def header(self) -> tuple[str, str]:
        """Returns what is being done, and the date."""
        return self._heading, super().header()[1]

    @property
    def boxes(self) -> list[TextBox]:
        """The text boxes."""
        return [self.query_one(f"#{field.id}", TextBox) for field in self._fields]

    @property
    def _given(self) -> dict[str, str]:
        return {field.id: box.value for field, box in zip(self._fields, self.boxes, strict=True)}

    def wrong_in(self, box: TextBox) -> Sequence[Row]:
        """Returns what is wrong with a name, a role or a new passphrase. For a good passphrase, says how long it would hold."""
        given = self._given
        if box.id in ("name", "role"):
            problem = self.desk.vault.people.problem_in(box.id, box.value)
            return (EMPTY, line(problem, "warning")) if problem else ()
        if box.id != "new":
            return ()
        try:
            judged = self.desk.vault.people.judged(given["new"], (given.get("name", ""), given.get("role", "")))
        except DeskError as error:
            return self.error_rows(error)
        if not judged.taken:
            return EMPTY, line(judged.words, "warning")
        self.say([EMPTY, line(judged.words, "quiet")])
        return ()

    def typed_all(self) -> None:
        """Makes the change if both new passphrases are equal."""
        given = self._given
        if given.get("new") != given.get("again"):
            self._again([EMPTY, line(DIFFER, "warning")], "new", "again")
        else:
            self._try(given)

    @work(exclusive=True)
    async def _try(self, given: Mapping[str, str]) -> None:
        self.say([EMPTY, line(DOING)])

        def confirmed() -> str:
            if "own" in given:
                self.desk.vault.people.confirm(given["own"])
            return self._do(given)

        try:
            done = await self.champion.at_work.do(confirmed)
        except DeskError as error:
            self._again(self.error_rows(error), self._fields[0].id)
            return
        self.leave(done)

    def _again(self, rows: list[Row], *fields: str) -> None:
        """Says what is wrong, and empties those boxes to be typed again."""
        self.say(rows)
        boxes = [self.query_one(f"#{field}", TextBox) for field in fields]
        for box in boxes:
            box.value = ""
        boxes[0].focus()


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
WHOM = "Whom?"
HOW = "How is {name} taken out?"
NEW_KEY = OptionView("new-key", "With a new key", "nothing they kept opens what is written from then on")
KEEP_KEY = OptionView(
    "keep-key", "Only off the list", "with an older vault.json their passphrase still opens the store"
)
STAYS = OptionView("leave", "Change nothing", "")
THEIR_NAME, THEIR_ROLE = "Their name", "Their role"
NEW_PASSPHRASE, AGAIN = "The new passphrase, several words", "The same again"
ADDING_WHY = "Give the keyboard to them for the last two lines. Nobody needs to know anybody else's passphrase."
CHANGING_WHY = "From then on the old one no longer opens the vault here."
CODE_WHY = "It is shown once. Have paper and a place to lock it away ready."
NEW_FOR = "A new passphrase for {name}"
NEW_CODE_DONE = "The recovery code is changed."

NAME_COLUMN = 30
THEIRS = (Field("name", THEIR_NAME), Field("role", THEIR_ROLE))
NEW = (Field("new", NEW_PASSPHRASE, secret=True), Field("again", AGAIN, secret=True))


class PeopleScreen(VaultScreen[None]):
    """The people in the vault, then what can be done."""

    NAME = "people"
    HEADING = PEOPLE
    PURPOSE = "See who can open the vault, and change that."
    SHOWS = (
        "Everybody who can open the vault, with their role.",
        "What can be done: let someone else in, take someone out. Change your passphrase, make a new recovery code.",
        "Each asks for your own passphrase once more before it does anything.",
    )
    AUTO_FOCUS = "#tasks"

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[PersonView, ...] = ()
        self._codes = list[str]()

    def parts(self) -> Iterator[Widget]:
        """Yields the people, the result of the latest change, and what can be done."""
        yield Prose(id="listed")
        yield Prose(id=TROUBLE)
        yield Choices(id="tasks")

    def refresh_view(self) -> None:
        """Offers what can be done."""
        self.query_one(Choices).offer(self.offered(), hint_column=32)

    def offered(self) -> tuple[OptionView, ...]:
        """Returns what can be done. A person who unlocked with the recovery code has no passphrase, but may change anybody's."""
        mine = not self._people or any(person.here for person in self._people)
        return ADD, REMOVE, CHANGE if mine else CHANGE_A, CODE

    def look(self) -> None:
        """Reads the list."""
        self.ask_desk(lambda: (self.desk.vault.people.listed(), self.desk.vault.people.has_recovery_code()), self._show)

    def _show(self, found: tuple[tuple[PersonView, ...], bool]) -> None:
        self._people, code = found
        people = self._people
        rows = [
            labelled(person.name, f"{person.role} ({HERE})" if person.here else person.role, width=NAME_COLUMN)
            for person in people
        ]
        rows.append(line(WITH_CODE if code else WITHOUT_CODE))
        self.query_one("#listed", Prose).show([line(PEOPLE_WHY), EMPTY, *rows, EMPTY])
        self.refresh_view()

    @work
    async def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Does what was chosen."""
        self.say([])
        task = str(event.answer)
        screen = await self._screen_for(task)
        done: str | None = None
        if screen is not None:
            done = await self.result_of(screen)
        if done is not None and task == "code":
            await self.result_of(RecoveryScreen(done))
            done = NEW_CODE_DONE
        for code in self._codes:
            # Removing somebody with a new key also makes a new recovery code, even if a later step fails.
            await self.result_of(RecoveryScreen(code))
        self._codes.clear()
        if done and self.is_open:
            self.say([line(done, "accent")])
        self.listen()

    async def _screen_for(self, task: str) -> VaultTaskScreen | None:
        """Returns the screen for the task; None if the person has changed their mind."""
        if task == ADD.id:
            return self._adding()
        if task == CODE.id:
            return self._coding()
        return await (self._removing() if task == REMOVE.id else self._changing())

    def _adding(self) -> VaultTaskScreen:
        def add(given: Mapping[str, str]) -> str:
            return self.desk.vault.people.add(given["name"], given["role"], given["new"])

        return VaultTaskScreen(ADD.words, ADDING_WHY, (*THEIRS, *NEW), add)

    async def _changing(self) -> VaultTaskScreen | None:
        mine = next((person.name for person in self._people if person.here), None)
        name = mine or await self._whom(self._people)
        if name is None:
            return None

        def change(given: Mapping[str, str]) -> str:
            return self.desk.vault.people.change_passphrase(name, given["new"])

        heading = CHANGE.words if mine else f"{CHANGE_A.words}: {name}"
        return VaultTaskScreen(heading, CHANGING_WHY, NEW, change)

    def _coding(self) -> VaultTaskScreen:
        return VaultTaskScreen(CODE.words, CODE_WHY, (), lambda _: self.desk.vault.people.new_recovery_code())

    async def _removing(self) -> VaultTaskScreen | None:
        name = await self._whom(tuple(person for person in self._people if not person.here))
        if name is None:
            return None
        ways = (NEW_KEY, KEEP_KEY, STAYS)
        how = await self.result_of(places.Ask(HOW.format(name=name), "", ways))
        if how not in {NEW_KEY.id, KEEP_KEY.id}:
            return None
        keep_key = how == KEEP_KEY.id
        means = self.desk.vault.people.before_removing(name, keep_key=keep_key)

        def remove(_: Mapping[str, str]) -> str:
            return self.desk.vault.people.remove(name, keep_key=keep_key, new_code=self._codes.append)

        return VaultTaskScreen(f"{REMOVE.words}: {name}", means, (), remove)

    async def _whom(self, people: tuple[PersonView, ...]) -> str | None:
        """Returns the name of the person chosen; None if nobody was."""
        options = [OptionView(person.name, person.name, person.role) for person in people]
        chosen = await self.result_of(places.Ask(WHOM, "", (*options, STAYS)))
        return None if chosen == STAYS.id else chosen


class NewPassphraseScreen(VaultTaskScreen):
    """A new passphrase for ``name``, who lost the old one. The recovery code was given just now, so no passphrase is asked for."""

    def __init__(self, name: str) -> None:
        def change(given: Mapping[str, str]) -> str:
            return self.desk.vault.people.change_passphrase(name, given["new"])

        super().__init__(NEW_FOR.format(name=name), CHANGING_WHY, NEW, change, shown=True)
