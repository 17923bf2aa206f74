"""What the address of a results page asks for, and the addresses that ask a little else."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import cast, get_args
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from community.access.tlp import Label
from search import registry
from search.backends.protocol import Sort
from search.bins import FACETS, Chosen
from search.service import MAX_PAGES, Ask

Value = str | int
SORTS: tuple[Sort, ...] = get_args(Sort)
# In addresses: what has no language, no label, no date.
NONE = "none"
_MOST = 60
_LANG = re.compile("[a-z]{2,3}")
_YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The words as typed, what is narrowed to, the order, the page; `exact`: no synonyms."""

    text: str
    chosen: Chosen = field(default_factory=Chosen)
    sort: Sort = "best"
    page: int = 1
    exact: bool = False

    def ask(self, lang: str) -> Ask:
        """The same for the service; `lang` is the interface's language."""
        return Ask(self.text, self.chosen, self.sort, self.page, lang, self.exact)

    def toggled(self, facet: str, value: Value) -> "Asked":
        """With a value of a facet chosen, or no longer; the first page of it."""
        on: set[Value] = {*self.chosen.of(facet)}
        return self.narrowed(facet, on ^ {value})

    def narrowed(self, facet: str, values: Iterable[Value] = ()) -> "Asked":
        """With these values of one facet in place of its present ones."""
        chosen = {f"{each}s": self.chosen.of(each) for each in FACETS}
        chosen[f"{facet}s"] = frozenset(values)  # type: ignore[assignment]
        return replace(self, chosen=Chosen(**chosen), page=1)  # type: ignore[arg-type]

    def sorted(self, sort: Sort) -> "Asked":
        """In another order, from the first page."""
        return replace(self, sort=sort, page=1)

    def exactly(self, exact: bool) -> "Asked":
        """Without other words for the same thing, or with them again."""
        return replace(self, exact=exact, page=1)

    def saying(self, text: str) -> "Asked":
        """Other words, the same filters and order."""
        return replace(self, text=text, exact=False, page=1)

    @property
    def address(self) -> str:
        """The one query string that asks for exactly this."""
        pairs = [("q", self.text), *self.pairs]
        if self.sort != SORTS[0]:
            pairs.append(("sort", self.sort))
        if self.exact:
            pairs.append(("exact", "1"))
        if self.page != 1:
            pairs.append(("page", str(self.page)))
        return f"?{urlencode(pairs)}"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a search for other words keeps: order and filters."""
        return [*self.pairs, *([("sort", self.sort)] if self.sort != SORTS[0] else [])]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What is chosen, in the order and the words of an address."""
        return [
            (facet, word_of(value))
            for facet in FACETS
            for value in sorted(cast(Iterable[str], self.chosen.of(facet)))
        ]


def word_of(value: Value) -> str:
    """A value of a facet as an address writes it."""
    return str(value) if value else NONE


def asked(query: QueryDict) -> Asked:
    """Reads an address; 404 for a filter, an order or a page that cannot be."""
    sort = query.get("sort") or SORTS[0]
    if sort not in SORTS:
        raise Http404
    return Asked(
        text=query.get("q", "").strip(),
        chosen=Chosen(
            kinds=_values(query, "kind", registry.names().__contains__),
            langs=_values(query, "lang", _is_lang),
            labels=_values(query, "label", _is_label, _label),
            years=frozenset(int(year or 0) for year in _values(query, "year", _is_year)),
        ),
        sort=sort,
        page=_page(query.get("page") or "1"),
        exact=query.get("exact") == "1",
    )


def _values(
    query: QueryDict,
    name: str,
    known: Callable[[str], bool],
    read: Callable[[str], str] = lambda word: "" if word == NONE else word,
) -> frozenset[str]:
    """The values given; what a form sends empty is none."""
    words = [word for word in query.getlist(name) if word]
    values = frozenset(map(read, words))
    if len(words) > _MOST or not all(map(known, values)):
        raise Http404
    return values


def _is_lang(value: str) -> bool:
    return not value or bool(_LANG.fullmatch(value))


def _label(word: str) -> str:
    """`AMBER+STRICT` as people write it into an address: a plus there is read as a space."""
    return "" if word == NONE else word.replace(" ", "+")


def _is_label(value: str) -> bool:
    return not value or value in Label.values


def _is_year(value: str) -> bool:
    return not value or bool(_YEAR.fullmatch(value))


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise Http404
    number = int(text)
    if not 1 <= number <= MAX_PAGES:
        raise Http404
    return number
