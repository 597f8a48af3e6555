"""A line of words above a box or a list, never read as markup."""

from textual.widgets import Label

from champion_tui.ground.visible import harmless


class Caption(Label):
    """A label without markup. Textual's own label reads ``[...]`` as a colour or link, and fails if it is neither."""

    def __init__(self, words: str = "", *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(harmless(words), markup=False, id=id)

    def say(self, words: str) -> None:
        """Shows other words."""
        self.update(harmless(words))
