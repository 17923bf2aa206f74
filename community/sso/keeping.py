"""The only writer of providers and of links between accounts and providers."""

from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount, SocialApp
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access.policy import Refused, require
from community.access.viewer import Viewer
from community.audit.recording import record
from community.models import Organisation, Person
from community.queues import keeping as queue
from community.readers import actor_of

from .discovery import Found
from .models import Provider

QUEUE = "sso"
_APPS = {Provider.Protocol.OIDC: "openid_connect", Provider.Protocol.SAML: "saml"}


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and what they may do now."""

    viewer: Viewer
    person: Person


@transaction.atomic
def request_provider(organisation: Organisation, found: Found, *, by: By) -> Provider:
    """Asks the secretariat to let `organisation` log in by its own provider.

    A request that waits already is replaced: only the last one counts.
    """
    require(by.viewer, "sso.manage", organisation)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    for earlier in Provider.objects.filter(organisation=organisation, state=Provider.State.WAITING):
        _close(earlier, Provider.State.ENDED)
    provider = Provider.objects.create(
        organisation=organisation,
        protocol=found.protocol,
        identifier=found.identifier,
        configuration=found.configuration,
        client_id=found.client_id,
        secret=found.secret,
        requested_by=by.person,
        requested_at=timezone.now(),
    )
    queue.put(QUEUE, "provider", provider.uid, role="secretariat")
    _log(by, "sso.request", provider)
    return provider


@transaction.atomic
def confirm_provider(provider: Provider, *, by: By) -> Provider:
    """Puts a provider to use in place of the one before it. Refused if it is not waiting, or
    if another organisation uses the same one."""
    provider = _waiting(provider)
    require(by.viewer, "sso.decide", provider)
    in_use = Provider.objects.filter(
        organisation=provider.organisation_id, state=Provider.State.ENABLED
    )
    for earlier in in_use:
        _close(earlier, Provider.State.ENDED)
    provider.app = SocialApp.objects.create(
        provider=_APPS[Provider.Protocol(provider.protocol)],
        provider_id=_provider_id(provider),
        name=provider.organisation.short_name[:40],
        client_id=provider.client_id or provider.uid.hex,
        secret=provider.secret,
        settings=provider.configuration,
    )
    _decide(provider, Provider.State.ENABLED, by)
    queue.close(QUEUE, provider.uid)
    _log(by, "sso.confirm", provider)
    return provider


def _provider_id(provider: Provider) -> str:
    """What accounts of this provider are filed under: never shared with another provider."""
    if provider.protocol == Provider.Protocol.SAML:
        return provider.identifier
    return f"oidc-{provider.uid.hex}"


@transaction.atomic
def refuse_provider(provider: Provider, *, by: By, reason: str) -> Provider:
    """Says no, with a reason that the organisation's administrators read."""
    provider = _waiting(provider)
    require(by.viewer, "sso.decide", provider)
    provider.reason = reason
    _decide(provider, Provider.State.REFUSED, by)
    queue.close(QUEUE, provider.uid)
    _log(by, "sso.refuse", provider)
    return provider


@transaction.atomic
def end_provider(provider: Provider, *, by: By) -> None:
    """Ends a provider, or a request, at once; accounts keep their password and factor."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    require(by.viewer, "sso.end", provider)
    if provider.state in (Provider.State.WAITING, Provider.State.ENABLED):
        _close(provider, Provider.State.ENDED)
        _log(by, "sso.end", provider)


@transaction.atomic
def note_link(account: SocialAccount, provider: Provider, person: Person) -> None:
    """Logs that an account of the provider now opens the person's account here."""
    record(
        actor=actor_of(person),
        verb="sso.link",
        kind="person",
        uid=str(person.uid),
        on_behalf_of=str(provider.organisation.uid),
        details={"provider": str(provider.uid)},
    )


def unlink(person: Person, organisation: Organisation | None) -> None:
    """Forgets what links `person` to the organisation's providers, or to all of them."""
    links = SocialAccount.objects.filter(user=person)
    if organisation is not None:
        apps = Provider.objects.filter(organisation=organisation, app__isnull=False)
        links = links.filter(provider__in=apps.values("app__provider_id"))
    links.delete()


def _waiting(provider: Provider) -> Provider:
    row = Provider.objects.select_for_update().select_related("organisation").get(pk=provider.pk)
    if row.state != Provider.State.WAITING:
        raise Refused("sso.decide", _("This was decided already."))
    return row


def _decide(provider: Provider, state: str, by: By) -> None:
    provider.state, provider.secret = state, ""
    provider.decided_by, provider.decided_at = by.person, timezone.now()
    try:
        with transaction.atomic():
            provider.save()
    except IntegrityError:
        reason = _("Another organisation uses this identity provider.")
        raise Refused("sso.decide", reason) from None


def _close(provider: Provider, state: str) -> None:
    """With its app and links; a provider that comes back is confirmed anew."""
    if provider.app is not None:
        SocialAccount.objects.filter(provider=provider.app.provider_id).delete()
        provider.app.delete()
    provider.state, provider.app, provider.secret = state, None, ""
    provider.save()
    queue.close(QUEUE, provider.uid)


def _log(by: By, verb: str, provider: Provider) -> None:
    record(
        actor=actor_of(by.person),
        verb=verb,
        kind="provider",
        uid=str(provider.uid),
        on_behalf_of=str(provider.organisation.uid),
        details={"protocol": provider.protocol},
    )
