"""vault.json as a value: who has a slot, and what each slot holds. Reading is strict; nothing here decrypts."""

import base64
import binascii
import json
import re
import shutil
import unicodedata
from contextlib import suppress
from dataclasses import field, replace
from enum import StrEnum
from pathlib import Path

from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.files import bounded
from champion_tui.ground.files.durable_files import write_whole
from champion_tui.ground.values import immutable
from champion_tui.ground.visible import DIRECTION_OVERRIDES, without_invisible
from champion_tui.store.errors import NoVault, UnusableName, VaultDamaged, VaultExists
from champion_tui.store.files import DATABASE, NEXT_VAULT, STAGING, VAULT, creation_was_cut_short, reaching
from champion_tui.store.keys.kdf import SALT_BYTES, KdfCost

FORMAT = "champion-tui vault"
VERSION = 2
"""The format written as soon as anybody is pinned. Format 1 has no ``last_seen`` and no ``hand_overs``."""

LARGEST = 4 * 1024 * 1024
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SEALED_BYTES = 32 + KEY_BYTES + TAG_BYTES
ID = re.compile(r"[0-9a-f]{32}\Z")
LONGEST_NAME = 100
JOINERS = "\u200c\u200d"
"""Two invisible characters that names in some scripts need."""


class SlotKind(StrEnum):
    """Whether a slot is a person's or the recovery code's."""

    PERSON = "person"
    RECOVERY = "recovery"


@immutable
class Slot:
    """One way to open the vault. ``wrapped`` is the private key for ``public_key``, encrypted under a passphrase. ``sealed``
    is the database key sealed to ``public_key``. ``last_seen`` is what its owner last saw of the vault, sealed under a key
    derived from the private key (``seen.py``); empty in a slot of an earlier program, and ignored when slots are compared.
    """

    id: str
    kind: SlotKind
    name: str
    role: str
    public_key: bytes
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes
    sealed: bytes
    last_seen: bytes = field(default=b"", compare=False)


@immutable
class VaultFile:
    """The whole file. ``counter`` grows with every change of the list; ``mac`` proves it under the database key.

    ``hand_overs`` has one entry for each change of the key and each restored safety copy, oldest first (``hand_over.py``).
    """

    vault: str
    counter: int
    slots: tuple[Slot, ...]
    mac: bytes = b""
    hand_overs: tuple[bytes, ...] = ()

    @property
    def version(self) -> int:
        """The number of its format."""
        return VERSION if self.hand_overs or any(slot.last_seen for slot in self.slots) else 1

    def is_list_of(self, other: "VaultFile") -> bool:
        """Returns True if both are the same list of people, whatever any of them last saw."""
        return replace(self, mac=b"") == replace(other, mac=b"")

    def people(self) -> tuple[Slot, ...]:
        """Returns the slots of people, without the recovery code's."""
        return tuple(slot for slot in self.slots if slot.kind is SlotKind.PERSON)

    def recovery(self) -> tuple[Slot, ...]:
        """Returns the recovery code's slots."""
        return tuple(slot for slot in self.slots if slot.kind is SlotKind.RECOVERY)

    def authenticated(self) -> bytes:
        """Returns what ``mac`` is calculated from: everything else, in one fixed form."""
        return canonical(self._body())

    def _body(self) -> dict[str, object]:
        slots = [_slot_json(slot, self.version) for slot in self.slots]
        body = {"format": FORMAT, "version": self.version, "vault": self.vault, "counter": self.counter, "slots": slots}
        return body if self.version == 1 else {**body, "hand_overs": [_b64(each) for each in self.hand_overs]}

    def to_bytes(self) -> bytes:
        """Returns the file's bytes. ``sum`` is a plain checksum, so that accidental damage can be told from a wrong passphrase."""
        body = {**self._body(), "mac": _b64(self.mac)}
        return (json.dumps({**body, "sum": _sum(body)}, indent=1, ensure_ascii=True) + "\n").encode()


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def canonical(value: object) -> bytes:
    """Returns JSON in one fixed form (sorted keys, no spaces, ASCII), for digests and authenticated data."""
    return _CANONICAL.encode(value).encode()


def _sum(body: dict[str, object]) -> str:
    return sha256_hex(canonical(body))


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _slot_json(slot: Slot, version: int) -> dict[str, object]:
    values: dict[str, object] = {
        "id": slot.id,
        "kind": slot.kind.value,
        "name": slot.name,
        "role": slot.role,
        "public_key": _b64(slot.public_key),
        "kdf": {
            "name": "argon2id",
            "memory_kib": slot.cost.memory_kib,
            "passes": slot.cost.passes,
            "lanes": slot.cost.lanes,
            "salt": _b64(slot.salt),
        },
        "wrapped_private_key": {"nonce": _b64(slot.nonce), "ciphertext": _b64(slot.wrapped)},
        "sealed_database_key": _b64(slot.sealed),
    }
    return values if version == 1 else {**values, "last_seen": _b64(slot.last_seen)}


def write(home: Path, vault: VaultFile) -> None:
    """Writes ``vault`` to disk as a whole. Raises ``StoreFull``, ``StoreReadOnly`` or ``StoreUnreachable``."""
    path = home / VAULT
    with reaching(path):
        write_whole(path, vault.to_bytes())


def read(home: Path, name: str = VAULT) -> VaultFile:
    """Returns the vault file ``name`` of ``home``. Raises ``NoVault``, ``VaultDamaged``, ``StoreReadOnly`` or ``StoreUnreachable``."""
    path = home / name
    with reaching(path):
        try:
            return parse(bounded.whole(path, LARGEST))
        except FileNotFoundError:
            raise NoVault(home) from None
        except (bounded.NotOrdinary, bounded.TooLarge) as error:
            raise VaultDamaged(error.why) from None


def lists(home: Path) -> tuple[VaultFile, ...]:
    """Returns the list in place and, if a change was interrupted, the one that may be current instead.

    Raises ``NoVault``, ``VaultDamaged`` or another ``StoreError`` about the first.
    """
    in_place = read(home)
    with suppress(NoVault, VaultDamaged):
        return in_place, read(home, NEXT_VAULT)
    return (in_place,)


def lists_of_store(home: Path) -> tuple[VaultFile, ...]:
    """Returns the same as ``lists``. A store without a list is damaged (``VaultDamaged``); after an interrupted
    creation there is none (``NoVault``).
    """
    if creation_was_cut_short(home):
        raise NoVault(home)
    try:
        return lists(home)
    except NoVault:
        if (home / DATABASE).exists():
            raise VaultDamaged("it is missing, while cases.db is there") from None
        raise


def clear_what_was_cut_short(home: Path) -> None:
    """Deletes the remains of an interrupted creation. Raises ``VaultExists`` if the vault file is from something else."""
    staging = home / STAGING
    with reaching(home):
        if creation_was_cut_short(home) and (home / VAULT).exists():
            made = staging / VAULT
            if not made.exists() or _vault_bytes(made) != _vault_bytes(home / VAULT):
                raise VaultExists(home)
            (home / VAULT).unlink()
        if staging.exists():
            shutil.rmtree(staging)


def _vault_bytes(file: Path) -> bytes:
    return bounded.whole(file, LARGEST)


def parse(raw: bytes) -> VaultFile:
    """Parses the bytes of a vault file. Raises ``VaultDamaged``, which says what is wrong."""
    try:
        top = json.loads(raw.decode("utf-8"), object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise VaultDamaged("it is no JSON, or it is cut off") from None
    reader = _Reader(top, "the file")
    if reader.text("format") != FORMAT:
        raise VaultDamaged("its format is not that of a champion-tui vault")
    version = reader.number("version")
    if version > VERSION:
        raise VaultDamaged(f"it was written by a newer champion-tui (format {version}; this one knows {VERSION})")
    vault = VaultFile(
        reader.id("vault"),
        reader.number("counter"),
        _slots(reader.rows("slots"), version),
        reader.raw("mac", KEY_BYTES),
        reader.raws("hand_overs") if version > 1 else (),
    )
    stated = reader.text("sum")
    reader.done()
    if stated != _sum({key: value for key, value in top.items() if key != "sum"}):
        raise VaultDamaged("its checksum does not fit, so it was changed or damaged")
    if vault.to_bytes() != raw:
        raise VaultDamaged("it is not spelled as this program spells it, so it was changed by hand")
    return vault


def _slots(rows: list[object], version: int) -> tuple[Slot, ...]:
    slots = tuple(_slot(_Reader(row, f"slot {number}"), version) for number, row in enumerate(rows, 1))
    for what, values in (
        ("the same slot", [slot.id for slot in slots]),
        ("the same name", [fold(slot.name) for slot in slots if slot.kind is SlotKind.PERSON]),
    ):
        if len(set(values)) != len(values):
            raise VaultDamaged(f"{what} stands in it twice")
    if not any(slot.kind is SlotKind.PERSON for slot in slots):
        raise VaultDamaged("nobody has a slot in it")
    if sum(slot.kind is SlotKind.RECOVERY for slot in slots) > 1:
        raise VaultDamaged("more than one recovery code stands in it, and there is never more than one")
    return slots


def fold(name: str) -> str:
    """Returns a name as people compare names: in one Unicode form, without capitals, outer spaces or invisible characters."""
    return unicodedata.normalize("NFKC", without_invisible(name)).strip().casefold()


def usable(text: str, what: str) -> str:
    """Returns a name or role as it will be written into vault.json. Raises ``UnusableName``."""
    clean = without_invisible(text).strip()
    if not clean or len(clean) > LONGEST_NAME:
        raise UnusableName(f"The {what} needs 1 to {LONGEST_NAME} characters.", "Give another one.")
    turned = any(letter in DIRECTION_OVERRIDES for letter in text)
    if turned or not all(letter.isprintable() or letter in JOINERS for letter in clean):
        raise UnusableName(f"The {what} holds characters that cannot be shown.", "Type it again.")
    return clean


def _slot(reader: "_Reader", version: int) -> Slot:
    kind, kdf, wrapped = reader.text("kind"), reader.inner("kdf"), reader.inner("wrapped_private_key")
    if kind not in tuple(SlotKind):
        raise VaultDamaged(f"{reader.where}: kind is not one this program knows")
    if kdf.text("name") != "argon2id":
        raise VaultDamaged(f"{kdf.where}: name is not argon2id")
    cost = KdfCost(kdf.number("memory_kib"), kdf.number("passes"), kdf.number("lanes"))
    if cost.trouble():
        raise VaultDamaged(f"{kdf.where}: {cost.trouble()}")
    slot = Slot(
        id=reader.id("id"),
        kind=SlotKind(kind),
        name=reader.text("name"),
        role=reader.text("role"),
        public_key=reader.raw("public_key", KEY_BYTES),
        cost=cost,
        salt=kdf.raw("salt", SALT_BYTES),
        nonce=wrapped.raw("nonce", NONCE_BYTES),
        wrapped=wrapped.raw("ciphertext", KEY_BYTES + TAG_BYTES),
        sealed=reader.raw("sealed_database_key", SEALED_BYTES),
        last_seen=reader.raw("last_seen") if version > 1 else b"",
    )
    for part in (reader, kdf, wrapped):
        part.done()
    return slot


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key stands twice")
    return table


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


class _Reader:
    """Reads one JSON object: returns values of the right type, and refuses keys that were not asked for."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise VaultDamaged(f"{where} is no JSON object")
        self._values: dict[str, object] = value
        self._asked: set[str] = set()
        self.where = where

    def _get(self, key: str) -> object:
        self._asked.add(key)
        if key not in self._values:
            raise VaultDamaged(f"{self.where}: {key} is missing")
        return self._values[key]

    def text(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str):
            raise VaultDamaged(f"{self.where}: {key} is no text")
        return value

    def number(self, key: str) -> int:
        value = self._get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**31:
            raise VaultDamaged(f"{self.where}: {key} is no whole number from 1")
        return value

    def id(self, key: str) -> str:
        value = self.text(key)
        if not ID.match(value):
            raise VaultDamaged(f"{self.where}: {key} is no id")
        return value

    def raw(self, key: str, length: int | None = None) -> bytes:
        """Returns bytes, checked to be ``length`` long if that is given."""
        value = self._bytes(key, self.text(key))
        if length is not None and len(value) != length:
            raise VaultDamaged(f"{self.where}: {key} has {len(value)} bytes, not {length}")
        return value

    def raws(self, key: str) -> tuple[bytes, ...]:
        return tuple(self._bytes(key, row) for row in self.rows(key))

    def _bytes(self, key: str, value: object) -> bytes:
        if not isinstance(value, str):
            raise VaultDamaged(f"{self.where}: {key} is no text")
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raise VaultDamaged(f"{self.where}: {key} is no base64") from None

    def rows(self, key: str) -> list[object]:
        value = self._get(key)
        if not isinstance(value, list):
            raise VaultDamaged(f"{self.where}: {key} is no list")
        return value

    def inner(self, key: str) -> "_Reader":
        return _Reader(self._get(key), f"{self.where}, {key}")

    def done(self) -> None:
        for key in self._values:
            if key not in self._asked:
                raise VaultDamaged(f"{self.where}: it holds a key that this program does not know")
