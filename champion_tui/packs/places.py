"""Where the Typst templates are: in the wheel beside the package's modules, in a checkout in ``data/``."""

from functools import cache
from pathlib import Path


@cache
def templates() -> Path:
    """The folder of the Typst templates."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data"
    return (inside if inside.is_dir() else package.parent / "data") / "templates"
