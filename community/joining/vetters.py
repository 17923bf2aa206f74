"""Who may vet a case. Applicants, their colleagues and sponsors never; deputies only where the
secretariat is too small for the votes still needed, or was called and came too late."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.access.viewer import Viewer
from community.models import Person, VettingCase
from community.queues.models import Item
from community.queues.people import people_with_role
from community.rules import rules

from .matching import is_own
from .models import Deputy
from .queue_names import VETTING
from .states import application_of

Reason = str | Promise
OWN_CASE = _("This is the application of your own organisation: others decide.")
SPONSOR = _("You are a sponsor of this applicant: others decide.")
VOTED = _("You have voted already. Another person has to vote too.")
NOT_CALLED = _("The secretariat decides; deputies are called where it is too small or late.")


def secretaries() -> "QuerySet[Person]":
    """Everybody who has the secretariat's office and standing."""
    return people_with_role("secretariat")


def deputies() -> "QuerySet[Person]":
    """Trustees, and who was named as a deputy by two people."""
    now = timezone.now()
    named = Deputy.objects.filter(since__lte=now).exclude(until__lte=now).values("person")
    trustees = people_with_role("trustee").values("pk")
    return Person.objects.filter(
        Q(pk__in=named) | Q(pk__in=trustees), standing_until__gt=now, is_active=True
    )


def is_deputy(viewer: Viewer) -> bool:
    """Whether the viewer stands in for the secretariat when called."""
    if not viewer.is_member:
        return False
    return viewer.has_role("trustee") or deputies().filter(pk=viewer.person_id or 0).exists()


def barred(case: VettingCase) -> Mapping[int, Reason]:
    """Who may not vote on this case, by the person's key, each with the reason."""
    application = application_of(case)
    candidates = (secretaries() | deputies()).distinct()
    candidates = candidates.prefetch_related("seats", "emailaddress_set")
    found: dict[int, Reason] = {one.pk: OWN_CASE for one in candidates if is_own(application, one)}
    if case.person_id is not None:
        found[case.person_id] = OWN_CASE
    sponsors = application.sponsorships.exclude(person=None).values_list("person", flat=True)
    found |= dict.fromkeys(sponsors, SPONSOR)
    return found | dict.fromkeys(case.votes.values_list("by", flat=True), VOTED)


def is_own_case(viewer: Viewer, case: VettingCase) -> bool:
    """Whether the viewer belongs to the applicant: they decide nothing and read no reasons."""
    person = Person.objects.filter(pk=viewer.person_id or 0).first()
    if person is None:
        return False
    return person.pk == case.person_id or is_own(application_of(case), person)


def votes_missing(case: VettingCase) -> int:
    """How many more votes of one mind it takes at least to decide."""
    sides = list(case.votes.values_list("in_favour", flat=True))
    return max(rules().vetters_needed, 1) - max(sides.count(True), sides.count(False))


def is_short(case: VettingCase) -> bool:
    """Whether the secretariat alone cannot decide any more."""
    left = secretaries().exclude(pk__in=barred(case)).count()
    return left < votes_missing(case)


def deputies_called(case: VettingCase) -> bool:
    """Whether deputies may vote: the secretariat is too small, or the queue has escalated."""
    item = Item.objects.filter(queue=VETTING, thing_uid=case.uid, closed_at=None).first()
    called = item is not None and item.deputies_called_at is not None
    return called or is_short(case)


def why_not(viewer: Viewer, case: VettingCase) -> Reason:
    """Why the viewer may not vote on the case now; empty if they may."""
    if reason := barred(case).get(viewer.person_id or 0, ""):
        return reason
    if viewer.has_role("secretariat"):
        return ""
    return "" if is_deputy(viewer) and deputies_called(case) else NOT_CALLED
