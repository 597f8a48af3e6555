"""A safety copy in one file: a zip that any tool opens, with vault.json, an encrypted cases.db and a manifest.

The zip's comment is the SHA-256 of every byte before it, so a changed or lost byte is noticed before anything in the
file is believed. That shows that the file is undamaged, not who made it; ``Manifest.mac``, under a key derived from the
database key, shows that. Without a passphrase of somebody who could open the vault at the time, only the names and
roles in vault.json, the time and the numbers of the manifest can be read.
"""

import hashlib
import hmac
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.values import immutable
from champion_tui.store.errors import CopyUnusable, StoreError
from champion_tui.store.files import DATABASE, FORBIDDEN, VAULT, reaching
from champion_tui.store.history.chain import State
from champion_tui.store.keys.vaultfile import LARGEST, canonical

FORMAT = "champion-tui backup"
VERSION = 1
MANIFEST = "backup.json"
LARGEST_MANIFEST = 64 * 1024
SUM_LENGTH = 64
"""The length of a SHA-256 in hexadecimal, and so of the zip's comment."""

CHUNK = 1024 * 1024
SHA256 = re.compile(r"[0-9a-f]{64}\Z")
ID = re.compile(r"[0-9a-f]{32}\Z")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The timestamp of every member, the earliest that zip allows. The real one is in the manifest."""

UNIX, REGULAR_PRIVATE = 3, 0o100600 << 16

Tick = Callable[[], None]
"""Called now and then during long work. Its exceptions end the work."""


@immutable
class Manifest:
    """What the copy is: ``made_at`` as ISO text in UTC, the state of the store, and digests of the other two members."""

    made_at: str
    vault: str
    counter: int
    layout: int
    events: int
    chain_head: str
    vault_sha256: str
    database_sha256: str
    mac: str = field(default="", repr=False)

    @property
    def state(self) -> State:
        """The state of the store in the copy."""
        return State(self.vault, self.counter, self.events, self.chain_head)

    @property
    def moment(self) -> datetime:
        """When the copy was made."""
        return datetime.fromisoformat(self.made_at)

    def signed(self, key: bytes) -> "Manifest":
        """Returns the same manifest with its code under ``key`` (of ``slots.copy_key``)."""
        return replace(self, mac=self._mac(key))

    def is_signed(self, key: bytes) -> bool:
        """Returns True if someone with that database key wrote this manifest; ``key`` is of ``slots.copy_key``."""
        return hmac.compare_digest(self.mac, self._mac(key))

    def to_bytes(self) -> bytes:
        """Returns the member ``backup.json``."""
        return (json.dumps({"format": FORMAT, "version": VERSION, **asdict(self)}, indent=1) + "\n").encode()

    def _mac(self, key: bytes) -> str:
        body = {name: value for name, value in asdict(self).items() if name != "mac"}
        return hmac.digest(key, canonical({"format": FORMAT, "version": VERSION, **body}), "sha256").hex()


def write(path: Path, manifest: Manifest, vault: bytes, database: Path, tick: Tick = lambda: None) -> None:
    """Fills the empty file ``path``, which is on disk when this returns. Raises OSError, or what ``tick`` raises."""
    with path.open("r+b") as file:
        with zipfile.ZipFile(file, "w") as packed:
            packed.writestr(_member(MANIFEST), manifest.to_bytes())
            packed.writestr(_member(VAULT), vault)
            with database.open("rb") as source, packed.open(_member(DATABASE), "w", force_zip64=True) as target:
                for part in _parts(source, tick):
                    target.write(part)
                    _flush(file)
            packed.comment = b"0" * SUM_LENGTH
        end = file.seek(-SUM_LENGTH, os.SEEK_END)
        file.seek(0)
        total = _digest(file, end, tick)
        file.seek(end)
        file.write(total.encode())
        _flush(file)


def _member(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, FIRST_DAY)
    made.create_system, made.external_attr = UNIX, REGULAR_PRIVATE
    return made


def _flush(file: IO[bytes]) -> None:
    """Writes part by part, so that one large write at the end does not delay the store's own small ones."""
    file.flush()
    os.fsync(file.fileno())


def _parts(source: IO[bytes], tick: Tick) -> Iterator[bytes]:
    while part := source.read(CHUNK):
        tick()
        yield part


def _digest(source: IO[bytes], length: int, tick: Tick) -> str:
    """Returns the SHA-256 of the next ``length`` bytes, in hexadecimal."""
    digest, left = hashlib.sha256(), length
    while left and (part := source.read(min(CHUNK, left))):
        tick()
        digest.update(part)
        left -= len(part)
    return digest.hexdigest()


def file_digest(path: Path, tick: Tick = lambda: None) -> str:
    """Returns the SHA-256 of a file, in hexadecimal. Reads from disk rather than from the cache, if the system allows
    that. Raises OSError.
    """
    with path.open("rb") as file:
        _forget_cached(file)
        return _digest(file, path.stat().st_size, tick)


def bytes_digest(content: bytes) -> str:
    """Returns the SHA-256 of ``content``, in hexadecimal."""
    return sha256_hex(content)


def _forget_cached(file: IO[bytes]) -> None:
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@immutable
class Container:
    """A safety copy in which every byte is as it was written. ``Manifest.is_signed`` tells whether this vault made it."""

    path: Path
    manifest: Manifest
    vault: bytes

    def take_out_database(self, to: Path) -> None:
        """Writes cases.db into the empty file ``to``, which is on disk when this returns. Raises ``CopyUnusable`` or
        another ``StoreError``.
        """
        with reaching(to), to.open("r+b") as target:
            with _opened(self.path) as file, _unpacked(self.path, file) as packed, packed.open(DATABASE) as member:
                digest = hashlib.sha256()
                while part := member.read(CHUNK):
                    digest.update(part)
                    target.write(part)
            _flush(target)
        if digest.hexdigest() != self.manifest.database_sha256:
            raise CopyUnusable(self.path, "it was changed while it was being read")


def read(path: Path, tick: Tick = lambda: None) -> Container:
    """Reads every byte of a safety copy and checks it all.

    Raises ``CopyUnusable``, which says what is wrong, ``StoreReadOnly``, ``StoreUnreachable``, or what ``tick`` raises.
    """
    with _opened(path) as file:
        _forget_cached(file)
        size = os.fstat(file.fileno()).st_size
        if size < SUM_LENGTH:
            raise CopyUnusable(path, "it is empty, or it was cut off")
        total = _digest(file, size - SUM_LENGTH, tick)
        if file.read() != total.encode():
            raise CopyUnusable(path, "it is no safety copy, or it was cut off, changed or damaged")
        with _unpacked(path, file) as packed:
            manifest = _manifest(path, packed.read(MANIFEST))
            vault = packed.read(VAULT)
            with packed.open(DATABASE) as member:
                fits = _digest(member, packed.getinfo(DATABASE).file_size, tick) == manifest.database_sha256
    if not fits or bytes_digest(vault) != manifest.vault_sha256:
        raise CopyUnusable(path, "what is in it is not what its list says")
    return Container(path, manifest, vault)


def peek(path: Path) -> Manifest | None:
    """Returns a copy's manifest without checking it, None if it cannot be read."""
    try:
        with _opened(path) as file, _unpacked(path, file) as packed:
            return _manifest(path, packed.read(MANIFEST))
    except StoreError:
        return None


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        if not path.is_file():
            raise CopyUnusable(path, "it is no ordinary file" if path.exists() else "it is not there")
        file = path.open("rb")
    except OSError as error:
        why = "this user may not read it" if error.errno in FORBIDDEN else error.strerror or type(error).__name__
        raise CopyUnusable(path, why) from None
    with reaching(path), file:
        yield file


@contextmanager
def _unpacked(path: Path, file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """Opens the zip, which must have exactly our three members, uncompressed. Raises ``CopyUnusable``."""
    try:
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
            if [member.filename for member in members] != [MANIFEST, VAULT, DATABASE]:
                raise CopyUnusable(path, "it does not hold what a safety copy holds")
            if any(member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1 for member in members):
                raise CopyUnusable(path, "it was packed by another program")
            if members[0].file_size > LARGEST_MANIFEST or members[1].file_size > LARGEST:
                raise CopyUnusable(path, "a part of it is far too large")
            yield packed
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise CopyUnusable(path, "it is no zip, or a part of it is damaged") from None


def _manifest(path: Path, raw: bytes) -> Manifest:
    try:
        table = json.loads(raw.decode("ascii"))
    except (ValueError, RecursionError):
        raise CopyUnusable(path, f"{MANIFEST} in it is no JSON") from None
    if not isinstance(table, dict) or table.get("format") != FORMAT:
        raise CopyUnusable(path, f"{MANIFEST} in it is not that of a champion-tui backup")
    version = table.get("version")
    if isinstance(version, int) and version > VERSION:
        raise CopyUnusable(path, f"it was made by a newer champion-tui (format {version}; this one knows {VERSION})")
    try:
        manifest = Manifest(**{name: value for name, value in table.items() if name not in {"format", "version"}})
        if manifest.to_bytes() == raw and _is_sound(manifest):
            return manifest
    except (TypeError, ValueError):
        pass
    raise CopyUnusable(path, f"{MANIFEST} in it is not as this program writes it")


def _is_sound(manifest: Manifest) -> bool:
    """Checks the type and form of each value. A ValueError or TypeError also means that one is wrong."""
    numbers = (manifest.counter, manifest.layout, manifest.events)
    sums = (manifest.chain_head, manifest.vault_sha256, manifest.database_sha256, manifest.mac)
    return (
        all(type(number) is int and 0 < number < 2**63 for number in numbers)
        and all(SHA256.match(each) for each in sums)
        and bool(ID.match(manifest.vault))
        and manifest.moment.utcoffset() is not None
    )
