"""What a class must reach, as given on the command line: `0.9` for all, `lemma=0.95` for one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from search.evaluation.figures import Figures


@dataclass(slots=True)
class Floors:
    """`general` holds for every class and for all together, unless a class has its own."""

    general: float | None = None
    own: dict[str, float] = field(default_factory=dict)

    def of(self, group: str) -> float | None:
        """The floor of a class, None if it has none."""
        return self.own.get(group, self.general)


def parse(values: Iterable[str]) -> Floors:
    """Floors from `NUMBER` and `CLASS=NUMBER`; ValueError names what is neither."""
    floors = Floors()
    for value in values:
        group, named, number = value.rpartition("=")
        floor = _number(number, value)
        if named:
            floors.own[group] = floor
        else:
            floors.general = floor
    return floors


def _number(text: str, whole: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"not a floor: {whole}") from None
    if not 0 <= number <= 1:  # neither is what is no number
        raise ValueError(f"not between 0 and 1: {whole}")
    return number


def unknown(floors: Floors, found: Mapping[str, Figures]) -> list[str]:
    """The classes that have a floor but no question."""
    return sorted(floors.own.keys() - found.keys())


def missed(recall: Floors, mrr: Floors, found: Mapping[str, Figures]) -> Iterator[str]:
    """What lies under its floor, one sentence each."""
    for group, each in found.items():
        for name, value, floors in (("recall@10", each.recall10, recall), ("MRR", each.mrr, mrr)):
            floor = floors.of(group)
            if floor is not None and value < floor:
                yield f"{group}: {name} {value:.4f} is under {floor:g}"
