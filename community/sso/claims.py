"""The one address that a provider says is verified, taken from its claims as they came."""

from typing import Any

from allauth.socialaccount.models import SocialLogin

from community.titles import seen

from .models import Provider


def verified_address(login: SocialLogin, provider: Provider) -> str:
    """The address, or "" if it is not said to be verified in so many words.

    OIDC: `email_verified` has to be true itself, for a text "false" is true to a computer, and
    the two documents of one login have to speak of one subject. SAML knows no such claim: the
    signed assertion is the organisation's word, and holds in its own domains only.
    """
    if provider.protocol == Provider.Protocol.OIDC:
        return _oidc(login.account.extra_data or {})
    addresses = [str(row.email) for row in login.email_addresses if row.email]
    return addresses[0].strip().lower() if len(addresses) == 1 else ""


def _oidc(data: dict[str, Any]) -> str:
    told, token = data.get("userinfo"), data.get("id_token")
    if told and token and told.get("sub") != token.get("sub"):
        return ""
    claims = told or token or {}
    if claims.get("email_verified") is not True:
        return ""
    address = claims.get("email")
    return address.strip().lower() if isinstance(address, str) and "@" in address else ""


def told_name(login: SocialLogin) -> str:
    """The person's name as the provider writes it, "" for none. A suggestion, no fact."""
    data = login.account.extra_data or {}
    claims = data.get("userinfo") or data.get("id_token") or {}
    name = claims.get("name") if isinstance(claims, dict) else ""
    return seen(name)[:150] if isinstance(name, str) else ""
