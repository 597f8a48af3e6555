"""The cost of deriving a key from a passphrase with Argon2id (RFC 9106). It is stored in each slot."""

from champion_tui.ground.values import immutable

SALT_BYTES = 16
MOST_MEMORY_KIB = 1024 * 1024
MOST_PASSES = 20
MOST_LANES = 16


@immutable
class KdfCost:
    """The cost of one derivation: ``memory_kib`` KiB of memory, ``passes`` over it, and ``lanes`` (parallel parts)."""

    memory_kib: int
    passes: int
    lanes: int

    def trouble(self) -> str:
        """Returns what is wrong with these numbers for Argon2id, "" if nothing. The upper limits stop a bad file from
        stalling the program.
        """
        if not 1 <= self.lanes <= MOST_LANES:
            return f"lanes must be 1 to {MOST_LANES}"
        if not 1 <= self.passes <= MOST_PASSES:
            return f"passes must be 1 to {MOST_PASSES}"
        if not 8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB:
            return f"memory_kib must be {8 * self.lanes} to {MOST_MEMORY_KIB}"
        return ""

    def at_least(self, floor: "KdfCost") -> bool:
        """Whether neither memory nor passes are below ``floor``."""
        return self.memory_kib >= floor.memory_kib and self.passes >= floor.passes


OWASP_FLOOR = KdfCost(memory_kib=19 * 1024, passes=2, lanes=1)
"""The minimum of the OWASP Password Storage Cheat Sheet for Argon2id (19 MiB, 2 passes, 1 lane)."""

DEFAULT_COST = KdfCost(memory_kib=64 * 1024, passes=2, lanes=1)
"""For new slots: 0.16 s of one core where it was measured, so half a second on a computer three times slower."""

TEST_ONLY_COST = KdfCost(memory_kib=64, passes=1, lanes=1)
"""The only lower cost accepted for a new slot, so that tests need not wait. Never for real people."""


def cost_for_new_slot(asked: KdfCost | None) -> KdfCost:
    """Returns ``asked``, or ``DEFAULT_COST`` if it is None. Raises ValueError below the floor, except for ``TEST_ONLY_COST``."""
    cost = DEFAULT_COST if asked is None else asked
    if cost != TEST_ONLY_COST and (cost.trouble() or not cost.at_least(OWASP_FLOOR)):
        raise ValueError(f"{cost} is below {OWASP_FLOOR} or impossible")
    return cost


def needs_raising(cost: KdfCost) -> bool:
    """Returns True if a slot of this ``cost`` was made before the default was raised. Slots made by tests stay as they are."""
    return cost != TEST_ONLY_COST and not cost.at_least(DEFAULT_COST)
