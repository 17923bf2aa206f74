"""What the tests run with: production's rules on a throwaway database."""

from .accounts import MFA_FORMS as REAL_FORMS
from .dev import *  # noqa: F403

DEBUG = False
MFA_FORMS = REAL_FORMS
ALLOWED_HOSTS = ["testserver", "localhost"]
# Cheap hashing: the tests log in through the forms some hundred times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# No migrations there: it holds the cache table only, which Django makes for tests by itself.
DATABASES["limits"]["TEST"] = {"NAME": ":memory:", "MIGRATE": False}  # noqa: F405
MEDIA_ROOT = VAR_DIR / "test-media"  # noqa: F405
