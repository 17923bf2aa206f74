"""The classes of rows that are deleted after a while: which rows, after how long, and why.

Each class deletes or strips at most `limit` rows at a call, so that no transaction is long.
The log of acts, agreements, seats and advisories have no clock: they are kept. Reasons for
the periods stand in `docs/retention.md`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.forums.models import Topic
from community.forums.parting import delete_topics
from community.joining.models import Application
from community.keys.models import Key
from community.machines.models import Token
from community.models import Person, Seat, VettingCase, VettingVote
from community.notify.models import OutgoingMail
from community.people.models import Invitation, Measure
from community.queues.models import Item
from community.signin.models import FactorReset

from .models import Export
from .tombstone import bury

Purge = Callable[[datetime, int], int]


@dataclass(frozen=True, slots=True)
class Clock:
    """`purge(before, limit)` ends what was over before a moment and returns how many rows.

    days: the period as long as the network sets none; `least`: what it may not go below.
    settable: False where another rule of the portal gives the period.
    """

    name: str
    title: str | Promise
    days: int
    purge: Purge
    least: int = 30
    settable: bool = True


def _delete(rows: QuerySet, limit: int) -> int:
    """Deletes up to `limit` of the rows, with what hangs on them; returns how many."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    rows.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


def _exports(before: datetime, limit: int) -> int:
    return _delete(Export.objects.filter(ready_at__lte=before), limit)


def _mails(before: datetime, limit: int) -> int:
    """What has ended, however it ended; what still waits is not old enough to be here."""
    waiting = (
        OutgoingMail.State.QUEUED,
        OutgoingMail.State.IN_FLIGHT,
        OutgoingMail.State.RETRY,
    )
    rows = OutgoingMail.objects.filter(created__lte=before).exclude(state__in=waiting)
    return _delete(rows, limit)


def _refused(before: datetime, limit: int) -> int:
    """Applications that came to nothing: whole, with votes, questions and sponsors."""
    over = (VettingCase.State.REFUSED, VettingCase.State.WITHDRAWN)
    cases = VettingCase.objects.filter(state__in=over, closed_at__lte=before)
    keys = list(cases.order_by("pk").values_list("pk", flat=True)[:limit])
    Application.objects.filter(case__in=keys).delete()
    VettingVote.objects.filter(case__in=keys).delete()
    VettingCase.objects.filter(pk__in=keys).delete()
    return len(keys)


def _casework(before: datetime, limit: int) -> int:
    """Who was let in: what was written to decide goes, that and when it was decided stays."""
    written = Q(pk__in=Application.objects.values("case"))
    written |= Q(pk__in=VettingVote.objects.exclude(reason="").values("case"))
    cases = VettingCase.objects.filter(
        written, state=VettingCase.State.APPROVED, closed_at__lte=before
    )
    keys = list(cases.order_by("pk").values_list("pk", flat=True)[:limit])
    Application.objects.filter(case__in=keys).delete()
    votes = VettingVote.objects.filter(case__in=keys)
    apps.get_model("joining.VoteNote").objects.filter(vote__in=votes).delete()
    votes.update(reason="")
    return len(keys)


# Table, when it was over, and the typed reasons that go then.
_REASONS = (
    ("profiles.ClientProposal", "decided_at", ("note", "reason")),
    ("profiles.DomainClaim", "decided_at", ("evidence", "reason")),
    ("profiles.LineageProposal", "decided_at", ("reason",)),
    ("profiles.StateNote", "at", ("reason",)),
    ("agreements.EndedAcceptance", "acceptance__ended_at", ("reason",)),
)


def _measures(before: datetime, limit: int) -> int:
    """Why somebody was suspended or removed, once that has ended."""
    rows = Measure.objects.filter(ended_at__lte=before).exclude(reason="")
    return _strip(rows, ("reason",), limit)


def _reasons(before: datetime, limit: int) -> int:
    """Reasons and evidence that were typed for what is long decided."""
    done = 0
    for table, moment, columns in _REASONS:
        typed = Q()
        for column in columns:
            typed |= ~Q(**{column: ""})
        rows = apps.get_model(table)._default_manager.filter(typed, **{f"{moment}__lte": before})
        done += _strip(rows, columns, limit - done)
    return done


def _strip(rows: QuerySet, columns: tuple[str, ...], limit: int) -> int:
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    blank = dict.fromkeys(columns, "")
    rows.model._default_manager.filter(pk__in=keys).update(**blank)
    return len(keys)


def _conversation(before: datetime, limit: int) -> int:
    rows = Topic.objects.filter(closed_at__lte=before).order_by("pk")
    return delete_topics(list(rows.values_list("uid", flat=True)[:limit]))


def _queues(before: datetime, limit: int) -> int:
    return _delete(Item.objects.filter(closed_at__lte=before), limit)


def _access(before: datetime, limit: int) -> int:
    """Ended keys and tokens, new enrolments that are over, invitations that were taken."""
    done = 0
    for rows in (
        Key.objects.filter(ended_at__lte=before),
        Token.objects.filter(Q(revoked_at__lte=before) | Q(expires_at__lte=before)),
        # What is confirmed stays: as long as it is there no factor is made without its word.
        FactorReset.objects.filter(ends_at__lte=before).exclude(state=FactorReset.State.CONFIRMED),
        Invitation.objects.filter(accepted_at__lte=before),
    ):
        done += _delete(rows, limit - done)
    return done


def _left(before: datetime, limit: int) -> int:
    """Accounts of who left, or never came in, and was not here since: erased."""
    states = (Person.State.LEFT, Person.State.APPLICANT)
    rows = Person.objects.filter(state__in=states, joined_at__lte=before, is_superuser=False)
    rows = rows.filter(Q(seen_at=None) | Q(seen_at__lte=before))
    lately = Seat.objects.filter(Q(until=None) | Q(until__gt=before))
    waiting = VettingCase.objects.filter(closed_at=None).exclude(person=None)
    rows = rows.exclude(pk__in=lately.values("person")).exclude(pk__in=waiting.values("person"))
    people = list(rows.order_by("pk")[:limit])
    for person in people:
        bury(person, timezone.now())
    return len(people)


CLOCKS = (
    Clock("exports", _("copies of one's own data"), 7, _exports, settable=False),
    Clock("mails", _("mails that were sent or given up"), 180, _mails),
    Clock("refused", _("applications refused or withdrawn"), 180, _refused, least=90),
    Clock("casework", _("texts of applications that were approved"), 1826, _casework, least=365),
    Clock("measures", _("reasons of suspensions and removals"), 1826, _measures, least=365),
    Clock("reasons", _("reasons and evidence of decided proposals"), 1826, _reasons, least=365),
    Clock("queues", _("waiting things that are done"), 365, _queues),
    Clock("access", _("ended keys, tokens, resets and invitations"), 365, _access),
    Clock("left", _("accounts of those who left"), 730, _left, least=180),
    Clock("conversation", _("closed topics with their posts"), 3652, _conversation, least=365),
)
# What other slices delete by themselves; shown beside, so that the list is whole.
ELSEWHERE = (
    (_("receipts of forms"), 1),
    (_("links of applications and letters that nobody answered"), 7),
    (_("logins with their addresses"), settings.LOGIN_DAYS),
    (_("requests and invitations that came to nothing"), 90),
)
