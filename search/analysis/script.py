"""Which script a text is written in, from its letters."""

import unicodedata
from collections import Counter


def script_of(text: str) -> str:
    """`cyrl`, `latn` or, without letters of either, an empty text; the majority decides."""
    found: Counter[str] = Counter()
    for char in text[:2_000]:
        if char.isalpha():
            found[unicodedata.name(char, "").partition(" ")[0]] += 1
    if found["CYRILLIC"] > found["LATIN"]:
        return "cyrl"
    return "latn" if found["LATIN"] else ""
