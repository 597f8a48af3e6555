"""The text and JSON files of one invented case as bytes; run this file to write them again, and read what changed."""

import tempfile
from pathlib import Path

import pack_samples as samples

from champion_tui.papers.pack import pack

GOLDEN = Path(__file__).parent / "golden"
HOLDS_DIGESTS_OF_PDFS = frozenset({"manifest.json"})
"""Files that change with every release of the typesetter; they have their own test elsewhere."""


def made():
    """Returns every text and JSON file of the pack, the evidence record and the plain card, by name."""
    with tempfile.TemporaryDirectory() as folder:
        parent = Path(folder)
        pack.write_evidence(samples.source(), parent / "evidence.txt")
        for source in (samples.source(), samples.source(referral={"paper": "plain-card"})):
            pack.write(samples.sent(source), parent)
        files = sorted(parent.rglob("*.*"), reverse=True)
        return {
            file.name: file.read_bytes()
            for file in files
            if file.suffix in {".txt", ".json"} and file.name not in HOLDS_DIGESTS_OF_PDFS
        }


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, content in made().items():
        (GOLDEN / name).write_bytes(content)
