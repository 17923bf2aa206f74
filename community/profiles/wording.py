"""An organisation in the words of the reader's language, as far as there are any."""

from django.db.models import F, OrderBy, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from community.models import Organisation

from .countries import country_name
from .sectors import sector_name


def name_of(organisation: Organisation) -> str:
    """The full name; the English one for who reads English."""
    english = get_language() == "en" and organisation.name_en
    return organisation.name_en if english else organisation.name


def about_of(organisation: Organisation) -> str:
    """What it says of itself, in the reader's language or else in the other."""
    own, english = organisation.about, organisation.about_en
    return (english or own) if get_language() == "en" else (own or english)


def facts_of(organisation: Organisation) -> list[str]:
    """Kind, sector and country in a row, for lists."""
    words = [
        str(organisation.get_kind_display()),
        sector_name(organisation.sector, organisation.country),
        country_name(organisation.country),
    ]
    return [as_title(word) for word in words if word]


def as_title(word: object) -> str:
    """With a capital in front; what is written large within it stays so."""
    text = str(word)
    return text[:1].upper() + text[1:]


def name_order() -> tuple[OrderBy, str]:
    """Orders organisations by the name that is shown."""
    english = Coalesce(NullIf("name_en", Value("")), "name")
    name = english if get_language() == "en" else F("name")
    return OrderBy(name), "uid"
