"""The desk: one object per running program, made by ``open_desk``. Every front end drives the job through it.

All methods are plain calls. Those marked *slow* unlock, read or write the store or write files: a screen calls them from a
worker thread. Errors are the classes of ``desk.errors``; each carries a sentence for people.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from champion_tui.desk.interview import Interview
from champion_tui.desk.views import (
    CaseRow,
    CaseView,
    ExportedFileView,
    ExportView,
    FactView,
    GuidanceEntry,
    NumbersView,
    StartView,
)
from champion_tui.domain.answers import Answer, Problem
from champion_tui.knowledge.book import Book


class Desk:
    """Made with the knowledge, the home folder, a clock (aware datetimes) and the area (None: settings, else oxfordshire)."""

    def __init__(self, book: Book, home: Path, now: Callable[[], datetime], area: str | None = None) -> None:
        raise NotImplementedError

    # -- nothing to unlock ------------------------------------------------------------------------------------------

    def start(self) -> StartView: ...
    def numbers(self, authority: str | None = None, emergency: str | None = None) -> NumbersView: ...
    def facts_to_confirm(self) -> tuple[FactView, ...]: ...
    def correct(self, line: str, *, phone: str | None, hours: str | None, who: str, why: str) -> FactView | Problem: ...
    def confirm(self, line: str, *, who: str) -> FactView | Problem: ...
    def first_run_done(self) -> None: ...
    def guidance(self, search: str = "") -> tuple[GuidanceEntry, ...]: ...
    def begin(self) -> Interview: ...

    # -- the vault --------------------------------------------------------------------------------------------------

    def vault_exists(self) -> bool: ...
    def unlocked_as(self) -> str | None: ...
    def people(self) -> tuple[str, ...]: ...
    def create_vault(self, name: str, role: str, passphrase: str) -> str: ...  # slow; gives the recovery code, once
    def unlock(self, passphrase: str, person: str | None = None) -> None: ...  # slow
    def lock(self) -> None: ...  # slow
    def close(self) -> None: ...

    # -- cases (unlocked) -------------------------------------------------------------------------------------------

    def keep(self, interview: Interview) -> str: ...  # slow; stores it, from then on each answer is saved; the reference
    def cases(self) -> tuple[CaseRow, ...]: ...  # slow
    def resume(self, reference: str) -> Interview: ...  # slow
    def case(self, reference: str) -> CaseView: ...  # slow
    def set_field(self, reference: str, field: str, value: Answer | None) -> CaseView | Problem: ...  # slow
    def preview(self, reference: str) -> tuple[tuple[str, str], ...]: ...  # slow; (file name, text) of what would go out
    def export(self, reference: str, to: Path) -> ExportView: ...  # slow
    def mark_sent(self, reference: str, on: date, code: str) -> CaseView: ...  # slow
    def write_slip(self, reference: str, to: Path) -> ExportView: ...  # slow
    def write_evidence(self, reference: str, to: Path) -> ExportView: ...  # slow
    def exported_files(self) -> tuple[ExportedFileView, ...]: ...  # slow
    def dealt_with(self, exported: int, *, delete: bool) -> None: ...  # slow
