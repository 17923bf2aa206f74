"""Who may know that an agreement exists, and who may look after it.

What the network or a label asks for is known to every account. What only groups ask for is
known to who sits in one of them: the rules of a sealed group would tell that it is there.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access.policy import Decision, allowed_if, denied, rule
from community.access.tokens import groups_among
from community.access.viewer import Viewer
from community.models import (
    Acceptance,
    Agreement,
    AgreementVersion,
    Group,
    GroupSeat,
    Organisation,
    Person,
)

from .models import AgreementGate, Proposal

LEADERS = ("chair", "moderator")


def of_the_network() -> Q:
    """Agreements that are no secret of a group."""
    labels = AgreementGate.objects.filter(agreement=OuterRef("pk"), group=None)
    groups = AgreementGate.objects.filter(agreement=OuterRef("pk")).exclude(group=None)
    free = ~Q(kind=Agreement.Kind.GROUP_RULES) & ~Exists(groups)
    return Q(required=True) | Exists(labels) | free


def _of_groups(groups: Any) -> Q:
    return Q(Exists(AgreementGate.objects.filter(agreement=OuterRef("pk"), group__in=groups)))


def open_to(viewer: Viewer) -> QuerySet[Agreement]:
    """What `viewer` may read and sign: also of groups whose door is shut until they sign it."""
    if viewer.person_id is None:
        return Agreement.objects.none()
    seats = seats_in_groups(viewer.person_id).values("group")
    return Agreement.objects.filter(of_the_network() | _of_groups(seats))


def known_versions(viewer: Viewer) -> QuerySet[AgreementVersion]:
    """The versions `viewer` may read: all of what is open to them, else those they accepted.

    Who left a group keeps what they signed there, and learns of nothing that came later.
    """
    own = Acceptance.objects.filter(version=OuterRef("pk"), person=viewer.person_id or 0)
    return AgreementVersion.objects.filter(Q(agreement__in=open_to(viewer)) | Exists(own))


def readable_by(viewer: Viewer) -> QuerySet[Agreement]:
    """Whose acceptances `viewer` may see, if an office lets them: of own groups, once inside."""
    inside = groups_among(viewer.tokens)
    return Agreement.objects.filter(of_the_network() | _of_groups(inside))


def kept_by(viewer: Viewer) -> QuerySet[Agreement]:
    """What `viewer` looks after: the secretariat the network's, a group's leaders their own."""
    if viewer.is_member and viewer.has_role("secretariat"):
        return readable_by(viewer)
    return Agreement.objects.exclude(of_the_network()).filter(_of_groups(led_by(viewer)))


def led_by(viewer: Viewer) -> set[int]:
    """The groups in which `viewer` is chair or moderator now."""
    return {place for role in LEADERS for place in viewer.places_of(role)}


def keeps_agreements(viewer: Viewer) -> bool:
    """Whether there is an office of agreements for `viewer` at all."""
    return viewer.is_member and (viewer.has_role("secretariat") or bool(led_by(viewer)))


def seats_in_groups(person_id: int) -> QuerySet[GroupSeat]:
    """The seats of a vetted person in groups, whether or not their door is open."""
    now = timezone.now()
    rows = GroupSeat.objects.filter(
        seat__person=person_id,
        seat__person__state=Person.State.VETTED,
        seat__person__is_active=True,
        since__lte=now,
        seat__organisation__state=Organisation.State.ACTIVE,
    )
    return rows.exclude(until__lte=now).exclude(seat__until__lte=now)


@rule("agreement.keep")
def may_keep(viewer: Viewer, agreement: Agreement) -> Decision:
    """Propose versions, set what asks for it, end acceptances."""
    return allowed_if(
        kept_by(viewer).filter(pk=agreement.pk).exists(),
        _("This agreement is looked after by others."),
    )


@rule("agreement.require")
def may_require(viewer: Viewer, agreement: Agreement) -> Decision:
    """Let a label ask for it: the secretariat, and of the network's own agreements alone.

    A label asks everybody: what only a group has would be told to all and would shut them out.
    """
    return allowed_if(
        viewer.is_member
        and viewer.has_role("secretariat")
        and Agreement.objects.filter(of_the_network(), pk=agreement.pk).exists(),
        _("Labels ask for agreements of the network, and only the secretariat says so."),
    )


@rule("agreement.found")
def may_found(viewer: Viewer, group: Group | None) -> Decision:
    """The secretariat for the network; chair and moderators for their group."""
    if group is None:
        allowed = viewer.is_member and viewer.has_role("secretariat")
    else:
        allowed = group.pk in led_by(viewer)
    return allowed_if(
        allowed, _("Only the secretariat or the chair of a group starts an agreement.")
    )


@rule("agreement.confirm")
def may_confirm(viewer: Viewer, proposal: Proposal) -> Decision:
    """Anybody who looks after the agreement, except who wrote the version."""
    if not (decision := may_keep(viewer, proposal.agreement)):
        return decision
    if proposal.state != Proposal.State.OPEN:
        return denied(_("This version was decided on already."))
    return allowed_if(
        viewer.person_id != proposal.proposed_by_id,
        _("You wrote this version. Another person has to confirm it."),
    )
