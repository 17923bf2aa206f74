"""Matches as hits: read again by their own apps, with what was sought marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import Substr
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from search import registry
from search.analysis.families import family_of
from search.analysis.highlight import SCANNED, mark_all, snippet
from search.backends.protocol import Match
from search.index import Index
from search.models import Text
from search.query import Query
from search.registry import Row, Viewer


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


def reread(viewer: Viewer, query: Query, matches: Sequence[Match], index: Index) -> dict[int, Hit]:
    """Hits by entry id; what its own app does not give back to this viewer is left out.

    Asks each app once.
    """
    texts = _texts([match.entry_id for match in matches], index)
    found = _rows(viewer, texts.values())
    hits = {}
    for match in matches:
        text = texts.get(match.entry_id)
        row = found[text.kind].get(text.uid) if text else None
        if text and row:
            hits[match.entry_id] = _hit(query, text, row, match.others)
    return hits


def _texts(numbers: Sequence[int], index: Index) -> dict[int, Text]:
    if not numbers:
        return {}
    rows = Text.objects.using(index.using).filter(pk__in=numbers)
    begun = rows.annotate(beginning=Substr("body", 1, SCANNED + 1)).defer("body", "ids", "marks")
    return {text.pk: text for text in begun}


def _rows(viewer: Viewer, texts: Iterable[Text]) -> dict[str, Mapping[UUID, Row]]:
    wanted: dict[str, list[UUID]] = {}
    for text in texts:
        wanted.setdefault(text.kind, []).append(text.uid)
    return {name: registry.get(name).reread(viewer, uids) for name, uids in wanted.items()}


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
