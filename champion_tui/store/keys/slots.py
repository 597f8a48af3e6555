"""The cryptography of slots: X25519 key pairs encrypted under passphrases, and the database key sealed to each (RFC 9180).

A slot protects against readers: without a passphrase or the recovery code, vault.json shows only names, roles and costs. It
does not protect against people who had the database key: they can seal it to anybody, so removing a person takes a new key.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from champion_tui.ground.dates.date_words import list_words
from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.values import immutable
from champion_tui.store.errors import NoSuchPerson, UnusablePassphrase, VaultDamaged, WrongPassphrase
from champion_tui.store.keys.kdf import SALT_BYTES, KdfCost
from champion_tui.store.keys.passphrase import ReadCode, as_bytes, read_recovery_code
from champion_tui.store.keys.seen import LastSeen, seal
from champion_tui.store.keys.vaultfile import KEY_BYTES, NONCE_BYTES, Slot, SlotKind, VaultFile, canonical, fold

HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
WRAP = "champion-tui slot 1"
PINNED_WRAP = "champion-tui slot 2"
"""Bound into the wrap of a slot that has a pin, so that removing the pin does not make it look like a slot of an earlier program."""

SEAL = "champion-tui database key 1"
LIST = b"champion-tui slot list 1"
SEEN = b"champion-tui last seen 1"
COPY = b"champion-tui backup 1"


@immutable
class Owner:
    """The owner of a new slot. Anyone who can read vault.json can read ``name`` and ``role``."""

    kind: SlotKind
    name: str
    role: str


THE_CODE = Owner(SlotKind.RECOVERY, "recovery code", "")


@immutable
class Unwrapped:
    """What a passphrase gives: the slot's ``private`` key, and the key ``wrapping`` it; ``pinned`` says that the slot has a pin."""

    private: bytes = field(repr=False)
    wrapping: AESGCM = field(repr=False)
    pinned: bool


@immutable
class OpenedSlot:
    """A slot that was opened: the database ``key``; ``own``, the key that seals what its owner last saw; and
    ``to_pin``, the same slot wrapped as one that has a pin.
    """

    slot: Slot
    key: bytes = field(repr=False)
    own: bytes = field(repr=False)
    pinned: bool
    to_pin: Slot


def derive(passphrase: bytes, salt: bytes, cost: KdfCost) -> bytes:
    """Returns the 32-byte key for ``passphrase`` (normalised UTF-8). Raises MemoryError if the machine has too little memory."""
    argon = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return argon.derive(passphrase)


def new_id() -> str:
    """Returns a random id of 32 hexadecimal digits."""
    return secrets.token_hex(16)


def new_database_key() -> bytes:
    """Returns a random key of 32 bytes."""
    return secrets.token_bytes(KEY_BYTES)


def _sealed_for(vault: str, slot_id: str) -> bytes:
    return canonical([SEAL, vault, slot_id])


def make_slot(
    vault: str,
    owner: Owner,
    passphrase: bytes,
    cost: KdfCost,
    database_key: bytes,
    slot_id: str | None = None,
    *,
    seen: LastSeen | None = None,
) -> Slot:
    """Returns a new slot for ``owner`` that holds ``database_key`` and is opened by ``passphrase`` (normalised bytes).

    ``slot_id`` is the id of the slot that it replaces, None for a new id. ``seen`` is what its owner knows of the vault
    from the start; with None the slot is like one of an earlier program.
    """
    private = X25519PrivateKey.generate()
    public, made = private.public_key(), slot_id or new_id()
    bare = Slot(
        id=made,
        kind=owner.kind,
        name=owner.name,
        role=owner.role,
        public_key=public.public_bytes_raw(),
        cost=cost,
        salt=b"",
        nonce=b"",
        wrapped=b"",
        sealed=HPKE.encrypt(database_key, public, info=_sealed_for(vault, made)),
    )
    raw = private.private_bytes_raw()
    if seen is not None:
        bare = replace(bare, last_seen=seal(seen, vault, bare, _own_key(vault, raw)))
    return _wrapped(vault, bare, raw, passphrase, cost, pinned=seen is not None)


def resealed(vault: str, slot: Slot, database_key: bytes) -> Slot:
    """Returns ``slot`` with another database key, opened as before. Only its public key is needed for this."""
    public = X25519PublicKey.from_public_bytes(slot.public_key)
    return replace(slot, sealed=HPKE.encrypt(database_key, public, info=_sealed_for(vault, slot.id)))


def rewrapped(vault: str, slot: Slot, passphrase: bytes, cost: KdfCost) -> Slot:
    """Returns ``slot`` at another ``cost``, opened by the same ``passphrase``. Raises what ``opened`` raises."""
    unwrapped = _unwrapped(vault, slot, passphrase)
    return _wrapped(vault, slot, unwrapped.private, passphrase, cost, pinned=unwrapped.pinned)


def _wrapped(vault: str, slot: Slot, private: bytes, passphrase: bytes, cost: KdfCost, *, pinned: bool) -> Slot:
    salt = secrets.token_bytes(SALT_BYTES)
    wrapping = AESGCM(derive(passphrase, salt, cost))
    return _wrapped_under(vault, replace(slot, cost=cost, salt=salt), private, wrapping, pinned=pinned)


def _wrapped_under(vault: str, slot: Slot, private: bytes, wrapping: AESGCM, *, pinned: bool) -> Slot:
    nonce = secrets.token_bytes(NONCE_BYTES)
    bound = _bound_to(vault, slot, PINNED_WRAP if pinned else WRAP)
    return replace(slot, nonce=nonce, wrapped=wrapping.encrypt(nonce, private, bound))


def _bound_to(vault: str, slot: Slot, wrap: str) -> bytes:
    return canonical([wrap, vault, slot.id, slot.kind.value, slot.name, slot.role, slot.public_key.hex()])


def opened(vault: str, slot: Slot, passphrase: bytes) -> OpenedSlot:
    """Opens ``slot`` with ``passphrase``.

    Raises ``WrongPassphrase`` or ``VaultDamaged``. If somebody changed the slot's readable parts and corrected the
    checksum, that cannot be told from a wrong passphrase.
    """
    unwrapped = _unwrapped(vault, slot, passphrase)
    try:
        private = X25519PrivateKey.from_private_bytes(unwrapped.private)
        key = HPKE.decrypt(slot.sealed, private, info=_sealed_for(vault, slot.id))
    except (InvalidTag, ValueError):
        raise VaultDamaged("the database key of this slot was changed") from None
    if len(key) != KEY_BYTES:
        raise VaultDamaged("the database key of this slot has the wrong length")
    if slot.last_seen and not unwrapped.pinned:
        raise VaultDamaged("what this slot's owner last saw was added to it by somebody else")
    to_pin = (
        slot if unwrapped.pinned else _wrapped_under(vault, slot, unwrapped.private, unwrapped.wrapping, pinned=True)
    )
    return OpenedSlot(slot, key, _own_key(vault, unwrapped.private), unwrapped.pinned, to_pin)


def _unwrapped(vault: str, slot: Slot, passphrase: bytes) -> Unwrapped:
    """Decrypts the private key of the slot."""
    try:
        wrapping = AESGCM(derive(passphrase, slot.salt, slot.cost))
    except MemoryError:
        raise VaultDamaged("a slot asks for more memory than this machine has") from None
    for wrap in (PINNED_WRAP, WRAP):
        try:
            private = wrapping.decrypt(slot.nonce, slot.wrapped, _bound_to(vault, slot, wrap))
        except InvalidTag:
            continue
        return Unwrapped(private, wrapping, wrap == PINNED_WRAP)
    raise WrongPassphrase


def _own_key(vault: str, private: bytes) -> bytes:
    """Returns the key that seals what the slot's owner last saw, derived from what only their passphrase gives."""
    return _following(private, vault, SEEN)


def public_mark(slot: Slot) -> str:
    """Returns what an event says about the slot that it added: a digest of its public key, in hexadecimal."""
    return sha256_hex(slot.public_key)[:32]


def list_key(vault: str, database_key: bytes) -> bytes:
    """Returns the key that authenticates the list of slots. It is derived from the database key and reveals nothing about it."""
    return _following(database_key, vault, LIST)


def copy_key(vault: str, database_key: bytes) -> bytes:
    """Returns the key that proves the manifest of a safety copy, also derived from the database key."""
    return _following(database_key, vault, COPY)


def _following(key: bytes, vault: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=bytes.fromhex(vault), info=purpose).derive(key)


def signed(vault: VaultFile, key: bytes) -> VaultFile:
    """Returns ``vault`` with the code that authenticates its list under ``key`` (of ``list_key``)."""
    return replace(vault, mac=_mac(vault, key))


def check_signed(vault: VaultFile, key: bytes) -> None:
    """Raises ``VaultDamaged`` if the list of slots was not written by someone with the database key."""
    if not hmac.compare_digest(vault.mac, _mac(vault, key)):
        raise VaultDamaged("its list of people was changed by somebody who could not open the vault")


def _mac(vault: VaultFile, key: bytes) -> bytes:
    return hmac.digest(key, vault.authenticated(), "sha256")


def find_key(lists: tuple[VaultFile, ...], passphrase: str, person: str | None) -> OpenedSlot:
    """Opens a slot with ``passphrase``, in the first list in which that is possible. Raises ``WrongPassphrase``,
    ``NoSuchPerson`` or ``VaultDamaged``.
    """
    try:
        return _key_in(lists[0], passphrase, person)
    except (WrongPassphrase, NoSuchPerson):
        if len(lists) == 1:
            raise
        return _key_in(lists[1], passphrase, person)


def _key_in(vault: VaultFile, passphrase: str, person: str | None) -> OpenedSlot:
    code = read_recovery_code(passphrase)
    recovery = vault.recovery() if code is not None and not code.wrong_groups else ()
    for slot in recovery:
        try:
            return opened(vault.vault, slot, as_bytes(code.code if code else passphrase))
        except WrongPassphrase:
            continue
    slot = _slot_of(vault, person)
    try:
        return opened(vault.vault, slot, as_bytes(passphrase))
    except (WrongPassphrase, UnusablePassphrase):
        raise WrongPassphrase(_hint(code)) from None


def _hint(code: ReadCode | None) -> str:
    if code is None or not code.wrong_groups:
        return ""
    groups = ", ".join(str(number) for number in code.wrong_groups)
    return f"If it is the recovery code: look again at group {groups}, counted from the left."


def require_person(lists: tuple[VaultFile, ...], person: str | None) -> None:
    """Raises ``NoSuchPerson`` if no list has the ``person``, or if it is None and no list has exactly one person."""
    try:
        _slot_of(lists[0], person)
    except NoSuchPerson:
        if len(lists) == 1:
            raise
        _slot_of(lists[1], person)


def _slot_of(vault: VaultFile, person: str | None) -> Slot:
    people = vault.people()
    if person is None:
        if len(people) > 1:
            raise NoSuchPerson(
                f"Several people can open it: {_names(people)}.",
                "Say which of them you are; on the command line with --as.",
            )
        return people[0]
    named = next((slot for slot in people if fold(slot.name) == fold(person)), None)
    if named is None:
        raise NoSuchPerson(
            f"Nobody of that name can open it. Those who can: {_names(people)}.", "Look at the spelling."
        )
    return named


def _names(slots: Iterable[Slot]) -> str:
    return list_words(tuple(slot.name for slot in slots))
