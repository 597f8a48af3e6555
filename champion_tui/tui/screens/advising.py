"""The way from the question for the council to the local-connection advisor, and back with its sentence."""

from typing import TYPE_CHECKING

from champion_tui.desk.errors import DeskError
from champion_tui.tui.words import TAKEN, TAKEN_LATER

if TYPE_CHECKING:
    from champion_tui.desk.connection_draft import ConnectionDraft
    from champion_tui.tui.screens.triage import TriageScreen


class Advising:
    """Made by the triage screen. What was entered in the advisor stays while that screen does."""

    def __init__(self, triage: "TriageScreen") -> None:
        self._triage = triage
        self._draft: ConnectionDraft | None = None

    def open(self) -> None:
        """Open the advisor over the triage."""
        from champion_tui.tui.screens.connection import ConnectionScreen  # noqa: PLC0415  loaded when opened

        if self._draft is None:
            stage = self._triage.interview.judged().judgement.stage
            self._draft = self._triage.desk.connection_draft(str(stage) if stage else None)
        _ = self._triage.app.push_screen(ConnectionScreen(self._draft, takes=True, kept=True), self._advised)

    def _advised(self, sentence: str | None) -> None:
        if sentence:
            self._triage.run_worker(self._carry(sentence))

    async def _carry(self, sentence: str) -> None:
        triage = self._triage
        try:
            await triage.slow(lambda: triage.desk.carry_connection(triage.interview, sentence))
        except DeskError as error:
            await triage.champion.journeys.tell(str(error), error.way_out)
            return
        await triage.champion.journeys.tell(TAKEN if triage.interview.reference else TAKEN_LATER)
