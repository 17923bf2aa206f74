"""The first step of a login by one's organisation: the address of its provider, with our state."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import HttpRequest
from django.utils.translation import gettext as _
from requests import RequestException

from .models import Provider


class CannotStart(Exception):
    """A translated sentence for who wanted to log in."""


def start_login(request: HttpRequest, provider: Provider | None, next_url: str | None) -> str:
    """Where the browser goes on, by a link: a form may not lead away from here (CSP)."""
    if provider is None or provider.app is None:
        raise CannotStart(_("No organisation with this address signs in this way."))
    try:
        started = provider.app.get_provider(request).redirect(
            request, process="login", next_url=next_url
        )
    except (OAuth2Error, RequestException, OSError, ImmediateHttpResponse, KeyError) as error:
        raise CannotStart(
            _("Your organisation's login does not answer. Try again, or use your password.")
        ) from error
    url = str(started.headers.get("Location", ""))
    if not url:
        raise CannotStart(
            _("Your organisation's login does not answer. Try again, or use your password.")
        )
    return url
