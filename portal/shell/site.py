"""Who runs this instance, as far as the frame shows it. Read from Wagtail's site settings."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Links = list[tuple[str, str]]


@dataclass(frozen=True)
class Site:
    """The office's name and how to reach it; `nav` and `columns` are the editors' links."""

    name: str
    tagline: str
    phone: str = ""
    mail: str = ""
    pgp: str = ""
    official_line: str = ""
    duty_title: str = ""
    footer_note: str = ""
    nav: Links = field(default_factory=list)
    columns: list[tuple[str, Links]] = field(default_factory=list)


def site_of(request: HttpRequest) -> Site:
    """Return the site's settings, or what is known without them.

    Where the model has `nav_links(language)` and `footer_columns(language)` they give
    `[(label, url)]` and `[(title, [(label, url)])]`.
    """
    row = _settings_row(request)
    language = get_language() or ""
    return Site(
        name=_text(row, "site_name") or _("Mreža"),
        tagline=_text(row, "tagline") or _("Cybersecurity Network"),
        phone=_text(row, "phone"),
        mail=_text(row, "mail"),
        pgp=_text(row, "pgp"),
        official_line=_text(row, "official_line"),
        duty_title=_text(row, "duty_title"),
        footer_note=_text(row, "footer_note"),
        nav=_called(row, "nav_links", language),
        columns=_called(row, "footer_columns", language),
    )


def _settings_row(request: HttpRequest) -> Any:
    try:
        model: Any = apps.get_model("portal", "SiteSettings")
        return model.for_request(request)
    except (LookupError, DatabaseError, AttributeError):
        return None


def _text(row: Any, name: str) -> str:
    return str(getattr(row, name, "") or "")


def _called(row: Any, name: str, language: str) -> Any:
    method = getattr(row, name, None)
    return list(method(language)) if callable(method) else []
