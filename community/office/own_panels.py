"""The panels that belong to no other slice: queues, members by state, sleepers, the worker."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.access.viewer import Viewer
from community.jobs.health import worker_alive
from community.models import Organisation, Person
from community.queues.reading import waiting_for
from community.queues.registry import queues
from community.rules import rules

from .panels import Line, Panel, panel


@panel("queues", order=10)
def waiting(viewer: Viewer, now: datetime) -> Panel:
    """What waits for this viewer, by queue, with the age of the oldest."""
    counted = (
        waiting_for(viewer)
        .filter(paused_at=None)
        .order_by()
        .values("queue")
        .annotate(n=Count("pk"), unowned=Count("pk", filter=Q(owner=None)), since=Min("opened_at"))
    )
    rows = {row["queue"]: row for row in counted}
    late = timedelta(days=rules().remind_after_days)
    url = _address("queues:list")
    lines = [
        Line(
            words=str(queue.title),
            number=rows[queue.name]["n"],
            url=f"{url}?queue={queue.name}" if url else "",
            note=_age(rows[queue.name]["since"], now, rows[queue.name]["unowned"]),
            late=now - rows[queue.name]["since"] > late,
        )
        for queue in queues()
        if queue.name in rows
    ]
    return Panel(_("Waiting for a decision"), lines, _("Nobody waits."), url)


def _address(name: str) -> str:
    """The address of a page of another slice, or "" where it is not mounted."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _age(since: datetime, now: datetime, unowned: int) -> str:
    days = (now - since).days
    age = ngettext("oldest: %(days)s day", "oldest: %(days)s days", days) % {"days": days}
    free = _("%(number)s without an owner") % {"number": unowned}
    return f"{age}, {free}" if unowned else age


@panel("members", order=20)
def members(viewer: Viewer, now: datetime) -> Panel:
    """Organisations and people by state."""
    page = reverse("profiles:office")
    organisations = _by_state(Organisation, Organisation.State.choices, _("Organisations"), page)
    people = _by_state(
        Person, [one for one in Person.State.choices if one[0] != Person.State.ERASED], _("People")
    )
    standing = Person.objects.filter(standing_until__gt=now, is_active=True).count()
    total = Line(_("People with standing"), standing)
    return Panel(_("Members"), [*organisations, *people, total], _("Nobody has joined yet."))


def _by_state(
    model: type[Organisation] | type[Person],
    states: Iterable[tuple[str, object]],
    what: str,
    page: str = "",
) -> list[Line]:
    counts = dict(
        model._default_manager.order_by()
        .values("state")
        .annotate(n=Count("pk"))
        .values_list("state", "n")
    )
    return [
        Line(f"{what}: {word}", counts[state], f"{page}?state={state}" if page else "")
        for state, word in states
        if counts.get(state, 0)
    ]


@panel("sleepers", order=40)
def sleepers(viewer: Viewer, now: datetime) -> Panel:
    """Accounts that sleep, and those that soon will."""
    ours = rules()
    asleep_from = now - timedelta(days=ours.dormant_after_days)
    soon_from = asleep_from + timedelta(days=ours.dormant_notice_days)
    vetted = Person.objects.filter(state=Person.State.VETTED, is_active=True)
    soon = vetted.filter(
        Q(seen_at__lte=soon_from) | Q(seen_at=None, joined_at__lte=soon_from)
    ).count()
    asleep = Person.objects.filter(state=Person.State.DORMANT).count()
    lines = [Line(_("Accounts asleep"), asleep, reverse("people:cases"))] if asleep else []
    if soon:
        words = ngettext(
            "Fall asleep within %(days)s day",
            "Fall asleep within %(days)s days",
            ours.dormant_notice_days,
        ) % {"days": ours.dormant_notice_days}
        lines.append(Line(words, soon, late=True))
    return Panel(_("Dormant accounts"), lines, _("Every account has been used lately."))


@panel("worker", order=90)
def worker(viewer: Viewer, now: datetime) -> Panel:
    """Whether mails and jobs are being done."""
    lines = [] if worker_alive() else [Line(_("No worker is running"), 1, late=True)]
    return Panel(_("Background work"), lines, _("The worker is running."))
