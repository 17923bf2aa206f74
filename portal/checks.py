"""Production refuses to start with anything that belongs to the demo or weakens the login.

Each check looks at one setting and says what to set instead. They apply to every settings
module but `dev` and `test`, in `manage.py check` and again when the web server starts.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

DEMO_DOMAIN = "@demo.localhost"
NOT_FOR_MEMBERS = ("portal.settings.dev", "portal.settings.test")
SAMPLE_SECRETS = ("dev-only-", "change-me", "changeme", "django-insecure-", "sample")
SHORTEST_SECRET = 40
FORGETFUL_CACHES = ("locmem.LocMemCache", "dummy.DummyCache")


@register(Tags.security)
def production(app_configs: Sequence[AppConfig] | None = None, **_more: Any) -> list[CheckMessage]:
    """What is wrong with these settings for a network with real members."""
    if settings.SETTINGS_MODULE in NOT_FOR_MEMBERS:
        return []
    return [*_basics(), *_sessions(), *_factors()]


@register(Tags.database)
def demo_data(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **_more: Any,
) -> list[CheckMessage]:
    """Accounts whose password everybody knows. Asked where the database is asked at all."""
    if settings.SETTINGS_MODULE in NOT_FOR_MEMBERS or "default" not in (databases or ()):
        return []
    if not get_user_model().objects.filter(email__iendswith=DEMO_DOMAIN).exists():
        return []
    hint = "The demo network is no start for a real one: begin with an empty database."
    return [Error("The database holds demo accounts.", hint=hint, id="portal.E010")]


def refuse_to_start() -> None:
    """Raises ImproperlyConfigured with every finding: a WSGI server runs no checks itself.

    A database that does not answer yet is no finding; pages say so by themselves.
    """
    found = production()
    with suppress(DatabaseError):
        found += demo_data(databases=["default"])
    if found:
        raise ImproperlyConfigured("\n".join(str(message) for message in found))


def _basics() -> Iterator[Error]:
    if settings.DEBUG:
        yield Error("DEBUG is on.", hint="Use portal.settings.base.", id="portal.E001")
    secret = str(settings.SECRET_KEY)
    if len(secret) < SHORTEST_SECRET or secret.lower().startswith(SAMPLE_SECRETS):
        yield Error(
            "SECRET_KEY is empty, short or a sample.",
            hint="Set SECRET_KEY to 50 random characters.",
            id="portal.E002",
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "ALLOWED_HOSTS names no host or every host.",
            hint="Set ALLOWED_HOSTS to the names the portal answers to.",
            id="portal.E003",
        )


def _sessions() -> Iterator[Error]:
    if settings.SESSION_ENGINE != "django.contrib.sessions.backends.db":
        yield Error(
            "Sessions do not lie in the database: ending a membership would not end them.",
            hint='Set SESSION_ENGINE to "django.contrib.sessions.backends.db".',
            id="portal.E004",
        )
    for alias, cache in settings.CACHES.items():
        if str(cache.get("BACKEND", "")).endswith(FORGETFUL_CACHES):
            yield Error(
                f"The cache {alias!r} is not shared by processes: each would count wrong "
                "passwords and used codes for itself.",
                hint="Leave CACHE_URL unset, or name a shared cache.",
                id="portal.E005",
            )


def _factors() -> Iterator[Error]:
    if getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        yield Error("A code that passes for everybody is set.", id="portal.E006")
    if "portal.demo" in f"{getattr(settings, 'MFA_FORMS', {})}{settings.MIDDLEWARE}":
        yield Error(
            "The demo's second factor is configured.",
            hint="MFA_FORMS comes from portal.settings.accounts.",
            id="portal.E007",
        )
    needed = "community.second_factor.SecondFactorMiddleware"
    if needed not in settings.MIDDLEWARE:
        yield Error("Nothing demands the second factor.", hint=f"Add {needed}.", id="portal.E008")
    if settings.SSO_FETCH_FROM:
        yield Error(
            "Identity providers inside our own walls are asked.",
            hint="SSO_FETCH_FROM is for tests.",
            id="portal.E016",
        )
    if getattr(settings, "MFA_TRUST_ENABLED", False):
        yield Error("Trusted browsers skip the second factor.", id="portal.E009")
