"""The last step of a SAML login, where a browser brings an answer that anybody may have made."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.saml.views import finish_acs
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from community.access.gates import gate

_log = logging.getLogger(__name__)


@gate("public")
def finish_saml(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """allauth's own step. What it cannot even parse is a login that did not work, not an error
    of ours: it lets whatever its XML library raises pass."""
    try:
        answer: HttpResponse = finish_acs(request, organization_slug=organization_slug)
    except (Http404, PermissionDenied, ImmediateHttpResponse):
        raise
    except Exception as error:  # noqa: BLE001
        _log.warning("A SAML answer could not be read: %s", type(error).__name__)
        return _did_not_work(request)
    return answer


def _did_not_work(request: HttpRequest) -> Any:
    return render_authentication_error(request, None)
