"""This machine's own key for signing corrections, and the signers whose files it accepts (ADR 033).

The private key never leaves its file in the home folder. A public key is 32 bytes, shown as 16 groups of four hexadecimal digits.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.files.durable_files import replace_file
from champion_tui.ground.files.file_lock import alone_in
from champion_tui.ground.tables import DataError, Table, file_bytes_or_none, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.ground.visible import as_seen
from champion_tui.knowledge.corrections import one_line

KEY_FILE = "signing-key.pem"
"""In the home folder, readable by its owner only."""

SIGNERS = "signers.toml"
"""In the folder of the organisation's own files."""

MOST_KEY_BYTES = 10_000
KEY_DIGITS = 64
GROUP = 4

EXPECTED_KEY = f"the {KEY_DIGITS} digits and letters a to f that the other machine shows with: champion-tui data signer"
OWN_KEY = "another machine's key: this is the key of this one, whose own corrections it has"

HEADER = """\
# Whose corrections this machine takes. Written by "champion-tui data signer"; a key that somebody else puts in here is trusted too.
"""

_HEX = re.compile(rf"[0-9a-f]{{{KEY_DIGITS}}}\Z")


@immutable
class Signer:
    """An organisation or person whose corrections are accepted. ``key`` is the public key in 64 hexadecimal digits; ``name`` was
    chosen here. ``newest`` is when the latest file accepted from them was made, None before the first.
    """

    name: str
    key: str
    trusted_by: str
    trusted_on: date
    newest: datetime | None = None


def key_in_words(key: str) -> str:
    """Returns a public key in groups that can be read out: ``3b6a 27bc ...``."""
    return " ".join(key[at : at + GROUP] for at in range(0, len(key), GROUP))


def own_key(home: Path) -> str | None:
    """Returns this machine's public key, or None if it has none yet. Raises ``DataError`` if its file cannot be used."""
    kept = _kept_key(home)
    return None if kept is None else _public(kept)


def make_own_key(home: Path) -> str:
    """Returns this machine's public key, and creates it if there is none yet. Raises ``DataError``, or ``OSError`` if it cannot be
    written.
    """
    with alone_in(home):
        kept = _kept_key(home)
        if kept is None:
            kept = Ed25519PrivateKey.generate()
            replace_file(home / KEY_FILE, kept.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return _public(kept)


def sign(home: Path, message: bytes) -> tuple[str, str]:
    """Returns this machine's public key and its signature of ``message``, both in hexadecimal digits. Raises as ``make_own_key``
    does.
    """
    key = make_own_key(home)
    kept = _kept_key(home)
    if kept is None or _public(kept) != key:
        raise DataError(KEY_FILE, "", "the key that was there a moment ago")
    return key, kept.sign(message).hex()


def is_signed(key: str, signature: bytes, message: bytes) -> bool:
    """Returns whether ``signature`` is a valid signature of ``message`` by ``key`` (64 hexadecimal digits)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _kept_key(home: Path) -> Ed25519PrivateKey | None:
    raw = file_bytes_or_none(home / KEY_FILE, KEY_FILE, MOST_KEY_BYTES)
    if raw is None:
        return None
    expected = "this machine's own signing key; put the file back, or take it away and make a new key, which others must trust anew"
    try:
        kept = load_pem_private_key(raw, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise DataError(KEY_FILE, "", expected) from error
    if not isinstance(kept, Ed25519PrivateKey):
        raise DataError(KEY_FILE, "", expected)
    return kept


def _public(kept: Ed25519PrivateKey) -> str:
    return kept.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def read_signers(folder: Path) -> tuple[Signer, ...]:
    """Returns the signers whose corrections are accepted, in the file's order; () if there is no file. Raises ``DataError``."""
    file = folder / SIGNERS
    raw = file_bytes_or_none(file, str(file))
    if raw is None:
        return ()
    with reading(parse_toml(raw, str(file))) as table:
        signers = tuple(map(_read_signer, table.tables("signer")))
        for key, values in (("name", [each.name for each in signers]), ("key", [each.key for each in signers])):
            for index, value in enumerate(values):
                if value in values[:index]:
                    raise table.error(f"signer[{index}].{key}", f"each {key} once; {value!r} is there twice")
    return signers


def _read_signer(table: Table) -> Signer:
    with reading(table):
        key = table.text("key")
        if not _HEX.match(key):
            raise table.error("key", f"{KEY_DIGITS} digits and letters a to f, not {key!r}")
        return Signer(
            name=table.text("name"),
            key=key,
            trusted_by=table.text("trusted_by"),
            trusted_on=table.day("trusted_on"),
            newest=_read_moment(table, "newest"),
        )


def _read_moment(table: Table, key: str) -> datetime | None:
    text = table.text(key, "")
    return aware(table, key, text) if text else None


def aware(table: Table, key: str, text: str) -> datetime:
    """Returns a timezone-aware datetime from ISO 8601 text. Raises ``DataError`` if it is not one or has no offset."""
    expected = f'a moment with its offset such as "2026-11-26T22:10:05+00:00", not {text!r}'
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise table.error(key, expected) from error
    if moment.tzinfo is None:
        raise table.error(key, expected)
    return moment


def trust(home: Path, folder: Path, name: str, key: str, by: str, on: date) -> Signer:
    """Accepts corrections signed by ``key`` from now on, under ``name``.

    Raises ``WrongValue`` for a name or key that cannot be used or is already there, ``DataError`` for a file that cannot be used,
    and ``OSError`` if it cannot be written.
    """
    plain = re.sub(r"[\s-]", "", key).lower()
    if not _HEX.match(plain):
        raise WrongValue(Problem("trust", key, EXPECTED_KEY))
    if plain == own_key(home):
        raise WrongValue(Problem("trust", key, OWN_KEY))
    signer = Signer(one_line("trust", name), plain, one_line("as", by), on)
    with alone_in(folder):
        signers = read_signers(folder)
        for known in signers:
            if known.key == signer.key:
                raise WrongValue(Problem("trust", key, f"a key that is not trusted yet; this one is, as {known.name}"))
            if as_seen(known.name) == as_seen(signer.name):
                expected = "a name that is not taken; the key of that one is another. Take it off first with --distrust"
                raise WrongValue(Problem("trust", name, expected))
        _write(folder, (*signers, signer))
    return signer


def distrust(folder: Path, name: str) -> Signer:
    """Accepts no more corrections from ``name``; those accepted before stay. Raises as ``trust`` does."""
    with alone_in(folder):
        signers = read_signers(folder)
        gone = next((each for each in signers if as_seen(each.name) == as_seen(name)), None)
        if gone is None:
            known = ", ".join(each.name for each in signers) or "nobody is trusted here"
            raise WrongValue(Problem("distrust", name, f"the name of a trusted signer ({known})"))
        _write(folder, (each for each in signers if each is not gone))
    return gone


def note_newest(folder: Path, signer: Signer, made_at: datetime) -> None:
    """Records that a file that ``signer`` made at ``made_at`` has been accepted. The caller must hold the lock on the folder."""
    signers = read_signers(folder)
    _write(folder, (replace(each, newest=made_at) if each.key == signer.key else each for each in signers))


def _write(folder: Path, signers: Iterable[Signer]) -> None:
    entries = []
    for signer in signers:
        values = {"name": signer.name, "key": signer.key, "trusted_by": signer.trusted_by}
        if signer.newest is not None:
            values["newest"] = signer.newest.isoformat()
        rows = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
        entries.append("\n".join(("", "[[signer]]", *rows, f"trusted_on = {signer.trusted_on.isoformat()}", "")))
    replace_file(folder / SIGNERS, "".join((HEADER, *entries)).encode())
