"""One sealed file of chosen files: an AES-256 PDF, or an AES-256 ZIP archive. Its key is made here, told by telephone, and
kept nowhere: whoever loses it needs a new file.

The bytes of a sealed file are never the same twice, and must not be: its salt and its key are new each time.
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
"""Digits are understood over any line and in any accent. 24 of them are 79 bits, so that the archive's weak derivation
(1,000 rounds of PBKDF2, WinZip AE-2) does not matter: nobody tries so many.
"""

AE_2 = 2
"""WinZip's form of AES that keeps no check sum of the contents in the clear."""

PDF_SUFFIX = ".pdf"


class NoPdf(ValueError):
    """There is no PDF among the files that are to become one."""


def new_key(below: Callable[[int], int] = secrets.randbelow) -> str:
    """A new key of 24 random digits, typed without spaces. ``below`` gives a random number below its argument."""
    return "".join(str(below(10)) for _ in range(DIGITS))


def archive(files: Mapping[str, bytes], key: str, at: datetime) -> bytes:
    """A ZIP archive encrypted by AES-256 in the form AE-2, which keeps no check sum of what is inside in the clear."""
    made = io.BytesIO()
    with pyzipper.AESZipFile(made, "w", compression=pyzipper.ZIP_DEFLATED) as zipped:
        zipped.setpassword(key.encode("ascii"))
        zipped.setencryption(pyzipper.WZ_AES, nbits=256, force_wz_aes_version=AE_2)
        for name, content in files.items():
            entry = AESZipInfo(name, at.astimezone(LONDON).timetuple()[:6])
            zipped.writestr(entry, content)
    return made.getvalue()


def one_pdf(files: Mapping[str, bytes], key: str, title: str) -> bytes:
    """One PDF encrypted by AES-256 (revision 6), its metadata too: the pages of every PDF among ``files`` one after the
    other, tags and all, and the other files attached within it. Raises ``NoPdf``.
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
        # The owner's key is the same: an empty one would open the file to everybody.
        locks = pikepdf.Encryption(owner=key, user=key, R=6, aes=True, metadata=True)
        whole.save(made, encryption=locks)
    return made.getvalue()


def _attach(whole: pikepdf.Pdf, name: str, content: bytes) -> None:
    whole.attachments[name] = pikepdf.AttachedFileSpec(whole, content, filename=name)


def _append(whole: pikepdf.Pdf, more: pikepdf.Pdf) -> None:
    """Put the pages of ``more`` behind those of ``whole`` with their tags, so that a screen reader reads all of it.

    The tags of a tagged PDF hang in one tree, and its pages name their places in that tree's list by number: the numbers of
    ``more`` move up by as many as ``whole`` has (ISO 32000-1, 14.7.4.4).
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
