"""What the pages of providers show, read for one viewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from community.access.policy import ask
from community.access.viewer import Viewer
from community.models import Organisation, OrganisationDomain
from community.notify.letters import absolute
from community.queues.registry import Shown

from .models import Provider

States = Provider.State


@dataclass(frozen=True, slots=True)
class Setup:
    """An organisation's login as its administrators see it."""

    organisation: Organisation
    domains: list[str]
    in_use: Provider | None
    waiting: Provider | None
    refused: Provider | None


def setup_for(viewer: Viewer, uid: UUID) -> Setup:
    """The organisation's providers, for who sets them up; else 404."""
    organisation = Organisation.objects.filter(uid=uid).first()
    if organisation is None or not ask(viewer, "sso.manage", organisation):
        raise Http404
    rows = list(_rows().filter(organisation=organisation).order_by("-requested_at", "uid"))
    by_state = {row.state: row for row in reversed(rows)}
    newest = rows[0].state if rows else ""
    return Setup(
        organisation,
        domains_of(organisation),
        by_state.get(States.ENABLED),
        by_state.get(States.WAITING),
        by_state.get(States.REFUSED) if newest == States.REFUSED else None,
    )


def domains_of(organisation: Organisation) -> list[str]:
    """The confirmed domains, for whose addresses the provider speaks."""
    rows = OrganisationDomain.objects.filter(organisation=organisation, confirmed_at__isnull=False)
    return list(rows.order_by("domain").values_list("domain", flat=True))


def provider_for_office(viewer: Viewer, uid: UUID) -> Provider:
    """A provider, for the secretariat; else 404."""
    provider = _rows().filter(uid=uid).first()
    if provider is None or not (viewer.is_member and viewer.has_role("secretariat")):
        raise Http404
    return provider


def providers_for_office() -> QuerySet[Provider]:
    """What waits and what is in use, what waits first. Behind the secretariat's gate."""
    rows = _rows().filter(state__in=(States.WAITING, States.ENABLED))
    return rows.order_by("-state", "requested_at", "uid")


def _rows() -> QuerySet[Provider]:
    return Provider.objects.select_related("organisation", "app", "requested_by", "decided_by")


def show_waiting(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """The queue's words for its things."""
    return {
        row.uid: Shown(
            title=_("Login of %(name)s") % {"name": row.organisation.name},
            url=reverse("sso:decide", args=[row.uid]),
            next_step=_("Confirm or refuse"),
            not_for={row.requested_by_id: _("You asked for this yourself.")},
        )
        for row in _rows().filter(uid__in=uids)
    }


def addresses_for(provider: Provider) -> list[dict[str, object]]:
    """What the organisation enters at its own provider, as facts."""
    if provider.protocol == Provider.Protocol.OIDC:
        back = reverse("openid_connect_callback", args=[f"oidc-{provider.uid.hex}"])
        return [{"name": _("Address to come back to"), "value": absolute(back), "code": True}]
    slug = provider.uid.hex
    return [
        {
            "name": _("Our entity ID and metadata"),
            "value": absolute(reverse("saml_metadata", args=[slug])),
            "code": True,
        },
        {
            "name": _("Address to come back to"),
            "value": absolute(reverse("saml_acs", args=[slug])),
            "code": True,
        },
    ]
