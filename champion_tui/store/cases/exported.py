"""Unencrypted files that left the vault. They are listed before they are written, until somebody says that they are dealt with.

Each function works within its caller's transaction.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from champion_tui.domain.cases.case import BY_NAME, ON_BY_NAME, Case, ExportedFile
from champion_tui.store.cases.records import as_stored, changed_case
from champion_tui.store.database import case_rows
from champion_tui.store.database.case_rows import StoredCase
from champion_tui.store.database.tables import CaseRow, ExportedRow
from champion_tui.store.errors import NoSuchExportedFile
from champion_tui.store.history.agreeing import find_row
from champion_tui.store.history.converters import exported_from_row, moment_to_text, text_from_json, text_to_json
from champion_tui.store.history.events import Hand, note
from champion_tui.store.history.verbs import DEALT_WITH, EXPORTED, NOT_EXPORTED, PACKS


def record_export(
    session: Session, hand: Hand, reference: str, files: Sequence[tuple[str, str]], contents: str | None
) -> Case:
    """Lists the files (path, kind) that leave the vault, and returns the case. ``contents`` is a digest of what a pack
    holds. Raises ``NoSuchCase``.
    """
    row = find_row(session, reference)
    for path, kind in files:
        session.add(ExportedRow(case_id=row.id, path=text_to_json(path), kind=kind, exported_at=hand.at))
    if any(kind in PACKS for _, kind in files):
        case_rows.change(session, row, exported_at=hand.at, pack_contents=contents)
    listed = [[path, kind] for path, kind in files]
    number = note(session, hand, reference, EXPORTED, new=listed, beside={"contents": contents})
    return changed_case(session, hand, row, number)


def take_back_export(
    session: Session, hand: Hand, reference: str, path: str, before: datetime | None, contents: str | None
) -> Case:
    """Removes the listing of a file that was not written after all. If it was a pack, ``before`` is when the previous
    pack was exported (None: never) and ``contents`` the digest of what that one held.
    """
    row = find_row(session, reference)
    wanted = (ExportedRow.case_id == row.id, ExportedRow.path == text_to_json(path))
    taken = session.exec(select(ExportedRow).where(*wanted, col(ExportedRow.dealt_with_at).is_(None))).all()
    for listed in taken:
        session.delete(listed)
    if any(listed.kind in PACKS for listed in taken):
        at = moment_to_text(before) if before else None
        case_rows.change(session, row, exported_at=at, pack_contents=contents)
    again = {"exported_at": row.exported_at, "contents": row.pack_contents}
    return changed_case(session, hand, row, note(session, hand, reference, NOT_EXPORTED, new=path, beside=again))


def record_list(session: Session, hand: Hand, references: Sequence[str], path: str) -> Case:
    """Lists a by-name list under the case of each person on it, as each may ask what left the vault. Only the first case
    asks for it to be dealt with; returns that case. The versions of the cases stay the same. Raises ``NoSuchCase``.
    """
    rows = [find_row(session, reference) for reference in references]
    for place, row in enumerate(rows):
        kind = ON_BY_NAME if place else BY_NAME
        session.add(ExportedRow(case_id=row.id, path=text_to_json(path), kind=kind, exported_at=hand.at))
        note(session, hand, row.reference, EXPORTED, new=[[path, kind]], beside={"contents": None})
    session.flush()
    return as_stored(session, rows[0])


def take_back_list(session: Session, hand: Hand, references: Sequence[str], path: str) -> Case:
    """Removes the listing of a by-name list that was not written after all. Returns the first case."""
    rows = [find_row(session, reference) for reference in references]
    for row in rows:
        wanted = (ExportedRow.case_id == row.id, ExportedRow.path == text_to_json(path))
        for listed in session.exec(select(ExportedRow).where(*wanted, col(ExportedRow.dealt_with_at).is_(None))).all():
            session.delete(listed)
        again = {"exported_at": row.exported_at, "contents": row.pack_contents}
        note(session, hand, row.reference, NOT_EXPORTED, new=path, beside=again)
    session.flush()
    return as_stored(session, rows[0])


def exported_files(session: Session) -> tuple[ExportedFile, ...]:
    """Returns the files that left the vault and are not dealt with yet, oldest first."""
    rows = session.exec(
        select(ExportedRow, CaseRow.reference)
        .where(ExportedRow.case_id == CaseRow.id, col(ExportedRow.dealt_with_at).is_(None))
        .order_by(col(ExportedRow.id))
    )
    return tuple(exported_from_row(row, reference) for row, reference in rows)


def exported_of(session: Session, reference: str) -> tuple[ExportedFile, ...]:
    """Returns every file of one case that ever left the vault, oldest first. Raises ``NoSuchCase``."""
    row = find_row(session, reference)
    rows = session.exec(select(ExportedRow).where(ExportedRow.case_id == row.id).order_by(col(ExportedRow.id)))
    return tuple(exported_from_row(each, reference) for each in rows)


def deal_with(session: Session, hand: Hand, exported_id: int) -> Case:
    """Marks one exported file as dealt with, a by-name list for every person on it, and returns its case. A second call
    changes nothing. Raises ``NoSuchExportedFile`` or ``HistoryDiffers``.
    """
    row = session.get(ExportedRow, exported_id) if 0 < exported_id < 2**63 else None
    if row is None:
        raise NoSuchExportedFile(exported_id)
    case_row = _dealt_with(session, hand, row)
    if row.kind in {BY_NAME, ON_BY_NAME}:
        same = (ExportedRow.path == row.path, ExportedRow.exported_at == row.exported_at, ExportedRow.id != row.id)
        for other in session.exec(select(ExportedRow).where(*same)).all():
            _dealt_with(session, hand, other)
    session.flush()
    return as_stored(session, case_row)


def _dealt_with(session: Session, hand: Hand, row: ExportedRow) -> StoredCase:
    reference = session.exec(select(CaseRow.reference).where(CaseRow.id == row.case_id)).one()
    case_row = find_row(session, reference)
    if row.dealt_with_at is None:
        row.dealt_with_at = hand.at
        session.add(row)
        which = {"kind": row.kind, "exported_at": row.exported_at}
        note(session, hand, reference, DEALT_WITH, new=text_from_json(row.path), beside=which)
    return case_row
