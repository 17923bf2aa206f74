"""The URL map. Pages carry their language; accounts, admin, machines and files do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from community.factor_views import replace_totp
from community.notify.pages.stop_views import mail_stop
from community.signin import office_views, passkey_views, session_views
from community.sso.returning import finish_oidc, finish_saml
from portal import views
from portal.doors import doors, page_doors
from portal.pages import pictures, sitemap
from portal.shell.appearance import appearance

handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"

# Pages of the account that differ from allauth's, at the addresses that it knows.
account_pages = [
    path("accounts/2fa/webauthn/", passkey_views.passkey_list, name="mfa_list_webauthn"),
    path(
        "accounts/2fa/webauthn/reauthenticate/",
        passkey_views.PasskeyAgain.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("accounts/2fa/word/", office_views.type_word, name="account_reset_word"),
    path("accounts/sessions/", session_views.own_sessions, name="usersessions_list"),
    path(
        "accounts/2fa/recovery-codes/",
        passkey_views.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.choose_language, name="root"),
    path("health/live", views.live, name="health-live"),
    path("appearance/", appearance, name="appearance"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("api/v1/", include("portal.api.urls")),
    path("mail/stop/<str:token>/", mail_stop, name="mail-stop"),
    path("media/images/<str:name>", pictures.picture, name="picture"),
    *doors,
    path("accounts/2fa/totp/replace/", replace_totp, name="account_replace_totp"),
    *account_pages,
    path("accounts/saml/<str:organization_slug>/acs/finish/", finish_saml, name="saml_finish_acs"),
    path(
        "accounts/oidc/<str:provider_id>/login/callback/",
        finish_oidc,
        name="openid_connect_callback",
    ),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

# Rooms of the members, each with its addresses below the language.
MEMBERS = (
    *("joining", "profiles", "people", "agreements", "rosters", "machines", "sso", "signin"),
    *("trustees", "privacy", "audit", "office", "queues", "notify.pages", "keys"),
)

if settings.DEBUG:
    urlpatterns += [
        path("styleguide/", include("portal.styleguide.urls")),
        path("", include("community.notify.urls")),
    ]

urlpatterns += i18n_patterns(
    *page_doors,
    path("", include("portal.searching.urls")),
    path("advisories/", include("portal.advisories.urls")),
    path("", include("community.forums.urls")),
    *(path("", include(f"community.{room}.urls")) for room in MEMBERS),
    path("", include(wagtail_urls)),
)
