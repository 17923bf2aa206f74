"""The URL map. Pages carry their language; accounts, admin, machines and files do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from community.factor_views import replace_totp
from portal import views
from portal.doors import doors, page_doors
from portal.pages import pictures, sitemap
from portal.shell.appearance import appearance

handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.choose_language, name="root"),
    path("health/live", views.live, name="health-live"),
    path("appearance/", appearance, name="appearance"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("media/images/<str:name>", pictures.picture, name="picture"),
    *doors,
    path("accounts/2fa/totp/replace/", replace_totp, name="account_replace_totp"),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

# Rooms of the members, each with its addresses below the language.
MEMBERS = (
    *("joining", "profiles", "people", "agreements", "rosters", "machines", "sso", "signin"),
    *("trustees", "privacy", "audit", "office"),
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
