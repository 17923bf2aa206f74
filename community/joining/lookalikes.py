"""Domains that look like others: pure text, no Django.

Two names are compared by what the eye sees: signs that are drawn alike become one (the
skeleton), and a slip of one letter, a swapped pair, a dropped hyphen or another ending
count as alike. The names are those registered, without the ending (`banka-sava` of
`banka-sava.example`).
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Why = Literal["confusable", "one-letter", "hyphen", "ending", "contained"]

# What is drawn like a Latin letter; Cyrillic and Greek first, then digits.
_DRAWN_ALIKE = {
    ord(sign): letter
    for letter, signs in {
        "a": "аα@", "b": "вьβ", "c": "сϲ", "d": "ԁđ", "e": "еєε3", "h": "һнћђ", "i": "іιı1l|!",
        "j": "јϳ", "k": "кκ", "m": "м", "n": "ипη", "o": "оοσ0ø", "p": "рρ", "q": "ԛ", "r": "гѓ",
        "s": "ѕ5$", "t": "тτ7", "u": "υц", "v": "ν", "w": "ԝωш", "x": "хχ", "y": "уγў", "z": "2з",
    }.items()
    for sign in signs
}  # fmt: skip
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("ii", "u"))
_TWO_PART_ENDINGS = {"co", "com", "org", "net", "gov", "ac", "edu", "in", "gob", "or"}
# Below this length a slip of one letter says nothing.
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """`typed` looks like `known`, and why."""

    typed: str
    known: str
    why: Why


def alike(typed: str, known: Iterable[str]) -> Iterator[Alike]:
    """Every known domain that `typed` looks like without being it or belonging to it."""
    for other in known:
        if why := looks_like(typed, other):
            yield Alike(typed, other, why)


def looks_like(one: str, other: str) -> Why | None:
    """Why two domains can be taken for each other; None if they cannot, or are one domain."""
    a, b = _readable(one), _readable(other)
    if _belongs(a, b) or _belongs(b, a):
        return None
    name_a, name_b = _name(a), _name(b)
    if name_a == name_b:
        return "ending"
    if skeleton(name_a) == skeleton(name_b):
        return "confusable"
    bare_a, bare_b = (skeleton(name).replace("-", "") for name in (name_a, name_b))
    if bare_a == bare_b:
        return "hyphen"
    if min(len(bare_a), len(bare_b)) < _SHORTEST:
        return None
    if _one_slip(bare_a, bare_b):
        return "one-letter"
    parts_a, parts_b = name_a.split("-"), name_b.split("-")
    if len(parts_a) != len(parts_b) and (_part_of(parts_a, parts_b) or _part_of(parts_b, parts_a)):
        return "contained"
    return None


def skeleton(name: str) -> str:
    """The name as the eye takes it: lower case, no marks, signs drawn alike made one."""
    lowered = unicodedata.normalize("NFKC", name).casefold().translate(_DRAWN_ALIKE)
    apart = unicodedata.normalize("NFD", lowered)
    plain = "".join(c for c in apart if not unicodedata.combining(c)).translate(_DRAWN_ALIKE)
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain


def _readable(domain: str) -> str:
    """As a person reads it: punycode undone."""
    labels = domain.strip().rstrip(".").lower().split(".")
    return ".".join(map(_undone, labels))


def _undone(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _belongs(part: str, whole: str) -> bool:
    return part == whole or part.endswith(f".{whole}")


def _name(domain: str) -> str:
    """The label that was registered."""
    labels = domain.split(".")
    if len(labels) >= 3 and labels[-2] in _TWO_PART_ENDINGS:
        return labels[-3]
    return labels[-2] if len(labels) >= 2 else domain


def _part_of(few: list[str], many: list[str]) -> bool:
    """`banka-sava` in `banka-sava-login`: the known name with something hung on."""
    joined = f"-{'-'.join(many)}-"
    few_joined = "-".join(few)
    return len(few_joined) >= _SHORTEST and f"-{few_joined}-" in joined


def _one_slip(a: str, b: str) -> bool:
    """One letter more, less or other, or two neighbours swapped."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if start is None:
        return True
    rest_a, rest_b = a[start:], b[start:]
    swapped = len(a) == len(b) and rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
    return swapped or rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:]
