"""What editors want shown first when certain words are sought.

Only what everybody may read can be pinned. That is asked when a pin is made and whenever
it is shown, so that a thing tightened since is gone from here too.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from search.analysis.fold import fold
from search.analysis.tokens import tokenise
from search.backends.protocol import Match, Scope
from search.index import Index, live
from search.models import Entry, Pin
from search.query import Query

MOST = 3  # for one query: what is shown to all must not push away what was asked for

PUBLIC = 0


def key_of(text: str) -> str:
    """The words of a query in one form: folded, each once, in order of the alphabet."""
    return " ".join(sorted({fold(token.word) for token in tokenise(text)}))[:200]


def pinned(text: str, query: Query, scope: Scope, index: Index) -> list[Match]:
    """What is pinned for just these words and lies in the scope, in the editors' order.

    Where somebody narrows or excludes, nothing is: they know what they want.
    """
    if PUBLIC not in scope.partitions or query.filters or query.excluded or query.narrowing:
        return []
    key = key_of(text)
    pins = Pin.objects.using(index.using).filter(words=key) if key else Pin.objects.none()
    wanted = {(pin.kind, pin.uid): pin.place for pin in pins}
    if not wanted:
        return []
    found = _entries(set(wanted), scope, index)
    found.sort(key=lambda entry: (wanted[entry.text.kind, entry.text.uid], entry.pk))
    return [Match(entry.pk, entry.topic, 0.0) for entry in found[:MOST]]


def public_kind(uid: UUID, index: Index | None = None) -> str | None:
    """The kind of the thing of that uid that everybody may find now; None if there is none."""
    index = index or live()
    found = _shown(index).filter(text__uid=uid).order_by("pk")
    return found.values_list("text__kind", flat=True).first()


def _shown(index: Index, now: int | None = None) -> QuerySet[Entry]:
    moment = int(timezone.now().timestamp()) if now is None else now
    rows = Entry.objects.using(index.using).filter(partition=PUBLIC)
    return rows.filter(shown_from__lte=moment, shown_until__gt=moment)


def _entries(things: set[tuple[str, UUID]], scope: Scope, index: Index) -> list[Entry]:
    rows = _shown(index, scope.now).filter(acl__in=scope.acl_ids)
    found = rows.filter(text__uid__in=[uid for _kind, uid in things]).select_related("text")
    return [
        entry
        for entry in found.defer("text__body", "text__ids", "text__marks")
        if (entry.text.kind, entry.text.uid) in things
        and (scope.bins is None or entry.bin in scope.bins)
    ]
