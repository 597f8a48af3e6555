"""A QR code as a drawing: lines, not dots, so that any printer prints it sharp. The same text gives the same bytes."""

import io
from functools import lru_cache


@lru_cache(maxsize=64)
def drawing(text: str) -> str:
    """The SVG of a QR code that holds ``text``; a quarter of it may be soiled and it can still be read (level Q)."""
    import segno  # noqa: PLC0415  only slips with a code need it

    made = io.BytesIO()
    segno.make_qr(text, error="q", boost_error=False).save(made, kind="svg", xmldecl=False, svgns=True, border=0)
    return made.getvalue().decode("utf-8")
