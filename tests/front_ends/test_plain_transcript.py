"""Compares ``docs/plain-transcript.md`` with what the program says."""

from plain_transcript import TARGET, transcript


def test_the_transcript_is_what_the_program_says():
    """The transcript is word for word what the program says; ``python tests/front_ends/plain_transcript.py`` updates it."""
    assert TARGET.read_text(encoding="utf-8") == transcript()
