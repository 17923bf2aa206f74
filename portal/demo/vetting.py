"""An application that is still open: one sponsor has spoken, the second is missing."""

from datetime import timedelta

from django.db import transaction

from community.access.mixins import RetentionClass
from community.audit.recording import record
from community.models import VettingCase, VettingVote

from .cast import Cast
from .names import DEMO, uid_of
from .records import records

_REASON = (
    "Poznajem njihov tim sa dva zajednička incidenta: javili su se sami i dali potpune dnevnike."
)


def seed_vetting(cast: Cast) -> None:
    """The case of every applicant, with the votes of its sponsors."""
    secretary = records("people")["accounts"]["secretariat"]
    for row in records("organisations")["organisations"]:
        if row["state"] != "applicant":
            continue
        uid = uid_of("vetting", row["key"])
        if not VettingCase.objects.filter(uid=uid).exists():
            _open(cast, row["key"], secretary, row["applied_days_ago"], row["sponsors"])


@transaction.atomic
def _open(cast: Cast, key: str, owner: str, days: float, sponsors: list[str]) -> None:
    case = VettingCase.objects.create(
        uid=uid_of("vetting", key),
        retention=RetentionClass.PERSONAL,
        organisation=cast.organisations[key],
        person=cast.people[f"{key}-1"],
        opened_at=cast.clock.ago(days),
        owner=cast.people[owner],
    )
    for sponsor in sponsors:
        VettingVote.objects.create(
            case=case,
            by=cast.people[f"{sponsor}-1"],
            in_favour=True,
            reason=_REASON,
            at=case.opened_at + timedelta(days=3),
        )
    record(actor=DEMO, verb="vetting.open", kind="vetting", uid=str(case.uid))
