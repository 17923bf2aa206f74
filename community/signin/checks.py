"""What an operator should know of the way in; nothing here stops the portal."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Info, Tags, register

NOT_FOR_MEMBERS = ("portal.settings.dev", "portal.settings.test")


@register(Tags.security)
def files_at_hand(
    app_configs: Sequence[AppConfig] | None = None, **_more: Any
) -> list[CheckMessage]:
    """Files that the operator supplies: told of where unset, warned of where missing."""
    if settings.SETTINGS_MODULE in NOT_FOR_MEMBERS:
        return []
    return [*_breaches(), *_countries()]


def _breaches() -> Iterator[CheckMessage]:
    if not settings.BREACH_LIST:
        yield Info(
            "There is no list of breached passwords: only common ones are refused.",
            hint="Make one with `manage.py breach_list` and set BREACH_LIST.",
            id="signin.I001",
        )
    elif not Path(settings.BREACH_LIST).is_file():
        yield checks.Warning(
            "BREACH_LIST names no file: breached passwords are accepted.", id="signin.W001"
        )


def _countries() -> Iterator[CheckMessage]:
    if settings.COUNTRY_RANGES and not Path(settings.COUNTRY_RANGES).is_file():
        yield checks.Warning(
            "COUNTRY_RANGES names no file: logins have no country.", id="signin.W002"
        )
