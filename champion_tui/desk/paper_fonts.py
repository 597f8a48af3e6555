"""The fonts for papers on this machine, and which names of a case they cannot show."""

from collections.abc import Mapping
from pathlib import Path

from champion_tui.domain.cases.case import Case
from champion_tui.domain.cases.completeness import LATIN_NAME, NAME
from champion_tui.ground.plain_text import clean
from champion_tui.papers.setting.fonts import Fonts

FOLDER = "fonts"
"""The folder for an organisation's own fonts. It is in the home folder, next to ``settings.toml``."""


def fonts_of(home: Path) -> Fonts:
    """Returns the shipped fonts, then those in ``home``."""
    return Fonts(home / FOLDER)


def unprintable_names(fonts: Fonts, case: Case) -> Mapping[str, str]:
    """Returns the characters of the case's names that ``fonts`` cannot show, by field id. Names that can be shown in
    full are left out.
    """
    lacking = {field: fonts.unprintable(clean(str(case.referral.get(field, "")))) for field in (NAME, LATIN_NAME)}
    return {field: characters for field, characters in lacking.items() if characters}
