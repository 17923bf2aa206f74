"""Who may invite, confirm, vet, give roles, end seats and shut out."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.access.policy import ALLOWED, Decision, allowed_if, denied, rule
from community.access.viewer import Viewer
from community.models import (
    Group,
    GroupSeat,
    NetworkRole,
    Organisation,
    Person,
    Seat,
    Team,
    VettingCase,
)
from community.readers import standing_people

from .models import Introduction, Invitation, Measure
from .seats import open_now

ADMINISTRATORS_ONLY = _("Only an administrator of this organisation does this.")
SECRETARIAT_ONLY = _("Only the secretariat does this.")
OFFICERS_BY_TWO = _(
    "This person holds an office of the network: two people end their membership, not one."
)
STILL_SUSPENDED = _("A suspension of this person is still open: two people decide about it first.")
LAST_ADMINISTRATOR = _(
    "This is the last administrator. Name another one first, or write to the secretariat."
)
NOT_ONESELF = _("Nobody decides about themselves.")


@dataclass(frozen=True, slots=True)
class NewRole:
    """A seat and the role it shall have."""

    seat: Seat
    role: str


@dataclass(frozen=True, slots=True)
class NewDuties:
    """A seat whose person shall have other duties at a desk, and whether they are more."""

    team: Team
    seat: Seat
    more: bool


@rule("people.see")
def may_see(viewer: Viewer, organisation: Organisation) -> Decision:
    """The list of an organisation's people: its own members, and the secretariat."""
    own = f"org:{organisation.pk}" in viewer.tokens
    return allowed_if(own or viewer.has_role("secretariat"), ADMINISTRATORS_ONLY)


@rule("people.administer")
def may_administer(viewer: Viewer, organisation: Organisation) -> Decision:
    """Inviting, confirming who asks, ending seats, giving roles."""
    return allowed_if(viewer.has_role("administrator", organisation.pk), ADMINISTRATORS_ONLY)


@rule("people.reconfirm")
def may_reconfirm(viewer: Viewer, organisation: Organisation) -> Decision:
    """Saying who is still there: an administrator, or the secretariat for them."""
    if viewer.has_role("secretariat"):
        return ALLOWED
    return may_administer(viewer, organisation)


@rule("seat.confirm")
def may_confirm(viewer: Viewer, seat: Seat) -> Decision:
    """Another one's seat; one's own only where the organisation has no other administrator."""
    if not (decision := may_reconfirm(viewer, seat.organisation)):
        return decision
    alone = viewer.has_role("administrator", seat.organisation_id) and _is_last_administrator(seat)
    return allowed_if(
        seat.person_id != viewer.person_id or alone,
        _("Another administrator confirms that you are still here."),
    )


@rule("seat.end")
def may_end(viewer: Viewer, seat: Seat) -> Decision:
    """An administrator, never of the last administrator; the secretariat ends any but those of
    officers, for with them an office would go by one person's word."""
    decision = may_administer(viewer, seat.organisation)
    if viewer.has_role("secretariat") and seat.person_id != viewer.person_id:
        officer = open_now(seat.person.network_roles.all()).exists()
        return allowed_if(bool(decision) or not officer, OFFICERS_BY_TWO)
    if not decision:
        return decision
    return allowed_if(not _is_last_administrator(seat), LAST_ADMINISTRATOR)


@rule("seat.leave")
def may_leave(viewer: Viewer, seat: Seat) -> Decision:
    """One's own seat, unless nobody would be left to administer the organisation."""
    if seat.person_id != viewer.person_id:
        return denied(_("This is not your seat."))
    return allowed_if(not _is_last_administrator(seat), LAST_ADMINISTRATOR)


@rule("network.leave")
def may_leave_network(viewer: Viewer, person: Person) -> Decision:
    """Nobody is kept; nobody leaves for another."""
    return allowed_if(viewer.person_id == person.pk, _("Only you can leave for yourself."))


@rule("seat.role")
def may_give_role(viewer: Viewer, wanted: NewRole) -> Decision:
    """An administrator gives it to others; the last one is taken away by the secretariat only."""
    seat = wanted.seat
    if seat.person_id == viewer.person_id:
        return denied(NOT_ONESELF)
    if viewer.has_role("secretariat"):
        return ALLOWED
    if not (decision := may_administer(viewer, seat.organisation)):
        return decision
    falls = wanted.role != Seat.Role.ADMINISTRATOR and _is_last_administrator(seat)
    return allowed_if(not falls, LAST_ADMINISTRATOR)


def _is_last_administrator(seat: Seat) -> bool:
    if seat.role != Seat.Role.ADMINISTRATOR:
        return False
    return not administrators_of(seat.organisation).exclude(pk=seat.pk).exists()


def administrators_of(organisation: Organisation) -> QuerySet[Seat]:
    """The open seats of administrators who have standing."""
    rows = open_now(organisation.seats.filter(role=Seat.Role.ADMINISTRATOR))
    return rows.filter(person__in=standing_people())


@rule("team.people")
def may_staff(viewer: Viewer, team: Team) -> Decision:
    """The desk of a team: the administrators of its organisation."""
    return allowed_if(viewer.has_role("administrator", team.organisation_id), ADMINISTRATORS_ONLY)


@rule("team.duties")
def may_give_duties(viewer: Viewer, wanted: NewDuties) -> Decision:
    """As `team.people`; more for oneself only where the organisation has no other administrator."""
    if not (decision := may_staff(viewer, wanted.team)):
        return decision
    seat = wanted.seat
    if seat.person_id != viewer.person_id or not wanted.more:
        return decision
    others = administrators_of(seat.organisation).exclude(pk=seat.pk)
    return allowed_if(not others.exists(), NOT_ONESELF)


@rule("group.people")
def may_lead(viewer: Viewer, group: Group) -> Decision:
    """Who sits in a group is the chair's to say."""
    return allowed_if(
        viewer.has_role("chair", group.pk), _("Only the chair of this group does this.")
    )


@rule("group.seat")
def may_change_seat(viewer: Viewer, row: GroupSeat) -> Decision:
    """The chair, not about themselves: a group is not left without one by mistake."""
    if row.seat.person_id == viewer.person_id:
        return denied(NOT_ONESELF)
    return may_lead(viewer, row.group)


@rule("person.vet")
def may_vet(viewer: Viewer, case: VettingCase) -> Decision:
    """The secretariat: not oneself, not who introduced the person, nobody twice.

    Nobody of the same organisation either, as long as somebody else of the secretariat is
    there who may.
    """
    if not viewer.has_role("secretariat"):
        return denied(SECRETARIAT_ONLY)
    introducers = _introducers(case)
    if not introducers:  # an organisation's application, which other rules decide
        return denied(_("Nobody of an organisation stands behind this person yet."))
    if case.state != VettingCase.State.OPEN:
        return denied(_("This was decided already."))
    if viewer.person_id == case.person_id:
        return denied(NOT_ONESELF)
    if viewer.person_id in introducers:
        return denied(_("You stand behind this person already: somebody else vets."))
    if case.votes.filter(by=viewer.person_id).exists():
        return denied(_("You have voted already: somebody else decides with you."))
    if Measure.objects.filter(
        person=case.person_id, kind=Measure.Kind.SUSPENSION, ended_at=None
    ).exists():
        return denied(STILL_SUSPENDED)
    colleague = any(f"org:{place}" in viewer.tokens for place in _places(case))
    return allowed_if(
        not (colleague and _others_could(case)),
        _("This person would be your colleague. Somebody of another organisation can vet."),
    )


def _introducers(case: VettingCase) -> set[int]:
    """Who stands behind the person: by the case itself, and by every other invitation they
    took. Nobody where no organisation does."""
    found = set(Introduction.objects.filter(case=case).values_list("by", flat=True))
    if found and case.person_id:
        taken = Invitation.objects.filter(person=case.person_id, accepted_at__isnull=False)
        found |= set(taken.values_list("by", flat=True))
    return found


def _places(case: VettingCase) -> set[int]:
    """The organisations the person would act for."""
    seats = open_now(Seat.objects.filter(person=case.person_id))
    return {case.organisation_id, *seats.values_list("organisation", flat=True)}


def _others_could(case: VettingCase) -> bool:
    """Whether somebody of the secretariat from elsewhere may still vote."""
    office = standing_people().filter(
        network_roles__role=NetworkRole.Role.SECRETARIAT, network_roles__until=None
    )
    gone = _introducers(case) | set(case.votes.values_list("by", flat=True))
    colleagues = open_now(Seat.objects.filter(organisation__in=_places(case)))
    elsewhere = office.exclude(seats__in=colleagues)
    return elsewhere.exclude(vetting_cases=case).exclude(pk__in=gone).exists()


@rule("person.shut_out")
def may_shut_out(viewer: Viewer, person_id: int) -> Decision:
    """Suspending, and asking for a removal."""
    if viewer.person_id == person_id:
        return denied(NOT_ONESELF)
    return allowed_if(viewer.has_role("secretariat"), SECRETARIAT_ONLY)


@rule("measure.end")
def may_end_measure(viewer: Viewer, measure: Measure) -> Decision:
    """A second person of the secretariat confirms a removal or lifts a suspension."""
    if not (decision := may_shut_out(viewer, measure.person_id)):
        return decision
    return allowed_if(
        measure.by_id != viewer.person_id, _("A second person decides about what you began.")
    )
