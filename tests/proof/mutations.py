"""Files damaged by accident or tampering: seeded changes of bytes, parts, lines and numbers, each different from the original."""

import random
import re
from collections.abc import Iterator

LONGEST = 200
NUMBER = re.compile(rb"(?<![\w.+/-])\d+(?![\w.+/-])")


def mutations(raw: bytes, many: int, seed: str, *, within: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Yields ``many`` changed copies of ``raw``, each after a description; ``within`` limits the changes to the first bytes."""
    chance, limit, made = random.Random(seed), within or len(raw), 0  # noqa: S311  the same in every run, no secret
    while made < many:
        done, changed = [], raw
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            change = chance.choice(CHANGES)
            changed = change(changed, min(limit, len(changed)), chance)
            done.append(change.__name__)
        if changed != raw:
            made += 1
            yield f"number {made} of {seed!r}: {', '.join(done)}", changed


def _place(limit, chance):
    return chance.randrange(limit) if limit else 0


def _part(limit, chance):
    start = _place(limit, chance)
    return start, min(limit, start + 1 + _place(LONGEST, chance))


def flip_a_bit(raw, limit, chance):
    """Changes one bit."""
    return change_a_byte(raw, limit, chance, 1 << chance.randrange(8))


def change_a_byte(raw, limit, chance, mask=0):
    """Changes one byte."""
    place = _place(limit, chance)
    return (
        raw[:place]
        + bytes(each ^ (mask or chance.randrange(1, 256)) for each in raw[place : place + 1])
        + raw[place + 1 :]
    )


def cut_the_end(raw, limit, chance):
    """Removes the rest."""
    return raw[: _place(limit, chance)]


def cut_a_part(raw, limit, chance):
    """Removes a part."""
    start, end = _part(limit, chance)
    return raw[:start] + raw[end:]


def insert_bytes(raw, limit, chance):
    """Inserts random bytes."""
    place = _place(limit, chance)
    return raw[:place] + chance.randbytes(1 + _place(20, chance)) + raw[place:]


def insert_a_blank(raw, limit, chance):
    """Inserts a blank, a new line or a zero byte."""
    place = _place(limit, chance)
    return raw[:place] + chance.choice((b" ", b"\n", b"\t", b"\0", b"\r\n")) + raw[place:]


def repeat_a_part(raw, limit, chance):
    """Repeats a part."""
    start, end = _part(limit, chance)
    return raw[:end] + raw[start:]


def swap_two_parts(raw, limit, chance):
    """Swaps two neighbouring parts."""
    start, middle = sorted((_place(limit, chance), _place(limit, chance)))
    end = min(limit, middle + middle - start)
    return raw[:start] + raw[middle:end] + raw[start:middle] + raw[end:]


def swap_two_lines(raw, limit, chance):
    """Swaps two lines, or two parts separated by bytes of value 10."""
    lines = raw[:limit].split(b"\n")
    one, other = _place(len(lines), chance), _place(len(lines), chance)
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines) + raw[limit:]


def wipe_a_part(raw, limit, chance):
    """Replaces a part by zeros."""
    start, end = _part(limit, chance)
    return raw[:start] + bytes(end - start) + raw[end:]


def change_a_number(raw, limit, chance):
    """Changes a number that is written in digits."""
    found = list(NUMBER.finditer(raw, 0, limit))
    if not found:
        return raw
    chosen = chance.choice(found)
    other = chance.choice((int(chosen[0]) + 1, int(chosen[0]) * 2, 0, -1, 2**63, chance.randrange(1000)))
    return raw[: chosen.start()] + str(other).encode() + raw[chosen.end() :]


CHANGES = (
    flip_a_bit, change_a_byte, cut_the_end, cut_a_part, insert_bytes, insert_a_blank, repeat_a_part, swap_two_parts,
    swap_two_lines, wipe_a_part, change_a_number,
)  # fmt: skip
