"""Deleting what was written, and nothing else: whatever somebody laid beside it is not this program's to delete.

What was written into a folder stands in its manifest. Anybody can change that file, so nothing in it leads out of the folder: a
plain name of an ordinary file there, or it does not count. Where there is no manifest that can be read, as in a folder that was
never finished, the names that this program gives are looked for.
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
"""How the name of a folder begins in which something is still being written, or was when the program was cut short."""

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
"""What else can stand in a folder of ours: the slip in its forms, an e-mail draft, a sealed file, all that is held about a person."""

NO_LONGER_OURS = "it is no longer what was written there"


class NotWhatWasWritten(OSError):
    """Something else stands at that path: a link, a folder in the place of a file. Nothing was deleted."""

    def __init__(self, path: Path) -> None:
        super().__init__(None, NO_LONGER_OURS, str(path))


def delete(path: Path) -> None:
    """Delete the one file that was written to ``path``, and the unfinished folder around it. Nothing where it has gone.

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
    """Delete what was written into ``folder``, then the folder where it is empty. Gives the names of what else lies there, which
    stays; nothing where it has gone.

    Raises ``NotWhatWasWritten``, or any other ``OSError``: a second try goes on where this one stopped.
    """
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise NotWhatWasWritten(folder)
    except FileNotFoundError:
        return ()
    # The manifest last: as long as it is there, it says what there is to delete.
    for name in sorted(_written(folder), key=lambda one: one == MANIFEST):
        with suppress(FileNotFoundError):
            if stat.S_ISREG((folder / name).lstat().st_mode):
                (folder / name).unlink()
    # As somebody can read them: a name need not be text on every disk.
    stays = tuple(sorted(os.fsencode(one.name).decode("utf-8", "replace") for one in folder.iterdir()))
    if not stays:
        folder.rmdir()
    return stays


def _written(folder: Path) -> frozenset[str]:
    """The names of the files that were written into ``folder``."""
    return frozenset((*(_listed(folder) or (*FILES, *OTHER_NAMES)), MANIFEST))


def _listed(folder: Path) -> tuple[str, ...]:
    """The names in the folder's manifest; none where it cannot be read."""
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
    """Whether a text is the name of a file on every system: no way up, no drive, no stream, nothing that no disk takes."""
    return (
        0 < len(name) <= LONGEST_NAME
        and name.isprintable()
        and name not in {".", ".."}
        and not any(one in name for one in "/\\:")
    )
