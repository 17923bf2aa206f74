"""The clock's own look at the chain: what is new each day, all of it each week.

What it finds goes to the operators by letter, and into the log itself.
"""

from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access.actors import system
from community.models import NetworkRole, Person
from community.notify.letters import Letter, send_letter

from .chain import GENESIS
from .models import Check
from .recording import record
from .verifying import Finding, Walk

WHOLE_WALK_EVERY = timedelta(days=7)
KEEP_CHECKS = timedelta(days=400)


def check(now: datetime | None = None) -> Check:
    """Walks the chain from the last whole check, or from its beginning once a week.

    Returns the row about it; alarms the operators if anything was wrong.
    """
    now = now or timezone.now()
    seq, value = _begin(now)
    walk = Walk(seq=seq, hash_=value)
    findings = list(walk.findings())
    with transaction.atomic():
        Check.objects.filter(at__lt=now - KEEP_CHECKS).delete()
        row = Check.objects.create(
            since=seq,
            upto=walk.seq,
            hash=walk.hash,
            at=now,
            findings=len(findings),
            first_wrong=findings[0].seq if findings else None,
        )
        if findings:
            _alarm(row, findings)
    return row


def last_check() -> Check | None:
    """The newest check, for the auditors' page."""
    return Check.objects.order_by("-at", "-pk").first()


def _begin(now: datetime) -> tuple[int, str]:
    last = last_check()
    walked_all = Check.objects.filter(since=0, at__gt=now - WHOLE_WALK_EVERY)
    if last is None or not last.whole or not walked_all.exists():
        return 0, GENESIS
    return last.upto, last.hash


def _alarm(row: Check, findings: list[Finding]) -> None:
    def words() -> Letter:
        return Letter(
            subject=_("The audit log was changed"),
            paragraphs=[
                _("The check of the audit log found rows that are not as they were written.")
                + " "
                + _("The first is row %(seq)s; wrong in all: %(n)s.")
                % {"seq": row.first_wrong, "n": row.findings},
                _("Run manage.py audit_verify and keep a copy of the database."),
            ],
        )

    for person in _operators(row.at):
        send_letter(
            "audit.broken",
            words,
            thing_kind="check",
            thing_uid=uuid5(NAMESPACE_OID, f"audit check {row.pk}"),
            person=person,
        )
    record(
        actor=system("clock"),
        verb="audit.broken",
        kind="audit",
        uid="log",
        details={"first": findings[0].seq, "findings": len(findings)},
    )


def _operators(now: datetime) -> list[Person]:
    seats = NetworkRole.objects.filter(role=NetworkRole.Role.OPERATOR, since__lte=now)
    people = seats.exclude(until__lte=now).values("person")
    return list(Person.objects.filter(pk__in=people, is_active=True).order_by("uid"))
