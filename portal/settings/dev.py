"""The embedded default: SQLite, local files, mail on the console, no service needed."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "dev-only-" + "not-a-secret-" * 4
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]

ALLAUTH_TRUSTED_PROXY_COUNT = 0
MFA_FORMS = MFA_FORMS | {"authenticate": "portal.demo.second_factor.DemoCodeForm"}  # noqa: F405

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_PROXY_SSL_HEADER = None
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_SECURE = False
LANGUAGE_COOKIE_SECURE = False

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
VAR_DIR.mkdir(exist_ok=True)  # noqa: F405
MIDDLEWARE = [
    "portal.demo.one_host.OneHostMiddleware",
    "portal.middleware.OwnNotFoundMiddleware",
    *MIDDLEWARE,  # noqa: F405
]
