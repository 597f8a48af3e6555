"""Makes one sealed file from chosen files: an AES-256 PDF or an AES-256 ZIP archive.

The key is made here, told by telephone, and not kept: a lost key needs a new file. The bytes of a sealed file are never
the same twice, because its salt and key are new each time.
"""

import io
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

import pikepdf
import pyzipper
from pyzipper.zipfile_aes import AESZipInfo

from champion_tui.ground.dates.calendar import LONDON

DIGITS = 24
"""The length of a key. Digits are understood on any phone line and in any accent.

24 of them are 79 bits, so the archive's weak key derivation (1,000 rounds of PBKDF2, WinZip AE-2) does not matter:
nobody can try that many.
"""

AE_2 = 2
"""WinZip's variant of AES without a checksum of the plain contents."""

PDF_SUFFIX = ".pdf"


class NoPdf(ValueError):
    """Raised if none of the files to combine is a PDF."""


def new_key(below: Callable[[int], int] = secrets.randbelow) -> str:
    """Returns a new key of 24 random digits, without spaces. ``below`` returns a random number below its argument."""
    return "".join(str(below(10)) for _ in range(DIGITS))


def archive(files: Mapping[str, bytes], key: str, at: datetime) -> bytes:
    """Returns a ZIP archive encrypted with AES-256 in the variant AE-2, without a checksum of the plain contents."""
    made = io.BytesIO()
    with pyzipper.AESZipFile(made, "w", compression=pyzipper.ZIP_DEFLATED) as zipped:
        zipped.setpassword(key.encode("ascii"))
        zipped.setencryption(pyzipper.WZ_AES, nbits=256, force_wz_aes_version=AE_2)
        for name, content in files.items():
            entry = AESZipInfo(name, at.astimezone(LONDON).timetuple()[:6])
            zipped.writestr(entry, content)
    return made.getvalue()


def one_pdf(files: Mapping[str, bytes], key: str, title: str) -> bytes:
    """Returns one PDF encrypted with AES-256 (revision 6), including its metadata.

    It contains the pages of every PDF in ``files``, one after the other with their tags, and the other files as
    attachments. Raises ``NoPdf``.
    """
    pages = [content for name, content in files.items() if name.endswith(PDF_SUFFIX)]
    if not pages:
        raise NoPdf
    with pikepdf.open(io.BytesIO(pages[0])) as whole:
        for content in pages[1:]:
            with pikepdf.open(io.BytesIO(content)) as more:
                _append(whole, more)
        for name, content in files.items():
            if not name.endswith(PDF_SUFFIX):
                _attach(whole, name, content)
        with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
            metadata["dc:title"] = title
        made = io.BytesIO()
        # The owner's key is the same, because an empty one would open the file to everybody.
        locks = pikepdf.Encryption(owner=key, user=key, R=6, aes=True, metadata=True)
        whole.save(made, encryption=locks)
    return made.getvalue()


def _attach(whole: pikepdf.Pdf, name: str, content: bytes) -> None:
    whole.attachments[name] = pikepdf.AttachedFileSpec(whole, content, filename=name)


def _append(whole: pikepdf.Pdf, more: pikepdf.Pdf) -> None:
    """Appends the pages of ``more`` to ``whole`` with their tags, so that a screen reader reads all of them.

    The tags of a PDF form one tree, and its pages refer to that tree's list by number. The numbers of ``more`` are
    increased by the length of the list of ``whole`` (ISO 32000-1, 14.7.4.4).
    """
    tree, first = whole.Root.StructTreeRoot, len(whole.pages)
    offset = int(tree.ParentTreeNextKey)
    whole.pages.extend(more.pages)
    for page in list(whole.pages)[first:]:
        if "/StructParents" in page.obj:
            page.obj.StructParents = int(page.obj.StructParents) + offset
    copied = whole.copy_foreign(more.Root.StructTreeRoot)
    for element in copied.K:
        element.P = tree
        tree.K.append(element)
    numbers = list(copied.ParentTree.Nums)
    for number, elements in zip(numbers[::2], numbers[1::2], strict=True):
        tree.ParentTree.Nums.append(int(number) + offset)
        tree.ParentTree.Nums.append(elements)
    for role, meaning in copied.RoleMap.items():
        tree.RoleMap[role] = meaning
    tree.ParentTreeNextKey = offset + int(copied.ParentTreeNextKey)
