"""What the demo's members signed, and one organisation that did not sign the newer version.

The code of conduct has a version in force for some days: some have signed it, others are asked.
"""

from datetime import datetime

from django.db import transaction

from community import founding, membership
from community.agreements.models import AgreementGate
from community.models import (
    Agreement,
    AgreementVersion,
    Group,
    GroupSeat,
    Organisation,
    Person,
)

from .cast import Cast
from .names import DEMO, chance_for, uid_of
from .records import Record, records

LANGUAGES = ("sr", "en")


def seed_agreements(cast: Cast) -> None:
    """The agreements with their versions and texts."""
    for row in records("agreements")["agreements"]:
        uid = uid_of("agreement", row["key"])
        if not Agreement.objects.filter(uid=uid).exists():
            _publish(cast, row)


@transaction.atomic
def _publish(cast: Cast, row: Record) -> None:
    agreement = Agreement.objects.create(
        uid=uid_of("agreement", row["key"]),
        key=row["key"],
        kind=row["kind"],
        scope=row["scope"],
        required=row.get("required", True),
    )
    for version in row["versions"]:
        texts = {
            lang: founding.Words(title=row[f"title_{lang}"], body=version[f"text_{lang}"].strip())
            for lang in LANGUAGES
        }
        founding.publish_agreement(
            agreement,
            version["number"],
            texts,
            by=DEMO,
            binding_language=row["binding_language"],
            in_force_from=cast.clock.ago(version["in_force_days_ago"]),
            accept_by=cast.clock.ago(version["accept_by_days_ago"]),
        )


def sign_for_organisation(
    cast: Cast, person: Person, organisation: Organisation, *, joined: datetime, lapsed: bool
) -> None:
    """`person` signs every version there was; a lapsed organisation only the first ones."""
    for version in _versions(Agreement.Scope.ORGANISATION, required=True):
        if lapsed and version.number > 1:
            continue
        at = _signing(version, joined, str(organisation.uid))
        membership.accept(version, person=person, organisation=organisation, by=DEMO, at=at)


def sign_for_oneself(cast: Cast, person: Person, *, joined: datetime) -> None:
    """`person` accepts what every member accepts for themselves, as far as they came to it."""
    for version in _versions(Agreement.Scope.PERSON, required=True):
        at = _signing(version, joined, str(person.uid))
        if at <= cast.clock.ago(0) or not _may_wait(version):
            membership.accept(version, person=person, by=DEMO, at=at)


def seed_requirements(cast: Cast) -> None:
    """One group asks for its rules, all its members signed them; TLP:RED asks for the labels'."""
    for row in records("agreements")["agreements"]:
        agreement = Agreement.objects.get(uid=uid_of("agreement", row["key"]))
        for label in row.get("labels", ()):
            AgreementGate.objects.get_or_create(agreement=agreement, group=None, label=label)
        if "group" in row:
            _ask_at_the_door(agreement, cast.groups[row["group"]])


def _ask_at_the_door(agreement: Agreement, group: Group) -> None:
    """Everybody signs on the day they come in; then the door asks."""
    if AgreementGate.objects.filter(agreement=agreement, group=group).exists():
        return
    version = agreement.versions.get(number=1)
    for row in GroupSeat.objects.filter(group=group).select_related("seat__person"):
        at = max(version.in_force_from, row.since)
        membership.accept(version, person=row.seat.person, by=DEMO, at=at)
    AgreementGate.objects.create(agreement=agreement, group=group)


def _may_wait(version: AgreementVersion) -> bool:
    """A later version leaves time; the first one is what membership begins with."""
    return version.number > 1


def _versions(scope: str, *, required: bool) -> list[AgreementVersion]:
    rows = AgreementVersion.objects.filter(
        agreement__scope=scope, agreement__required=required
    ).select_related("agreement")
    return list(rows.order_by("in_force_from", "agreement__key"))


def _signing(version: AgreementVersion, joined: datetime, who: str) -> datetime:
    """On joining, or in the first half of the time that a later version leaves."""
    share = chance_for("signing", who, version.number).uniform(0.05, 0.5)
    later = version.in_force_from + (version.accept_by - version.in_force_from) * share
    return max(joined, later)
