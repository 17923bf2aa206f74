"""Sending one mail. At least once: a kill between the server's yes and our mark repeats
it, with the same Message-ID, so that the reader's program can see that it is the same."""

import uuid
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation

from community.access.tlp import Label
from community.access.viewer import ANONYMOUS
from community.jobs.queue import enqueue
from community.keys.recipients import key_for
from community.models import Person
from community.readers import viewer_for

from .addresses import is_stopped, stop_address
from .bounces import says_no_for_good, status_in
from .choosing import answer_of, ask_of, choices_of
from .content import Content
from .hours import STANDARD, after_quiet, hours_of, zone_of
from .message import build, marked
from .models import Interval, OutgoingMail, StoppedAddress
from .outbox import DELIVER, is_restricted, one_line
from .rechecks import may_still_receive
from .sealing import sealed
from .telling import told
from .wording import Composer, composer_of

State = OutgoingMail.State
Why = OutgoingMail.Why
Withheld = OutgoingMail.Withheld
FINAL = (State.SENT, State.WITHHELD, State.BOUNCED)
# Mail that a person has asked for can be held back and ended by them.
CHOSEN = (Why.SUBSCRIPTION, Why.DIGEST)


def deliver(uid: uuid.UUID) -> None:
    """Asks everything again, makes the text, sends, marks. Nothing for a mail that has ended.

    What the mail server says no to for now is raised on, so that the job is tried again;
    an address it refuses for good makes the mail `bounced` and is written to no more.
    """
    mail = OutgoingMail.objects.filter(uid=uid).first()  # gone with an erased person
    if mail is None or mail.state in FINAL or _held_back(mail):
        return
    _to_present_address(mail)
    if withheld := _withheld(mail):
        _end(mail, State.WITHHELD, withheld)
        return
    composer = None if mail.text else composer_of(mail.kind)
    content = _content(mail, composer) if composer else None
    if composer and content is None:
        _end(mail, State.WITHHELD, Withheld.EMPTY if mail.why == Why.DIGEST else Withheld.RULE)
        return
    _mark(mail, State.IN_FLIGHT)
    try:
        _message(mail, content).send()
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        if not _for_good(refusal):
            _mark(mail, State.RETRY)
            raise
        _bounce(mail, refusal)
    except Exception:
        _mark(mail, State.RETRY)
        raise
    else:
        _keep_what_was_said(mail, content)
        _end(mail, State.SENT)


def give_up(uid: uuid.UUID) -> None:
    """The job's tries are used up. The body stays, for an operator to queue it again."""
    OutgoingMail.objects.filter(uid=uid).exclude(state__in=FINAL).update(state=State.FAILED)


def _held_back(mail: OutgoingMail) -> bool:
    """Quiet hours that began since it was queued: the same work, later."""
    if mail.why not in CHOSEN or mail.person_id is None:
        return False
    hours = hours_of([mail.person_id]).get(mail.person_id, STANDARD)
    if hours.quiet_from is None:
        return False
    zones = Person.objects.filter(pk=mail.person_id).values_list("time_zone", flat=True)
    now = timezone.now()
    later = after_quiet(now, hours, zone_of(zones.first() or ""))
    if later <= now:
        return False
    enqueue(DELIVER, {"mail": str(mail.uid)}, key=f"mail:{mail.uid}", queue="mail", run_after=later)
    return True


def _to_present_address(mail: OutgoingMail) -> None:
    """To the address the person has now: the one they had when it was queued, hours ago, may
    be somebody else's. Mails about an account go where they were meant to."""
    if mail.person_id is None or mail.kind == Why.ACCOUNT:
        return
    email = Person.objects.filter(pk=mail.person_id).values_list("email", flat=True).first()
    if email and email != mail.address:
        mail.address = email
        mail.save(update_fields=["address"])


def _withheld(mail: OutgoingMail) -> str:
    """Why it must not go out now, or nothing."""
    if mail.kind != Why.ACCOUNT and is_stopped(mail.address):
        return Withheld.STOPPED
    if mail.stream and mail.person_id is not None:
        ask = ask_of(mail.stream)
        choices = choices_of([mail.person_id], [ask]).get(mail.person_id, {})
        if ask in choices and answer_of(choices, [ask]).interval == Interval.NEVER:
            return Withheld.MUTED
    return "" if may_still_receive(mail) else Withheld.RULE


def _content(mail: OutgoingMail, composer: Composer) -> Content | None:
    """What the mail says, made for its recipient now; None if nothing is left to tell."""
    person = Person.objects.filter(pk=mail.person_id or 0).first()
    with translation.override(mail.language):
        made = composer(mail, viewer_for(person) if person else ANONYMOUS)
        if made is None or isinstance(made, Content):
            return made
        return told(made, mail.label, ids=f"{mail.thing_kind} {mail.thing_uid}")


def _message(mail: OutgoingMail, content: Content | None) -> EmailMessage:
    """Encrypted where a key is on file. Codes are not: they are the way back for somebody
    who has lost the key."""
    message = build(mail, content)
    if mail.kind == Why.ACCOUNT:
        return message
    key = key_for(person_id=mail.person_id, address=mail.address)
    if key is None:
        return message
    with translation.override(mail.language):
        return sealed(message, key, str(Label(mail.label).label) if mail.label else "")


def _keep_what_was_said(mail: OutgoingMail, content: Content | None) -> None:
    """The subject stays on the row; the text only where developers have no other mailbox."""
    if content is not None and not is_restricted(mail.label):
        mail.subject = one_line(marked(content.subject, mail.label))
        mail.text = content.plain if settings.DEBUG else ""


def _bounce(mail: OutgoingMail, refusal: SMTPRecipientsRefused | SMTPDataError) -> None:
    """A refused recipient stops the address; a refused text says nothing about it."""
    with transaction.atomic():
        if isinstance(refusal, SMTPRecipientsRefused):
            status = status_in(b" ".join(words for _code, words in refusal.recipients.values()))
            if says_no_for_good(status):
                stop_address(mail.address, StoppedAddress.Reason.REFUSED, status)
        _end(mail, State.BOUNCED)


def _mark(mail: OutgoingMail, state: str) -> None:
    mail.state = state
    mail.save(update_fields=["state"])


def _end(mail: OutgoingMail, state: str, withheld: str = "") -> None:
    """The last mark, and the end of the bodies that must not lie about."""
    mail.state, mail.withheld = state, withheld
    mail.sent_at = timezone.now() if state == State.SENT else None
    changed = ["state", "withheld", "sent_at", "label", "subject", "text"]
    if is_restricted(mail.label) or _is_secret(mail) or state == State.WITHHELD:
        changed += wiped(mail)
    with transaction.atomic():
        mail.save(update_fields=changed)


def wiped(mail: OutgoingMail) -> list[str]:
    """Takes what it says off the row; returns the columns to save."""
    mail.text = mail.html = ""
    mail.subject = f"{mail.thing_kind} {mail.thing_uid}"
    return ["text", "html", "subject"]


def _is_secret(mail: OutgoingMail) -> bool:
    """Account mails hold codes and links; a developer without mail reads them on the page."""
    return mail.secret and not settings.DEBUG


def _for_good(refusal: SMTPRecipientsRefused | SMTPDataError) -> bool:
    if isinstance(refusal, SMTPDataError):
        return refusal.smtp_code >= 500
    return all(code >= 500 for code, _ in refusal.recipients.values())
