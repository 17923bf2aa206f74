"""Production's values. The other settings modules start from these.

Everything an operator may set comes from the environment, read here and nowhere else.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ

from .accounts import *  # noqa: F403
from .security import *  # noqa: F403

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

# The instance: one network is one instance, and its name travels with every own row.
NETWORK_ORIGIN = env.str("NETWORK_ORIGIN", default="local")
NETWORK_PREFIX = env.str("NETWORK_PREFIX", default="CSN")
# Who is asked for a claimed domain's text record, as host or host:port; empty: the system's.
DNS_RESOLVERS = env.list("DNS_RESOLVERS", default=[])

INSTALLED_APPS = [
    "portal",
    "portal.advisories",
    "portal.campaigns",
    "portal.files",
    "community",
    "community.access",
    "community.audit",
    "community.jobs",
    "community.notify",
    "community.forums",
    "community.queues",
    "community.keys",
    "community.signin",
    "community.sso",
    "community.joining",
    "community.profiles",
    "community.people",
    "community.agreements",
    "community.rosters",
    "community.machines",
    "community.trustees",
    "community.privacy",
    "community.office",
    "search",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    # Only for its widget templates, which the form renderer reads with ours.
    "django.forms",
    # After wagtail.admin on purpose: it disconnects that app's mail signals.
    "portal.apps.WagtailQuietConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.content_policy.ContentPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "portal.middleware.HostileInputMiddleware",
    "community.audit.where.WhereMiddleware",
    "community.machines.middleware.MachineMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.InterfaceLanguageMiddleware",
    "portal.middleware.NetworkTimeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "community.signin.presence.PresenceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "community.people.renewal.RenewalMiddleware",
    "community.second_factor.SecondFactorMiddleware",
    "community.middleware.ViewerMiddleware",
    "community.access.gates.GateMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.shell.shell",
            ],
        },
    },
]

# `{{ form }}` and `field.as_field_group` in the site's own look.
FORM_RENDERER = "portal.shell.form_rendering.SiteRenderer"

# --- data -------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    # A reader never waits, a writer queues up to 20 s instead of failing at once.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def _database(url_name: str, fallback: str) -> dict[str, object]:
    config: dict[str, object] = env.db_url(url_name, default=f"sqlite:///{VAR_DIR / fallback}")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = dict(SQLITE_OPTIONS)
    return config


# Rate limits are counted in a file of their own: a rolled-back transaction must not
# forget a failed login, and a long write must not hold up a login.
DATABASES = {
    "default": _database("DATABASE_URL", "portal.sqlite3"),
    "limits": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "limits.sqlite3",
        "OPTIONS": dict(SQLITE_OPTIONS),
    },
}
DATABASE_ROUTERS = ["portal.dbrouter.LimitsRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits_cache",
    },
}
if env.str("CACHE_URL", default=""):
    CACHES = {"default": env.cache_url("CACHE_URL")}

# --- accounts (the rest stands in accounts.py) --------------------------------------------

MFA_TOTP_ISSUER = env.str("NETWORK_NAME", default="Mreža")
# Proxies of our own in front; behind a false number anybody could invent their address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
BASE_URL = env.str("BASE_URL", default="http://localhost:8000")
# Passkeys are made for one domain and count nowhere else; a later change makes them useless.
PASSKEY_DOMAIN = env.str("PASSKEY_DOMAIN", default=urlsplit(BASE_URL).hostname or "localhost")

# Offices go home: two hours without a sign of life, and twelve in all whatever is done.
SESSION_IDLE_SECONDS = 60 * env.int("SESSION_IDLE_MINUTES", default=120)
SESSION_LONGEST_SECONDS = 3600 * env.int("SESSION_LONGEST_HOURS", default=12)
SESSION_COOKIE_AGE = SESSION_LONGEST_SECONDS
# How long it is remembered who came in, from where and with what.
LOGIN_DAYS = env.int("LOGIN_DAYS", default=90)
# Files that the operator supplies: ranges of addresses by country, and breached passwords.
COUNTRY_RANGES = env.str("COUNTRY_RANGES", default="")
BREACH_LIST = env.str("BREACH_LIST", default="")

# --- languages ----------------------------------------------------------------------------

USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
# The zone in which the network reads clocks; a person may have another.
NETWORK_TIME_ZONE = env.str("NETWORK_TIME_ZONE", default="Europe/Belgrade")
LANGUAGE_CODE = "sr"
# Only complete languages are listed: a half translated one is hidden, not half shown.
LANGUAGES = [("sr", "Ћирилица"), ("sr-latn", "Latinica"), ("en", "English")]
FORMAT_MODULE_PATH = ["portal.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]

WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = [("sr", "Српски"), ("en", "English")]

# --- Wagtail ------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Mreža"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "portal.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "portal.SiteDocument"
WAGTAILDOCS_EXTENSIONS = ["pdf", "csv", "docx", "odt", "pptx", "odp", "xlsx", "ods", "txt", "zip"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.files.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILEMBEDS_FINDERS = []

# --- search -------------------------------------------------------------------------------

# Nodes of one Elasticsearch 8, with commas between; empty: the database searches by itself.
ELASTICSEARCH_HOSTS = env.list("ELASTICSEARCH_URL", default=[])
# The certificate authority of its TLS, as a file; empty: those that the system trusts.
ELASTICSEARCH_CA = env.str("ELASTICSEARCH_CA", default="")
# How many copies of each index beside the first.
ELASTICSEARCH_REPLICAS = env.int(
    "ELASTICSEARCH_REPLICAS", default=1 if len(ELASTICSEARCH_HOSTS) > 1 else 0
)
# The beginning of the names of its indices: one cluster may serve several instances.
SEARCH_PREFIX = env.str("SEARCH_PREFIX", default="portal")
# What decides the order of results, as JSON: {"TITLE": 8}. Names and bounds: search/ranking.py.
SEARCH_RANKING = env.json("SEARCH_RANKING", default={})
# Askings in a minute: of one address where nobody is known, of one caller of the API.
SEARCH_RATES = {"search": 120, "suggest": 600, "api": 120}

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- files --------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# --- mail ---------------------------------------------------------------------------------

if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
# Where what cannot be delivered comes back to: `bounces@…`, read by `manage.py read_bounce`.
# Empty: it goes to the sender's address, and only refusals while sending stop an address.
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")
# Where answers to the portal's mail go; empty: to the sender's address.
REPLY_ADDRESS = env.str("REPLY_ADDRESS", default="")
# A mail server that hangs must not hold up the worker beyond this.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)

# --- logging ------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Each saved page would be told twice.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        # A line for each request; its bodies, which it tells at DEBUG, are nobody's business.
        "elastic_transport": {"level": "WARNING"},
        "elasticsearch": {"level": "WARNING"},
    },
}
