"""What joining asks of a person: a sponsor's word, an applicant's answer."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.duties import Duty, Lane, provides
from community.models import Person, VettingCase
from community.rules import rules

from .models import Application, Question, Sponsorship

# While a question waits, it leads to the application by itself.
UNDER_WAY = (VettingCase.State.DRAFT, VettingCase.State.SPONSORS, VettingCase.State.OPEN)


@provides("joining")
def duties(viewer: Viewer, person: Person) -> Iterator[Duty]:
    """Applicants who named this member as a sponsor; for an applicant, the own
    application and questions about it."""
    return _to_vouch(person) if viewer.is_member else _of_applicant(person)


def _of_applicant(person: Person) -> Iterator[Duty]:
    yield from _to_answer(person)
    rows = Application.objects.filter(case__person=person, case__state__in=UNDER_WAY)
    for row in rows.select_related("case").order_by("case__opened_at", "uid"):
        if (case := row.case) is not None:
            page = reverse("joining:application", args=[row.uid])
            lane: Lane = "do" if case.state == VettingCase.State.DRAFT else "read"
            yield Duty(lane, _("Your application"), page, note=case.get_state_display())


def _to_answer(person: Person) -> Iterator[Duty]:
    rows = Question.objects.filter(
        application__case__person=person,
        application__case__state=VettingCase.State.WAITING,
        answered_at=None,
    )
    for row in rows.select_related("application").order_by("asked_at", "uid"):
        page = reverse("joining:application", args=[row.application.uid])
        yield Duty("answer", _("A question about your application"), page, since=row.asked_at)


def _to_vouch(person: Person) -> Iterator[Duty]:
    rows = Sponsorship.objects.filter(
        person=person,
        state=Sponsorship.State.ASKED,
        application__case__state=VettingCase.State.SPONSORS,
    )
    waiting = list(rows.select_related("application").order_by("asked_at", "uid"))
    within = timedelta(days=rules().escalate_after_days) if waiting else timedelta()
    for row in waiting:
        yield Duty(
            "answer",
            _("Do you vouch for %(name)s?") % {"name": row.application.name},
            reverse("joining:sponsoring", args=[row.uid]),
            since=row.asked_at,
            due=row.asked_at + within if row.asked_at else None,
        )
