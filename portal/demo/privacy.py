"""What waits in the office about somebody's data, and the last pass of the clock."""

from django.db import transaction

from community.models import Person
from community.privacy.clocks import CLOCKS
from community.privacy.models import Erasure, Run
from community.queues import keeping
from community.queues.models import Item

from .cast import Cast
from .names import DOMAIN, uid_of
from .records import records

REASON = (
    "Писмо са потписом, заведено под 214/26. Позван је на број из чланске књиге и потврдио је"
    " да је захтев његов; приступне податке више нема."
)


@transaction.atomic
def seed_privacy(cast: Cast) -> None:
    """Once: the sleeping account asked by letter to be erased; a second person confirms."""
    uid = uid_of("erasure", "vuk.popovic")
    if Erasure.objects.filter(uid=uid).exists():
        return
    asked = cast.clock.ago(2)
    made = Erasure.objects.create(
        uid=uid,
        person=Person.objects.get(email=f"vuk.popovic@{DOMAIN}"),
        state=Erasure.State.PROPOSED,
        asked_by=cast.people[records("people")["accounts"]["secretariat"]],
        asked_at=asked,
        reason=REASON,
    )
    item = keeping.put("privacy", "erasure", made.uid, role="secretariat", opened_at=asked)
    Item.objects.filter(pk=item.pk).update(uid=uid_of("queue-item", "vuk.popovic"))
    Run.objects.create(at=cast.clock.ago(1), counts=dict.fromkeys((c.name for c in CLOCKS), 0))
