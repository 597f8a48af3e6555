"""Writing a finished case as files (design section 7). Everything is made in memory first, and put on disk only when complete."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from champion_tui.domain.cases.case import Event
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.domain.papers.sending import EVERYTHING, Part
from champion_tui.ground.values import immutable
from champion_tui.papers.choosing import ON_PAPER, part_of
from champion_tui.papers.document import Document, unprintable_in
from champion_tui.papers.errors import CannotPrint, WrongSuffix
from champion_tui.papers.outgoing import Outgoing, cannot_print, is_referral, outgoing, refuse_withdrawn
from champion_tui.papers.pack import placing
from champion_tui.papers.pack.taking_away import MANIFEST
from champion_tui.papers.record import records, subject_access, timeline
from champion_tui.papers.referral import council_form, json_files, letters, portal, request
from champion_tui.papers.slip import slip_papers
from champion_tui.papers.source import PackSource
from champion_tui.papers.writers import to_bytes
from champion_tui.papers.writers.to_bytes import Setter

SUBJECT_ACCESS = "subject-access"
"""The name of the folder and the files with everything held about one person."""

SUFFIXES = (".pdf", ".txt")
ENGLISH_ALONE = "The slip is in English alone. {why}"


@immutable
class WrittenPack:
    """What was written: the folder, each file's name, size in bytes and SHA-256, and what the PDFs could not print.

    ``notes`` say what is missing, such as a council's own form.
    """

    reference: str
    folder: Path
    files: tuple[tuple[str, int, str], ...]
    cannot_print: tuple[CannotPrint, ...] = ()
    notes: tuple[str, ...] = ()


def write(source: PackSource, parent: Path, listing: placing.Listing = placing.UNLISTED) -> WrittenPack:
    """Writes the pack into a new folder in ``parent``, named after the case's reference (with ``-2`` and so on if that exists).

    Raises ``NotAgreed`` without consent, ``NoReferral`` if the outcome has none, ``TargetFull`` or
    ``TargetNotWritable``, and then leaves nothing.
    """
    made = make(source, outgoing(source), source.chosen.folder)
    files = {**made.files}
    files[MANIFEST] = json_files.manifest(source, files, made.missing)
    folder = placing.place_folder(parent, source.case.reference, files, listing)
    entries = tuple(json_files.file_entry(name, content) for name, content in files.items())
    return WrittenPack(
        source.case.reference, folder, entries, made.cannot_print, (*made.notes, *in_english_alone(source, files))
    )


def in_english_alone(source: PackSource, files: Iterable[str]) -> tuple[str, ...]:
    """Returns a note if a language is missing from the slip, with the reason. It does not stop the pack."""
    slip = any(part_of(name) is Part.SLIP for name in files)
    return (ENGLISH_ALONE.format(why=source.not_beside),) if source.not_beside and slip else ()


@immutable
class PackFiles:
    """The files of a parcel, the names of the ``missing`` ones, ``notes`` for the user, and what its pages could not print."""

    files: dict[str, bytes]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    cannot_print: tuple[CannotPrint, ...] = ()


def make(source: PackSource, out: Outgoing, parts: frozenset[Part] = EVERYTHING) -> PackFiles:
    """Returns all files of a parcel except the manifest, in memory.

    Its pages know which files the parcel contains, so none points to a file that is not there.
    """
    source = replace(source, parcel=parts)
    files = _files(source, out, to_bytes.as_pdf(source))
    form = council_form.make(source, out) if Part.COUNCIL_FORM in source.parcel else council_form.FilledForm()
    if form.pdf is not None:
        files[council_form.NAME] = form.pdf
    missing, why = ((council_form.NAME,), (form.trouble,)) if form.trouble else ((), ())
    notes = (*source.chosen.troubles, *why, *source.fonts.troubles())
    return PackFiles(files, missing, notes, cannot_print(source, out) if parts & ON_PAPER else ())


def write_slip(
    source: PackSource, file: Path, listing: placing.Listing = placing.UNLISTED, form: str | None = None
) -> WrittenPack:
    """Writes what the person takes away, in ``form`` or the case's own form, as PDF or text according to the file's suffix.

    Raises ``NoPaper``, ``WrongSuffix``, ``LanguageNotPrinted``, ``TargetFull`` or ``TargetNotWritable``. Never replaces
    a file.
    """
    chosen, suffix = slip_papers.to_make(source, form), file.suffix.lower()
    content = slip_papers.content(source, chosen, suffix, to_bytes.as_pdf(source))
    cannot = page_cannot_print(source, slip_papers.document(source, chosen)) if suffix == slip_papers.PDF else ()
    return _place(source, file, content, listing, cannot)


def preview_slip(source: PackSource, form: str | None = None) -> tuple[tuple[str, str], ...]:
    """Returns file names and texts of what the person takes away. A PDF's text is that of its document.

    Raises as ``write_slip`` does.
    """
    made = slip_papers.files(source, slip_papers.to_make(source, form), to_bytes.as_preview(source))
    return tuple((name, content.decode("utf-8")) for name, content in made.items())


def write_evidence(source: PackSource, file: Path, listing: placing.Listing = placing.UNLISTED) -> WrittenPack:
    """Writes the evidence record of any outcome, which names nobody, as PDF or text according to the file's suffix.

    Raises ``WrongSuffix``, ``TargetFull`` or ``TargetNotWritable``. Never replaces a file.
    """
    return _write_one(source, records.evidence(source), file, listing)


def write_timeline(
    source: PackSource, events: Sequence[Event], file: Path, listing: placing.Listing = placing.UNLISTED
) -> WrittenPack:
    """Writes the timeline of a case from its ``events``, as PDF or text according to the file's suffix, also for withdrawn cases.

    Raises ``WrongSuffix``, ``TargetFull`` or ``TargetNotWritable``. Never replaces a file.
    """
    return _write_one(source, timeline.document(source, events), file, listing)


def write_subject_access(
    source: PackSource, held: subject_access.Held, parent: Path, listing: placing.Listing = placing.UNLISTED
) -> WrittenPack:
    """Writes everything held about one person, as PDF and JSON, into a new folder in ``parent``, also for withdrawn cases.

    Raises ``TargetFull`` or ``TargetNotWritable``, and then leaves nothing.
    """
    document = subject_access.document(source, held)
    files = {
        SUBJECT_ACCESS + ".pdf": to_bytes.as_pdf(source)(document),
        SUBJECT_ACCESS + ".json": json_files.dump(subject_access.as_json(source, held)),
    }
    files[MANIFEST] = json_files.manifest(source, files)
    folder = placing.place_folder(parent, f"{source.case.reference}-{SUBJECT_ACCESS}", files, listing)
    entries = tuple(json_files.file_entry(name, content) for name, content in files.items())
    return WrittenPack(source.case.reference, folder, entries, page_cannot_print(source, document))


def write_letter(
    source: PackSource, file: Path, wanted: LetterWanted, listing: placing.Listing = placing.UNLISTED
) -> WrittenPack:
    """Writes a letter to the council, as PDF or text according to the file's suffix.

    Raises ``NotAgreed``, ``NoLetter``, ``WrongSuffix``, ``TargetFull`` or ``TargetNotWritable``. Never replaces a file.
    """
    return _write_one(source, letters.document(source, wanted), file, listing)


def preview_letter(source: PackSource, wanted: LetterWanted) -> tuple[tuple[str, str], ...]:
    """Returns the file name and text of a letter as it would be printed. Raises ``NotAgreed`` or ``NoLetter``."""
    made = to_bytes.as_preview(source)(letters.document(source, wanted))
    return ((f"{wanted.paper}.pdf", made.decode("utf-8")),)


def preview(source: PackSource) -> tuple[tuple[str, str], ...]:
    """Returns file names and texts of everything in the pack, made by the code that writes it.

    A PDF's text is that of its document. If there is no referral, only the slip is returned. Raises
    ``ReferralWithdrawn``.
    """
    refuse_withdrawn(source)
    if not is_referral(source):
        form = slip_papers.chosen(source)
        texts = slip_papers.files(source, form, to_bytes.as_preview(source)) if form else {}
        return tuple((name, content.decode("utf-8")) for name, content in texts.items())
    source, out = replace(source, parcel=source.chosen.folder), outgoing(source)
    made = make(source, out, source.parcel)
    as_preview = to_bytes.as_preview(source)
    files = _files(source, out, as_preview)
    if council_form.NAME in made.files:
        files[council_form.NAME] = as_preview(council_form.document(source, out))
    files[MANIFEST] = json_files.manifest(source, made.files, made.missing)
    return tuple((name, content.decode("utf-8")) for name, content in files.items())


def _files(source: PackSource, out: Outgoing, as_pdf: Setter) -> dict[str, bytes]:
    makers: dict[str, Callable[[], bytes]] = {
        "referral.pdf": lambda: as_pdf(request.document_of(source, out)),
        "portal-sheet.txt": lambda: to_bytes.plain(source, portal.sheet(source, out)),
        "consent-record.pdf": lambda: as_pdf(records.consent(source, out)),
        "referral.json": lambda: json_files.referral(source, out),
    }
    files = {name: make_it() for name, make_it in makers.items() if part_of(name) in source.parcel}
    form = slip_papers.chosen(source) if Part.SLIP in source.parcel else None
    return {**files, **(slip_papers.files(source, form, as_pdf) if form else {})}


def _write_one(source: PackSource, document: Document, file: Path, listing: placing.Listing) -> WrittenPack:
    if file.suffix.lower() not in SUFFIXES:
        raise WrongSuffix(f"Nothing was written to {file.name}: end the name in .pdf or .txt.")
    is_pdf = file.suffix.lower() == ".pdf"
    made = to_bytes.as_pdf(source) if is_pdf else to_bytes.as_text(source)
    return _place(source, file, made(document), listing, page_cannot_print(source, document) if is_pdf else ())


def page_cannot_print(source: PackSource, document: Document) -> tuple[CannotPrint, ...]:
    """Returns the characters of a page that no font on this machine can print; () if everything can be printed."""
    characters = unprintable_in(document, source.fonts)
    return (CannotPrint("", characters),) if characters else ()


def _place(
    source: PackSource, file: Path, content: bytes, listing: placing.Listing, cannot: tuple[CannotPrint, ...]
) -> WrittenPack:
    placing.place_file(file, content, listing)
    entries = (json_files.file_entry(file.name, content),)
    return WrittenPack(source.case.reference, file.parent, entries, cannot, source.fonts.troubles())
