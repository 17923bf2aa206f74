"""The last step of a login by a provider, where a browser brings what anybody may have made.

allauth lets whatever its libraries raise pass: an answer that is no XML, a claim of another
type, a provider that is gone. That is a login that did not work, not an error of ours.
"""

import logging
from collections.abc import Callable

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect.views import callback
from allauth.socialaccount.providers.saml.views import finish_acs
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from community.access.gates import gate

_log = logging.getLogger(__name__)


@gate("public")
def finish_saml(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """A SAML answer, read by allauth."""
    return _held(request, lambda: finish_acs(request, organization_slug=organization_slug))


@gate("public")
def finish_oidc(request: HttpRequest, provider_id: str) -> HttpResponse:
    """A code of an OIDC provider, exchanged by allauth."""
    return _held(request, lambda: callback(request, provider_id))


def _held(request: HttpRequest, finish: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return finish()
    except (Http404, PermissionDenied, ImmediateHttpResponse):
        raise
    except Exception as error:  # noqa: BLE001
        _log.warning("A login by a provider did not work: %s", type(error).__name__)
        failed: HttpResponse = render_authentication_error(request, None)
        return failed
