"""What the guard, help and the list of commands know of a screen."""

from typing import ClassVar, Protocol


class Page(Protocol):
    """A screen as the guard, help and the list of commands see it."""

    NAME: ClassVar[str]
    HEADING: ClassVar[str]
    PURPOSE: ClassVar[str]
    SHOWS: ClassVar[tuple[str, ...]]
    FOR_ALL: ClassVar[bool]
    over_hidden: bool

    def leave(self) -> None:
        """End without a result, once it is on top."""

    def unsaved(self) -> bool:
        """Whether leaving the app now would lose what stands here."""

    def unsaved_words(self) -> str:
        """What would be lost, in words that name nobody."""

    def to_mend(self) -> bool:
        """Whether something that was typed here is no value yet."""

    async def put_away(self) -> None:
        """Save what is typed here: the vault is about to be locked."""

    def notice(self, sentence: str) -> None:
        """Say something in the place of the keys; "" shows the keys again."""

    def on_screen_resume(self) -> None:
        """It is seen again."""
