"""Words to index terms. Every engine gets the same ones.

A text is indexed with the terms of its own language's family; a word of a query has no
language and stands for its terms in all families.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from . import lemma
from .families import FAMILIES
from .fold import bald, family_form, fold, variants
from .stems import stem
from .tokens import tokenise

CACHED = 200_000  # words a process remembers: the vocabulary of a large collection

FILLER = "x0x"  # no term: stands where a word was repeated too often to count again


@lru_cache(maxsize=CACHED)
def term(word: str, family: str) -> str:
    """The index term of one word, as typed or bald, in a text of `family`; `a-z0-9` only."""
    return _settled(family_form(bald(word), family), family)


def _settled(word: str, family: str) -> str:
    """Where table and rules lead from a bald `word`: a term that is its own term.

    Of a ring (two words, each the base form of the other) it is the first by alphabet.
    """
    seen: list[str] = []
    while word not in seen:
        seen.append(word)
        known = lemma.lookup(word, family)
        word = family_form(known[0] if known else stem(word, family), family)
    made = min(seen[seen.index(word) :])
    return made if made != FILLER else FILLER + FILLER


def terms(text: str, family: str) -> tuple[str, ...]:
    """The terms of `text` in order."""
    return tuple(term(token.word, family) for token in tokenise(text))


@lru_cache(maxsize=16_384)
def expansions(word: str) -> tuple[str, ...]:
    """The distinct terms under which a text of any family may have `word`.

    Where a word may be a form of several, a text has it under the likeliest; here all are
    given, and what the rules alone make of it, since they met the forms no dictionary knows.
    """
    key = bald(word)
    made = [term(key, family) for family in FAMILIES]
    for family in FAMILIES:
        others = lemma.lookup(family_form(key, family), family)[1:]
        made += (term(other, family) for other in others)
    made.append(term(stem(family_form(key, "sh"), "sh"), "sh"))
    return tuple(dict.fromkeys(filter(None, made)))


@lru_cache(maxsize=16_384)
def spellings(word: str) -> tuple[str, ...]:
    """Terms of other typings of `word` (đ as dj or d) that are none of its `expansions`."""
    own = expansions(word)
    others = (made for other in variants(bald(word)) for made in expansions(other))
    return tuple(dict.fromkeys(made for made in others if made not in own))


def whole_title_term(title: str) -> str:
    """One term for a whole title, whatever its script and marks; empty without words.

    No term of an identifier begins like it.
    """
    words = " ".join(fold(token.word) for token in tokenise(title))
    return f"zy{blake2b(words.encode(), digest_size=10).hexdigest()}" if words else ""


def mark_term(field: str, word: str) -> str:
    """The term of a `word` one narrows by, such as a tag; `field` is letters only.

    Two fields never share a term.
    """
    if not (field.isascii() and field.isalpha()):
        raise ValueError(f"letters a-z were expected, not {field!r}")
    return f"{field.lower()}0{bald(word)}"


def typed(title: str) -> tuple[str, ...]:
    """The bald words of `title`, each once: what the beginning of a word is sought in."""
    return tuple(dict.fromkeys(token.word for token in tokenise(title)))


def capped(found: Iterable[str], most: int = 6) -> tuple[str, ...]:
    """`found` with every repetition of a term beyond `most` as a filler; places stay."""
    seen: Counter[str] = Counter()
    kept = []
    for each in found:
        seen[each] += 1
        kept.append(each if seen[each] <= most else FILLER)
    return tuple(kept)
