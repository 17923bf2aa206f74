"""What a profile shows, read for one viewer with a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from community.access.viewer import Viewer
from community.keys.models import Key
from community.models import (
    ClientRelation,
    Lineage,
    Organisation,
    OrganisationDomain,
    Person,
    Team,
)
from community.paging import page_of, rows_of

from .clients import current_relations
from .models import ClientProposal, DomainClaim
from .policies import administers
from .visibility import belongs_to, visible_people, visible_teams

PEOPLE_PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Shown:
    """One organisation as the viewer sees it; members' parts are empty for everybody else."""

    organisation: Organisation
    teams: Sequence[Team]
    people: Sequence[Person]
    page: "Page[int]"
    domains: Sequence[str]
    predecessors: Sequence[Lineage]
    may_edit: bool
    is_own: bool


def shown(viewer: Viewer, organisation: Organisation, asked_page: str) -> Shown:
    """The profile with one page of its people."""
    people = visible_people(viewer, organisation)
    page = page_of(asked_page, people.count() if viewer.is_member else 0, PEOPLE_PER_PAGE)
    rows = rows_of(page)
    return Shown(
        organisation=organisation,
        teams=list(with_keys(visible_teams(viewer).filter(organisation=organisation))),
        people=list(people[rows.start : rows.stop]) if viewer.is_member else [],
        page=page,
        domains=confirmed_domains(organisation) if viewer.is_member else [],
        predecessors=_predecessors(viewer, organisation),
        may_edit=administers(viewer, organisation.pk),
        is_own=belongs_to(viewer, organisation.pk),
    )


def with_keys(teams: QuerySet[Team]) -> QuerySet[Team]:
    """Each team gets `current_keys`, a list of at most one."""
    current = Key.objects.filter(ended_at=None)
    return teams.prefetch_related(Prefetch("keys", queryset=current, to_attr="current_keys"))


def confirmed_domains(organisation: Organisation) -> list[str]:
    """The domains that count as the organisation's."""
    rows = OrganisationDomain.objects.filter(organisation=organisation)
    rows = rows.filter(confirmed_at__isnull=False).order_by("domain")
    return list(rows.values_list("domain", flat=True))


def claims_of(organisation: Organisation) -> list[DomainClaim]:
    """What is not decided, and what was refused; for its administrators."""
    states = [DomainClaim.State.OPEN, DomainClaim.State.WAITING, DomainClaim.State.REFUSED]
    rows = DomainClaim.objects.filter(organisation=organisation, state__in=states)
    return list(rows.order_by("-at", "uid"))


def relations_of(organisation: Organisation) -> tuple[list[ClientRelation], list[ClientRelation]]:
    """Whom it serves and who serves it; for its own people."""
    rows = current_relations().filter(Q(provider=organisation) | Q(client=organisation))
    found = list(rows.order_by("provider__name", "client__name", "pk"))
    serves = [row for row in found if row.provider_id == organisation.pk]
    return serves, [row for row in found if row.client_id == organisation.pk]


def proposals_of(organisation: Organisation) -> list[ClientProposal]:
    """What is not decided yet, on either side; for its own people."""
    states = [ClientProposal.State.PROPOSED, ClientProposal.State.CONFIRMED]
    rows = ClientProposal.objects.filter(
        Q(provider=organisation) | Q(client=organisation), state__in=states
    )
    return list(rows.select_related("provider", "client").order_by("proposed_at", "uid"))


def _predecessors(viewer: Viewer, organisation: Organisation) -> list[Lineage]:
    """What became part of it; members are told, and no more of the old one than its name."""
    if not viewer.is_member:
        return []
    rows = Lineage.objects.filter(successor=organisation, date__lte=timezone.now())
    return list(rows.select_related("predecessor").order_by("date", "pk"))
