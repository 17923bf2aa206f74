"""Forms: which address, which provider, why not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .discovery import Found, Unusable, found_oidc, found_saml
from .models import Provider


class AddressForm(forms.Form):
    """The address by whose domain a provider is found."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The address that your organisation gave you."),
    )


class ProviderForm(forms.Form):
    """A provider by OIDC or SAML; what belongs to the other protocol is not read."""

    protocol = forms.ChoiceField(
        label=_("Protocol"),
        choices=Provider.Protocol.choices,
        initial=Provider.Protocol.OIDC,
        widget=forms.RadioSelect,
    )
    issuer = forms.CharField(
        label=_("Issuer (OpenID Connect)"),
        max_length=200,
        required=False,
        help_text=_("For example https://login.example.org. We ask it for its description."),
    )
    client_id = forms.CharField(
        label=_("Client ID (OpenID Connect)"), max_length=191, required=False
    )
    secret = forms.CharField(
        label=_("Client secret (OpenID Connect)"),
        max_length=191,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    metadata = forms.CharField(
        label=_("Metadata of your identity provider (SAML)"),
        max_length=300_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("The whole XML text."),
    )
    found: Found

    def clean(self) -> dict[str, Any]:
        """Reads what was given, and asks the issuer."""
        given = super().clean() or {}
        if self.errors:
            return given
        try:
            self.found = self._read(given)
        except Unusable as unusable:
            field = "metadata" if given["protocol"] == Provider.Protocol.SAML else "issuer"
            self.add_error(field, forms.ValidationError(str(unusable.reason)))
        return given

    def _read(self, given: dict[str, Any]) -> Found:
        if given["protocol"] == Provider.Protocol.SAML:
            return found_saml(given["metadata"])
        if not given["client_id"] or not given["secret"]:
            raise Unusable(_("OpenID Connect needs issuer, client ID and secret."))
        return found_oidc(given["issuer"], given["client_id"], given["secret"])


class ReasonForm(forms.Form):
    """Why a provider is not let in."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
