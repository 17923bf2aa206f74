"""The days of the month: the clock, who is at work, and what each of them does there."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from community.access.policy import Refused
from community.jobs import clock, leases
from community.jobs.models import Job
from community.jobs.running import run
from community.joining import sponsoring
from community.joining.models import Sponsorship
from community.models import Person, VettingCase
from community.notify.models import OutgoingMail
from community.queues import handing
from community.queues.reading import Waiting, shown_to
from community.readers import viewer_for

from .cast import World
from .deciding import decide

LEASE = timedelta(minutes=5)
CALLS = ("letter.queue.reminder", "letter.queue.escalation")


@dataclass
class Month:
    """What happened: who was refused what, and what the page said against what the rule did."""

    world: World
    refused: set[tuple[str, int]] = field(default_factory=set)
    contradictions: list[str] = field(default_factory=list)
    _tried: set[tuple[UUID, int]] = field(default_factory=set)
    _read: set[int] = field(default_factory=set)

    def work(self, who: Person, *, late_only: bool = False) -> None:
        """Goes through everything the list shows, own things too.

        What another has taken is left to them until it has escalated; what rests is not due.
        """
        who.refresh_from_db()
        for row in shown_to(viewer_for(who)):
            late = row.item.escalated_at is not None
            taken = row.item.owner_id is not None and not row.own
            rests = row.item.paused_at is not None
            if not rests and (late or not (late_only or taken)):
                self._do(row, who)

    def try_own(self, who: Person) -> None:
        """Tries, at once, what the list says they may not decide."""
        who.refresh_from_db()
        for row in shown_to(viewer_for(who)):
            if row.hindrance and row.item.paused_at is None:
                self._do(row, who)

    def _do(self, row: Waiting, who: Person) -> None:
        mark = (row.item.uid, who.pk)
        if row.hindrance and mark in self._tried:
            return
        self._tried.add(mark)
        try:
            decide(row.queue, row.item.thing_uid, who, self.world)
        except Refused as refusal:
            self.refused.add((row.queue, who.pk))
            if not row.hindrance:
                self.contradictions.append(f"{row.queue}: refused unannounced: {refusal.reason}")
        else:
            if row.hindrance:
                self.contradictions.append(f"{row.queue}: done in spite of: {row.hindrance}")

    def take_all(self, who: Person) -> None:
        """Puts their name to whatever they may decide, and goes home."""
        for row in shown_to(viewer_for(who)):
            if not row.hindrance and row.item.owner_id is None:
                handing.take(row.item, viewer=viewer_for(who), person=who)

    def called(self, who: Person, *kinds: str) -> bool:
        """Whether a letter of these kinds has come since they looked last."""
        found = {
            mail.pk
            for kind in kinds
            for mail in OutgoingMail.objects.filter(person_id=who.pk, kind__startswith=kind)
        }
        new = found - self._read
        self._read |= new
        return bool(new)

    def members_answer(self) -> None:
        """Sponsors vouch, administrators do what waits for them."""
        # One by one: the first word may be enough, and the next is no longer asked for.
        asked = Sponsorship.objects.filter(
            state=Sponsorship.State.ASKED, application__case__state=VettingCase.State.SPONSORS
        )
        while (row := asked.order_by("pk").first()) is not None:
            _vouch(row)
        for firm in self.world.firms:
            reminded = self.called(firm.chief, *CALLS)
            if firm.answers == "at once" or (firm.answers == "when reminded" and reminded):
                self.work(firm.chief)


def _vouch(row: Sponsorship) -> None:
    assert row.person is not None
    viewer = viewer_for(row.person)
    sponsoring.respond(row, vouches=True, reason="I know them.", viewer=viewer, person=row.person)


def run_the_clock() -> None:
    """What the worker does: whatever is due now, until nothing is."""
    clock.tick(timezone.now())
    while (job := leases.claim(LEASE)) is not None:
        assert run(job, LEASE), Job.objects.get(pk=job.pk).error
