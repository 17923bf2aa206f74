"""What a reader may narrow to, and what of it is on, as the page's parts take it."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.searching import names
from portal.searching.asking import Asked, Value
from search.bins import FACETS
from search.service import Results

# More values of a facet than this go behind one word.
SEEN = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as a link that chooses it, or takes it back if it is `on`.

    `count` is what choosing it alone would find.
    """

    text: str
    url: str
    count: int
    on: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """One question with its answers: `all` takes every choice of it back."""

    name: str
    title: str
    all: Choice
    seen: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """A filter that is on, the address without it, and what that would find."""

    text: str
    url: str
    count: int
    label: str = ""


def facets_of(asked: Asked, results: Results) -> list[Facet]:
    """The facets worth showing: those with a choice, or with something chosen."""
    made = [_facet(name, asked, results.facets.get(name, {})) for name in FACETS]
    return [facet for facet in made if facet]


def _facet(name: str, asked: Asked, counts: Mapping[Value, int]) -> Facet | None:
    on = asked.chosen.of(name)
    known: dict[Value, int] = {**dict.fromkeys(on, 0), **counts}
    if not known or (len(known) < 2 and not on and name != "kind"):
        return None
    choices = [
        Choice(
            text=names.value(name, value),
            url=asked.toggled(name, value).address,
            count=known[value],
            on=value in on,
            label=str(value) if name == "label" else "",
        )
        for value in names.in_order(name, known)
    ]
    first = [choice for at, choice in enumerate(choices) if at < SEEN or choice.on]
    rest = [choice for choice in choices if choice not in first]
    every = Choice(names.everything(), asked.narrowed(name).address, sum(counts.values()), not on)
    return Facet(name, names.title(name), every, tuple(first), tuple(rest))


def removals_of(asked: Asked, results: Results) -> list[Removal]:
    """Each filter that is on, with what the page would show without it."""
    return [
        Removal(
            text=f"{names.title(name)}: {names.value(name, value)}",
            url=asked.toggled(name, value).address,
            count=_without(name, value, asked, results),
            label=str(value) if name == "label" else "",
        )
        for name in FACETS
        for value in names.in_order(name, dict.fromkeys(asked.chosen.of(name), 0))
    ]


def _without(name: str, value: Value, asked: Asked, results: Results) -> int:
    """How many there are with one value taken back; of several, the others stay on."""
    counts = results.facets.get(name, {})
    rest = asked.chosen.of(name) - {value}
    return sum(counts.get(each, 0) for each in rest) if rest else sum(counts.values())


def unnarrowed(asked: Asked) -> str:
    """The address of the same words without any filter."""
    for name in FACETS:
        asked = asked.narrowed(name)
    return asked.address
