"""One line of words over a box or a list: the words as they are given, never read as markup."""

from textual.widgets import Label

from champion_tui.ground.visible import harmless


class Caption(Label):
    """Textual's own label takes ``[...]`` in its text for colours and links, and fails where it is none of its own."""

    def __init__(self, words: str = "", *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(harmless(words), markup=False, id=id)

    def say(self, words: str) -> None:
        """Show other words."""
        self.update(harmless(words))
