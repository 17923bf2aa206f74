"""What waits for administrators here: proposals to answer, team contacts nobody looked at."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.duties import Duty, provides
from community.models import Person, Team

from .models import ClientProposal
from .models.teams import FRESH_FOR


@provides("profiles")
def of_administrators(viewer: Viewer, person: Person) -> Iterator[Duty]:
    """Two queries for administrators, none for the rest."""
    places = viewer.places_of("administrator")
    if places:
        yield from _proposals(places, person)
        yield from _stale_teams(places)


def _proposals(places: frozenset[int], person: Person) -> Iterator[Duty]:
    rows = ClientProposal.objects.filter(
        client__in=places, state=ClientProposal.State.PROPOSED
    ).exclude(proposed_by=person)
    for one in rows.select_related("provider").order_by("proposed_at", "uid"):
        yield Duty(
            "answer",
            _("Are you a client of %(provider)s?") % {"provider": one.provider.name},
            reverse("profiles:client-proposal", args=[one.uid]),
            since=one.proposed_at,
        )


def _stale_teams(places: frozenset[int]) -> Iterator[Duty]:
    stale = Q(card=None) | Q(card__verified_at=None)
    stale |= Q(card__verified_at__lt=timezone.now() - FRESH_FOR)
    for team in Team.objects.filter(stale, organisation__in=places).order_by("name", "uid"):
        yield Duty(
            "do",
            _("Check the contacts of %(team)s") % {"team": team.name},
            reverse("profiles:team-edit", args=[team.uid]),
        )
