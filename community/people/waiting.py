"""The queues of people, and what each says of its things; duties for those who act."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.access.viewer import Viewer
from community.duties import Duty, provides
from community.models import Organisation, Person, VettingCase
from community.queues.models import Item
from community.queues.reading import waiting_for
from community.queues.registry import Shown, register_queue

from . import accepting, asking, dormancy, leaving, measures, reconfirming
from .models import Measure, Request


def register() -> None:
    """Makes the queues known; called once, when the app is ready."""
    register_queue(accepting.QUEUE, gettext_lazy("People to vet"), _cases)
    register_queue(asking.QUEUE, gettext_lazy("People who ask to join"), _requests)
    register_queue(measures.QUEUE, gettext_lazy("Suspensions and removals"), _measures)
    register_queue(dormancy.QUEUE, gettext_lazy("Accounts to wake"), _sleepers)
    register_queue(reconfirming.QUEUE, gettext_lazy("People to confirm again"), _confirm)
    register_queue(reconfirming.OFFICE_QUEUE, gettext_lazy("People nobody has confirmed"), _confirm)
    register_queue(
        leaving.NO_ADMINISTRATOR,
        gettext_lazy("Organisations without an administrator"),
        _administrators,
    )


def _cases(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """For the secretariat alone: the queue's role says so."""
    rows = VettingCase.objects.filter(uid__in=uids, introduction__isnull=False)
    rows = rows.select_related("person", "organisation", "introduction")
    return {
        case.uid: Shown(
            f"{case.person.name} – {case.organisation.short_name}" if case.person else "",
            reverse("people:case", args=[case.uid]),
            _("Vote"),
            _not_for(case),
        )
        for case in rows.prefetch_related("votes")
    }


def _not_for(case: VettingCase) -> Mapping[int, str]:
    found = {
        vote.by_id: _("You have voted already: somebody else decides with you.")
        for vote in case.votes.all()
    }
    if introduction := getattr(case, "introduction", None):
        found[introduction.by_id] = _("You stand behind this person already: somebody else vets.")
    if case.person_id:
        found[case.person_id] = _("Nobody decides about themselves.")
    return found


def _requests(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    mine = viewer.places_of("administrator")
    rows = Request.objects.filter(uid__in=uids, organisation__in=mine)
    return {
        row.uid: Shown(
            row.name,
            reverse("people:organisation", args=[row.organisation.uid]) + "#asking",
            _("Confirm or decline"),
        )
        for row in rows.select_related("organisation")
        if row.organisation is not None
    }


def _measures(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """Not to who it is about: they would learn of it first, and could act on it."""
    rows = Measure.objects.filter(uid__in=uids).exclude(person=viewer.person_id)
    rows = rows.select_related("person")
    second = _("A second person decides about what you began.")
    return {
        row.uid: Shown(
            f"{row.person.name} – {row.get_kind_display()}",
            reverse("people:person", args=[row.person.uid]),
            _("Decide as the second person"),
            {row.by_id: second, row.person_id: _("Nobody decides about themselves.")},
        )
        for row in rows
    }


def _sleepers(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    return {
        person.uid: Shown(
            person.name, reverse("people:person", args=[person.uid]), _("Wake up or leave asleep")
        )
        for person in Person.objects.filter(uid__in=uids)
    }


def _confirm(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    return _organisations(uids, "people:reconfirm", _("Say who is still there"))


def _administrators(viewer: Viewer, uids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    return _organisations(uids, "people:organisation", _("Name an administrator"))


def _organisations(uids: Sequence[UUID], name: str, step: str) -> Mapping[UUID, Shown]:
    return {
        row.uid: Shown(row.name, reverse(name, args=[row.uid]), step)
        for row in Organisation.objects.filter(uid__in=uids)
    }


@provides("people")
def duties(viewer: Viewer, person: Person) -> Iterable[Duty]:
    """Administrators: who asks to join, who is to be confirmed. Sleepers: to wake up."""
    if person.state == Person.State.DORMANT:
        yield Duty("do", _("Your account is asleep: wake it up"), reverse("people:wake"))
    if not viewer.places_of("administrator"):
        return
    names = (asking.QUEUE, reconfirming.QUEUE)
    items = list(waiting_for(viewer).filter(queue__in=names, paused_at=None))
    yield from _asked(viewer, [item for item in items if item.queue == asking.QUEUE])
    shown = _confirm(viewer, [i.thing_uid for i in items if i.queue == reconfirming.QUEUE])
    for item in items:
        if there := shown.get(item.thing_uid):
            words = _("Who still works for %(organisation)s?") % {"organisation": there.title}
            due = item.opened_at + reconfirming.period()
            yield Duty("do", words, there.url, since=item.opened_at, due=due)


def _asked(viewer: Viewer, items: Sequence[Item]) -> Iterable[Duty]:
    shown = _requests(viewer, [item.thing_uid for item in items])
    for item in items:
        if there := shown.get(item.thing_uid):
            words = _("%(name)s asks to join your organisation") % {"name": there.title}
            yield Duty("answer", words, there.url, since=item.opened_at)
