"""Who may bring a list, let it in, stop it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access.policy import ALLOWED, Decision, allowed_if, denied, rule
from community.access.viewer import Viewer
from community.enrolment import addresses_of
from community.models import Person, Seat
from community.queues.people import people_with_role
from community.rules import rules

from .models import Import

OFFICE_ONLY = _("Only the secretariat does this.")
NOT_OWN = _("You brought this list: another person has to look at it.")
OWN_PEOPLE = _("The list names you or your own organisation: somebody else decides.")
TWICE = _("You have approved it already: another person has to approve it too.")


@rule("import.bring")
def may_bring(viewer: Viewer, _thing: object) -> Decision:
    """Uploading, stopping and going on: the secretariat."""
    return allowed_if(viewer.is_member and viewer.has_role("secretariat"), OFFICE_ONLY)


@rule("import.start")
def may_start(viewer: Viewer, roster: Import) -> Decision:
    """Who brought it, as one of the secretariat."""
    if not (decision := may_bring(viewer, roster)):
        return decision
    return allowed_if(viewer.person_id == roster.by_id, _("Who brought the list starts it."))


@rule("import.approve")
def may_approve(viewer: Viewer, roster: Import) -> Decision:
    """One of the secretariat or a trustee: not who brought it, no colleague of the listed."""
    if not viewer.is_member or not ({"secretariat", "trustee"} & viewer.roles):
        return denied(OFFICE_ONLY)
    if viewer.person_id == roster.by_id:
        return denied(NOT_OWN)
    if roster.approvals.filter(by=viewer.person_id).exists():
        return denied(TWICE)
    person = Person.objects.filter(pk=viewer.person_id or 0).first()
    return denied(OWN_PEOPLE) if person is None or _names(roster, person) else ALLOWED


def approvals_needed(roster: Import) -> int:
    """How many others have to approve: whoever brought the list is one of those who vet
    organisations, and stands behind the people in it. Never fewer than one."""
    people = roster.kind == Import.Kind.PEOPLE
    needed = rules().person_vetters_needed if people else rules().vetters_needed - 1
    return max(needed, 1)


def importer_may(roster: Import) -> bool:
    """Whether who brought it still has the office: a list does not outlive its importer's."""
    return people_with_role("secretariat").filter(pk=roster.by_id).exists()


def _names(roster: Import, person: Person) -> bool:
    """Whether the list names the person, their domain, or an organisation they sit in."""
    own = addresses_of(person)
    seats = Seat.objects.filter(person=person).exclude(until__lte=timezone.now())
    words = [f"{kind}:{address}" for kind in ("email", "contact") for address in own]
    words += [f"domain:{address.rpartition('@')[2]}" for address in own]
    words += [f"organisation:{pk}" for pk in seats.values_list("organisation", flat=True)]
    return roster.words.filter(word__in=words).exists()
