"""Where allauth asks us about logins by an organisation's own provider.

The rule: a provider speaks for verified addresses of its organisation's confirmed domains and
for nobody else, and opens an account only of a person who sits in that organisation now. The
second factor of the portal is asked afterwards as of everybody.
"""

from hashlib import sha256
from typing import Any, NoReturn

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from community.access.actors import ANONYMOUS_ACTOR
from community.audit.recording import record_refusal
from community.models import Person
from community.people.asking import ask

from .claims import told_name, verified_address
from .fetching import guarded_session
from .keeping import note_link
from .models import Provider
from .using import open_seat, speaks_for, usable_providers


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Nothing signs up here, nothing is linked by a form, nothing is fetched unguarded."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return False

    def is_email_verified(self, provider: Any, email: str) -> bool:
        return False

    def get_requests_session(self) -> requests.Session:
        return guarded_session()

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Only apps of providers in use: any other is as if it were not there."""
        apps = super().list_apps(request, provider=provider, client_id=client_id)
        usable = set(usable_providers().values_list("app_id", flat=True))
        return [app for app in apps if app.pk in usable]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Lets the login go on only as a person of the provider's organisation."""
        provider = _provider_of(sociallogin)
        if provider is None or sociallogin.state.get("process") != "login":
            _refuse(request, provider, "process")
        if sociallogin.account.pk is not None:
            _check_linked(request, sociallogin, provider)
            return
        address = verified_address(sociallogin, provider)
        if not address or not speaks_for(provider, address):
            _refuse(request, provider, "address")
        people = list(Person.objects.filter(_has(address)).distinct()[:2])
        if not people:
            _ask_to_join(request, sociallogin, address)
        if len(people) > 1 or open_seat(people[0], provider.organisation) is None:
            _refuse(request, provider, "seat")
        _link(request, sociallogin, provider, people[0])


def _has(address: str) -> Q:
    """The account's own address, or another that it has shown to be its own."""
    confirmed = Q(emailaddress__email__iexact=address, emailaddress__verified=True)
    return Q(email__iexact=address) | confirmed


def _provider_of(login: SocialLogin) -> Provider | None:
    app = getattr(login.provider, "app", None)
    if app is None or app.pk is None:
        return None
    return usable_providers().filter(app=app).select_related("organisation", "app").first()


def _check_linked(request: HttpRequest, login: SocialLogin, provider: Provider) -> None:
    """Membership is asked at every login. What the provider told of the person is not kept."""
    SocialAccount.objects.filter(pk=login.account.pk).update(extra_data={})
    person = login.account.user
    if not isinstance(person, Person) or open_seat(person, provider.organisation) is None:
        _refuse(request, provider, "seat")


def _link(request: HttpRequest, login: SocialLogin, provider: Provider, person: Person) -> None:
    """One account of the provider for one person: a second one is somebody who got the address
    of the first, and is not let in."""
    app_id = login.account.provider
    if SocialAccount.objects.filter(provider=app_id, user=person).exists():
        _refuse(request, provider, "subject")
    login.user = person
    login.account.extra_data = {}
    login.account.user = person
    login.account.save()
    note_link(login.account, provider, person)


def _ask_to_join(request: HttpRequest, login: SocialLogin, address: str) -> NoReturn:
    """Who has no account asks for one, as anybody with such an address may; no session.

    Once a day: who comes again finds the mail of before.
    """
    name = told_name(login) or address.partition("@")[0]
    subject = f"{login.account.provider}/{login.account.uid}/{timezone.now():%Y-%m-%d}"
    ask(email=address, name=name, note="", key=sha256(subject.encode()).hexdigest())
    raise ImmediateHttpResponse(render(request, "sso/asked.html"))


def _refuse(request: HttpRequest, provider: Provider | None, reason: str) -> NoReturn:
    """403 with one page for every reason; which it was stands in the log."""
    record_refusal(
        actor=ANONYMOUS_ACTOR,
        verb="sso.login",
        kind="provider",
        uid=str(provider.uid) if provider else "-",
        reason=reason,
    )
    raise ImmediateHttpResponse(render(request, "sso/refused.html", status=403))
