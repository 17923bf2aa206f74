"""Tells a reader how the words typed were read."""

import re
from dataclasses import dataclass

import cyrtranslit

from search.analysis.script import script_of
from search.query import Query, Term

_LATIN = re.compile("[a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """`words` are sought as they stand and as their twins in the other script."""

    words: str
    twins: str
    excluded: str
    cut: bool


def read(query: Query) -> Reading:
    """How `query` was understood, in the words of the one who typed it."""
    words = " ".join(term.text for term in query.terms)
    twins = " ".join(map(_twin, query.terms))
    excluded = ", ".join(term.text for term in query.excluded)
    return Reading(words, twins if twins != words else "", excluded, query.cut)


def _twin(term: Term) -> str:
    if term.ids:
        return term.text
    if script_of(term.text) == "cyrl":
        return str(cyrtranslit.to_latin(term.text, "sr"))
    twin = str(cyrtranslit.to_cyrillic(term.text, "sr"))
    # "newcomer" is no word in Cyrillic: of its letters some would stay Latin.
    return term.text if _LATIN.search(twin) else twin
