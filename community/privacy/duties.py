"""What waits for a person about their own data."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.duties import Duty, provides
from community.models import Person

from .exporting import MOST_DOWNLOADS
from .models import Erasure, Export


@provides("privacy")
def duties(viewer: Viewer, person: Person) -> Iterable[Duty]:
    """A copy that can be taken; an erasure that can still be withdrawn."""
    url = reverse("privacy:mine")
    copies = Export.objects.filter(person=person, downloads=0, expires_at__gt=timezone.now())
    for copy in copies.filter(downloads__lt=MOST_DOWNLOADS).only("ready_at", "expires_at"):
        words = _("The copy of your data is ready")
        yield Duty("do", words, url, since=copy.ready_at, due=copy.expires_at)
    waiting = Erasure.objects.filter(person=person, state=Erasure.State.WAITING)
    for row in waiting:
        words = _("Your account will be erased; you can withdraw this")
        yield Duty("do", words, url, since=row.asked_at, due=row.due_at, urgent=True)
