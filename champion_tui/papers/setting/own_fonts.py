"""An organisation's own fonts: ``.ttf`` and ``.otf`` files that it put into a folder, for names that no installed font can show.

The files come from anywhere and are not trusted. Only ordinary files count, limited in number and size, and each is
read completely before the typesetter sees a copy. Files that cannot be used are reported and left out.
"""

import os
import struct
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from champion_tui.ground.files import bounded
from champion_tui.ground.plain_text import one_line
from champion_tui.ground.values import immutable
from champion_tui.papers.setting import typst_side
from champion_tui.papers.setting.font_files import NO_CHARACTERS, characters_in, holds

SUFFIXES = frozenset({".ttf", ".otf"})
OTHER_FONTS = frozenset({".ttc", ".otc", ".woff", ".woff2", ".dfont", ".pfb", ".eot"})
"""Font types that are not read. They are reported, whereas a licence or a note next to the fonts is ignored."""

BEGINNINGS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
"""The first bytes of a TrueType or OpenType file."""

MOST_FILES, LARGEST = 20, 40_000_000
"""The most files in a folder, and the most bytes of each. A font for Chinese has about 20 million."""

MOST_CHARACTERS = 0x110000
"""The size of Unicode; a map with more characters is broken."""

NO_FONT = "it is no TrueType or OpenType font, or not a whole one"
TOO_MANY = f"only the first {MOST_FILES} fonts are used"
NOT_USED = "Font {name} is not used: {why}."
FOLDER_NOT_USED = "The folder {folder} for fonts of your own cannot be read ({why})."

NO_COPIES = "Fonts of your own are not used: they cannot be copied for the typesetter ({why})."

Signature = tuple[tuple[str, int, int], ...]
"""Name, size in bytes and modification time in nanoseconds of each file, to see whether to read them again."""


class _Unusable(Exception):
    """Raised with the reason why a file is left out, as text."""


@immutable
class OwnFonts:
    """Usable font files, copied into ``folder`` for the typesetter.

    ``families`` are their families, and ``characters`` has the characters of each file. ``tried`` caches which clusters
    they show.
    """

    folder: Path
    families: tuple[str, ...]
    characters: tuple[frozenset[str], ...]
    tried: dict[frozenset[str], frozenset[str]] = field(default_factory=dict, compare=False)

    def shown(self, wanted: frozenset[str]) -> frozenset[str]:
        """Returns which of the clusters ``wanted`` these fonts show. A file's own claim is not enough: they are set once."""
        if wanted not in self.tried:
            self.tried[wanted] = self._set(frozenset(one for one in wanted if self._held(one)))
        return self.tried[wanted]

    def _held(self, cluster: str) -> bool:
        if any(unicodedata.category(one) in NO_CHARACTERS for one in cluster):
            return False
        return any(holds(known, cluster) for known in self.characters)

    def _set(self, held: frozenset[str]) -> frozenset[str]:
        return held if held and typst_side().sets(self.folder, self.families, " ".join(sorted(held))) else frozenset()


def read(folder: Path) -> tuple[OwnFonts | None, tuple[str, ...]]:
    """Returns the usable fonts of ``folder``, or None, and sentences that say what is not used and why.

    Reads the folder again if a file in it has changed. Never raises.
    """
    return _read(folder, _signature(folder))


def _signature(folder: Path) -> Signature:
    """Returns the current files of the folder; () if there is no folder, or it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            infos = [(one.name, one.stat(follow_symlinks=False)) for one in entries]
    except OSError:
        return ()
    return tuple(sorted((name, info.st_size, info.st_mtime_ns) for name, info in infos))


@lru_cache(maxsize=4)
def _read(folder: Path, signature: Signature) -> tuple[OwnFonts | None, tuple[str, ...]]:
    names = [
        name
        for name, _, _ in signature
        if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES | OTHER_FONTS
    ]
    troubles = list(_no_folder(folder)) if not signature else []
    usable: dict[str, tuple[bytes, frozenset[str]]] = {}
    for name in names[:MOST_FILES]:
        try:
            content = _content(folder / name)
            usable[name] = content, _characters(content)
        except _Unusable as error:
            troubles.append(NOT_USED.format(name=one_line(name), why=error))
    if len(names) > MOST_FILES:
        troubles += [NOT_USED.format(name=one_line(name), why=TOO_MANY) for name in names[MOST_FILES : MOST_FILES + 1]]
    return (_staged(usable, troubles) if usable else None), tuple(troubles)


def _no_folder(folder: Path) -> Iterator[str]:
    """Yields why an existing folder cannot be listed; nothing if there is no folder, or it is empty."""
    try:
        next(folder.iterdir(), None)
    except FileNotFoundError:
        return
    except OSError as error:
        yield FOLDER_NOT_USED.format(folder=folder, why=error.strerror or error)


def _content(file: Path) -> bytes:
    """Returns all bytes of an ordinary file. Never waits for a pipe or follows a link. Raises ``_Unusable``."""
    if file.suffix.lower() in OTHER_FONTS:
        raise _Unusable("only files ending in .ttf or .otf are read")
    try:
        content = bounded.whole(file, LARGEST, alone=True)
    except bounded.TooLarge as error:
        raise _Unusable(f"it is larger than {LARGEST // 1_000_000} MB") from error
    except bounded.NotOrdinary as error:
        raise _Unusable(error.why) from error
    except OSError as error:
        raise _Unusable(f"it cannot be read ({error.strerror or error})") from error
    if not content.startswith(BEGINNINGS) or not _is_whole(content):
        raise _Unusable(NO_FONT)
    return content


def _is_whole(content: bytes) -> bool:
    """Returns whether the file contains every table that the font lists (OpenType, table directory). A truncated copy would print gaps."""
    try:
        count = struct.unpack_from(">H", content, 4)[0]
        tables = [struct.unpack_from(">4sIII", content, 12 + 16 * number) for number in range(count)]
    except struct.error:
        return False
    return bool(tables) and all(start + length <= len(content) for _, _, start, length in tables)


def _characters(content: bytes) -> frozenset[str]:
    """Returns the characters in a font's map. Raises ``_Unusable`` for a map that cannot be right."""
    try:
        codes = set(islice(characters_in(content), MOST_CHARACTERS + 1))
        characters = frozenset(map(chr, codes))
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise _Unusable(NO_FONT) from error
    if not characters or len(codes) > MOST_CHARACTERS:
        raise _Unusable("it says of no character that it holds it")
    return characters


def _staged(usable: dict[str, tuple[bytes, frozenset[str]]], troubles: list[str]) -> OwnFonts | None:
    """Copies the files to a folder for the typesetter only, which would otherwise read everything else in their folder."""
    copies = {f"{number:02}{Path(name).suffix.lower()}": name for number, name in enumerate(usable)}
    try:
        folder = Path(tempfile.mkdtemp(dir=_stage().name))
        for copy, name in copies.items():
            (folder / copy).write_bytes(usable[name][0])
        (folder / typst_side().TRIAL_FILE).write_text(typst_side().TRIAL, encoding="utf-8")
    except OSError as error:
        troubles.append(NO_COPIES.format(why=error.strerror or error))
        return None
    families: Mapping[str, str] = typst_side().families_in(folder)
    for copy, name in copies.items():
        if copy not in families:
            troubles.append(NOT_USED.format(name=one_line(name), why=NO_FONT))
    known = tuple(usable[name][1] for copy, name in copies.items() if copy in families)
    return OwnFonts(folder, tuple(dict.fromkeys(families.values())), known) if known else None


@cache
def _stage() -> "tempfile.TemporaryDirectory[str]":
    """Returns the temporary folder of the copies, which is removed with this process. They contain nothing about anybody."""
    return tempfile.TemporaryDirectory(prefix="champion-tui-fonts-")
