"""Tells a reader how the words typed were read."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.searching.asking import Asked
from portal.searching.operators import named
from search.analysis.script import script_of
from search.query import Also, Query

# More words of the thesaurus than these are sought but not listed.
LISTED = 8


@dataclass(frozen=True, slots=True)
class Other:
    """A word for the same thing that was sought too, and the search for it alone."""

    text: str
    url: str
    lang: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`words` are sought `in_any_form` and in both scripts, unless all are identifiers.

    `left_out` were too common to tell anything, `dates` and `values` looked like filters but
    were taken for words. `exactly` is the address without the `others`, and from there back.
    """

    words: str = ""
    in_any_form: bool = False
    excluded: str = ""
    cut: bool = False
    left_out: str = ""
    dates: str = ""
    values: str = ""
    filters: str = ""
    others: tuple[Other, ...] = ()
    exactly: str = ""


def read(query: Query, asked: Asked | None = None) -> Reading:
    """How `query` was understood, in the words of the one who typed it."""
    asked = asked or Asked("")
    return Reading(
        " ".join(term.text for term in query.terms),
        not all(term.ids for term in query.terms),
        _listed(term.text for term in query.excluded if term.where != "marks"),
        query.cut,
        left_out=_listed(query.left_out),
        dates=_listed(each.text for each in query.ignored if each.why == "date"),
        values=_listed(each.text for each in query.ignored if each.why == "value"),
        filters=_listed(
            f"{'-' if each.excluded else ''}{named(each.field)}:{each.text}"
            for each in query.applied
        ),
        others=tuple(_others(query.also[:LISTED], asked)),
        exactly=asked.exactly(not asked.exact).address if query.also or asked.exact else "",
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _others(also: Iterable[Also], asked: Asked) -> Iterable[Other]:
    for each in also:
        text = f'"{each.text}"' if " " in each.text else each.text
        lang = {"sr": "sr-Cyrl" if script_of(each.text) == "cyrl" else "sr-Latn"}
        yield Other(each.text, asked.saying(text).address, lang.get(each.lang, each.lang))
