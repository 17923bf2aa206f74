"""How well an entry meets a query, in PostgreSQL's terms.

An entry that was found holds the words, once each if nothing else is noted; the titles' and
the frequent words stand in a small vector beside the row. Of that `ts_rank` tells the weight of
the best field of a word and a little for every other place: a damped frequency. It becomes
a strength as in BM25. Reading the large vectors of all matches would take most of the time.
"""
# ruff: noqa: S608 (what is put into SQL text here are table names and numbers of our own)

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from search import ranking
from search.backends.protocol import Order
from search.backends.tsearch import IDS, alternative, any_of, lexeme
from search.query import Alternative, Query, Term

# The usual constants of BM25, and the words of an ordinary entry.
_K1, _B, _LENGTH = 1.2, 0.75, 100
# What `ts_rank` divides by: the sum of 1/n².
_SUM = 1.64493406685
# `ts_rank` takes weights up to 1.
_TOP = max(ranking.TITLE, ranking.BODY)


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with what belongs in its places."""

    text: str
    params: tuple[Any, ...] = ()


def joined(parts: Sequence[Sql], between: str) -> Sql:
    """The pieces one after the other."""
    values = tuple(value for part in parts for value in part.params)
    return Sql(between.join(part.text for part in parts), values)


def total(query: Query, table: str) -> Sql:
    """An expression over a row `w` of `table`: how well it meets all of the query."""
    title = [_exact(query.whole_title, table)] if query.whole_title else []
    return joined([*(strength(term, table) for term in query.terms), *title], " + ")


def strength(term: Term, table: str) -> Sql:
    """An expression over a row `w` of `table` that meets `term`: how well it does."""
    exact = [_exact(each, table) for each in term.ids]
    if not term.alternatives:
        return joined(exact, " + ")
    best = joined([_once(term, table), *_title_and_frequent(term)], ", ")
    length = f"{_K1} * ({1 - _B} + {_B} / {_LENGTH} * w.length)"
    words = Sql(f"{_K1 + 1} / (1 + {length} / greatest({best.text}))", best.params)
    return joined([words, *exact], " + ")


def age_and_language(order: Order) -> Sql:
    """An expression: the factor for what is new and for what the reader reads easily."""
    age = f"greatest(%s - w.fresh, 0) / {ranking.RECENCY_DAYS}"
    return Sql(
        f"(1 + {ranking.RECENCY_GAIN} / (1 + {age}))"
        f" * (CASE WHEN w.bin = ANY(%s) THEN {ranking.FAVOUR} ELSE 1 END)",
        (order.today, sorted(order.favoured)),
    )


def _once(term: Term, table: str) -> Sql:
    """What it is worth to hold a term once: by the alternative that counts most."""
    found: dict[float, list[str]] = defaultdict(list)
    for each in term.alternatives:
        found[each.weight].append(alternative(each, term))
    field = ranking.TITLE if term.where == "title" else ranking.BODY
    best, *lesser = sorted(found, reverse=True)
    better = list(found[best])
    cases = []
    for weight in lesser:
        # The few that hold nothing better are looked up, not the many that do.
        only = f"{any_of(found[weight])} & !{any_of(better)}"
        better += found[weight]
        cases.append(Sql(f" WHEN {_holding(table)} THEN {field * weight}", (only,)))
    if not cases:
        return Sql(str(field * best))
    return joined([Sql("CASE"), *cases, Sql(f" ELSE {field * best} END")], "")


def _holding(table: str) -> str:
    return f"w.entry_id IN (SELECT entry_id FROM {table} WHERE words @@ %s::tsquery)"


def _title_and_frequent(term: Term) -> list[Sql]:
    single: dict[float, list[str]] = defaultdict(list)
    for each in term.alternatives:
        if len(each.tokens) == 1:
            single[each.weight].append(lexeme(each.tokens[0]))
    runs = [each for each in term.alternatives if len(each.tokens) > 1]
    return [*(_words(*each, term) for each in single.items()), *(_run(r, term) for r in runs)]


def _words(weight: float, lexemes: list[str], term: Term) -> Sql:
    body = 0.0 if term.where == "title" else ranking.BODY / _TOP
    # It gives the mean over the lexemes of its query, of which an entry has one as a rule.
    factor = weight * len(lexemes) * _SUM * _TOP
    return Sql(
        f"ts_rank(ARRAY[{body}, 0, 0, {ranking.TITLE / _TOP}]::real[], w.telling, %s::tsquery)"
        f" * {factor}",
        (" | ".join(lexemes),),
    )


def _run(run: Alternative, term: Term) -> Sql:
    """Words side by side in the title; how often they stand so in the body is not noted."""
    text = f"CASE WHEN w.telling @@ %s::tsquery THEN {ranking.TITLE * run.weight} ELSE 0 END"
    return Sql(text, (alternative(run, term, ":A"),))


def _exact(identifier: str, table: str) -> Sql:
    text = f"CASE WHEN {_holding(table)} THEN {ranking.IDENTIFIER} ELSE 0 END"
    return Sql(text, (lexeme(identifier, IDS),))
