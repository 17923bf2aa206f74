"""What a query means, in a form that every engine understands."""

from dataclasses import dataclass
from typing import Literal

from search.analysis.highlight import Needle

# "text": title or body; "title": the title alone; "marks": names one narrows by.
Where = Literal["text", "title", "marks"]

# Why something that looks like a filter was taken for plain text.
Why = Literal["date", "value"]

LAST_DAY = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a thing sought may stand in an entry: terms side by side.

    `weight` tells how much less it counts than what was typed (1.0).
    """

    tokens: Needle
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Term:
    """One thing sought, met by any of its `alternatives` or by an exact identifier (`ids`).

    `text` is what was typed. Several tokens of an alternative in "marks" must all be there,
    in any order; elsewhere they stand side by side. `common`: so frequent a word that it is
    not looked for alone.
    """

    text: str
    alternatives: tuple[Alternative, ...]
    ids: tuple[str, ...] = ()
    where: Where = "text"
    common: bool = False

    @property
    def needles(self) -> tuple[Needle, ...]:
        """All that a highlighter marks for this term."""
        if self.where == "marks":
            return ()
        return tuple(alternative.tokens for alternative in self.alternatives)


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter that was understood: its `field` by the English name, its value as typed."""

    field: str
    text: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Ignored:
    """What looked like a filter but was taken for plain text: a date that is none, a value
    that the field does not have."""

    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Also:
    """A word of the thesaurus, of the language `lang`, that is sought beside what was typed."""

    text: str
    lang: str
    typed: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What typed filters ask of an entry's integers.

    `only` and `without` hold pairs of a facet ("kind", "lang", "label") and a value: of one
    facet any of `only` will do. `since` and `until` are days, both included.
    """

    only: frozenset[tuple[str, str]] = frozenset()
    without: frozenset[tuple[str, str]] = frozenset()
    since: int = 0
    until: int = LAST_DAY

    def values(self, facet: str) -> frozenset[str]:
        """The values asked for of one facet."""
        return frozenset(value for name, value in self.only if name == facet)

    def __bool__(self) -> bool:
        return bool(self.only or self.without) or (self.since, self.until) != (0, LAST_DAY)


@dataclass(frozen=True, slots=True)
class Query:
    """`terms` must all be found and rank, `filters` must be found, `excluded` must not.

    `whole_title` is the term of a title that is just the query: such entries come first.
    The rest is no engine's business: `narrowing` is for the scope; `cut` (words had to be
    dropped), `left_out` (common words), `applied`, `ignored` and `also` tell how it was read.
    """

    terms: tuple[Term, ...] = ()
    filters: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    whole_title: str = ""
    cut: bool = False
    narrowing: Narrowing = Narrowing()
    left_out: tuple[str, ...] = ()
    applied: tuple[Applied, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    also: tuple[Also, ...] = ()

    @property
    def needles(self) -> tuple[Needle, ...]:
        return tuple(needle for term in self.terms for needle in term.needles)

    @property
    def telling(self) -> tuple[Term, ...]:
        """The terms worth looking for where any one of them suffices."""
        return tuple(term for term in self.terms if not term.common)

    @property
    def blank(self) -> bool:
        """Whether nothing is asked for; exclusions alone ask for nothing."""
        return not (self.terms or self.filters or self.narrowing)
