"""Ids: made at random, typed as any prefix that fits only one, shown as the shortest such prefix.

Questions and forecasts have 8 digits of Crockford's base 32, candidates and articles 12 of
base 16. Base 16 has no letter that Crockford reads as a digit, so one normal form serves both.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from operator import itemgetter

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
MIN_PREFIX = 4
RANDOM_LENGTH = 8
HEX_LENGTH = 12


def random_id(random_bytes: Callable[[int], bytes]) -> str:
    """Make the id of a question or forecast from 40 random bits."""
    bits = int.from_bytes(random_bytes(5), "big")
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))


def normal_prefix(text: str) -> str:
    """Return the id or prefix as ids are stored; `o` reads as 0, `i` and `l` as 1."""
    typed = text.strip()
    prefix = typed.lower().translate(_LOOK_ALIKES)
    if not typed:
        raise ValueError("an id is missing; forecastctl list shows the ids")
    if not typed.isascii() or not _LETTERS.issuperset(prefix):
        raise ValueError(
            f"{typed!r} is not an id; ids have the digits 0-9 and the letters a-z without u"
        )
    if len(prefix) > HEX_LENGTH or (len(prefix) > RANDOM_LENGTH and not _HEX.issuperset(prefix)):
        raise ValueError(
            f"{typed!r} is too long for an id; ids have {RANDOM_LENGTH} letters and digits, "
            f"those of articles and candidates {HEX_LENGTH} hex digits"
        )
    return prefix


def is_id(text: str) -> bool:
    """Tell whether this is a whole id, as it is stored."""
    if len(text) == RANDOM_LENGTH:
        return _LETTERS.issuperset(text)
    return len(text) == HEX_LENGTH and _HEX.issuperset(text)


def shortest_prefixes(ids: Iterable[str], among: Iterable[str]) -> dict[str, str]:
    """Give each of `ids` the shortest prefix, `MIN_PREFIX` at least, that nothing else has.

    Whatever is in `ids` counts as being `among` the others.
    """
    wanted = list(ids)
    shortest = dict(zip(wanted, map(_HEAD, wanted), strict=True))
    heads = frozenset(shortest.values())
    rivals = {id_ for id_ in among if id_[:MIN_PREFIX] in heads} | shortest.keys()
    with_head = Counter(map(_HEAD, rivals))
    crowd = {id_ for id_ in rivals if with_head[id_[:MIN_PREFIX]] > 1}
    for length in range(MIN_PREFIX + 1, HEX_LENGTH + 1):
        shortest.update({id_: id_[:length] for id_ in shortest.keys() & crowd})
        crowd = _sharing(crowd, length)
    return shortest


def _sharing(ids: Iterable[str], length: int) -> set[str]:
    """Return the ids whose first `length` letters another id has as well."""
    first_with: dict[str, str] = {}
    sharing: set[str] = set()
    for id_ in ids:
        first = first_with.setdefault(id_[:length], id_)
        if first != id_:
            sharing.update((first, id_))
    return sharing


_HEAD = itemgetter(slice(MIN_PREFIX))
_LETTERS = frozenset(ALPHABET)
_HEX = frozenset("0123456789abcdef")
_LOOK_ALIKES = str.maketrans("oil", "011")
