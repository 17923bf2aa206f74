"""The language of queries: words, "phrases", -exclusions, filters. Anything else is plain text.

Every input gives a query, an empty one in the worst case; nothing here raises.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from search.analysis.families import FAMILIES
from search.analysis.highlight import Needle
from search.analysis.identifiers import id_term, identifiers
from search.analysis.stop import is_stop
from search.analysis.terms import expansions, spellings, term, whole_title_term
from search.analysis.tokens import tokenise
from search.operators import Filters, cve_of
from search.query import Also, Alternative, Applied, Query, Term
from search.ranking import SPELLING, SYNONYM
from search.thesaurus import Entry, thesaurus

MAX_LENGTH = 200  # characters; the page refuses more, the parser cuts
MAX_WORDS = 12  # sought, excluded and filters together, and inside one phrase
MAX_EXPANSIONS = 3  # terms for one word as typed: more families seldom know it
# Words of the thesaurus for one that was typed, and in one query: each costs time.
MOST_ALSO, MAX_ALSO = 8, 24

Key = tuple[Alternative, ...]
Item = tuple[Term, Sequence[str]]

_QUOTES = str.maketrans(dict.fromkeys("„“”‟«»″", '"'))
_ITEM = re.compile(
    r"(?P<minus>(?<!\S)-)?(?:"
    r'(?<![^\s-])(?P<name>[^\W\d_]{1,20}):(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s":][^\s"]*))'
    r'|"(?P<phrase>[^"]*)"|(?P<chunk>[^\s"]+))|"'
)
_PIECE = re.compile(r"[^\s:,;/|()\[\]{}<>!?=]+")


@dataclass(slots=True)
class _Gathered:
    """What was read until now. A run holds the plain words side by side, with their keys."""

    filters: Filters
    sought: dict[Key, Term] = field(default_factory=dict)
    excluded: dict[Key, Term] = field(default_factory=dict)
    runs: list[list[tuple[str, Key]]] = field(default_factory=lambda: [[]])
    words: list[str] = field(default_factory=list)

    def full(self) -> bool:
        taken = len(self.sought) + len(self.excluded) + len(self.filters.applied)
        return taken >= MAX_WORDS

    def add(self, each: Term, words: Sequence[str], *, minus: bool) -> None:
        """A term; `words` are its bald words if they are plain ones, several if joined."""
        if minus:
            self.excluded.setdefault(each.alternatives, each)
            return
        self.sought.setdefault(each.alternatives, each)
        self.words.append(each.text)
        if words:
            self.runs[-1] += [(word, each.alternatives) for word in words]
        else:
            self.runs.append([])


def parse(text: str, *, today: date | None = None, exactly: bool = False) -> Query:
    """What `text` asks for; `exactly`: without other words for the same thing.

    `today` (else the day in UTC) is the day from which `after:7d` counts.
    """
    gathered = _Gathered(Filters(today or datetime.now(UTC).date()))
    cut = len(text) > MAX_LENGTH
    for found in _ITEM.finditer(text[:MAX_LENGTH].translate(_QUOTES)):
        cut = _read(found, gathered) or cut
    also = [] if exactly else _also(gathered)
    terms, left_out = _telling(list(gathered.sought.values()))
    excluded = tuple(gathered.excluded.values())
    filters = gathered.filters
    if filters.titles:
        terms = [_in_title(each) for each in terms]
        excluded = tuple(map(_in_title, excluded))
    return Query(
        terms=tuple(terms),
        filters=filters.terms(),
        excluded=(*excluded, *filters.excluded),
        whole_title=whole_title_term(" ".join(gathered.words)),
        cut=cut,
        narrowing=filters.narrowing(),
        left_out=left_out,
        applied=tuple(filters.applied),
        ignored=tuple(filters.ignored),
        also=tuple(also),
    )


def _read(found: re.Match[str], gathered: _Gathered) -> bool:
    """Takes one item in; whether words of it had to be left out."""
    minus = bool(found["minus"])
    name, quoted = found["name"], found["quoted"]
    if name and gathered.full():
        return True
    if name and gathered.filters.take(name, quoted or found["value"] or "", minus=minus):
        return False
    for each, words in _items(found, gathered.filters, minus):
        if gathered.full():
            return True
        gathered.add(each, words, minus=minus)
    return False


def _items(found: re.Match[str], filters: Filters, minus: bool) -> Iterator[Item]:
    """The terms of what is no filter, each with its words if they are plain ones."""
    name, quoted = found["name"], found["quoted"]
    if name:
        number = cve_of(name, quoted or found["value"] or "")
        if number:
            filters.applied.append(Applied("cve", number, minus))
        yield from _words(number or f"{name}:{found['value'] or ''}")
    phrase = found["phrase"] if quoted is None else quoted
    if phrase is not None and not (name and cve_of(name, phrase)):
        each = _phrase(phrase)
        if each:
            yield each, ()
    yield from _words(found["chunk"] or "")


def _phrase(text: str) -> Term | None:
    whole = (found for found in identifiers(text) if text[found.start : found.end] == text.strip())
    ids = tuple(id_term(found.value) for found in whole)
    alternatives = side_by_side(text)
    return Term(text, alternatives, ids=ids) if alternatives else None


def side_by_side(text: str) -> Key:
    """The words of `text` as they would stand side by side in a text of each family."""
    words = [token.word for token in tokenise(text)][:MAX_WORDS]
    runs = (tuple(term(word, family) for word in words) for family in FAMILIES)
    return tuple(Alternative(run) for run in dict.fromkeys(runs) if run)


def _words(chunk: str) -> Iterator[Item]:
    at = 0
    for found in identifiers(chunk):
        yield from _pieces(chunk[at : found.start])
        whole = chunk[found.start : found.end]
        yield Term(whole, side_by_side(whole), ids=(id_term(found.value),)), ()
        at = found.end
    yield from _pieces(chunk[at:])


def _pieces(text: str) -> Iterator[Item]:
    for found in _PIECE.finditer(text):
        words = [token.word for token in tokenise(found.group())]
        if len(words) == 1:
            yield _word(found.group(), words[0]), words
        elif words:
            yield Term(found.group(), side_by_side(found.group())), words


def _word(text: str, word: str) -> Term:
    alternatives = [Alternative((each,)) for each in expansions(word)[:MAX_EXPANSIONS]]
    alternatives += [Alternative((each,), SPELLING) for each in spellings(word)]
    return Term(text, tuple(alternatives), common=is_stop(word))


def _telling(terms: list[Term]) -> tuple[list[Term], tuple[str, ...]]:
    """The terms without the common words that stand among others, and what was left out.

    "napad na banku" is not only what has "na" in it. But IT and WHO in capitals are meant.
    """
    capitals = all(each.text.isupper() for each in terms)
    common = [each for each in terms if each.common and (capitals or not each.text.isupper())]
    if len(common) == len(terms):
        return terms, ()
    kept = [replace(each, common=False) for each in terms if each not in common]
    return kept, tuple(each.text for each in common)


def _in_title(each: Term) -> Term:
    return replace(each, where="title", ids=())


def _also(gathered: _Gathered) -> list[Also]:
    """Adds words of the same meaning to the terms; tells which."""
    told: dict[str, Also] = {}
    for run in gathered.runs:
        for found in thesaurus().find([word for word, _key in run]):
            keys = _whole_keys(run, found.start, found.start + found.length)
            if not keys:
                continue
            typed = " ".join(gathered.sought[key].text for key in keys)
            known = {needle for key in keys for needle in gathered.sought[key].needles}
            fresh = [entry for entry in found.others if not _among(entry.tokens, known)]
            others = fresh[: min(MOST_ALSO, MAX_ALSO - len(told))]
            for key in keys:
                gathered.sought[key] = _widened(gathered.sought[key], others)
            for entry in others:
                told.setdefault(entry.text, Also(entry.text, entry.lang, typed))
    return list(told.values())


def _whole_keys(run: Sequence[tuple[str, Key]], start: int, end: int) -> list[Key]:
    """The keys of a part of a run; none if it cuts joined words apart, as "day" in "zero-day"."""
    keys = [key for _word, key in run]
    cut = (start and keys[start - 1] == keys[start]) or keys[end - 1 : end] == keys[end : end + 1]
    return [] if cut else list(dict.fromkeys(keys[start:end]))


def _among(tokens: Needle, known: Collection[Needle]) -> bool:
    """Whether what is sought already meets `tokens`, as they stand or each of them."""
    return tokens in known or all((token,) in known for token in tokens)


def _widened(each: Term, others: Sequence[Entry]) -> Term:
    known = each.needles
    new = tuple(Alternative(one.tokens, SYNONYM) for one in others if one.tokens not in known)
    return replace(each, alternatives=(*each.alternatives, *new))
