"""Draws pages of invented people as pictures for the docs: ``make pictures``. Needs poppler's ``pdftoppm``."""

import subprocess
import tempfile
from pathlib import Path

import every_paper
import pack_samples as samples
import paper_samples
from PIL import Image

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SHARPNESS = "66"  # dots per inch: small files that are still readable
COLOURS = 16


def paper(source, template, title=""):
    """Returns the PDF of one paper of a case."""
    found = every_paper.printed(source)
    return next(one.content for one in found if one.template == template and title in one.document.title)


def pages():
    """Returns each picture's name, with a PDF and the number of its page."""
    ordinary, urgent = samples.source(), paper_samples.urgent()
    return {
        "referral-page-one": (paper(ordinary, "referral"), 1),
        "referral-detail": (paper(ordinary, "referral"), 2),
        "referral-cannot-wait": (paper(urgent, "referral"), 1),
        "consent-record": (paper(urgent, "record", "Consent"), 1),
        "slip": (paper(ordinary, "slip"), 1),
    }


def draw(content, number, file):
    """Draws one page of a PDF as a picture with few colours."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.pdf"
        page.write_bytes(content)
        only = ("-f", str(number), "-l", str(number), "-singlefile", "-png", "-r", SHARPNESS)
        subprocess.run(["pdftoppm", *only, str(page), str(page.with_suffix(""))], check=True)
        with Image.open(page.with_suffix(".png")) as drawn:
            drawn.quantize(COLOURS).save(file, optimize=True)


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, (content, number) in pages().items():
        draw(content, number, PICTURES / f"{name}.png")
