"""One person's triage: the answers so far and where they lead. In memory until the desk keeps it."""

from champion_tui.desk.views import OutcomeView, PageView
from champion_tui.domain.answers import Answer, Problem


class Interview:
    """Made by ``Desk.begin`` or ``Desk.resume``. ``reference`` is None while it is NOT SAVED."""

    reference: str | None

    def page(self) -> PageView | None: ...  # None at an outcome
    def outcome(self) -> OutcomeView | None: ...  # None while a question is open
    def answer(self, question: str, given: Answer) -> Problem | None: ...  # slow once kept: saved before it returns
    def back(self) -> bool: ...  # re-opens the question before; answers are kept; False at the first
    def go_to(self, question: str) -> None: ...  # re-opens a question of the trail; answers are kept
