"""What a query without a good answer may have meant, from words that everybody may read.

A correction is offered only if public entries hold it now, in the very form that is shown:
what restricted entries hold, or held when they were public, changes nothing here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import cyrtranslit
from django.db.models.functions import Length, Substr

from search.analysis.fold import bald
from search.analysis.script import script_of
from search.analysis.terms import expansions
from search.analysis.tokens import tokenise
from search.backends.protocol import Engine, Order, Scope
from search.distance import distance, edits
from search.index import Index
from search.models import Text, Word
from search.parsing import parse
from search.query import Query, Term

POOR = 3  # fewer results than this are no good answer
FREQUENT = 10  # so many times more entries must hold a correction than hold the typed word
SHORTEST, LONGEST = 4, 24  # letters: shorter words have too many neighbours

_WORDS = 3  # looked at in one query
_CHOICES = 4  # compared for one word
_ASKED = 16  # asked of the engine for one word
_FETCHED = 2_000  # words from the same beginning
_READ = 20_000  # characters of a text in which the shown form must stand
_PUBLIC = 0


@dataclass(frozen=True, slots=True)
class _Asking:
    """What the questions of one correction share; `public` is the scope of everybody."""

    engine: Engine
    public: Scope
    order: Order
    index: Index


class _Choice(NamedTuple):
    """A word in question: the smallest is the best."""

    cost: float
    rarity: int
    form: str
    shown: str


def meant(engine: Engine, text: str, query: Query, scope: Scope, order: Order, index: Index) -> str:
    """`text` with the words corrected that hardly anything readable holds; empty if none is.

    `scope` is all that the viewer may read. A bounded number of questions.
    """
    public = Scope(scope.acl_ids, scope.partitions & {_PUBLIC}, scope.now, bins=scope.bins)
    newest = Order(order.today, "newest")
    asking = _Asking(engine, public, newest, index)
    corrected = text
    for term in list(_suspects(query))[:_WORDS]:
        corrected = _replaced(corrected, term.text, _better(term, scope, asking))
    if corrected == text:
        return ""
    groups = engine.count(parse(corrected), public).groups
    return corrected if groups else ""


def _suspects(query: Query) -> Iterator[Term]:
    """Single words long enough to be mistyped, and no names or numbers."""
    for term in query.terms:
        if term.text.isalpha() and not term.ids and SHORTEST <= len(bald(term.text)) <= LONGEST:
            yield term


def _replaced(text: str, word: str, better: str) -> str:
    if not better:
        return text
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: better, text)


def _better(term: Term, scope: Scope, asking: _Asking) -> str:
    """The word that `term` may have meant, in the script in which it was typed."""
    typed = bald(term.text)
    held = _holding(typed, scope, asking)
    if held >= POOR:
        return ""
    for words in (_near, _farther):
        choices = _choices(typed, words(typed, asking.index), asking)
        if choices:
            break
    found = [choice for choice in choices if -choice.rarity >= FREQUENT * held]
    return _in_script(term.text, min(found).shown) if found else ""


def _choices(typed: str, words: set[str], asking: _Asking) -> list[_Choice]:
    """The nearest of `words` that public entries hold now.

    Only these count as choices: a word that was public once must not take the place of another.
    """
    asked = islice(_candidates(typed, words), _ASKED)
    confirmed = filter(None, (_confirmed(form, typed, asking) for form in asked))
    return list(islice(confirmed, _CHOICES))


def _holding(word: str, scope: Scope, asking: _Asking) -> int:
    counts = asking.engine.count(parse(word, exactly=True), scope)
    return sum(counts.bins.values())


def _near(typed: str, index: Index) -> set[str]:
    """Words one error away."""
    rows = Word.objects.using(index.using).filter(bald__in=edits(typed))
    return set(rows.values_list("bald", flat=True))


def _farther(typed: str, index: Index) -> set[str]:
    """Words of about the same length that begin alike, for words in which two errors are few."""
    if _farthest(typed) < 2:
        return set()
    rows = Word.objects.using(index.using).annotate(length=Length("bald"))
    beginning = rows.filter(
        # Between two words of letters and digits, for every collation.
        bald__gte=typed[:3],
        bald__lte=typed[:3] + "z" * 40,
        length__gte=len(typed) - 2,
        length__lte=len(typed) + 2,
    )
    return set(beginning.order_by("bald").values_list("bald", flat=True)[:_FETCHED])


def _candidates(typed: str, words: set[str]) -> Iterator[str]:
    """`words` near `typed`, the nearest first, one of those that share their terms."""
    own, seen = expansions(typed), set()
    priced = sorted((distance(typed, word), word) for word in words - {typed})
    for cost, word in priced:
        terms = expansions(word)
        if cost <= _farthest(typed) and terms != own and terms not in seen:
            seen.add(terms)
            yield word


def _farthest(typed: str) -> int:
    return 1 if len(typed) < 6 else 2


def _confirmed(form: str, typed: str, asking: _Asking) -> _Choice | None:
    """The nearest form that stands in the newest public entry with the terms of `form`."""
    query = parse(form, exactly=True)
    matches = asking.engine.find(query, asking.public, asking.order, offset=0, limit=1)
    if not matches:
        return None
    rows = Text.objects.using(asking.index.using).filter(pk=matches[0].entry_id)
    begun = rows.annotate(beginning=Substr("body", 1, _READ)).values_list("title", "beginning")
    text = "\n".join(begun[0]) if begun else ""
    terms, choices = expansions(form), []
    for token in tokenise(text):
        near = abs(len(token.word) - len(typed)) <= _farthest(typed)
        if near and expansions(token.word) == terms:
            cost = distance(typed, token.word)
            shown = text[token.start : token.end].lower()
            choices.append(_Choice(cost, 0, token.word, shown))
    if not choices or min(choices).cost > _farthest(typed):
        return None
    return min(choices)._replace(rarity=-_holding(form, asking.public, asking))


def _in_script(typed: str, shown: str) -> str:
    if script_of(typed) == script_of(shown):
        return shown
    lang = "mk" if set("ѓќѕ") & set(shown) else "sr"
    turn = cyrtranslit.to_cyrillic if script_of(typed) == "cyrl" else cyrtranslit.to_latin
    return str(turn(shown, lang))
