"""What a few typed letters may become: titles that the viewer may read, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from search import bins, registry
from search.analysis.fold import variants
from search.analysis.tokens import tokenise
from search.asking import answering
from search.backends.protocol import Engine, Match
from search.index import Index, live
from search.models import Text
from search.parsing import MAX_LENGTH
from search.registry import Row, Viewer
from search.service import scope_of

MOST = 8
LEAST_LETTERS = 2
# More words than this are no beginning of a title.
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A thing whose title goes on as was typed."""

    kind: str
    kind_label: str | Promise
    row: Row


def suggest(viewer: Viewer, text: str, index: Index | None = None) -> list[Suggestion]:
    """At most `MOST` things readable for `viewer` with all words of `text` in their titles.

    The last word may be a beginning. Words meet in either script, with and without marks;
    đ may be typed as dj or d. Empty for fewer than `LEAST_LETTERS` letters.
    """
    words = [token.word for token in tokenise(text[:MAX_LENGTH])]
    if not words or len(words) > MOST_WORDS or sum(map(len, words)) < LEAST_LETTERS:
        return []
    index = index or live()
    scope = scope_of(viewer, bins.all_bins(index.using))

    def ask(engine: Engine) -> list[Match]:
        found = [engine.suggest(each, scope, limit=2 * MOST) for each in _typings(words)]
        return [match for matches in found for match in matches]

    matches, _degraded = answering(index, ask)
    return _readable(viewer, matches, index)[:MOST]


def _typings(words: Sequence[str]) -> Iterable[list[str]]:
    """The words as typed, then with the last one spelt in the other ways of its đ."""
    yield list(words)
    for other in variants(words[-1])[:2]:
        yield [*words[:-1], other]


def _readable(viewer: Viewer, matches: Sequence[Match], index: Index) -> list[Suggestion]:
    """What the things' own apps give back to this viewer, one for each address."""
    numbers = [match.entry_id for match in matches]
    rows = Text.objects.using(index.using).filter(pk__in=numbers)
    named = {number: (kind, uid) for number, kind, uid in rows.values_list("pk", "kind", "uid")}
    found = _reread(viewer, named.values())
    kept: dict[str, Suggestion] = {}
    for number in numbers:
        kind, uid = named.get(number, ("", None))
        row = found.get(kind, {}).get(uid) if uid else None
        if row and row.url not in kept:
            kept[row.url] = Suggestion(kind, registry.get(kind).label, row)
    return list(kept.values())


def _reread(viewer: Viewer, things: Iterable[tuple[str, UUID]]) -> dict[str, Mapping[UUID, Row]]:
    wanted: dict[str, list[UUID]] = {}
    for kind, uid in things:
        wanted.setdefault(kind, []).append(uid)
    return {kind: registry.get(kind).reread(viewer, uids) for kind, uids in wanted.items()}
