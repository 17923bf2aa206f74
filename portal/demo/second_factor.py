"""The demo's second factor: one code for the fictional people, on the developer's machine only.

It counts where all of this holds, asked at each login: DEBUG is on, the request comes from
loopback and through no proxy, the host is `localhost`, the account's address ends in
`@demo.localhost`. Without DEBUG this module cannot even be imported, and production's checks
refuse settings that name it. The demo's people have real, random secrets beside.
"""

import ipaddress
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.forms import CodeForm
from community.models import Person

if not settings.DEBUG:
    raise ImproperlyConfigured("The demo's second factor is not for use without DEBUG.")

CODE = "000000"
DOMAIN = "@demo.localhost"
# How proxies say that they are one: whoever stands in front may serve the whole world.
PROXY_HEADERS = (
    *("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED", "HTTP_X_ORIGINAL", "HTTP_X_REAL_IP"),
    *("HTTP_X_CLIENT_IP", "HTTP_TRUE_CLIENT_IP", "HTTP_CF_"),
)


class DemoCodeForm(CodeForm):
    """The second step of a login, with the code filled in for the demo's people."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if counts_for(self.user, context.request):
            self.fields["code"].initial = CODE
            self.fields["code"].help_text = _("This is a demo account: its code is filled in.")

    def clean_code(self) -> str:
        if self.cleaned_data["code"] == CODE and counts_for(self.user, context.request):
            self.authenticator = Authenticator.objects.get(
                user=self.user, type=Authenticator.Type.TOTP
            )
            return CODE
        return super().clean_code()


def counts_for(person: Person, request: HttpRequest) -> bool:
    """Whether the demo's code counts for `person` on this request."""
    return (
        bool(settings.DEBUG)
        and person.email.endswith(DOMAIN)
        and request.get_host().partition(":")[0] == "localhost"
        and _is_loopback(request.META.get("REMOTE_ADDR", ""))
        and not any(header.startswith(PROXY_HEADERS) for header in request.META)
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
