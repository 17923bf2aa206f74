"""What the values of facets are called in the page's language."""

from typing import Any

from django.utils.translation import get_language_info, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from community.access.tlp import Label
from search import registry

# Django has a name for every language but these, and for some another than the region's.
LANGUAGES: dict[str, Any] = {
    "sr": gettext_lazy("Serbian"),
    "cnr": gettext_lazy("Montenegrin"),
    "bs": gettext_lazy("Bosnian"),
    "hr": gettext_lazy("Croatian"),
    "mk": gettext_lazy("Macedonian"),
    "sl": gettext_lazy("Slovene"),
    "sq": gettext_lazy("Albanian"),
    "en": gettext_lazy("English"),
}


def language(code: str) -> str:
    """The name of a language in the page's language; the code itself where nobody knows it."""
    if code in LANGUAGES:
        return str(LANGUAGES[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def title(facet: str) -> str:
    """The heading over a facet."""
    titles = {
        "kind": pgettext("facet", "Kind"),
        "lang": pgettext("facet", "Language"),
        "label": pgettext("facet", "Label"),
        "year": pgettext("facet", "Year"),
    }
    return titles[facet]


def value(facet: str, each: str | int) -> str:
    """A value of a facet in words; what has none is named too."""
    if not each:
        return without(facet)
    if facet == "kind":
        kind = registry.get(str(each))
        return str(kind.plural or kind.label)
    if facet == "lang":
        return language(str(each))
    return f"TLP:{each}" if facet == "label" else str(each)


def without(facet: str) -> str:
    """The name of what has no value in a facet."""
    names = {
        "lang": _("Language unknown"),
        "label": _("Without a label"),
        "year": _("Without a date"),
    }
    return names.get(facet, "")


def in_order(facet: str, counts: dict[str | int, int]) -> list[str | int]:
    """The values as a reader expects them: kinds as registered, years from the last,
    labels from the mildest, languages from the most frequent."""
    if facet == "kind":
        return [name for name in registry.names() if name in counts]
    if facet == "label":
        return [each for each in ("", *Label.values) if each in counts]
    if facet == "year":
        return sorted(counts, key=lambda year: -int(year))
    return sorted(counts, key=lambda code: (-counts[code], not code, str(code)))


def everything() -> str:
    """The name of the choice that takes all others of a facet back."""
    return _("All")


def order(sort: str) -> str:
    """The name of an order of results."""
    names = {
        "best": pgettext("order of results", "Best"),
        "newest": pgettext("order of results", "Newest"),
        "oldest": pgettext("order of results", "Oldest"),
    }
    return names[sort]
