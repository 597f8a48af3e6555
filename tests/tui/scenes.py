"""One way to reach every screen, for tests of what must hold on all of them: keys, contrast, the pictures in ``screens.md``."""

from contextlib import asynccontextmanager
from dataclasses import dataclass

from case_scenes import CASE_SCENES
from driving import DATE, NEW_VAULT_KEYS, TO_OUTCOME, driven
from stand_in_desk import StandInDesk


@dataclass(frozen=True)
class Scene:
    """How to reach a screen: who is in the vault, which keys, how large the window is; ``title`` is for readers."""

    screen: str
    title: str
    keys: tuple[str, ...] = ()
    people: tuple[str, ...] = ("Alex Example",)
    size: tuple[int, int] = (80, 24)

    @asynccontextmanager
    async def driven(self, *, theme=None, size=None, on_the_way=False):
        """Yields the app at this scene and draws every frame there; also the frames before it if ``on_the_way``."""
        desk, drawn = StandInDesk(people=self.people), {"every_frame": True, "on_the_way": on_the_way}
        async with driven(*self.keys, desk=desk, size=size or self.size, theme=theme, **drawn) as run:
            if self.screen == "recovery-code":
                await run.until(lambda: run.name == "recovery-code")
                await run.settle()
            yield run


SCENES = (
    Scene("start", "Start"),
    Scene("numbers", "Emergency numbers", ("f2",)),
    Scene("question", "A question", ("1", "1")),
    Scene("question", "A question for a date", ("1", "2", "2")),
    Scene("question", "A question with several answers", ("1", "2", "2", *DATE, "enter", "2", "4")),
    Scene("question", "A long list, narrowed", ("1", "2", "2", *DATE, "enter", "2", "enter", "c")),
    Scene("outcome", "An outcome", TO_OUTCOME),
    Scene("unlock", "Unlock", (*TO_OUTCOME, "enter")),
    Scene("unlock", "Unlock, several people", (*TO_OUTCOME, "enter"), people=("Alex Example", "Sam Example")),
    Scene("new-vault", "Make a vault", (*TO_OUTCOME, "enter"), people=()),
    Scene("recovery-code", "The recovery code", (*TO_OUTCOME, "enter", *NEW_VAULT_KEYS), people=()),
    Scene("ask", "A question of the app itself", ("1", "1", "escape", "escape")),
    Scene("help", "Help", ("1", "f1")),
    Scene("commands", "Find a command", ("1", "ctrl+p")),
    Scene("hidden", "Hidden", ("1", "f9")),
    Scene("over-hidden", "Leaving while hidden", ("1", "1", "f9", "ctrl+q")),
    Scene("too-small", "A window that is too small", size=(40, 10)),
    *CASE_SCENES,
)
