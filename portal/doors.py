"""Second doors, bricked up: logins, resets and account pages that Wagtail brings along.

Each would open a session past the second factor, or make accounts past vetting. They stand
in the URL map before Wagtail's own; a test walks the map for doors that nobody shadowed.
"""

from allauth.account.utils import get_next_redirect_url
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.utils.http import urlencode

from community.access.gates import gate


@gate("public")
def to_login(request: HttpRequest) -> HttpResponse:
    """The one login, with `next` if it leads to a place of ours; nothing posted is read."""
    address = reverse("account_login")
    wanted = get_next_redirect_url(request)
    return redirect(f"{address}?{urlencode({'next': wanted})}" if wanted else address)


@gate("public")
def to_reset(_request: HttpRequest) -> HttpResponse:
    """The one password reset."""
    return redirect("account_reset_password")


@gate("public")
def to_logout(_request: HttpRequest) -> HttpResponse:
    """The one logout, which asks first."""
    return redirect("account_logout")


@gate("public")
def bricked_up(_request: HttpRequest) -> HttpResponse:
    """404 for everybody, superusers too: accounts and groups change through verbs only."""
    raise Http404


doors: list[URLPattern | URLResolver] = [
    path("admin/login/", to_login, name="door-admin-login"),
    path("admin/logout/", to_logout, name="door-admin-logout"),
    re_path(r"^admin/password_reset/", to_reset, name="door-admin-reset"),
    # Rows of passkeys by number; ours has names for them.
    re_path(r"^accounts/2fa/webauthn/keys/", bricked_up, name="door-passkey-rows"),
    # What comes with logins by organisations and is ours to do: `community.sso`.
    re_path(r"^accounts/3rdparty/(?:signup/)?$", bricked_up, name="door-links"),
    re_path(r"^accounts/social/", bricked_up, name="door-old-links"),
    re_path(r"^accounts/oidc/[^/]+/login/$", bricked_up, name="door-oidc-login"),
    re_path(r"^accounts/saml/[^/]+/(?:login|sls)/$", bricked_up, name="door-saml-login"),
    re_path(r"^admin/users/", bricked_up, name="door-users"),
    re_path(r"^admin/groups/", bricked_up, name="door-groups"),
    re_path(r"^admin/api-tokens/", bricked_up, name="door-api-tokens"),
    re_path(r"^admin/bulk/community/", bricked_up, name="door-bulk-people"),
    re_path(r"^admin/bulk/auth/", bricked_up, name="door-bulk-groups"),
    # Pages and collections are for everybody, and nothing goes through workflows.
    re_path(r"^admin/pages/\d+/privacy/", bricked_up, name="door-page-privacy"),
    re_path(r"^admin/collections/\d+/privacy/", bricked_up, name="door-collection-privacy"),
    re_path(r"^admin/workflows/", bricked_up, name="door-workflows"),
    re_path(r"^admin/reports/workflow(?:_tasks)?/", bricked_up, name="door-workflow-reports"),
    # Wagtail's page that breaks on purpose.
    path("admin/failwhale/", bricked_up, name="door-failwhale"),
    re_path(r"^documents/authenticate_with_password/", bricked_up, name="door-documents"),
]
# The same for what `wagtail.urls` adds under each language.
page_doors: list[URLPattern | URLResolver] = [
    path("_util/login/", to_login, name="door-page-login"),
    re_path(r"^_util/authenticate_with_password/", bricked_up, name="door-pages"),
]
