"""Forgetting what was typed: a list is personal data of people who may not even be members."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .models import Import, Row, Word
from .states import OVER


@transaction.atomic
def wipe_old(before: datetime) -> int:
    """Wipes the rows of imports that ended, or have lain unattended, since `before`.

    Numbers, states and what was made stay. Returns how many imports it was.
    """
    lying = Q(ended_at=None, at__lt=before) & ~Q(state=Import.State.RUNNING)
    old = Import.objects.filter(Q(state__in=OVER, ended_at__lt=before) | lying, wiped_at=None)
    pks = list(old.values_list("pk", flat=True))
    Row.objects.filter(roster__in=pks).update(cells=[])
    Word.objects.filter(roster__in=pks).delete()
    now = timezone.now()
    Import.objects.filter(pk__in=pks).exclude(state__in=OVER).update(
        state=Import.State.CANCELLED, ended_at=now
    )
    Import.objects.filter(pk__in=pks).update(wiped_at=now)
    return len(pks)
