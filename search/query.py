"""What a query means, in a form that every engine understands."""

from dataclasses import dataclass
from typing import Literal

from search.analysis.highlight import Needle

# "text": title or body; "title": the title alone; "marks": names one narrows by.
Where = Literal["text", "title", "marks"]


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
class Query:
    """`terms` must all be found and rank, `filters` must be found, `excluded` must not.

    `whole_title` is the term of a title that is just the query: such entries come first.
    `cut` if words had to be left out.
    """

    terms: tuple[Term, ...] = ()
    filters: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    whole_title: str = ""
    cut: bool = False

    @property
    def needles(self) -> tuple[Needle, ...]:
        return tuple(needle for term in self.terms for needle in term.needles)

    @property
    def telling(self) -> tuple[Term, ...]:
        """The terms worth looking for where any one of them suffices."""
        return tuple(term for term in self.terms if not term.common)
