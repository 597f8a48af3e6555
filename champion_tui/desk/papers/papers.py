"""Writes what leaves the vault: packs, slips, records and letters, as far as the procedure allows. Each is listed."""

from pathlib import Path

from champion_tui.desk.cases.refusals import require_outcome
from champion_tui.desk.errors import CannotReadOrWrite, os_error_words
from champion_tui.desk.papers.listing import UNFINISHED
from champion_tui.desk.papers.prepared import Preparing, without_unasked
from champion_tui.desk.papers.printing.prints import Prints
from champion_tui.desk.papers.sending.letters import Letters
from champion_tui.desk.papers.sending.sending import Sending
from champion_tui.desk.papers.slips.slips import Slips
from champion_tui.desk.papers.written import export_view
from champion_tui.desk.store_access import pack_errors, store_errors
from champion_tui.desk.targets import default_folder, free_file
from champion_tui.desk.views import ExportedFileView, ExportView
from champion_tui.domain.cases.case import BY_NAME, EVIDENCE, ON_BY_NAME, PACK, PRINT, SLIP, ExportedFile
from champion_tui.domain.papers.slip_form import PHONE_MESSAGE, PLAIN_CARD, SCREEN_READER, form_choice, unasked_pack
from champion_tui.ground.dates.date_words import moment_words
from champion_tui.knowledge.lines.areas import takes_by
from champion_tui.papers.pack import pack, taking_away
from champion_tui.papers.pack.one_paper import SUBJECT_ACCESS, TIMELINE

KIND_WORDS = {
    PACK: "pack",
    SLIP: "slip",
    EVIDENCE: "evidence record",
    TIMELINE: "timeline",
    SUBJECT_ACCESS: "everything held about one person",
    "email": "e-mail draft",
    "sealed": "sealed file",
    "letter": "letter to the council",
    PRINT: "print",
    BY_NAME: "by-name list",
    ON_BY_NAME: "by-name list",
    UNFINISHED: "not finished (still being written, or cut short)",
}

IN_A_FOLDER = frozenset({PACK, SUBJECT_ACCESS, "email", "sealed"})
"""Kinds that are a folder with a manifest."""

LOOK_AT_IT = "Nothing was deleted. Look at it, and delete by hand what should go."


class Papers:
    """``desk.papers``: available while the vault is unlocked. All methods, and those of its parts, are *slow*."""

    def __init__(self, preparing: Preparing) -> None:
        self._preparing = preparing
        self._store = preparing.store
        self.slips = Slips(preparing)
        self.letters = Letters(preparing)
        self.prints = Prints(preparing, self.letters)
        self.sending = Sending(preparing)

    def preview(self, reference: str) -> tuple[tuple[str, str], ...]:
        """Returns what a pack would contain, as (file name, text). Raises ``RefusedByProcedure`` if there is no outcome
        yet.
        """
        prepared = self._preparing.case(reference)
        require_outcome(prepared.judged)
        with pack_errors():
            return pack.preview(without_unasked(prepared.source))

    def export(self, reference: str, to: Path) -> ExportView:
        """Writes the whole pack into a new folder under ``to``, or nothing. Raises ``RefusedByProcedure``."""
        prepared = self._preparing.case(reference)
        case, source = prepared.case, prepared.source
        prepared.require_minimum(source.chosen.folder)
        with pack_errors():
            written = pack.write(without_unasked(source), to, self._preparing.listing(prepared, PACK))
        unasked = unasked_pack(case.answers, case.referral)
        return export_view(case, written, PACK, unasked, takes_by(prepared.authority))

    def write_evidence(self, reference: str, to: Path) -> ExportView:
        """Writes the record that shows how the duty was met, without identity. Any case can have one, since a draft can
        be withdrawn too.
        """
        prepared = self._preparing.case(reference)
        with pack_errors():
            written = pack.write_evidence(prepared.source, to, self._preparing.listing(prepared, EVIDENCE))
        return export_view(prepared.case, written, EVIDENCE)

    def write_timeline(self, reference: str, to: Path) -> ExportView:
        """Writes everything that was done to a case, in order, as evidence of the duty."""
        prepared = self._preparing.case(reference)
        with store_errors():
            events = self._store.events(reference)
        with pack_errors():
            listing = self._preparing.listing(prepared, TIMELINE)
            written = pack.write_timeline(prepared.source, events, to, listing)
        return export_view(prepared.case, written, TIMELINE)

    def subject_access(self, reference: str, to: Path) -> ExportView:
        """Writes everything that is held about the person of a case, as PDF and JSON, into a new folder under ``to``."""
        prepared, held = self._preparing.as_held(reference)
        with pack_errors():
            listing = self._preparing.listing(prepared, SUBJECT_ACCESS)
            written = pack.write_subject_access(prepared.source, held, to, listing)
        return export_view(prepared.case, written, SUBJECT_ACCESS)

    def offered_target(self, reference: str, kind: str) -> Path:
        """Returns the path to offer: a folder for a pack in any form, otherwise a file that does not exist yet."""
        folder = default_folder()
        if kind not in {SLIP, EVIDENCE, TIMELINE}:
            return folder
        with store_errors():
            case = self._store.case(reference)
        chosen = form_choice(case.answers, case.referral) if kind == SLIP else None
        name = {PLAIN_CARD: "card", PHONE_MESSAGE: "message"}.get(chosen or "", kind)
        suffix = ".txt" if chosen in {PHONE_MESSAGE, SCREEN_READER} else ".pdf"
        return free_file(folder, f"{reference}-{name}", suffix)

    def exported_files(self) -> tuple[ExportedFileView, ...]:
        """Returns the plain files that left the vault and are not dealt with. A by-name list is returned once, however
        many people are on it.
        """
        with store_errors():
            listed = self._store.exported_files()
        once = {
            (item.path, item.exported_at) if item.kind in {BY_NAME, ON_BY_NAME} else item.id: item
            for item in reversed(listed)
        }
        return tuple(_exported_view(item) for item in reversed(once.values()))

    def dealt_with(self, exported: int, *, delete: bool) -> tuple[str, ...]:
        """Takes a file off the list; with ``delete``, first deletes what was written there. Returns the names of other
        files in a pack's folder: this program did not write them, so they stay.
        """
        with store_errors():
            item = next((item for item in self._store.exported_files() if item.id == exported), None)
        if item is None:
            return ()
        stays = _delete(item) if delete and not item.on_paper else ()
        with store_errors():
            self._store.deal_with(exported)
        return stays


def _exported_view(item: ExportedFile) -> ExportedFileView:
    if item.on_paper:
        words = f"{KIND_WORDS[item.kind]}, {moment_words(item.exported_at)}: take it out of the printer"
        return ExportedFileView(item.id, item.case, item.path, item.exported_at, still_there=False, words=words)
    there = Path(item.path).exists()
    words = f"{KIND_WORDS.get(item.kind, item.kind)}, written {moment_words(item.exported_at)}"
    return ExportedFileView(
        item.id, item.case, item.path, item.exported_at, there, words if there else f"{words}; no longer there"
    )


def _delete(item: ExportedFile) -> tuple[str, ...]:
    """Deletes what was written there. Returns the names of other files in its folder."""
    path = Path(item.path)
    try:
        if item.kind in IN_A_FOLDER or (item.kind == UNFINISHED and path.name.startswith(taking_away.UNFINISHED)):
            return taking_away.take_away_folder(path)
        taking_away.delete(path)
    except taking_away.NotWhatWasWritten as error:
        raise CannotReadOrWrite(f"{path}: {error.strerror}.", LOOK_AT_IT) from error
    except OSError as error:
        raise CannotReadOrWrite(f"It could not be deleted: {os_error_words(error)}", "Delete it by hand.") from error
    return ()
