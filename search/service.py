"""search(viewer, ask): the only caller of an engine.

Access is asked twice: inside the engine's query, then by reading every hit again through
its own app. Totals and facets are the engine's, counted under the same filter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from search import bins, registry
from search.analysis.families import family_of
from search.analysis.highlight import SCANNED, mark_all, snippet
from search.asking import answering
from search.backends.protocol import Engine, Match, Order, Scope, Sort
from search.bins import Chosen, Values
from search.index import Index, live
from search.models import Text
from search.parsing import MAX_LENGTH, parse
from search.query import Query
from search.registry import Row, Viewer

PAGE_SIZE = 10
MAX_PAGES = 50

State = Literal["ok", "blank", "too_long"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants: the words as typed and what the page's own controls say.

    `lang` is the language of the interface, whose texts rank a little higher.
    """

    text: str
    chosen: Chosen = field(default_factory=Chosen)
    sort: Sort = "best"
    page: int = 1
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found and readable. `title` and `snippet` are safe HTML with the marks in it.

    `others` tells how many more entries of its topic match.
    """

    kind: str
    kind_label: str | Promise
    uid: UUID
    row: Row
    title: SafeString
    snippet: SafeString
    others: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer. `state` says why there may be none; `total` counts all pages.

    `total` counts matching entries, `groups` topics (exact up to `MOST_GROUPS`), of which
    `hits` shows one page. `facets` gives the numbers by facet and value. `partial` lists what
    holds only some words. `degraded`: the database answered in place of another engine.
    """

    state: State
    query: Query
    total: int = 0
    groups: int = 0
    facets: Mapping[str, Mapping[str | int, int]] = field(default_factory=dict)
    hits: tuple[Hit, ...] = ()
    partial: tuple[Hit, ...] = ()
    page: int = 1
    pages: int = 0
    degraded: bool = False


def search(viewer: Viewer, ask: Ask, index: Index | None = None) -> Results:
    """What `viewer` may read of what is asked for, `PAGE_SIZE` topics a page from 1 on."""
    query = parse(ask.text)
    if len(ask.text) > MAX_LENGTH:
        return Results("too_long", query)
    if not query.terms and not query.filters:
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
    scope = scope_of(viewer, known)
    order = Order(timezone.localdate().toordinal(), ask.sort, _favoured(known, ask.lang))
    counts = engine.count(query, scope)
    narrow = replace(scope, bins=bins.narrowed(known, ask.chosen)) if ask.chosen else scope
    here = engine.count(query, narrow) if ask.chosen else counts
    pages = min(-(-here.groups // PAGE_SIZE), MAX_PAGES)
    matches: list[Match] = []
    if 1 <= ask.page <= pages:
        offset = (ask.page - 1) * PAGE_SIZE
        matches = engine.find(query, narrow, order, offset=offset, limit=PAGE_SIZE)
    partial: list[Match] = []
    if ask.page == 1 and here.groups < PAGE_SIZE:
        partial = engine.find_partial(query, narrow, order, limit=PAGE_SIZE)
    hits = _reread(viewer, query, [*matches, *partial], index)
    return Results(
        "ok",
        query,
        total=sum(here.bins.values()),
        groups=here.groups,
        facets=bins.by_facet(counts.bins, known, ask.chosen),
        hits=tuple(hits[match.entry_id] for match in matches if match.entry_id in hits),
        partial=tuple(hits[match.entry_id] for match in partial if match.entry_id in hits),
        page=ask.page,
        pages=pages,
    )


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


def _reread(viewer: Viewer, query: Query, matches: Sequence[Match], index: Index) -> dict[int, Hit]:
    """Hits by entry id; what its own app does not give back to this viewer is left out."""
    rows = Text.objects.using(index.using).filter(pk__in=[match.entry_id for match in matches])
    begun = rows.annotate(beginning=Substr("body", 1, SCANNED + 1)).defer("body", "ids", "marks")
    texts = {text.pk: text for text in begun}
    wanted: dict[str, list[UUID]] = {}
    for text in texts.values():
        wanted.setdefault(text.kind, []).append(text.uid)
    found = {name: registry.get(name).reread(viewer, uids) for name, uids in wanted.items()}
    hits = {}
    for match in matches:
        text = texts.get(match.entry_id)
        row = found[text.kind].get(text.uid) if text else None
        if text and row:
            hits[match.entry_id] = _hit(query, text, row, match.others)
    return hits


def _hit(query: Query, text: Text, row: Row, others: int) -> Hit:
    family = family_of(text.lang, text.script, text.title)
    body = getattr(text, "beginning", "")
    # Both functions escape every piece of text themselves.
    return Hit(
        kind=text.kind,
        kind_label=registry.get(text.kind).label,
        uid=text.uid,
        row=row,
        title=mark_safe(mark_all(row.title, query.needles, family)),
        snippet=mark_safe("" if row.sparse else snippet(body, query.needles, family)),
        others=others,
    )
