"""Many entries, quickly made: sentences recombined, each analysed once.

Sentences come from the treebanks below SAMPLES_DIR, or are coined where that is not set. Six
words of every text come from a tail of 200,000 coined ones, the common ones often and the rest
hardly ever, as in any language. Some 110 words a text, five kinds, two thirds public.
"""

import math
import os
import random
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid5

from django.db import transaction

from search import bins
from search.analysis import lemma
from search.analysis.families import family_of
from search.analysis.terms import capped, terms, whole_title_term
from search.backends import store
from search.backends.protocol import Terms
from search.bins import Values
from search.evaluation.treebank import sentences_of
from search.index import Index
from search.models import Entry, Text
from search.registry import Kind, Row
from search.writing import number_of_topic

KINDS = ("advisory", "topic", "post", "page", "campaign")
TAIL = 200_000
TODAY = 739_944  # 2026-11-24
SPACE = UUID("3a0f2f7e-50a9-4d0c-8a52-6a6f1f3f9d11")
BATCH = 1_000
_SYLLABLES = tuple(a + b for a in "bdgkmnprstvz" for b in "aeiou")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: `name` for the print."""

    name: str
    acl_ids: frozenset[int]
    partitions: frozenset[int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence and its terms."""

    lang: str
    text: str
    terms: tuple[str, ...]
    length: int


def viewers(sets: int) -> list[Viewer]:
    """Anonymous, a member with eight ids, and somebody with all (of many: a tenth)."""
    many = range(1, sets + 1) if sets <= 100 else range(1, sets + 1, 10)
    return [
        Viewer("1 id", frozenset([1]), frozenset([0])),
        Viewer("8 ids", frozenset([1, 2, *range(3, 9)]), frozenset([0, 1, 2])),
        Viewer("many ids", frozenset([1, 2, *many]), frozenset([0, 1, 2, 3])),
    ]


@lru_cache(maxsize=1)
def pieces() -> list[Piece]:
    """All sentences there are."""
    if samples := os.environ.get("SAMPLES_DIR"):
        found = sentences_of(Path(samples) / "ud")
        return [_piece(each.lang, each.text) for each in found]
    dice = random.Random(1)
    return [
        _piece("sr", " ".join(coined(_rank(dice, 20_000)) for _ in range(dice.randrange(8, 28))))
        for _ in range(3_000)
    ]


def _piece(lang: str, text: str) -> Piece:
    return Piece(lang, text, terms(text, family_of(lang)), len(text.split()))


def coined(number: int) -> str:
    """The word of that rank."""
    word = ""
    number += 60
    while number:
        number, rest = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[rest]
    return word


def _rank(dice: random.Random, most: int) -> int:
    return int(math.exp(dice.random() * math.log(most)))


def _tail(dice: random.Random) -> Piece:
    words = [coined(_rank(dice, TAIL)) for _ in range(6)]
    return Piece("", f"{' '.join(words)}.", tuple(_term(word) for word in words), 6)


@lru_cache(maxsize=TAIL)
def _term(word: str) -> str:
    return terms(word, "sh")[0]


def build(index: Index, entries: int, sets: int) -> None:
    """Fills an empty index."""
    _bin.cache_clear()  # the numbers of another index are not those of this one
    dice = random.Random(20261124)
    numbers = iter(range(1, entries + 1))
    while batch := list(islice(numbers, BATCH)):
        with transaction.atomic(using=index.using):
            made = [_made(number, sets, dice, index.using) for number in batch]
            Entry.objects.using(index.using).bulk_create(entry for entry, _, _ in made)
            Text.objects.using(index.using).bulk_create(text for _, text, _ in made)
            rows = [(entry.pk, entry.partition, each) for entry, _, each in made]
            store(index).add_many(rows)


@cache
def _bin(values: Values, using: str) -> int:
    return bins.number_of(values, using)


def _made(number: int, sets: int, dice: random.Random, using: str) -> tuple[Entry, Text, Terms]:
    chosen = [dice.choice(pieces())]
    while sum(each.length for each in chosen) < dice.triangular(40, 180, 90):
        chosen.append(dice.choice(pieces()))
    chosen.append(_tail(dice))
    lang = chosen[0].lang
    title = " ".join(chosen[0].text.split()[: dice.randrange(4, 10)])
    title_terms = terms(title, family_of(lang))
    day = TODAY - int(dice.expovariate(1 / 500))
    kind = dice.choice(KINDS)
    acl, partition = _audience(sets, dice)
    label = ("CLEAR", "GREEN", "AMBER", "RED")[partition]
    uid = uuid5(SPACE, str(number))
    entry = Entry(
        pk=number,
        acl=acl,
        partition=partition,
        bin=_bin(Values(kind, lang, label, 2026 - (TODAY - day) // 365), using),
        day=day,
        fresh=day,
        topic=number_of_topic(uid if dice.random() < 0.7 else uuid5(SPACE, str(number // 4))),
        analyzer=lemma.analyzer(),
    )
    body = " ".join(each.text for each in chosen)
    text = Text(entry=entry, kind=kind, uid=uid, lang=lang, topic=uid, title=title, body=body)
    words = Terms(
        title=" ".join(title_terms),
        body=" ".join(capped(term for each in chosen for term in each.terms)),
        ids=f"cvez2d2026z2d{10_000 + number} {whole_title_term(title)}",
        marks="",
        typed=" ".join(dict.fromkeys(title_terms)),
    )
    return entry, text, words


def _audience(sets: int, dice: random.Random) -> tuple[int, int]:
    place = dice.random()
    if place < 0.65:
        return 1, 0
    if place < 0.80:
        return 2, 1
    # A few groups talk much, most of them little.
    return 2 + _rank(dice, sets - 1), 2 if place < 0.95 else 3


def queries() -> list[str]:
    """26: common, middling and rare words, alone and together, phrases, numbers, exclusions."""
    count = Counter(word for each in pieces() for word in set(each.text.split()))
    known = [word for word, _ in count.most_common() if len(word) > 4 and word.isalpha()]
    common, middling, rare = known[:6], known[150:156], known[-400:-394]
    tail = [coined(number) for number in (5, 500, 50_000)]
    some = [each.text.split() for each in pieces() if each.length > 6][::500]
    return [
        *common[:4],
        *middling[:3],
        *rare[:3],
        *tail,
        f"{common[4]} {common[5]}",
        f"{common[0]} {middling[3]}",
        f"{middling[4]} {rare[3]}",
        f"{common[1]} {tail[1]}",
        f"{common[0]} {common[1]} {middling[0]}",
        *(" ".join(words[2:5]) for words in some[:3]),
        f'"{" ".join(some[3][1:4])}"',
        f'"{" ".join(some[0][1:3])}" {common[2]}',
        f"{common[3]} -{middling[5]}",
        "CVE-2026-10077",
        f"{rare[4]} {rare[5]}",
    ]


def kinds() -> Iterator[Kind]:
    """The kinds of the corpus, of which everybody who finds a thing may read it."""
    for name in KINDS:
        yield Kind(name, name, lambda _: None, _rows, lambda: ())


def _rows(_viewer: object, uids: Collection[UUID]) -> Mapping[UUID, Row]:
    return {uid: Row("A title of some words that are shown", "/") for uid in uids}


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that is not less than `percent` percent of them."""
    return sorted(values)[max(math.ceil(len(values) * percent / 100), 1) - 1]
