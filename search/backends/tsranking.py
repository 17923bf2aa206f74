"""How well an entry meets a query, in PostgreSQL's terms.

`ts_rank` of a single lexeme is the weight of the best field it stands in, and a little more
for every other place: a damped frequency. It becomes a strength as in BM25; the rarity
of a word is counted among the matches of this viewer alone, so that nothing that somebody may
not read moves what they may.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from search.backends.protocol import Order
from search.backends.tsearch import IDS, alternative, lexeme
from search.query import Query, Term

# As in the other engines: a word in the title tells more than one in the body, an identifier
# settles the matter.
TITLE, BODY, IDENTIFIER = 6.0, 1.0, 60.0
# Up to 1.6 times the score for something new, after a year 1.3 times, then falling to 1.
RECENCY = "(1.0 + 0.6 / (1.0 + greatest(%s - e.fresh, 0) / 365.25))"
FAVOUR = "(CASE WHEN e.bin = ANY(%s) THEN 1.15 ELSE 1.0 END)"

# The usual constants of BM25, and the number of distinct words of an ordinary entry.
_K1, _B, _LENGTH = 1.2, 0.75, 80
# What `ts_rank` divides by: the sum of 1/n².
_SUM = 1.64493406685
# Added to the number of matches before a word's share is taken: among few, all are rare.
_FEW = 200


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with what belongs in its places."""

    text: str
    params: tuple[Any, ...] = ()


def strength(term: Term) -> Sql:
    """An expression: how well an entry `w` meets `term`; 0 where it does not."""
    found = [_words(term, weight, tokens) for weight, tokens in _single(term).items()]
    found += [_phrase(term, number) for number in _runs(term)]
    best = f"greatest({', '.join(each.text for each in found)})" if found else "0.0"
    length = f"{_K1} * ({1 - _B} + {_B} * length(w.words) / {_LENGTH}.0)"
    text = f"coalesce({_K1 + 1} / (1 + {length} / nullif({best}, 0)), 0)"
    params = tuple(value for each in found for value in each.params)
    exact = [_exact(each) for each in term.ids]
    text = " + ".join([text, *(each.text for each in exact)])
    return Sql(f"({text})", params + tuple(value for each in exact for value in each.params))


def whole_title(query: Query) -> Sql:
    """An expression: what a title that is just the query adds."""
    return _exact(query.whole_title) if query.whole_title else Sql("0.0")


def age_and_language(order: Order) -> Sql:
    """An expression: the factor for what is new and for what the reader reads easily."""
    return Sql(f"{RECENCY} * {FAVOUR}", (order.today, sorted(order.favoured)))


def rarity(place: int) -> str:
    """An expression over `sums`: how much it tells that the term at `place` is met."""
    return f"ln(1 + (sums.n + {_FEW}) / greatest(sums.n{place:d}, 1))"


def _single(term: Term) -> dict[float, list[str]]:
    """The tokens that stand alone, by how much they count."""
    found: dict[float, list[str]] = defaultdict(list)
    for each in term.alternatives:
        if len(each.tokens) == 1:
            found[each.weight].append(each.tokens[0])
    return found


def _runs(term: Term) -> list[int]:
    return [n for n, each in enumerate(term.alternatives) if len(each.tokens) > 1]


def _words(term: Term, weight: float, tokens: list[str]) -> Sql:
    query = " | ".join(map(lexeme, tokens))
    return Sql(f"{_rank(term)} * {weight * len(tokens) * _SUM * TITLE}", (query,))


def _phrase(term: Term, number: int) -> Sql:
    """The mean of its words where they stand side by side."""
    run = term.alternatives[number]
    query = " | ".join(map(lexeme, run.tokens))
    text = f"{_rank(term)} * {run.weight * _SUM * TITLE}"
    return Sql(
        f"(CASE WHEN w.words @@ %s::tsquery THEN {text} ELSE 0.0 END)",
        (alternative(run, term), query),
    )


def _rank(term: Term) -> str:
    body = 0.0 if term.where == "title" else BODY / TITLE
    return f"ts_rank(ARRAY[{body}, 0, 0, 1.0]::real[], w.words, %s::tsquery)"


def _exact(identifier: str) -> Sql:
    text = f"(CASE WHEN w.words @@ %s::tsquery THEN {IDENTIFIER} ELSE 0.0 END)"
    return Sql(text, (lexeme(identifier, IDS),))
