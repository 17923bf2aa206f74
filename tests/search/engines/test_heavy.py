"""The most that one query can ask for and one document can hold is taken by every engine."""

import pytest

from search.parsing import parse

from .planting import BEST, PUBLIC, Planted, words

ALL = "ransomver fišing ranjivost lozinka virus napad zakrpa bezbednost mreža banka prevara podaci"
QUERIES = (
    ALL,
    # Letters that may be typed in several ways.
    " ".join(f"{each}dodadedi" for each in "abcdefghijkl"),
    " ".join(f'"{each} {each} b c d e f"' for each in "abcdefghijkl"),
    '"' + "d " * 90 + '"',
    " ".join(f"-{each}dada" for each in "abcdefghijk") + " banka",
    'author:"' + "dodada " * 25 + '" banka',
    " ".join(f"a{each}.example" for each in range(12)),
    "a-" * 99,
    "x" * 200,
    "ш" * 200,
    "漢" * 200,
    "type:advisory,page lang:sr,hr,en label:clear,amber after:1900 before:9999 in:title " + ALL,
)


@pytest.mark.parametrize("text", QUERIES)
def test_the_heaviest_queries_are_answered(planted: Planted, text: str) -> None:
    planted.put("one", "Banka", "banka prevara podaci")
    query = parse(text)
    planted.count(query)
    planted.matches(query, PUBLIC, BEST)
    planted.partial(query)


BODIES = {
    "many words": " ".join(f"r{number}" for number in range(150_000)),
    "one word often": "banka " * 160_000,
    "one long word": "x" * 1_000_000,
    "many identifiers": " ".join(f"a{number}.example" for number in range(60_000)),
    "signs": "漢" * 300_000,
    "dashes": "ab\u2013" * 300_000,
    "no words": "-" * 1_000_000,
}


@pytest.mark.parametrize("name", BODIES)
def test_the_largest_texts_are_found(planted: Planted, name: str) -> None:
    planted.put(name, "Prevara", f"početak {BODIES[name]}")
    planted.put("long title", f"Naslov {'w' * 3_000} {'v1.example ' * 3_000}")
    assert planted.find(words("prevara")) == [name]
    assert planted.find(words("početak")) == [name]
    assert planted.suggest("prev") == [name]
    assert planted.find(words("naslov")) == ["long title"]
