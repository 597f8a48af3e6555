"""The base of a triage's pages, which show an interview that a colleague may change meanwhile."""

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import work

from champion_tui.desk.errors import DeskError
from champion_tui.tui.screens.kit.base import ChampionScreen

if TYPE_CHECKING:
    from champion_tui.desk.triage.interview import Interview

Result = TypeVar("Result")

UNSAVED_ANSWERS = "answers of a new case ({count})"
CHANGED_BY_OTHERS = "Somebody else has just changed the answers of this case. Go back, then open it again to see them."


class InterviewScreen(ChampionScreen[Result], Generic[Result]):
    """A screen about an interview. Calls to the interview are made one at a time (``_turn``)."""

    def __init__(self, interview: "Interview") -> None:
        super().__init__()
        self.interview = interview
        self._turn = asyncio.Lock()

    @property
    def area_of_person(self) -> str | None:
        """The area where the person of this case is, for the numbers opened above this screen."""
        return self.interview.judged().area

    def unsaved_words(self) -> str:
        """Returns a description of the answers that would be lost; "" if they are kept or there are none."""
        count = len(self.interview.answers)
        return UNSAVED_ANSWERS.format(count=count) if count and self.interview.reference is None else ""

    def news(self) -> None:
        """Says that somebody else has changed this case. The page itself does not change while the person works on it; their
        next answer is checked against what is stored.
        """
        if self.interview.reference is not None:
            self._compare(self.interview.reference)

    @work(group="news", exclusive=True)
    async def _compare(self, reference: str) -> None:
        async with self._turn:
            try:
                stored = await self.champion.at_work.do(lambda: self.desk.cases.stored(reference))
                said = CHANGED_BY_OTHERS if self.interview.is_behind(stored) else ""
            except DeskError as error:
                said = str(error)
        if said and self.is_open:
            self.champion.guard.say(said)
