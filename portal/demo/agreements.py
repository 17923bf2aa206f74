"""What the demo's members signed, and one organisation that did not sign the newer version."""

from datetime import datetime

from django.db import transaction

from community import founding, membership
from community.models import Agreement, AgreementVersion, Organisation, Person

from .cast import Cast
from .names import DEMO, chance_for, uid_of
from .records import Record, records

LANGUAGES = ("sr", "en")


def seed_agreements(cast: Cast) -> None:
    """The four agreements with their versions and texts."""
    for row in records("agreements")["agreements"]:
        uid = uid_of("agreement", row["key"])
        if not Agreement.objects.filter(uid=uid).exists():
            _publish(cast, row)


@transaction.atomic
def _publish(cast: Cast, row: Record) -> None:
    agreement = Agreement.objects.create(
        uid=uid_of("agreement", row["key"]), key=row["key"], scope=row["scope"]
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
    for version in _versions(Agreement.Scope.ORGANISATION):
        if lapsed and version.number > 1:
            continue
        at = _signing(version, joined, str(organisation.uid))
        membership.accept(version, person=person, organisation=organisation, by=DEMO, at=at)


def sign_for_oneself(person: Person, *, joined: datetime) -> None:
    """`person` accepts what every member accepts for themselves."""
    for version in _versions(Agreement.Scope.PERSON):
        at = _signing(version, joined, str(person.uid))
        membership.accept(version, person=person, by=DEMO, at=at)


def _versions(scope: str) -> list[AgreementVersion]:
    rows = AgreementVersion.objects.filter(agreement__scope=scope).select_related("agreement")
    return list(rows.order_by("in_force_from", "agreement__key"))


def _signing(version: AgreementVersion, joined: datetime, who: str) -> datetime:
    """On joining, or in the first half of the time that a later version leaves."""
    share = chance_for("signing", who, version.number).uniform(0.05, 0.5)
    later = version.in_force_from + (version.accept_by - version.in_force_from) * share
    return max(joined, later)
