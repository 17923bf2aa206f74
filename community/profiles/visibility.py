"""Which organisations, teams and people a viewer may know of. Everything here asks it."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from community.access.tokens import org
from community.access.viewer import Viewer
from community.models import Organisation, Person, Seat, Team
from community.readers import standing_people

from .policies import administers


def visible_organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """Active ones: for members all, for everybody else those that agreed to be public."""
    active = Organisation.objects.filter(state=Organisation.State.ACTIVE)
    active = active.exclude(active_until__lte=timezone.now())
    return active if viewer.is_member else active.filter(public_profile=True)


def organisation_or_404(viewer: Viewer, uid: UUID) -> Organisation:
    """The organisation, if the viewer may know of it."""
    found = visible_organisations(viewer).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def own_organisation_or_404(viewer: Viewer, uid: UUID) -> Organisation:
    """The organisation, if the viewer administers it."""
    found = organisation_or_404(viewer, uid)
    if not administers(viewer, found.pk):
        raise Http404
    return found


def visible_teams(viewer: Viewer) -> QuerySet[Team]:
    """Teams of visible organisations; outside the network those that are shown to all."""
    teams = Team.objects.filter(organisation__in=visible_organisations(viewer))
    teams = teams.select_related("organisation", "card")
    return teams if viewer.is_member else teams.filter(card__is_public=True)


def team_or_404(viewer: Viewer, uid: UUID) -> Team:
    """The team, if the viewer may know of it."""
    found = visible_teams(viewer).filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def own_team_or_404(viewer: Viewer, uid: UUID) -> Team:
    """The team, if the viewer administers its organisation."""
    found = team_or_404(viewer, uid)
    if not administers(viewer, found.organisation_id):
        raise Http404
    return found


def visible_people(viewer: Viewer, organisation: Organisation) -> QuerySet[Person]:
    """Members with a seat there who did not hide; nobody for who is no member.

    Every list, count and completion of people of the directory starts here, so that who is
    hidden leaves no hole.
    """
    if not viewer.is_member:
        return Person.objects.none()
    now = timezone.now()
    seats = Seat.objects.filter(person=OuterRef("pk"), organisation=organisation, since__lte=now)
    people = standing_people(now).filter(Exists(seats.exclude(until__lte=now)), hidden=False)
    return people.order_by("name", "uid")


def belongs_to(viewer: Viewer, organisation_id: int) -> bool:
    """Whether the viewer is of the organisation."""
    return org(organisation_id) in viewer.tokens
