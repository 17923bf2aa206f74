"""How an application begins: a knock at the door, a mailed link, a confirmed address.

The page only notes the knock and leaves. What is known of the address is looked up by the
worker, so that no visitor can tell from the page, its status or its time.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from community.access.actors import Actor, system
from community.audit.recording import record
from community.jobs.queue import enqueue
from search.analysis.fold import fold

from .letters import send_link
from .links import make_link, use_link
from .models import Application, Knock
from .states import after, state_of

ANSWER = "joining.answer"
BY_PORTAL = system("joining")
# More open drafts of one mailbox than anybody needs.
MOST_DRAFTS = 5
DRAFTS_KEPT = timedelta(days=30)
UNCONFIRMED_KEPT = timedelta(days=7)


@transaction.atomic
def knock(email: str, name: str, language: str) -> Knock:
    """Notes that somebody wants to apply (or, without a name, a new link). Asks nothing else."""
    made = Knock.objects.create(email=email.lower(), name=name, language=language)
    enqueue(ANSWER, {"knock": str(made.uid)})
    return made


@transaction.atomic
def answer_knock(made: Knock, now: datetime | None = None) -> None:
    """Mails what the mailbox has: links to its open applications, or to a new one."""
    now = now or timezone.now()
    found = list(_open_of(made.email))
    if made.name:
        found = [_named(found, made.name) or _begin(found, made, now)]
    for application in found:
        link, token = make_link(application, now)
        send_link(application, link, token, language=made.language)
    made.delete()


def _open_of(email: str) -> "list[Application]":
    rows = Application.objects.filter(email=email, closed_at=None).select_related("case")
    return list(rows.order_by("-started_at", "uid")[:MOST_DRAFTS])


def _named(found: list[Application], name: str) -> Application | None:
    wanted = _folded(name)
    same = (one for one in found if _folded(one.name) == wanted)
    return next(same, None)


def _begin(found: list[Application], made: Knock, now: datetime) -> Application:
    if len(found) >= MOST_DRAFTS:
        return found[0]
    return Application.objects.create(
        email=made.email, name=made.name, language=made.language, started_at=now, saved_at=now
    )


def _folded(name: str) -> str:
    return " ".join(fold(word) for word in name.split())


@transaction.atomic
def open_by_link(token: str, now: datetime | None = None) -> Application | None:
    """The application a link opens, once; None for one that is used, over or unknown."""
    now = now or timezone.now()
    application = use_link(token, now)
    if application is None:
        return None
    if application.confirmed_at is None:
        application.confirmed_at = now
        application.save(update_fields=["confirmed_at"])
        log(application, "application.start")
    return application


@transaction.atomic
def discard(application: Application, *, act: str = "discard") -> None:
    """Deletes a draft with everything typed; nothing of it is kept but a line in the log."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    after(state_of(application), act)
    uid = application.uid
    application.delete()
    record(actor=BY_PORTAL, verb=f"application.{act}", kind="application", uid=str(uid))


def drafts_over(now: datetime) -> "list[Application]":
    """Drafts nobody has saved for long, and those whose address nobody confirmed."""
    drafts = Application.objects.filter(case=None)
    old = drafts.filter(saved_at__lt=now - DRAFTS_KEPT)
    unconfirmed = drafts.filter(confirmed_at=None, started_at__lt=now - UNCONFIRMED_KEPT)
    return list((old | unconfirmed).order_by("pk")[:500])


def log(application: Application, verb: str, by: Actor | None = None, **details: str | int) -> None:
    """The audit row of an act on an application; by its applicant if nobody else is named."""
    record(
        actor=by or applicant_of(application),
        verb=verb,
        kind="application",
        uid=str(application.uid),
        details=details,
    )


def applicant_of(application: Application) -> Actor:
    """Who holds the application's mailbox, as an actor: no account is needed for it."""
    return Actor("anonymous", str(application.uid))
