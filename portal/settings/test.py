"""What the tests run with: production's rules on a throwaway database."""

from .accounts import MFA_FORMS as REAL_FORMS
from .dev import *  # noqa: F403

DEBUG = False
MFA_FORMS = REAL_FORMS
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("portal.demo.")]  # noqa: F405
ALLOWED_HOSTS = ["testserver", "localhost"]
# Cheap hashing: the tests log in through the forms some hundred times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The cache table first, for migrations clear the cache; it needs no migrations of its own.
DATABASES["limits"]["TEST"] = {"NAME": ":memory:", "MIGRATE": False, "DEPENDENCIES": []}  # noqa: F405
DATABASES["default"]["TEST"] = {"DEPENDENCIES": ["limits"]}  # noqa: F405
MEDIA_ROOT = VAR_DIR / "test-media"  # noqa: F405
# A file that is kept between runs (`--reuse-db`), for the script that breaks the rule.
if kept := env.str("TEST_DATABASE", default=""):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": kept}  # noqa: F405
# The walks ask more in a minute than people do; tests of the limit set their own.
SEARCH_RATES = dict.fromkeys(("search", "suggest", "api"), 1_000_000)
# Tests that want Elasticsearch take its address from the environment, with a name of their own.
ELASTICSEARCH_HOSTS = []
