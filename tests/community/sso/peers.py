"""What tests do with identity providers: set them up through the verbs, go through a login."""

import json
from typing import Any
from urllib.parse import urlsplit

import requests
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from community import membership
from community.models import NetworkRole, Organisation, OrganisationDomain, Person, Seat
from community.readers import viewer_for
from community.sso.discovery import Found, found_oidc, found_saml
from community.sso.keeping import By, confirm_provider, request_provider
from community.sso.models import Provider
from tests import factories as make

from .oidc_server import CLIENT, SECRET

ENTER = "/en/sso/"


def organisation_with(domain: str, name: str = "") -> Organisation:
    """An active organisation that has shown to own a domain."""
    made = make.organisation(name)
    OrganisationDomain.objects.create(organisation=made, domain=domain, confirmed_at=timezone.now())
    return made


def by(person: Person) -> By:
    """The person as they stand now."""
    person.refresh_from_db()
    return By(viewer_for(person), person)


def administrator(of: Organisation) -> Person:
    return make.member(of, role=Seat.Role.ADMINISTRATOR)


def secretary() -> Person:
    """Somebody of the secretariat."""
    person = make.member(make.organisation())
    membership.give_network_role(
        person, NetworkRole.Role.SECRETARIAT, by=make.SETUP, since=make.LONG_AGO
    )
    return person


def in_use(of: Organisation, found: Found) -> Provider:
    """A provider asked for by an administrator and confirmed by the secretariat."""
    asked = request_provider(of, found, by=by(administrator(of)))
    return confirm_provider(asked, by=by(secretary()))


class OidcPeer:
    """The OIDC provider of the second process."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"

    def found(self) -> Found:
        return found_oidc(self.issuer, CLIENT, SECRET)

    def next_is(self, **claims: Any) -> None:
        """Who comes next, in the provider's words."""
        requests.post(f"{self.issuer}/who", data=json.dumps(claims), timeout=5)

    def log_in(self, client: Client, address: str, **claims: Any) -> HttpResponse:
        """From the address on our page, through the provider, back to us; what we answer then."""
        self.next_is(**claims)
        asked = client.post(ENTER, {"email": address})
        return client.get(self.come_back(asked.context["url"]))

    def come_back(self, url: str) -> str:
        """What the browser does at the provider: the path at which it comes back to us."""
        answer = requests.get(url, allow_redirects=False, timeout=5)
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"


def metadata_found(metadata: str) -> Found:
    return found_saml(metadata)


def is_logged_in(client: Client) -> bool:
    """Whether the session knows anybody, with or without a factor."""
    return "_auth_user_id" in client.session
