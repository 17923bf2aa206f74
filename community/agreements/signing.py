"""Signing: one version, by one person, for themselves or on behalf of an organisation."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community import membership
from community.access.policy import Decision, Refused, allowed_if, denied, require, rule
from community.access.viewer import Viewer
from community.models import Acceptance, Agreement, AgreementVersion, Organisation, Person, Seat
from community.standing import open_seats

from .knowing import open_to

SIGN = "agreement.sign"


@dataclass(frozen=True, slots=True)
class Signature:
    """What somebody would sign, and on whose behalf; None is their own."""

    agreement: Agreement
    organisation: Organisation | None


class NoLongerNewest(Refused):
    """Between reading and signing another version was published: that one has to be read."""

    def __init__(self) -> None:
        super().__init__(
            SIGN,
            gettext("A newer version was published meanwhile. Read it below and sign that one."),
        )


@rule(SIGN)
def may_sign(viewer: Viewer, wanted: Signature) -> Decision:
    """A vetted person for themselves; an administrator for their organisation.

    Standing is not asked for: signing is what it begins with.
    """
    person = Person.objects.filter(pk=viewer.person_id or 0, is_active=True).first()
    if person is None or not open_to(viewer).filter(pk=wanted.agreement.pk).exists():
        return denied(_("This agreement is not for you."))
    if person.state != Person.State.VETTED:
        return denied(_("You can sign once the network has let you in."))
    if (wanted.organisation is None) != (wanted.agreement.scope == Agreement.Scope.PERSON):
        return denied(_("This agreement is signed by others: choose for whom you sign."))
    if wanted.organisation is None:
        return Decision(True)
    return allowed_if(
        administers(person, wanted.organisation),
        _("Only an administrator of the organisation signs on its behalf."),
    )


def administers(person: Person, organisation: Organisation) -> bool:
    """Whether `person` is an administrator of an active organisation, with standing or without."""
    seats = open_seats(person, timezone.now())
    return seats.filter(organisation=organisation, role=Seat.Role.ADMINISTRATOR).exists()


@transaction.atomic
def sign(
    agreement: Agreement,
    number: int,
    *,
    viewer: Viewer,
    organisation: Organisation | None = None,
    at: datetime | None = None,
) -> Acceptance:
    """Accepts version `number`, which has to be the newest. Signing it again is the same act.

    Standing and holdings follow in the same transaction.
    """
    # One row to wait at: a version published just now is seen, two clicks are one signature.
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    require(viewer, SIGN, Signature(agreement, organisation))
    version = newest(agreement)
    if version is None or version.number != number:
        raise NoLongerNewest
    person = Person.objects.get(pk=viewer.person_id or 0)
    if (earlier := _signed(version, person, organisation)) is not None:
        return earlier
    return membership.accept(
        version, person=person, by=viewer.actor, organisation=organisation, at=at
    )


def newest(agreement: Agreement) -> AgreementVersion | None:
    """The version that is signed now, in force already or later; None before the first."""
    return agreement.versions.order_by("-number").first()


def _signed(
    version: AgreementVersion, person: Person, organisation: Organisation | None
) -> Acceptance | None:
    rows = Acceptance.objects.filter(version=version, organisation=organisation, ended_at=None)
    if organisation is None:
        rows = rows.filter(person=person)
    return rows.order_by("at", "pk").first()
