"""Combinations of kind, language, label and year, each under one number.

Numbers are made when an entry is written, in its transaction, and never change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from search.models import Bin

FACETS = ("kind", "lang", "label", "year")


class Values(NamedTuple):
    """What a bin stands for. `year` 0: without a date."""

    kind: str
    lang: str
    label: str
    year: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader narrowed to; an empty set: to nothing in that respect."""

    kinds: frozenset[str] = frozenset()
    langs: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()

    def of(self, facet: str) -> frozenset[str] | frozenset[int]:
        """The values chosen of one facet."""
        chosen: dict[str, frozenset[str] | frozenset[int]] = {
            "kind": self.kinds,
            "lang": self.langs,
            "label": self.labels,
            "year": self.years,
        }
        return chosen[facet]

    def __bool__(self) -> bool:
        return any(map(self.of, FACETS))


def number_of(values: Values, using: str) -> int:
    """The number of a combination, made if it is new.

    Looked up each time: what a process remembered would be wrong once the database was emptied
    or came back from a backup.
    """
    found, _made = Bin.objects.using(using).get_or_create(**values._asdict())
    return found.pk


def all_bins(using: str) -> dict[int, Values]:
    """Every combination by its number; one query."""
    rows = Bin.objects.using(using).values_list("pk", *FACETS)
    return {row[0]: Values(*row[1:]) for row in rows}


def narrowed(
    bins: Mapping[int, Values], chosen: Chosen, *, leaving_out: str = ""
) -> frozenset[int]:
    """The bins in which everything chosen is met, apart from one facet's choice."""
    asked = {facet: chosen.of(facet) for facet in FACETS if facet != leaving_out}
    wanted = {facet: values for facet, values in asked.items() if values}
    return frozenset(
        number
        for number, values in bins.items()
        if all(getattr(values, facet) in chosen for facet, chosen in wanted.items())
    )


def by_facet(
    counts: Mapping[int, int], bins: Mapping[int, Values], chosen: Chosen
) -> dict[str, dict[str | int, int]]:
    """The numbers of matches by facet and value.

    Each facet is counted under the choices of the others but not under its own, so that a
    reader sees what choosing another value would give.
    """
    return {facet: _counted(facet, counts, bins, chosen) for facet in FACETS}


def _counted(
    facet: str, counts: Mapping[int, int], bins: Mapping[int, Values], chosen: Chosen
) -> dict[str | int, int]:
    read: Callable[[Values], str | int] = lambda values: getattr(values, facet)  # noqa: E731
    found: dict[str | int, int] = {}
    for number in narrowed(bins, chosen, leaving_out=facet) & counts.keys():
        value = read(bins[number])
        found[value] = found.get(value, 0) + counts[number]
    return found
