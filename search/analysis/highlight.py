"""Marks what was sought in the original text and picks the passage worth showing.

Everything that leaves this module is HTML: each piece of text is escaped, then marked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import islice
from typing import NamedTuple

from .terms import term
from .tokens import WORD

# A needle is a sequence of terms that stand side by side; a single word has length one.
Needle = tuple[str, ...]

WINDOW = 220  # characters of a snippet
SCANNED = 100_000  # characters looked at; what lies further back is found but not shown


class Mark(NamedTuple):
    """A place in the text to mark, and which needle is there."""

    start: int
    end: int
    needle: Needle


class _Spot(NamedTuple):
    """Which words of the text a needle covers: the first, and the one after the last."""

    first: int
    last: int
    needle: Needle


def find_marks(text: str, needles: Iterable[Needle], family: str = "sh") -> list[Mark]:
    """The places of `needles` in `text`, in order, without overlaps, longest first.

    The words of the text are compared by their terms in `family`.
    """
    by_first: dict[str, list[Needle]] = {}
    for needle in sorted(set(needles), key=lambda each: (-len(each), each)):
        if needle:
            by_first.setdefault(needle[0], []).append(needle)
    if not by_first:
        return []
    spots = _spots([term(word, family) for word in WORD.findall(text)], by_first)
    return _placed(text, spots)


def _spots(found: Sequence[str], by_first: Mapping[str, Sequence[Needle]]) -> list[_Spot]:
    """Which runs of the terms `found` are needles."""
    spots: list[_Spot] = []
    free = 0
    for at, each in enumerate(found):
        if each in by_first and at >= free:
            spot = _spot_at(found, at, by_first[each])
            if spot:
                spots.append(spot)
                free = spot.last
    return spots


def _spot_at(found: Sequence[str], at: int, needles: Iterable[Needle]) -> _Spot | None:
    for needle in needles:
        if tuple(found[at : at + len(needle)]) == needle:
            return _Spot(at, at + len(needle), needle)
    return None


def _placed(text: str, spots: Sequence[_Spot]) -> list[Mark]:
    """The characters that the words of `spots` cover; no further than the last is read."""
    if not spots:
        return []
    places = [found.span() for found in islice(WORD.finditer(text), spots[-1].last)]
    return [Mark(places[s.first][0], places[s.last - 1][1], s.needle) for s in spots]


def _densest(marks: Sequence[Mark], width: int) -> Sequence[Mark]:
    """The run of marks within `width` characters with most different needles, then most."""
    best, best_score = marks[:1], (0, 0)
    within: Counter[Needle] = Counter()
    last = 0
    for first, start in enumerate(marks):
        while last < len(marks) and (last == first or marks[last].end - start.start <= width):
            within[marks[last].needle] += 1
            last += 1
        score = (len(within), last - first)
        if score > best_score:
            best, best_score = marks[first:last], score
        within -= Counter([start.needle])
    return best


def _bounds(text: str, marks: Sequence[Mark], width: int) -> tuple[int, int]:
    """Where the passage begins and ends: the marks in the middle, whole words at both ends."""
    if len(text) <= width:
        return 0, len(text)
    first, last = (marks[0].start, marks[-1].end) if marks else (0, 0)
    start = max(0, min(first - max(0, width - (last - first)) // 2, len(text) - width))
    end = min(len(text), max(start + width, last))
    if start > 0:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(last, start), end)
        end = space if space > start else end
    return start, end


def _render(text: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    pieces = []
    at = start
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        inner = escape(text[mark.start : mark.end])
        pieces += [escape(text[at : mark.start]), f"<mark>{inner}</mark>"]
        at = mark.end
    pieces.append(escape(text[at:end]))
    return "".join(pieces)


def mark_all(text: str, needles: Iterable[Needle], family: str = "sh") -> str:
    """The whole of `text` as HTML with every needle marked."""
    return _render(text, 0, len(text), find_marks(text, needles, family))


def snippet(
    text: str, needles: Iterable[Needle], family: str = "sh", *, width: int = WINDOW
) -> str:
    """The passage of about `width` characters with most needles, as HTML; else the beginning."""
    flat = " ".join(text[:SCANNED].split())
    marks = find_marks(flat, needles, family)
    start, end = _bounds(flat, _densest(marks, width), width)
    before = "…" if start > 0 else ""
    after = "…" if end < len(flat) or len(text) > SCANNED else ""
    return before + _render(flat, start, end, marks) + after
