"""How templates name organisations, in the reader's language."""

from django import template

from community.models import Organisation
from community.profiles import wording
from community.profiles.countries import country_name
from community.profiles.sectors import sector_name

register = template.Library()


@register.filter
def org_name(organisation: Organisation) -> str:
    """Return the full name."""
    return wording.name_of(organisation)


@register.filter
def org_about(organisation: Organisation) -> str:
    """Return what it says of itself; plain text as typed."""
    return wording.about_of(organisation)


@register.filter
def org_facts(organisation: Organisation) -> list[str]:
    """Return kind, sector and country."""
    return wording.facts_of(organisation)


@register.filter
def sector_of(organisation: Organisation) -> str:
    """Return the name of its sector."""
    return sector_name(organisation.sector, organisation.country)


@register.filter
def country(code: str) -> str:
    """Return the name of a country."""
    return country_name(code)
