"""One row's cells as values of ours, or the code of what is wrong with it. Asks no database."""

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import translation

from community.joining.free_mail import is_free
from community.models import Organisation, Seat
from community.profiles.countries import country_choices
from community.profiles.domain_names import clean_domain
from community.profiles.sectors import sectors
from search.analysis.fold import fold

from .columns import columns_of
from .models import Import

Values = dict[str, str]


class Wrong(ValueError):
    """What is wrong with a row: a code of `wording.ROW`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean(kind: str, fields: list[str], cells: list[str]) -> Values:
    """Every field of the kind, those without a column as ""; Wrong for the first fault."""
    if any(cells[len(fields) :]):
        raise Wrong("too_many_cells")
    typed = {name: cell for name, cell in zip(fields, cells, strict=False) if name}
    values = {one.field: typed.get(one.field, "") for one in columns_of(kind)}
    for column in columns_of(kind):
        _fits(values[column.field], column.longest)
    return _CLEANERS[kind](values)


def _fits(cell: str, longest: int) -> None:
    if len(cell) > longest:
        raise Wrong("too_long")
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in cell):
        raise Wrong("control")


def _organisation(values: Values) -> Values:
    country = _choice(values["country"], _countries(), "country")
    return values | {
        "name": _needed(values["name"], "no_name"),
        "short_name": values["short_name"] or values["name"][:60],
        "kind": _choice(values["kind"], _labels(Organisation.Kind), "kind"),
        "role": _role(values["role"], Organisation.Role, Organisation.Role.PARTICIPANT),
        "country": country,
        "sector": _sector(values["sector"], country),
        "website": _website(values["website"]),
        "domains": " ".join(_domains(values["domains"])),
        "contact_name": _needed(values["contact_name"], "no_contact"),
        "contact_email": _email(values["contact_email"]),
        "language": _language(values["language"]),
        "uid": _uid(values["uid"]),
    }


def _person(values: Values) -> Values:
    return values | {
        "name": _needed(values["name"], "no_name"),
        "email": _email(values["email"]),
        "organisation": _needed(values["organisation"], "no_organisation"),
        "role": _role(values["role"], Seat.Role, Seat.Role.MEMBER),
        "language": _language(values["language"]),
    }


_CLEANERS: Mapping[str, Callable[[Values], Values]] = {
    Import.Kind.ORGANISATIONS: _organisation,
    Import.Kind.PEOPLE: _person,
}


def _needed(value: str, code: str) -> str:
    if not value:
        raise Wrong(code)
    return value


def _email(value: str) -> str:
    address = _needed(value, "no_email").lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise Wrong("bad_email") from wrong
    return address


def _website(value: str) -> str:
    if not value:
        return ""
    address = value if "://" in value else f"https://{value}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as wrong:
        raise Wrong("bad_website") from wrong
    return address


def _domains(value: str) -> list[str]:
    words = value.replace(",", " ").replace(";", " ").replace("|", " ").split()
    try:
        found = [clean_domain(word) for word in words[:20]]
    except ValidationError as wrong:
        raise Wrong("bad_domain") from wrong
    if any(map(is_free, found)):
        raise Wrong("bad_domain")
    return list(dict.fromkeys(found))


def _uid(value: str) -> str:
    try:
        return str(UUID(value)) if value else ""
    except ValueError as wrong:
        raise Wrong("bad_uid") from wrong


def _language(value: str) -> str:
    known = dict(settings.LANGUAGES)
    if value and value.lower() not in known:
        raise Wrong("bad_language")
    return value.lower() or str(settings.LANGUAGE_CODE)


def _role(value: str, choices: type, default: str) -> str:
    return _choice(value, _labels(choices), "role") if value else default


def _choice(value: str, known: Mapping[str, str], name: str) -> str:
    try:
        return known[fold(_needed(value, f"no_{name}"))]
    except KeyError as wrong:
        raise Wrong(f"bad_{name}") from wrong


def _sector(value: str, country: str) -> str:
    if not value:
        return ""
    found = sectors(country)
    named = {fold(word): one.code for one in found.values() for word in (one.code, one.en, one.sr)}
    if fold(value) not in named:
        raise Wrong("bad_sector")
    return named[fold(value)]


@cache
def _labels(choices: type) -> dict[str, str]:
    """Codes and names of a choice in every language, folded."""
    found: dict[str, str] = {}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            found |= {fold(str(one.label)): one.value for one in choices}  # type: ignore[attr-defined]
    return found | {fold(one.value): one.value for one in choices}  # type: ignore[attr-defined]


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            found |= {fold(name): code for code, name in country_choices()}
    return found | {fold(code): code for code, _name in country_choices()}
