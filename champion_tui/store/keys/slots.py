"""The cryptography of slots: X25519 key pairs wrapped under passphrases, the database key sealed to each (RFC 9180).

What a slot protects: without a passphrase or the recovery code, vault.json gives nothing away but names, roles and
costs. What it does not: whoever holds the database key can seal it to anybody, so removing a person means a new key.
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
"""Bound into the wrap of a slot that has a pin: taking the pin away does not make it one of an earlier program."""

SEAL = "champion-tui database key 1"
LIST = b"champion-tui slot list 1"
SEEN = b"champion-tui last seen 1"
COPY = b"champion-tui backup 1"


@immutable
class Owner:
    """Whose slot is made: ``name`` and ``role`` are readable in vault.json by anyone who can read the file."""

    kind: SlotKind
    name: str
    role: str


THE_CODE = Owner(SlotKind.RECOVERY, "recovery code", "")


@immutable
class Unwrapped:
    """What a passphrase gives: the slot's ``private`` half and the ``wrapping`` key; ``pinned`` says that the slot has a pin."""

    private: bytes = field(repr=False)
    wrapping: AESGCM = field(repr=False)
    pinned: bool


@immutable
class OpenedSlot:
    """A slot that was opened: the database ``key``, the key ``own`` under which its owner keeps what they last saw, and the slot
    ``to_pin``: itself, wrapped as one that has a pin.
    """

    slot: Slot
    key: bytes = field(repr=False)
    own: bytes = field(repr=False)
    pinned: bool
    to_pin: Slot


def derive(passphrase: bytes, salt: bytes, cost: KdfCost) -> bytes:
    """The 32-byte key for ``passphrase`` (already normalised, UTF-8). MemoryError where the machine has too little."""
    argon = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return argon.derive(passphrase)


def new_id() -> str:
    """A random id of 32 hexadecimal digits."""
    return secrets.token_hex(16)


def new_database_key() -> bytes:
    """A random key of 32 bytes."""
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
    """A new slot for ``owner``, opened by ``passphrase`` (normalised bytes), that gives ``database_key``.

    ``slot_id`` is that of the slot whose place it takes. ``seen`` is what its owner is to know of the vault from the first
    moment on; without it the slot is one of an earlier program.
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
    """``slot`` with another database key in it, opened as before: nothing but its public half is needed."""
    public = X25519PublicKey.from_public_bytes(slot.public_key)
    return replace(slot, sealed=HPKE.encrypt(database_key, public, info=_sealed_for(vault, slot.id)))


def rewrapped(vault: str, slot: Slot, passphrase: bytes, cost: KdfCost) -> Slot:
    """``slot`` at another ``cost``, opened by the same ``passphrase``. Raises as ``opened`` does."""
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
    """What ``passphrase`` gets out of ``slot``.

    Raises ``WrongPassphrase`` (also where somebody changed the slot's own words and mended the checksum: the two cannot
    be told apart) or ``VaultDamaged``.
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
    """The private half of the slot's key pair."""
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
    """The key under which the slot's owner keeps what they last saw: it follows from what their passphrase alone gives."""
    return _following(private, vault, SEEN)


def public_mark(slot: Slot) -> str:
    """What an event says of the slot that it put in: a digest of its public half, in hexadecimal."""
    return sha256_hex(slot.public_key)[:32]


def list_key(vault: str, database_key: bytes) -> bytes:
    """The key that authenticates the list of slots: it follows from the database key and gives nothing of it away."""
    return _following(database_key, vault, LIST)


def copy_key(vault: str, database_key: bytes) -> bytes:
    """The key that proves the manifest of a safety copy: it follows from the database key as well."""
    return _following(database_key, vault, COPY)


def _following(key: bytes, vault: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=bytes.fromhex(vault), info=purpose).derive(key)


def signed(vault: VaultFile, key: bytes) -> VaultFile:
    """``vault`` with the code that authenticates its list under ``key`` (of ``list_key``)."""
    return replace(vault, mac=_mac(vault, key))


def check_signed(vault: VaultFile, key: bytes) -> None:
    """Raises ``VaultDamaged`` where the list of slots is not the one that a holder of the database key wrote."""
    if not hmac.compare_digest(vault.mac, _mac(vault, key)):
        raise VaultDamaged("its list of people was changed by somebody who could not open the vault")


def _mac(vault: VaultFile, key: bytes) -> bytes:
    return hmac.digest(key, vault.authenticated(), "sha256")


def find_key(lists: tuple[VaultFile, ...], passphrase: str, person: str | None) -> OpenedSlot:
    """The slot that ``passphrase`` opens in the first list that has one, and what is in it."""
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
