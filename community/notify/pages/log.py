"""Why did I get this, why did I not: a person's own mails, and nothing of anybody else's."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.models import Person
from community.notify.models import DigestItem, OutgoingMail
from community.notify.outbox import ACCOUNT
from community.notify.rechecks import LETTER
from community.notify.wording import Line, lines_for
from community.paging import page_of, rows_of

PER_PAGE = 25
_UID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
State = OutgoingMail.State


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail: `title` only where its reader may read the thing now."""

    mail: OutgoingMail
    title: str
    url: str
    state: str
    kind: str
    why: str


def log_of(viewer: Viewer, person: Person, asked_page: str) -> "tuple[list[Entry], Page[int]]":
    """One page of the mails that were written to `person`, newest first."""
    mails = OutgoingMail.objects.filter(person_id=person.pk)
    page = page_of(asked_page, mails.count(), PER_PAGE)
    span = rows_of(page)
    rows = list(mails.order_by("-created", "uid")[span.start : span.stop])
    known = lines_for(viewer, [(row.thing_kind, row.thing_uid) for row in rows])
    return [entry_of(row, known.get(row.thing_uid)) for row in rows], page


def entry_of(mail: OutgoingMail, line: Line | None) -> Entry:
    """A row in words."""
    own = mail.kind == ACCOUNT or mail.kind.startswith(LETTER)
    title = line.title if line else mail.subject if own and not mail.secret else ""
    return Entry(
        mail=mail,
        title=title,
        url=line.url if line else "",
        state=state_of(mail),
        kind=str(OutgoingMail.Why(mail.why).label) if mail.why else _("mail"),
        why=why_of(mail),
    )


def state_of(mail: OutgoingMail) -> str:
    """Where the mail is, in a word or two."""
    return {
        State.QUEUED: _("waits to be sent"),
        State.IN_FLIGHT: _("on its way"),
        State.RETRY: _("will be tried again"),
        State.WITHHELD: _("not sent"),
        State.SENT: _("sent"),
        State.BOUNCED: _("refused by your mail server"),
        State.FAILED: _("could not be sent"),
    }[State(mail.state)]


def why_of(mail: OutgoingMail) -> str:
    """Why it was written, or why it was not sent after all. Never names the thing."""
    if mail.withheld:
        words = OutgoingMail.Withheld(mail.withheld).label
        return _("Not sent, because %(reason)s.") % {"reason": words}
    if mail.why:
        words = OutgoingMail.Why(mail.why).label
        return _("Written, because of this: %(reason)s.") % {"reason": words}
    return ""


def look_up(viewer: Viewer, person: Person, asked: str) -> dict[str, Any] | None:
    """What there is to say about a mail's Message-ID or a thing's address or uid.

    One answer for what is not for this person and for what is not there.
    """
    if not asked.strip():
        return None
    answer = _about(viewer, person, found[-1]) if (found := _UID.findall(asked)) else None
    if answer is not None:
        return answer
    words = _(
        "Nothing was written to you about this. Either it is not for you, or you chose no mail"
        " for it, or it is an act of your own."
    )
    return {"entry": None, "words": words}


def _about(viewer: Viewer, person: Person, name: str) -> dict[str, Any] | None:
    """By the mail's own uid, else by that of what it tells of; else what was collected."""
    uid = uuid.UUID(name)
    mails = OutgoingMail.objects.filter(person_id=person.pk)
    mail = mails.filter(uid=uid).first() or mails.filter(thing_uid=uid).order_by("-created").first()
    if mail is not None:
        line = lines_for(viewer, [(mail.thing_kind, mail.thing_uid)]).get(mail.thing_uid)
        return {"entry": entry_of(mail, line), "words": ""}
    item = DigestItem.objects.filter(person=person, thing_uid=uid).select_related("mail").first()
    return {"entry": None, "words": _in_digest(item)} if item else None


def _in_digest(item: DigestItem) -> str:
    if item.mail is None:
        return _("It waits for your next collected mail.")
    sent: datetime | None = item.mail.sent_at
    if sent is None or not item.told:
        return _("It was collected for you, and is not in the mail: you may no longer read it.")
    return _("It was in your collected mail of %(day)s.") % {"day": f"{sent:%Y-%m-%d %H:%M} UTC"}
