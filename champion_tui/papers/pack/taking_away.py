"""Deletes what the program wrote, and nothing else: files that somebody put next to it are not the program's to delete.

A folder's manifest lists what was written into it. Anybody can change that file, so only plain names of ordinary files
in the folder count. Without a readable manifest, as in an unfinished folder, the program looks for the names that it
uses.
"""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from champion_tui.ground.files import bounded
from champion_tui.papers.choosing import FILES

UNFINISHED = ".champion-tui-unfinished-"
"""The prefix of a folder in which something is being written, or was when the program was interrupted."""

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 1_000_000
LONGEST_NAME = 255

OTHER_NAMES = frozenset(
    {
        *("next-steps.pdf", "next-steps.txt", "next-steps-large-print.pdf", "next-steps-easy-read.pdf"),
        *("card.pdf", "card.txt", "phone-message.txt"),
        *("referral.eml", "sealed.pdf", "sealed.zip"),
        *("subject-access.pdf", "subject-access.json"),
    }
)
"""Other names in a folder of the program: slips in their forms, an e-mail draft, a sealed file, and everything held about a person."""

NO_LONGER_OURS = "it is no longer what was written there"


class NotWhatWasWritten(OSError):
    """Raised if something else is at that path: a link, or a folder instead of a file. Nothing was deleted."""

    def __init__(self, path: Path) -> None:
        super().__init__(None, NO_LONGER_OURS, str(path))


def delete(path: Path) -> None:
    """Deletes the one file that was written to ``path``, and the unfinished folder around it. Does nothing if it is gone.

    Raises ``NotWhatWasWritten``, or any other ``OSError``.
    """
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(status.st_mode):
        raise NotWhatWasWritten(path)
    path.unlink()
    if path.parent.name.startswith(UNFINISHED):
        with suppress(OSError):
            path.parent.rmdir()


def take_away_folder(folder: Path) -> tuple[str, ...]:
    """Deletes what was written into ``folder``, then the folder if it is empty.

    Returns the names of other files in it, which stay; () if the folder is gone. Raises ``NotWhatWasWritten``, or any
    other ``OSError``; a second try continues where this one stopped.
    """
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise NotWhatWasWritten(folder)
    except FileNotFoundError:
        return ()
    # The manifest is deleted last, because it says what there is to delete.
    for name in sorted(_written(folder), key=lambda one: one == MANIFEST):
        with suppress(FileNotFoundError):
            if stat.S_ISREG((folder / name).lstat().st_mode):
                (folder / name).unlink()
    # A file name need not be text on every disk; make it readable.
    stays = tuple(sorted(os.fsencode(one.name).decode("utf-8", "replace") for one in folder.iterdir()))
    if not stays:
        folder.rmdir()
    return stays


def _written(folder: Path) -> frozenset[str]:
    """Returns the names of the files that were written into ``folder``."""
    return frozenset((*(_listed(folder) or (*FILES, *OTHER_NAMES)), MANIFEST))


def _listed(folder: Path) -> tuple[str, ...]:
    """Returns the names in the folder's manifest; () if it cannot be read."""
    try:
        manifest = json.loads(bounded.whole(folder / MANIFEST, LARGEST_MANIFEST))
        return tuple(_plain_names(manifest["files"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def _plain_names(entries: object) -> Iterator[str]:
    for entry in entries if isinstance(entries, list) else ():
        name = entry.get("name") if isinstance(entry, dict) else None
        if isinstance(name, str) and _is_plain(name):
            yield name


def _is_plain(name: str) -> bool:
    """Returns whether a text is a file name on every system: no parent folder, drive or stream, and no character that disks refuse."""
    return (
        0 < len(name) <= LONGEST_NAME
        and name.isprintable()
        and name not in {".", ".."}
        and not any(one in name for one in "/\\:")
    )
