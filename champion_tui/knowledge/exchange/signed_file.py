"""Writes and reads the file in which corrections are passed on: a TOML file with a signed header.

The header is four comment lines: the format, the signer's public key, how many bytes follow, and the signature (Ed25519, RFC 8032).
The signature covers the format's name and every byte after the header, so that it cannot be used for another kind of file.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from champion_tui.ground.answers import WrongValue
from champion_tui.ground.tables import DataError, Table, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.ground.visible import without_invisible
from champion_tui.knowledge.corrections import one_line
from champion_tui.knowledge.corrections import written as entry_written
from champion_tui.knowledge.exchange.signers import aware, is_signed, sign
from champion_tui.knowledge.local.own_files import Correction, read_correction

MOST_BYTES = 1_000_000
"""Bytes of the whole file: enough for some thousands of corrections, more than there are lines."""

MOST_CORRECTIONS = 2_000

FORM = b"champion-tui corrections 1"
_TITLE = re.compile(rb"# champion-tui corrections (\d{1,4})\r?(\n|\Z)")
_HEAD = re.compile(
    rb"# champion-tui corrections 1\n# signer ([0-9a-f]{64})\n# bytes (\d{1,7})\n# signature ([0-9a-f]{128})\n"
)

NOT_SIGNED = "It is not signed. Expected: a file that champion-tui wrote with “data export”."
NEWER_FORM = "It was written by a newer champion-tui. Bring this one up to date first."
ALTERED = "It has been altered since it was signed."
LINE_ENDS = "Its line ends have been changed on the way, as some mail programs do. Carry the file itself."
CUT_SHORT = "It is cut short: {there:,} of {whole:,} bytes are there. Copy it once more."
CUT_IN_HEAD = "It is cut short within its first lines. Copy it once more."
UNUSABLE = "It is signed, but something in it cannot be used: {wrong}."


class Refused(Exception):
    """A file of corrections that is not accepted. The message says why."""


@immutable
class Carried:
    """The contents of such a file. ``key`` is the signer's public key in hexadecimal digits."""

    key: str
    made_at: datetime
    corrections: tuple[Correction, ...]


def written(home: Path, corrections: Iterable[Correction], made_at: datetime) -> tuple[bytes, str]:
    """Returns the file for ``corrections``, signed with this machine's key, and its public key. Raises as ``signers.sign`` does."""
    body = "".join((f'made_at = "{made_at.isoformat()}"\n', *map(entry_written, corrections))).encode()
    key, signature = sign(home, _signed(body))
    head = b"\n".join(
        (
            b"# " + FORM,
            b"# signer " + key.encode(),
            b"# bytes %d" % len(body),
            b"# signature " + signature.encode(),
            b"",
        )
    )
    return head + body, key


def read(raw: bytes, shown_as: str) -> Carried:
    """Returns the contents of a file with a valid signature, whoever signed it. Raises ``Refused`` for any other file."""
    title = _TITLE.match(raw)
    if title is None:
        raise Refused(NOT_SIGNED)
    if title[1] != b"1":
        raise Refused(NEWER_FORM)
    head = _HEAD.match(raw)
    if head is None:
        raise Refused(_what_is_wrong_with_the_head(raw))
    key, length, signature, body = head[1].decode(), int(head[2]), head[3], raw[head.end() :]
    if len(body) < length:
        raise Refused(LINE_ENDS if b"\r\n" in raw else CUT_SHORT.format(there=len(raw), whole=head.end() + length))
    if not is_signed(key, bytes.fromhex(signature.decode()), _signed(body)):
        raise Refused(LINE_ENDS if b"\r\n" in body else ALTERED)
    try:
        return _body(key, body, shown_as)
    except (DataError, WrongValue) as error:
        raise Refused(UNUSABLE.format(wrong=error)) from error


def _what_is_wrong_with_the_head(raw: bytes) -> str:
    if b"\r\n" in raw:
        return LINE_ENDS
    lines = raw.split(b"\n")
    return CUT_IN_HEAD if len(lines) <= FORM_LINES else NOT_SIGNED


FORM_LINES = 4
"""Lines of the header."""


def _signed(body: bytes) -> bytes:
    return FORM + b"\n" + body


def _body(key: str, body: bytes, shown_as: str) -> Carried:
    with reading(parse_toml(body, shown_as)) as table:
        made_at = aware(table, "made_at", table.text("made_at"))
        entries = tuple(_entry(entry) for entry in table.tables("correction", at_least=1))
        if len(entries) > MOST_CORRECTIONS:
            raise table.error("correction", f"{MOST_CORRECTIONS:,} entries or fewer, not {len(entries):,}")
    return Carried(key, made_at, entries)


def _entry(table: Table) -> Correction:
    with reading(table):
        correction = read_correction(table)
    for key, text in (("who", correction.who), ("why", correction.why)):
        if one_line(key, without_invisible(text)) != text:
            raise table.error(key, "one line of words that can all be seen")
    return correction
