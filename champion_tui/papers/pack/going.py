"""What is sent to the council as one file: an e-mail draft, or a sealed PDF or archive. Written completely or not at all."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from champion_tui.domain.cases.training import NOT_REAL, TRAINING
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.domain.papers.sending import Part
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.ground.values import immutable
from champion_tui.papers import paper_words as words
from champion_tui.papers.choosing import part_of
from champion_tui.papers.errors import NothingToSeal
from champion_tui.papers.outgoing import Outgoing, outgoing
from champion_tui.papers.pack import placing
from champion_tui.papers.pack.pack import PackFiles, WrittenPack, in_english_alone, make, page_cannot_print
from champion_tui.papers.pack.taking_away import MANIFEST
from champion_tui.papers.referral import json_files, letters
from champion_tui.papers.source import PackSource
from champion_tui.papers.writers import to_bytes

DRAFT = "referral.eml"
SEALED_PDF, SEALED_ARCHIVE = "sealed.pdf", "sealed.zip"
KINDS = {
    ".pdf": ("application", "pdf"),
    ".json": ("application", "json"),
    ".txt": ("text", "plain"),
}
GROUP = 4
"""Digits of a key that are read out together."""

BOUNDARY = "=_champion-tui-{reference}"
"""Constant, so that the same case gives the same bytes. No line of base64 or of the program's text begins with it (RFC 2046 5.1.1)."""

NOBODY = "nobody@example.org"
"""The address of a draft in training, in case somebody sends it (RFC 2606: nobody has this address)."""


def as_read_out(key: str) -> str:
    """Returns the key in groups of four, for reading out."""
    return " ".join(key[start : start + GROUP] for start in range(0, len(key), GROUP))


def names_inside(files: Iterable[str]) -> dict[str, str]:
    """Returns the name of each file inside a sealed file.

    An archive shows its names to everybody, and the name of a slip can reveal what the person needs or fears, so all
    are called ``slip``.
    """
    inside: dict[str, str] = {}
    for name in files:
        stem, _, suffix = name.rpartition(".")
        plain = "slip" if part_of(name) is Part.SLIP and name != MANIFEST else stem
        again = sum(other.startswith(plain) and other.endswith(suffix) for other in inside.values())
        inside[name] = f"{plain}-{again + 1}.{suffix}" if again else f"{plain}.{suffix}"
    return inside


@immutable
class Sealed:
    """A sealed file that was written, with its key, which is kept nowhere else."""

    written: WrittenPack
    key: str


def files_to_send(source: PackSource, out: Outgoing) -> PackFiles:
    """Returns the files chosen for sending, without a manifest, and what is missing and why."""
    made = make(source, out, source.chosen.sent)
    return replace(made, notes=(*made.notes, *in_english_alone(source, made.files)))


def write_draft(
    source: PackSource, address: str, parent: Path, listing: placing.Listing = placing.UNLISTED
) -> WrittenPack:
    """Writes the e-mail draft to ``address`` into a new folder in ``parent``, named like the pack. Raises as ``pack.write`` does."""
    made = files_to_send(source, outgoing(source))
    inside = names_inside(made.files)
    attached = {inside[name]: content for name, content in made.files.items()}
    to = NOBODY if source.training else address
    files = {DRAFT: draft(source.case.reference, to, attached, source.at, training=source.training)}
    files[MANIFEST] = json_files.manifest(source, files, made.missing)
    return _placed(source, made, files, parent, listing)


def write_sealed(source: PackSource, name: str, parent: Path, listing: placing.Listing = placing.UNLISTED) -> Sealed:
    """Writes ``sealed.pdf`` or ``sealed.zip`` (``name``) with a new key into a new folder in ``parent``, named like the pack.

    The full manifest is inside. A short one next to the file reveals nothing. Raises as ``pack.write`` does, and
    ``NothingToSeal``.
    """
    made = files_to_send(source, outgoing(source))
    inside = names_inside(made.files)
    listed = {inside[one]: content for one, content in made.files.items()}
    chosen = {**listed, MANIFEST: json_files.manifest(source, listed, made.missing)}
    content, key = _seal(source, name, chosen)
    files = {name: content}
    files[MANIFEST] = _short_manifest(source, name, files[name], len(chosen))
    return Sealed(_placed(source, made, files, parent, listing), key)


def _seal(source: PackSource, name: str, chosen: Mapping[str, bytes]) -> tuple[bytes, str]:
    """Returns the sealed file and its key."""
    from champion_tui.papers.pack import sealing  # noqa: PLC0415  pikepdf and pyzipper take a tenth of each unlocking, and sealing is rare

    key = sealing.new_key()
    if name == SEALED_ARCHIVE:
        return sealing.archive(chosen, key, source.at), key
    try:
        title = words.SEALED_TITLE.format(reference=source.case.reference)
        return sealing.one_pdf(chosen, key, f"{TRAINING}: {title}" if source.training else title), key
    except sealing.NoPdf as error:
        raise NothingToSeal(words.NO_PDF_TO_SEAL) from error


def _short_manifest(source: PackSource, name: str, content: bytes, inside: int) -> bytes:
    """Returns the manifest next to a sealed file. Names and digests of the contents would reveal something without the key.

    The digest of the sealed file itself only fits this copy (``repeatable`` is false), because salt and key are new
    each time.
    """
    _, size, digest = json_files.file_entry(name, content)
    entry = {"name": name, "bytes": size, "sha256": digest, "repeatable": False, "files_inside": inside}
    values = {
        "format": json_files.FORMAT_VERSION,
        "reference": source.case.reference,
        "files": [entry],
        **json_files.training(source),
    }
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _placed(
    source: PackSource,
    made: PackFiles,
    files: Mapping[str, bytes],
    parent: Path,
    listing: placing.Listing,
) -> WrittenPack:
    folder = placing.place_folder(parent, source.case.reference, files, listing)
    entries = tuple(json_files.file_entry(name, content) for name, content in files.items())
    return WrittenPack(source.case.reference, folder, entries, made.cannot_print, made.notes)


def write_letter_draft(
    source: PackSource,
    address: str,
    file: Path,
    wanted: LetterWanted,
    listing: placing.Listing = placing.UNLISTED,
) -> WrittenPack:
    """Writes an e-mail draft to ``address`` with a letter attached as PDF. Raises as ``pack.write_letter`` does."""
    document = letters.document(source, wanted)
    attached = {f"{wanted.paper}.pdf": to_bytes.as_pdf(source)(document)}
    to = NOBODY if source.training else address
    content = draft(
        source.case.reference, to, attached, source.at, training=source.training, text=words.LETTER_MAIL_BODY
    )
    placing.place_file(file, content, listing)
    entries = (json_files.file_entry(file.name, content),)
    cannot = page_cannot_print(source, document)
    return WrittenPack(source.case.reference, file.parent, entries, cannot, source.fonts.troubles())


def draft(
    reference: str,
    address: str,
    attachments: Mapping[str, bytes],
    at: datetime,
    *,
    training: bool,
    text: tuple[str, ...] = words.MAIL_BODY,
) -> bytes:
    """Returns an e-mail draft to ``address`` as bytes with CRLF line ends (RFC 5322).

    ``X-Unsent: 1`` makes mail programs open it as a draft: somebody reads it, adds the sender, and sends it. ``text``
    is its paragraphs. In ``training`` the subject and the first line say so. What a mailbox shows without opening the
    attachments says nothing about a person: no name, circumstances or health.
    """
    subject = words.MAIL_SUBJECT
    body = text
    if training:
        subject, body = f"{TRAINING}: {subject}", (NOT_REAL, *body)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = address
    message["Subject"] = subject.format(reference=reference)
    message["Date"] = format_datetime(at.astimezone(LONDON))
    message.set_content("\n\n".join(body).format(reference=reference) + "\n", cte="quoted-printable")
    for name, content in attachments.items():
        maintype, subtype = KINDS[name[name.rindex(".") :]]
        # Without a charset a text is taken for ASCII, and names in other scripts would be lost.
        charset = {"charset": "utf-8"} if maintype == "text" else None
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name, params=charset)
    if attachments:
        message.set_boundary(BOUNDARY.format(reference=reference))
    return message.as_bytes()
