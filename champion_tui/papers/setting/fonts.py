"""The fonts for papers, and which characters they contain: those installed with the program, then the organisation's own files.

System fonts are never used, so the same case gives the same pages on every machine with the same files.
"""

import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from champion_tui.ground.values import immutable
from champion_tui.papers.setting import own_fonts
from champion_tui.papers.setting.font_files import INVISIBLE, NO_CHARACTERS, characters_in, clusters, holds, signs
from champion_tui.papers.setting.own_fonts import OwnFonts

FAMILIES = (
    ("Atkinson Hyperlegible", "fontpkg_atkinson_hyperlegible"),
    ("Noto Sans", "fontpkg_noto_sans"),
    ("Noto Sans Arabic", "fontpkg_noto_sans_arabic"),
    ("Noto Sans Devanagari", "fontpkg_noto_sans_devanagari"),
    ("Noto Sans Tamil", "fontpkg_noto_sans_tamil"),
    ("Hind Siliguri", "fontpkg_hind_siliguri"),
    ("Heebo", "fontpkg_heebo"),
    ("Noto Sans Thai", "fontpkg_noto_sans_thai"),
    ("Noto Sans Telugu", "fontpkg_noto_sans_telugu"),
    ("Noto Sans Khmer", "fontpkg_noto_sans_khmer"),
)
"""Families with the packages that contain them, in the order in which they are tried."""


SIGNS_KEPT = 4096
"""How many clusters are cached with whether a font shows them; more than any paper has."""


@cache
def folder(package: str) -> Path | None:
    """Returns the folder of a font package's files, or None if it is not installed."""
    spec = find_spec(package)
    return Path(spec.origin).parent / "files" if spec is not None and spec.origin else None


def folders() -> tuple[Path, ...]:
    """Returns the folders of all installed families."""
    return tuple(place for _, package in FAMILIES if (place := folder(package)) is not None)


def families() -> tuple[str, ...]:
    """Returns the names of the installed families, in order."""
    return tuple(name for name, package in FAMILIES if folder(package) is not None)


@cache
def shipped_characters() -> tuple[frozenset[str], ...]:
    """Returns the characters in the upright style of each installed family, in the families' order."""
    return tuple(
        frozenset(
            chr(code)
            for file in sorted(place.glob("*.[ot]tf"))
            if "Italic" not in file.name and "Bold" not in file.name
            for code in characters_in(file.read_bytes())
        )
        for place in folders()
    )


# A single cluster says nothing about anybody, so it may be cached; whole texts are not.
@lru_cache(maxsize=SIGNS_KEPT)
def _is_shipped(cluster: str, shipped: tuple[frozenset[str], ...]) -> bool:
    """Returns whether one installed family has the whole cluster: a mark from one font cannot be set on a letter from another."""
    if any(unicodedata.category(one) in NO_CHARACTERS for one in cluster):
        return False
    return any(holds(known, cluster) for known in shipped)


def _first_for(text: str) -> frozenset[str]:
    """Returns installed families that have a whole cluster of which an earlier family has only a part."""
    if text.isascii():
        return frozenset()
    marked = frozenset(one for one in signs(text) if len(one) > 1)
    families_known = tuple(zip(families(), shipped_characters(), strict=True)) if marked else ()
    return frozenset(name for one in marked if (name := _whole_behind_a_part(one, families_known)) is not None)


@lru_cache(maxsize=SIGNS_KEPT)
def _whole_behind_a_part(cluster: str, known_of: tuple[tuple[str, frozenset[str]], ...]) -> str | None:
    letters = [one for one in unicodedata.normalize("NFC", cluster) if one not in INVISIBLE]
    parted = False
    for name, known in known_of:
        if holds(known, cluster):
            return name if parted else None
        parted = parted or any(holds(known, one) for one in letters)
    return None


@immutable
class Fonts:
    """The fonts of one machine.

    ``own_folder`` is the folder in which an organisation may have put files of its own; None if there is no such place.
    Its fonts are used for characters that no installed font has. It is looked at each time, so that a new file is used
    at once.
    """

    own_folder: Path | None = None

    def missing(self, text: str) -> frozenset[str]:
        """Returns the clusters of ``text`` that no font here shows."""
        if text.isascii():
            return frozenset()
        lacking = frozenset(
            one for one in signs(text) if not one.isascii() and not _is_shipped(one, shipped_characters())
        )
        own = self.own() if lacking else None
        return lacking - own.shown(lacking) if own else lacking

    def unprintable(self, text: str) -> str:
        """Returns the same as one text, each cluster once, in order of appearance."""
        missing = self.missing(text)
        return "".join(dict.fromkeys(one for one in clusters(text) if one in missing)) if missing else ""

    def families(self) -> tuple[str, ...]:
        """Returns the names of the families, in the order in which they are tried."""
        own = self.own()
        return (*families(), *(own.families if own else ()))

    def families_for(self, text: str) -> tuple[str, ...]:
        """Returns the same in an order that loses nothing of ``text``.

        If the first family with an accent lacks the letter under it (``ẹ́`` in Yoruba), Typst prints only the accent. A
        family with both then comes first.
        """
        first = _first_for(text)
        return tuple(sorted(self.families(), key=lambda name: name not in first))

    def folders(self) -> tuple[Path, ...]:
        """Returns the folders in which a typesetter finds the files."""
        own = self.own()
        return (*folders(), *((own.folder,) if own else ()))

    def troubles(self) -> tuple[str, ...]:
        """Returns which of the organisation's own files cannot be used, and why."""
        return self._read()[1]

    def own(self) -> OwnFonts | None:
        """Returns the organisation's own usable files; None if there are none."""
        return self._read()[0]

    def _read(self) -> tuple[OwnFonts | None, tuple[str, ...]]:
        if self.own_folder is None:
            return None, ()
        return own_fonts.read(self.own_folder)


SHIPPED = Fonts()
"""The fonts that are installed with the program, and no others."""
