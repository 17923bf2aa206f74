"""From ranks and times to the figures that are printed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil

TOP = 10
TOTAL = "all"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question answered: its class, what was wanted, what stood in the top ten, the time."""

    group: str
    want: frozenset[str]
    found: Sequence[str]
    milliseconds: float

    @property
    def recall(self) -> float:
        """The share of what was wanted (of ten at most) that the top ten hold."""
        return len(self.want.intersection(self.found[:TOP])) / min(len(self.want), TOP)

    @property
    def reciprocal_rank(self) -> float:
        """One over the place of the first that was wanted; 0 if it is not in the top ten."""
        places = (place for place, key in enumerate(self.found[:TOP], 1) if key in self.want)
        return 1 / next(places, float("inf"))


@dataclass(frozen=True, slots=True)
class Figures:
    """Number of questions, mean recall@10 and MRR, and milliseconds of a whole answer."""

    n: int
    recall10: float
    mrr: float
    p50: float
    p95: float

    def rounded(self) -> dict[str, float]:
        """Under the names and with the places of the printed object."""
        places = {"n": 0, "recall10": 4, "mrr": 4, "p50": 2, "p95": 2}
        return {
            name: value if name == "n" else round(value, places[name])
            for name, value in asdict(self).items()
        }


def figures_of(outcomes: Collection[Outcome]) -> Figures:
    """The figures of some questions, at least one."""
    number = len(outcomes)
    times = [outcome.milliseconds for outcome in outcomes]
    return Figures(
        number,
        sum(outcome.recall for outcome in outcomes) / number,
        sum(outcome.reciprocal_rank for outcome in outcomes) / number,
        percentile(times, 50),
        percentile(times, 95),
    )


def by_class(outcomes: Iterable[Outcome]) -> dict[str, Figures]:
    """The figures of each class, in the order of their names, then of all (`TOTAL`).

    Should a class be called so, it keeps the name.
    """
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.group, []).append(outcome)
    every = [outcome for group in groups.values() for outcome in group]
    found = {group: figures_of(groups[group]) for group in sorted(groups)}
    if every:
        found.setdefault(TOTAL, figures_of(every))
    return found


def percentile(values: Collection[float], percent: int) -> float:
    """The smallest of `values` that is not less than `percent` percent of them."""
    return sorted(values)[max(ceil(len(values) * percent / 100), 1) - 1]


def table(found: Mapping[str, Figures]) -> list[str]:
    """The figures as lines of text."""
    width = max([len("class"), *map(len, found)])
    lines = [f"{'class':{width}}  {'n':>6} {'recall@10':>9} {'MRR':>6} {'p50 ms':>8} {'p95 ms':>8}"]
    lines += [
        f"{group:{width}}  {each.n:6} {each.recall10:9.3f} {each.mrr:6.3f}"
        f" {each.p50:8.1f} {each.p95:8.1f}"
        for group, each in found.items()
    ]
    return lines
