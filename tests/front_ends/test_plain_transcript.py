"""``docs/plain-transcript.md`` is what the program says."""

from plain_transcript import TARGET, transcript


def test_the_transcript_is_what_the_program_says():
    """From the first question to a written pack, word for word; ``python tests/front_ends/plain_transcript.py`` writes it anew."""
    assert TARGET.read_text(encoding="utf-8") == transcript()
