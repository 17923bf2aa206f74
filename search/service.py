"""search(viewer, text): the only caller of an engine.

Access is asked twice: inside the engine's query, then by reading every hit again through
its own app. Totals and facets are the engine's, counted under the same filter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from search import registry
from search.analysis.highlight import SCANNED, mark_all, snippet
from search.backends import engine
from search.backends.protocol import Engine, Match, Scope
from search.models import Text
from search.query import MAX_LENGTH, Query, parse
from search.registry import Row, Viewer

PAGE_SIZE = 10
MAX_PAGES = 50

State = Literal["ok", "blank", "too_long", "unavailable"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found and readable. `title` and `snippet` are safe HTML with the marks in it."""

    kind: str
    kind_label: str | Promise
    uid: UUID
    row: Row
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Facet:
    """How many matches of one kind the viewer may read."""

    kind: str
    label: str | Promise
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer. `state` says why there may be none; `total` counts all pages.

    `everything` is the total over all kinds, `partial` lists what holds only some words.
    """

    state: State
    query: Query
    total: int = 0
    everything: int = 0
    facets: tuple[Facet, ...] = ()
    hits: tuple[Hit, ...] = ()
    partial: tuple[Hit, ...] = ()
    page: int = 1
    pages: int = 0


def search(viewer: Viewer, query_text: str, *, kind: str | None = None, page: int = 1) -> Results:
    """What `viewer` may read of what `query_text` asks for, `PAGE_SIZE` a page from 1 on.

    `kind` narrows to one kind; `UnknownKind` if no app registered it.
    """
    chosen = [registry.get(kind).name] if kind else registry.names()
    query = parse(query_text)
    if len(query_text) > MAX_LENGTH:
        return Results("too_long", query)
    if not query.terms:
        return Results("blank", query)
    backend = engine()
    if backend is None:
        return Results("unavailable", query)
    return _answer(backend, viewer, query, frozenset(chosen), page)


def _answer(
    backend: Engine, viewer: Viewer, query: Query, chosen: frozenset[str], page: int
) -> Results:
    known = frozenset(registry.names())
    scope = Scope(viewer.acl_ids, viewer.partitions, known, timezone.now())
    counts = backend.count(query, scope)
    total = sum(number for name, number in counts.items() if name in chosen)
    pages = min(-(-total // PAGE_SIZE), MAX_PAGES)
    narrowed = replace(scope, kinds=chosen)
    matches: list[Match] = []
    if 1 <= page <= pages:
        offset = (page - 1) * PAGE_SIZE
        matches = backend.find(query, narrowed, offset=offset, limit=PAGE_SIZE)
    partial: list[Match] = []
    if page == 1 and total < PAGE_SIZE:
        partial = backend.find_partial(query, narrowed, limit=PAGE_SIZE)
    hits = _reread(viewer, query, [*matches, *partial])
    return Results(
        "ok",
        query,
        total=total,
        everything=sum(counts.values()),
        facets=tuple(_facets(counts)),
        hits=tuple(hits[match.entry_id] for match in matches if match.entry_id in hits),
        partial=tuple(hits[match.entry_id] for match in partial if match.entry_id in hits),
        page=page,
        pages=pages,
    )


def _facets(counts: dict[str, int]) -> Iterable[Facet]:
    for name in registry.names():
        if counts.get(name):
            kind = registry.get(name)
            yield Facet(name, kind.plural or kind.label, counts[name])


def _reread(viewer: Viewer, query: Query, matches: Sequence[Match]) -> dict[int, Hit]:
    """Hits by entry id; what its own app does not give back to this viewer is left out."""
    wanted: dict[str, list[UUID]] = {}
    for match in matches:
        wanted.setdefault(match.kind, []).append(match.uid)
    rows = {name: registry.get(name).reread(viewer, uids) for name, uids in wanted.items()}
    readable = [match for match in matches if match.uid in rows[match.kind]]
    bodies = _bodies([match.entry_id for match in readable])
    return {
        match.entry_id: _hit(query, match, rows[match.kind][match.uid], bodies[match.entry_id])
        for match in readable
        if match.entry_id in bodies
    }


def _bodies(entry_ids: Sequence[int]) -> dict[int, str]:
    found = Text.objects.filter(pk__in=entry_ids).values_list("pk", Substr("body", 1, SCANNED + 1))
    return dict(found)


def _hit(query: Query, match: Match, row: Row, body: str) -> Hit:
    # Both functions escape every piece of text themselves.
    return Hit(
        kind=match.kind,
        kind_label=registry.get(match.kind).label,
        uid=match.uid,
        row=row,
        title=mark_safe(mark_all(row.title, query.needles)),
        snippet=mark_safe("" if row.sparse else snippet(body, query.needles)),
    )
