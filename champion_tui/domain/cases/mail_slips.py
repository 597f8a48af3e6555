"""An e-mail address whose domain is probably a slip: one key away from a domain that many people have."""

from collections.abc import Iterable, Iterator


def probable_domain(address: str, domains: Iterable[str]) -> str:
    """The domain that was probably meant where that of ``address`` differs by one key (left out, added, another one, or two
    that changed places) from just one of ``domains``; "" where it is one of them or like none.
    """
    given = address.rpartition("@")[2].casefold()
    known = frozenset(domains)
    if given in known:
        return ""
    near = [domain for domain in sorted(known) if _one_slip(given, domain)]
    return near[0] if len(near) == 1 else ""


def _one_slip(given: str, meant: str) -> bool:
    if abs(len(given) - len(meant)) > 1:
        return False
    longer, shorter = (given, meant) if len(given) > len(meant) else (meant, given)
    return shorter in _without_one(longer) if len(given) != len(meant) else _one_place(given, meant)


def _without_one(text: str) -> Iterator[str]:
    return (text[:place] + text[place + 1 :] for place in range(len(text)))


def _one_place(given: str, meant: str) -> bool:
    """Whether one character differs, or two neighbours changed places."""
    differ = [place for place, (one, other) in enumerate(zip(given, meant, strict=True)) if one != other]
    if len(differ) == 1:
        return True
    swapped = len(differ) == len("ab") and differ[1] == differ[0] + 1
    return swapped and given[differ[0]] == meant[differ[1]] and given[differ[1]] == meant[differ[0]]
