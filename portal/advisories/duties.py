"""Advisories that wait for somebody: to be read, to be approved, to be released."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.access.viewer import Viewer
from community.duties import Duty, provides
from community.models import Person
from community.office.marks import new_since

from .desk.reading import teams_of
from .models import Advisory, Hand, Release
from .showing.latin import in_readers_script

SHOWN = 50
FRESH = timedelta(days=3)
State = Advisory.State


@provides("advisories")
def new_advisories(viewer: Viewer, person: Person) -> Iterable[Duty]:
    """Latest releases since the reader's mark that they may read, the gravest first."""
    if not viewer.is_member:
        return
    rows = Release.objects.visible_to(viewer).filter(
        latest=True, withdrawn=False, released_at__gt=new_since(person)
    )
    now = timezone.now()
    found = rows.select_related("advisory").defer("canonical", "html", "advisory__draft")
    for release in found.order_by("-severity", "-released_at", "uid")[:SHOWN]:
        shown = in_readers_script(release)
        yield Duty(
            lane="read",
            title=shown.title,
            url=reverse("advisories:page", args=[release.advisory.uid]),
            since=release.released_at,
            label=release.label,
            severity=release.severity,
            urgent=_presses(release, now),
            lang=shown.lang,
            note=release.number,
        )


def _presses(release: Release, now: datetime) -> bool:
    """A critical one of the last days comes before everything else."""
    return release.severity == Release.Severity.CRITICAL and release.released_at > now - FRESH


@provides("desk")
def drafts(viewer: Viewer, person: Person) -> Iterable[Duty]:
    """Texts at the viewer's desks that wait for a step which the viewer may take.

    What one wrote oneself waits for somebody else.
    """
    teams = teams_of(viewer)
    if not teams:
        return
    steps = {
        State.IN_REVIEW: (viewer.places_of("reviewer"), pgettext("a draft waits", "to approve")),
        State.APPROVED: (viewer.places_of("publisher"), pgettext("a draft waits", "to release")),
    }
    own = Hand.objects.filter(advisory=OuterRef("pk"), person=person, act=Hand.Act.WROTE)
    rows = Advisory.objects.visible_to(viewer).filter(team_id__in=teams, state__in=steps)
    rows = rows.exclude(Exists(own)).defer("draft").order_by("draft_saved_at", "uid")
    for advisory in rows[:SHOWN]:
        places, word = steps[State(advisory.state)]
        if advisory.team_id in places:
            yield Duty(
                lane="do",
                title=advisory.draft_title or _("Untitled"),
                url=reverse("advisories:edit", args=[advisory.uid]),
                since=advisory.draft_saved_at,
                label=advisory.label,
                lang=advisory.lang,
                note=word,
            )
