"""Filters typed in a query: `type:advisory`, `-author:"Petar Petrović"`, `after:2026-11`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from search.analysis.fold import variants
from search.analysis.terms import mark_term
from search.analysis.tokens import tokenise
from search.dating import first_day
from search.naming import field_of, value_of
from search.query import LAST_DAY, Alternative, Applied, Ignored, Narrowing, Term, Why
from search.ranking import SPELLING

MARKS = ("author", "tag", "group", "org")
FACETS = {"type": "kind", "lang": "lang", "label": "label"}

_CVE = re.compile(r"(?:cve-)?(\d{4}-\d{4,12})", re.IGNORECASE | re.ASCII)
_MOST_NAMES = 12  # words of one name


@dataclass(slots=True)
class Filters:
    """What the filters of one query come to, gathered while it is read."""

    today: date
    titles: bool = False
    since: int = 0
    until: int = LAST_DAY
    only: set[tuple[str, str]] = field(default_factory=set)
    without: set[tuple[str, str]] = field(default_factory=set)
    marks: dict[str, list[Term]] = field(default_factory=dict)
    excluded: list[Term] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)

    def take(self, name: str, value: str, *, minus: bool) -> bool:
        """Whether `name:value` was understood as a filter; else it is plain text."""
        known = field_of(name)
        if known is None or known == "cve":
            return False
        if known in MARKS:
            understood = self._mark(known, value, minus)
        elif known in FACETS:
            understood = self._facet(known, value, minus)
        elif known == "in":
            understood = not minus and value_of("in", value) == "title"
            self.titles |= understood
        else:
            understood = self._day(before=(known == "before") is not minus, value=value)
        if understood:
            self.applied.append(Applied(known, value, minus))
        else:
            why: Why = "date" if known in ("before", "after") else "value"
            self.ignored.append(Ignored(f"{name}:{value}", why))
        return understood

    def narrowing(self) -> Narrowing:
        """What is asked of integers."""
        return Narrowing(frozenset(self.only), frozenset(self.without), self.since, self.until)

    def terms(self) -> tuple[Term, ...]:
        """One term a field, met by any of the names asked for."""
        return tuple(
            Term(
                " ".join(each.text for each in given),
                tuple(dict.fromkeys(one for each in given for one in each.alternatives)),
                where="marks",
            )
            for given in self.marks.values()
        )

    def _mark(self, name: str, value: str, minus: bool) -> bool:
        alternatives = tuple(dict.fromkeys(_names(name, value)))
        if alternatives:
            term = Term(value, alternatives, where="marks")
            (self.excluded if minus else self.marks.setdefault(name, [])).append(term)
        return bool(alternatives)

    def _facet(self, name: str, value: str, minus: bool) -> bool:
        read = [value_of(name, each) for each in value.split(",") if each.strip()]
        values = [each for each in read if each]
        if not values or len(values) < len(read):
            return False
        pairs = {(FACETS[name], each) for each in values}
        if minus:
            self.without |= pairs
        else:
            self.only |= pairs
        return True

    def _day(self, *, before: bool, value: str) -> bool:
        """What has no date (day 0) is neither before nor after anything."""
        day = first_day(value, self.today)
        if day is None:
            return False
        if before:
            self.until = min(self.until, day - 1)
        self.since = max(self.since, 1 if before else day)
        return True


def _names(name: str, value: str) -> Iterator[Alternative]:
    words = [token.word for token in tokenise(value)][:_MOST_NAMES]
    if not words:
        return
    yield Alternative(tuple(mark_term(name, word) for word in words))
    for at, word in enumerate(words):
        for other in variants(word):
            spelt = [*words[:at], other, *words[at + 1 :]]
            yield Alternative(tuple(mark_term(name, each) for each in spelt), SPELLING)


def cve_of(name: str, value: str) -> str | None:
    """The number that `cve:2026-1234` means; None if it is no such filter."""
    found = _CVE.fullmatch(value) if field_of(name) == "cve" else None
    return f"CVE-{found[1]}" if found else None
