"""Which language a document is in."""

from portal.models import SiteDocument
from search.analysis.families import family_of

# Of the languages that are read as one, the guess is the network's own.
_LANGUAGES = {"sh": "sr"}


def guess(text: str) -> str:
    """The code of the likeliest language of `text`."""
    family = family_of("", "", text)
    return _LANGUAGES.get(family, family)


def language_of(document: SiteDocument, guessed: str) -> str:
    """What the editor named; else what was guessed from the text, or from the title alone."""
    return document.language or guessed or guess(document.title)
