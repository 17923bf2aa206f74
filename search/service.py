"""search(viewer, ask): the only caller of an engine.

Access is asked twice: inside the engine's query, then by reading every hit again through
its own app. Totals and facets are the engine's, counted under the same filter.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils import timezone

from search import bins, registry
from search.analysis.families import family_of
from search.asking import answering
from search.backends.protocol import Counts, Engine, Match, Order, Scope, Sort
from search.bins import Chosen, Values
from search.didyoumean import POOR, meant
from search.hits import Hit, reread
from search.index import Index, live
from search.parsing import MAX_LENGTH, parse
from search.pins import pinned
from search.query import Narrowing, Query
from search.registry import Viewer

__all__ = ["MAX_PAGES", "PAGE_SIZE", "Ask", "Hit", "Results", "scope_of", "search"]

PAGE_SIZE = 10
MAX_PAGES = 50

State = Literal["ok", "blank", "too_long"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants: the words as typed and what the page's own controls say.

    `lang` is the language of the interface, whose texts rank a little higher. `exactly`:
    without the thesaurus's other words.
    """

    text: str
    chosen: Chosen = field(default_factory=Chosen)
    sort: Sort = "best"
    page: int = 1
    lang: str = ""
    exactly: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer. `state` says why there may be none; `query` how it was read.

    `total` counts matching entries of all pages, `groups` topics (exact up to `MOST_GROUPS`),
    of which `hits` shows one page. `facets` gives the numbers by facet and value. `partial`
    lists what holds only some words. `pinned` is what editors put first; it stands in no
    page's `hits`. `meant` is a better query where this one found little. `degraded`: the
    database answered in place of another engine.
    """

    state: State
    query: Query
    total: int = 0
    groups: int = 0
    facets: Mapping[str, Mapping[str | int, int]] = field(default_factory=dict)
    hits: tuple[Hit, ...] = ()
    partial: tuple[Hit, ...] = ()
    pinned: tuple[Hit, ...] = ()
    meant: str = ""
    page: int = 1
    pages: int = 0
    degraded: bool = False


def search(viewer: Viewer, ask: Ask, index: Index | None = None) -> Results:
    """What `viewer` may read of what is asked for, `PAGE_SIZE` topics a page from 1 on."""
    query = parse(ask.text, today=timezone.localdate(), exactly=ask.exactly)
    if len(ask.text) > MAX_LENGTH:
        return Results("too_long", query)
    if query.blank:
        return Results("blank", query)
    index = index or live()
    results, degraded = answering(index, lambda engine: _answer(engine, viewer, query, ask, index))
    return replace(results, degraded=degraded)


def scope_of(viewer: Viewer, known: Mapping[int, Values]) -> Scope:
    """The rule for this viewer, over the kinds that some app registered."""
    registered = frozenset(registry.names())
    numbers = frozenset(n for n, values in known.items() if values.kind in registered)
    now = int(timezone.now().timestamp())
    every = None if len(numbers) == len(known) else numbers
    return Scope(viewer.acl_ids, viewer.partitions, now, bins=every)


def _answer(engine: Engine, viewer: Viewer, query: Query, ask: Ask, index: Index) -> Results:
    known = bins.all_bins(index.using)
    readable = scope_of(viewer, known)
    order = Order(timezone.localdate().toordinal(), _sort(query, ask), _favoured(known, ask.lang))
    scope = _typed(readable, query.narrowing, known)
    chosen = _chosen(ask.chosen, query.narrowing)
    narrow = scope
    if chosen:
        narrow = replace(scope, bins=_within(scope, bins.narrowed(known, chosen)))
    counts, groups = _counted(engine, query, scope, narrow)
    pages = min(-(-groups // PAGE_SIZE), MAX_PAGES)
    pins = [] if ask.chosen or ask.sort != "best" else pinned(ask.text, query, narrow, index)
    matches, partial = _found(engine, query, narrow, order, page=ask.page, groups=groups)
    hits = reread(viewer, query, [*(pins if ask.page == 1 else ()), *matches, *partial], index)
    apart = {match.entry_id for match in pins if ask.page > 1 or match.entry_id in hits}
    better = ""
    if ask.page == 1 and groups < POOR and not hits.keys() & apart:
        better = meant(engine, ask.text, query, readable, order, index)
    return Results(
        "ok",
        query,
        total=_total(counts, narrow),
        groups=groups,
        facets=bins.by_facet(counts.bins, known, chosen),
        hits=_shown(matches, hits, without=apart),
        partial=_shown(partial, hits, without=apart),
        pinned=_shown(pins, hits) if ask.page == 1 else (),
        meant=better,
        page=ask.page,
        pages=pages,
    )


def _sort(query: Query, ask: Ask) -> Sort:
    """Without words nothing is better than another: the newest come first."""
    return "newest" if ask.sort == "best" and not query.terms else ask.sort


def _typed(scope: Scope, narrowing: Narrowing, known: Mapping[int, Values]) -> Scope:
    """The scope within the days that were typed and without the values that were excluded."""
    if narrowing.without:
        left = frozenset(
            number
            for number, values in known.items()
            if not any(getattr(values, facet) == value for facet, value in narrowing.without)
        )
        scope = replace(scope, bins=_within(scope, left))
    return replace(scope, since=narrowing.since, until=narrowing.until)


def _within(scope: Scope, numbers: frozenset[int]) -> frozenset[int]:
    return numbers if scope.bins is None else scope.bins & numbers


def _chosen(chosen: Chosen, narrowing: Narrowing) -> Chosen:
    """What the page's controls chose and what was typed, as one choice."""
    return Chosen(
        kinds=chosen.kinds | narrowing.values("kind"),
        langs=chosen.langs | narrowing.values("lang"),
        labels=chosen.labels | narrowing.values("label"),
        years=chosen.years,
    )


def _counted(engine: Engine, query: Query, scope: Scope, narrow: Scope) -> tuple[Counts, int]:
    """The numbers from which facets come, and how many topics there are within the choice."""
    counts = engine.count(query, scope)
    if narrow is scope:
        return counts, counts.groups
    if not _total(counts, narrow):
        return counts, 0
    return counts, engine.count(query, narrow).groups


def _total(counts: Counts, narrow: Scope) -> int:
    return sum(
        number for each, number in counts.bins.items() if narrow.bins is None or each in narrow.bins
    )


def _found(
    engine: Engine, query: Query, narrow: Scope, order: Order, *, page: int, groups: int
) -> tuple[list[Match], list[Match]]:
    """The matches of one page; on the first one, where they are few, what holds only some words."""
    matches: list[Match] = []
    partial: list[Match] = []
    if 1 <= page <= min(-(-groups // PAGE_SIZE), MAX_PAGES):
        offset = (page - 1) * PAGE_SIZE
        matches = engine.find(query, narrow, order, offset=offset, limit=PAGE_SIZE)
    if page == 1 and groups < PAGE_SIZE and len(query.terms) > 1:
        partial = engine.find_partial(query, narrow, order, limit=PAGE_SIZE)
    return matches, partial


def _shown(
    matches: Sequence[Match], hits: Mapping[int, Hit], without: Collection[int] = ()
) -> tuple[Hit, ...]:
    numbers = (match.entry_id for match in matches)
    return tuple(hits[number] for number in numbers if number in hits and number not in without)


def _favoured(known: Mapping[int, Values], lang: str) -> frozenset[int]:
    """The bins whose texts readers of `lang` read without effort."""
    if not lang:
        return frozenset()
    family = family_of(lang)
    return frozenset(
        number
        for number, values in known.items()
        if values.lang and family_of(values.lang) == family
    )
