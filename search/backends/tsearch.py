"""Terms and queries as PostgreSQL's full-text types, without any of its own text analysis.

Three namespaces share one vector: words of the text bare, exact identifiers behind `#`, marks
behind `@`. So an index that knows no fields answers alone which entries hold a word.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from search.analysis.terms import FILLER
from search.backends.protocol import Terms
from search.query import Alternative, Query, Term

IDS, MARKS = "#", "@"

# What a vector takes (PostgreSQL, "Limitations" of text search): places up to 16383, 2 kB a
# lexeme, 1 MB in all. Whatever is over is left out, the end of a long body first.
LAST_PLACE = 16_380
MOST_BYTES = 1_000_000
MOST_NAMES = 10_000  # identifiers, and marks
LONGEST = 500
# Words behind the last place share one: found, but never side by side with anything.
_TAIL = LAST_PLACE + 2
# Of how many words it is noted beside the row how often they stand in a text.
TELLING = 100


def vector(terms: Terms) -> str:
    """The literal of a vector with all that is sought: title A, body D, identifiers B, marks C."""
    title, body = terms.title.split(), terms.body.split()
    # The whole title's term stands last; it is the one to be kept.
    *ids, whole = terms.ids.split() or [""]
    named = ((IDS + each, "1B") for each in (whole, *ids))
    narrowed = ((MARKS + each, "1C") for each in terms.marks.split())
    # One place is left free: no phrase runs from the title into the body.
    text = chain(_placed(title, 1, "A"), _placed(body, len(title) + 2, "D"))
    return _literal(chain(_within(MOST_NAMES, named), _within(MOST_NAMES, narrowed), text))


def telling_vector(terms: Terms) -> str:
    """The literal of a small vector of what ranks: the title's words (A), the body's frequent ones.

    Whatever else an entry is found by stands in its body once.
    """
    title = [word for word in terms.title.split() if word != FILLER]
    often = Counter(word for word in terms.body.split() if word != FILLER)
    placed = [(word, f"{min(place, LAST_PLACE)}A") for place, word in enumerate(title, 1)]
    kept = set(title[:TELLING])
    for word, times in often.most_common(TELLING):
        if times == 1 or len(kept) >= TELLING:
            break
        kept.add(word)
        placed += [(word, f"{LAST_PLACE - number}D") for number in range(times)]
    return _literal((word, place) for word, place in placed if word in kept)


def typed_vector(terms: Terms) -> str:
    """The literal of a vector with the title's words as one types them."""
    return _literal((word, "") for word in terms.typed.split())


def length(terms: Terms) -> int:
    """How many words the text has."""
    return len(terms.title.split()) + len(terms.body.split())


def _placed(words: Iterable[str], first: int, weight: str) -> Iterator[tuple[str, str]]:
    for place, word in enumerate(words, first):
        if word != FILLER:
            yield word, f"{place if place <= LAST_PLACE else _TAIL}{weight}"


def _within(most: int, placed: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return islice((each for each in placed if each[0] not in (IDS, MARKS)), most)


def _literal(placed: Iterable[tuple[str, str]]) -> str:
    found: dict[str, list[str]] = {}
    left = MOST_BYTES
    for word, place in placed:
        lexeme = _clean(word)
        # A place takes two bytes; a lexeme its own, a count and at most one to align it.
        cost = 2 if lexeme in found else len(lexeme.encode()) + 5
        if lexeme and cost <= left:
            found.setdefault(lexeme, []).append(place)
            left -= cost
    return " ".join(_entry(lexeme, places) for lexeme, places in found.items())


def _entry(lexeme: str, places: list[str]) -> str:
    stood = ",".join(filter(None, places))
    return f"'{lexeme}':{stood}" if stood else f"'{lexeme}'"


def _clean(word: str) -> str:
    """Letters and digits only, behind a namespace's sign."""
    sign = word[0] if word[:1] in (IDS, MARKS) else ""
    return sign + "".join(filter(str.isalnum, word))[:LONGEST]


# --- queries -------------------------------------------------------------------------------


def lexeme(token: str, sign: str = "", weight: str = "") -> str:
    """One lexeme of a query."""
    return f"'{_clean(sign + token)}'{weight}"


def any_of(parts: Iterable[str]) -> str:
    """A query that one of `parts` meets."""
    return f"({' | '.join(parts)})"


def alternative(each: Alternative, term: Term, weight: str = "") -> str:
    """One way in which `term` may stand in an entry; `weight` narrows to a field."""
    if term.where == "marks":
        return f"({' & '.join(lexeme(token, MARKS) for token in each.tokens)})"
    weight = ":A" if term.where == "title" else weight
    return f"({' <-> '.join(lexeme(token, weight=weight) for token in each.tokens)})"


def group(term: Term) -> str:
    """Any of its alternatives, or its identifier."""
    parts = [alternative(each, term) for each in term.alternatives if each.tokens]
    return any_of([*parts, *(lexeme(each, IDS) for each in term.ids)])


def match_all(query: Query) -> str:
    """Every term and filter, none of the excluded; empty if nothing is asked of the words."""
    return _narrowed(map(group, query.terms), query)


def match_one(term: Term, query: Query) -> str:
    """One of the query's terms, every filter, none of the excluded."""
    return _narrowed([group(term)], query)


def beginning(words: Iterable[str]) -> str:
    """Titles with all `words`, the last one as a beginning; empty if there can be none."""
    words = list(words)
    if not words or not all(map(str.isalnum, words)):
        return ""
    return " & ".join([*map(lexeme, words[:-1]), f"{lexeme(words[-1])}:*"])


def _narrowed(parts: Iterable[str], query: Query) -> str:
    without = [f"!{any_of(map(group, query.excluded))}"] if query.excluded else []
    return " & ".join([*parts, *map(group, query.filters), *without])
