"""Production does not start with what belongs to the demo."""

import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured

from portal.checks import demo_data, production, refuse_to_start
from tests import factories as make

SOUND = {
    "SETTINGS_MODULE": "portal.settings.base",
    "SECRET_KEY": "x7" * 25,
    "ALLOWED_HOSTS": ["portal.example"],
    "DEBUG": False,
}


@pytest.fixture
def sound(settings: LazySettings) -> LazySettings:
    for name, value in SOUND.items():
        setattr(settings, name, value)
    return settings


@pytest.mark.django_db
def test_sound_settings_are_let_through(sound: LazySettings) -> None:
    assert production() == []
    refuse_to_start()


BAD: list[tuple[str, Any, str]] = [
    ("DEBUG", True, "E001"),
    ("SECRET_KEY", "short", "E002"),
    ("SECRET_KEY", "dev-only-" + "not-a-secret-" * 4, "E002"),
    ("ALLOWED_HOSTS", [], "E003"),
    ("ALLOWED_HOSTS", ["*"], "E003"),
    ("SESSION_ENGINE", "django.contrib.sessions.backends.signed_cookies", "E004"),
    ("SESSION_ENGINE", "django.contrib.sessions.backends.cached_db", "E004"),
    ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}, "E005"),
    ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}, "E005"),
    ("MFA_TOTP_INSECURE_BYPASS_CODE", "123456", "E006"),
    ("MFA_FORMS", {"authenticate": "portal.demo.second_factor.DemoCodeForm"}, "E007"),
    ("MIDDLEWARE", [], "E008"),
    ("MFA_TRUST_ENABLED", True, "E009"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value", "code"), BAD)
def test_each_trace_is_refused(sound: LazySettings, name: str, value: Any, code: str) -> None:
    setattr(sound, name, value)
    assert [message.id for message in production()] == [f"portal.{code}"]
    with pytest.raises(ImproperlyConfigured):
        refuse_to_start()


def _check(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": "/usr/bin", "DJANGO_SETTINGS_MODULE": "portal.settings.base"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_with_a_sound_environment_has_nothing_to_say(tmp_path: Path) -> None:
    listed = tmp_path / "breached"
    listed.write_bytes(bytes(8))
    done = _check(
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="portal.example",
        BREACH_LIST=str(listed),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


def test_production_with_an_empty_environment_does_not_start() -> None:
    assert _check().returncode != 0
    assert _check(SECRET_KEY=secrets.token_urlsafe(50)).returncode != 0


@pytest.mark.django_db
def test_a_database_with_demo_accounts_is_refused(settings: LazySettings) -> None:
    settings.SETTINGS_MODULE = "portal.settings.base"
    assert demo_data(databases=["default"]) == []
    make.person(email="someone@demo.localhost")
    assert [message.id for message in demo_data(databases=["default"])] == ["portal.E010"]
    assert demo_data(databases=[]) == []
