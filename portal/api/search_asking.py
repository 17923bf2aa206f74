"""What a caller searches for, read strictly: what is not understood is an error."""

import re
from collections.abc import Callable

from django.http import QueryDict

from community.access.tlp import Label
from portal.searching.asking import NONE, SORTS, Asked
from search import registry
from search.bins import Chosen
from search.parsing import MAX_LENGTH
from search.service import MAX_PAGES

from .asking import BadParameter

ONCE = ("q", "sort", "page", "exact")
SEVERAL = ("kind", "lang", "label", "year")
MOST = 20  # values of one parameter: servers refuse longer lines
LANG, YEAR = "[a-z]{2,3}", "[0-9]{4}"
BOOLEANS = {"true": True, "false": False}


def asked(query: QueryDict) -> Asked:
    """The parameters of a search; BadParameter for any that is unknown, doubled or misspelt."""
    for name, values in query.lists():
        if name not in (*ONCE, *SEVERAL):
            raise BadParameter(f"Only {', '.join((*ONCE, *SEVERAL))} are known.")
        if name in ONCE and len(values) != 1:
            raise BadParameter(f"Give {name} once.")
        if len(values) > MOST:
            raise BadParameter(f"Give {name} at most {MOST} times.")
    sort = query.get("sort", SORTS[0])
    if sort not in SORTS:
        raise BadParameter(f"sort is one of {', '.join(SORTS)}.")
    if (exact := query.get("exact", "false")) not in BOOLEANS:
        raise BadParameter("exact is true or false.")
    return Asked(_text(query), _chosen(query), sort, _page(query.get("page")), BOOLEANS[exact])


def _text(query: QueryDict) -> str:
    text = query.get("q")
    if text is None or not 1 <= len(text) <= MAX_LENGTH:
        raise BadParameter(f"q is a text of 1 to {MAX_LENGTH} characters.")
    return text.strip()


def _chosen(query: QueryDict) -> Chosen:
    return Chosen(
        kinds=_values(query, "kind", registry.names().__contains__, "a kind of thing"),
        langs=_values(query, "lang", _like(LANG), "the code of a language, or none"),
        labels=frozenset(
            value.removeprefix("TLP:")
            for value in _values(query, "label", _is_label, "a TLP label, or none")
        ),
        years=frozenset(
            int(value or 0) for value in _values(query, "year", _like(YEAR), "a year, or none")
        ),
    )


def _values(query: QueryDict, name: str, known: Callable[[str], bool], what: str) -> frozenset[str]:
    values = query.getlist(name)
    if not all(known(value) for value in values if value != NONE or name == "kind"):
        raise BadParameter(f"{name} is {what}.")
    return frozenset("" if value == NONE and name != "kind" else value for value in values)


def _like(pattern: str) -> Callable[[str], bool]:
    return lambda value: bool(re.fullmatch(pattern, value))


def _is_label(value: str) -> bool:
    return value.removeprefix("TLP:") in Label.values


def _page(text: str | None) -> int:
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MAX_PAGES):
        raise BadParameter(f"page is a whole number from 1 to {MAX_PAGES}.")
    return int(text)
