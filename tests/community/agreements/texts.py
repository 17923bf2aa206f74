"""Agreements with real texts for the tests of signing."""

from datetime import datetime, timedelta

from django.utils import timezone

from community import founding
from community.founding import Words
from community.models import Agreement, AgreementVersion
from tests import factories as make

SERBIAN = Words("Поверљивост", "1. Ћутим о *туђем*.\n2. Питам.")
ENGLISH = Words("Confidentiality", "1. I keep *quiet*.\n2. I ask.")


def agreement(key: str, scope: str = "person", *, required: bool = True) -> Agreement:
    """An agreement whose first version has been in force for long."""
    made = Agreement.objects.create(key=key, scope=scope, required=required)
    publish(made, 1, in_force_from=make.LONG_AGO, accept_by=make.LONG_AGO)
    return made


def publish(
    of: Agreement,
    number: int,
    *,
    in_force_from: datetime | None = None,
    accept_by: datetime | None = None,
) -> AgreementVersion:
    """A version in two languages, Serbian binding; in force now, to be accepted in 30 days."""
    now = timezone.now()
    return founding.publish_agreement(
        of,
        number,
        {"sr": SERBIAN, "en": ENGLISH},
        by=make.SETUP,
        binding_language="sr",
        in_force_from=in_force_from or now,
        accept_by=accept_by or now + timedelta(days=30),
    )
