"""What an administrator typed or pasted, made into what a provider needs; or said to be wrong."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

from .fetching import Unreachable, fetch_json
from .models import Provider

WELL_KNOWN = "/.well-known/openid-configuration"
LONGEST_METADATA = 300_000
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")


class Unusable(ValueError):
    """`reason` is a translated sentence for who set it up."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Found:
    """A provider's name in the world, and what allauth's app is told of it."""

    protocol: str
    identifier: str
    configuration: dict[str, Any] = field(default_factory=dict)
    client_id: str = ""
    secret: str = ""


def found_oidc(issuer: str, client_id: str, secret: str) -> Found:
    """Asks the issuer for its own description, which has to name that very issuer."""
    issuer = issuer.strip().rstrip("/")
    if not _is_address(issuer):
        raise Unusable(_("The issuer is an address that begins with https://."))
    try:
        told = fetch_json(issuer + WELL_KNOWN)
    except Unreachable:
        raise Unusable(_("Nothing that we may use was found at this issuer.")) from None
    if str(told.get("issuer", "")).rstrip("/") != issuer:
        raise Unusable(_("The issuer names itself differently in its description."))
    if not all(_is_address(str(told.get(name, ""))) for name in _ENDPOINTS):
        raise Unusable(_("The description of the issuer lacks addresses that we need."))
    configuration = {"server_url": issuer, "fetch_userinfo": True, "oauth_pkce_enabled": True}
    return Found(Provider.Protocol.OIDC, issuer, configuration, client_id, secret)


def found_saml(metadata: str) -> Found:
    """Reads the metadata of an identity provider: entity id, address, signing certificate."""
    if len(metadata) > LONGEST_METADATA:
        raise Unusable(_("This is too long for metadata."))
    try:
        told = OneLogin_Saml2_IdPMetadataParser.parse(metadata)
    except Exception as error:  # whatever the parser meets
        raise Unusable(_("This is no metadata of an identity provider.")) from error
    idp = told.get("idp", {})
    entity, sso = idp.get("entityId", ""), idp.get("singleSignOnService", {}).get("url", "")
    certificate = _certificate(idp)
    if not entity or len(entity) > 200 or not certificate or not _is_address(sso):
        raise Unusable(_("The metadata lacks an entity id, a certificate or an address."))
    return Found(Provider.Protocol.SAML, entity, _saml_settings(entity, sso, certificate))


def _certificate(idp: dict[str, Any]) -> str:
    several = idp.get("x509certMulti", {}).get("signing") or [""]
    return str(idp.get("x509cert") or several[0])


def _saml_settings(entity: str, sso: str, certificate: str) -> dict[str, Any]:
    """Signed assertions only, only in answer to our own question, a name that lasts."""
    return {
        "idp": {"entity_id": entity, "sso_url": sso, "x509cert": certificate},
        "advanced": {
            "strict": True,
            "want_assertion_signed": True,
            "reject_idp_initiated_sso": True,
            "reject_deprecated_algorithm": True,
            "want_name_id": True,
            "name_id_format": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
        },
    }


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        named = (
            parts.hostname and parts.username is None and parts.netloc in settings.SSO_FETCH_FROM
        )
        outside = parts.scheme == "https" and parts.hostname and parts.username is None
    except ValueError:
        return False
    return bool(named or outside)
