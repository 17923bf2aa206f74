"""From a row and its content to the mail as it goes out: text, HTML, headers."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from community.access.tlp import Label

from .content import Content, paragraphs
from .letters import absolute
from .models import Concern, OutgoingMail
from .outbox import mail_domain, one_line
from .stop_links import stop_url

Why = OutgoingMail.Why
# Mails of these reasons can be ended with one click.
ENDABLE = (Why.SUBSCRIPTION, Why.DIGEST)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the body. Empty where it does not belong."""

    mark: str
    rule: str
    why: str
    settings_url: str
    stop_url: str


def build(mail: OutgoingMail, content: Content | None) -> EmailMultiAlternatives:
    """The message. Without `content` the row's own text is sent.

    ValueError (BadHeaderError) rather than a header with a line break in it.
    """
    with translation.override(mail.language):
        frame = _frame(mail)
        text, html = _bodies(mail, content, frame)
    subject = mail.subject if content is None else marked(content.subject, mail.label)
    message = EmailMultiAlternatives(
        one_line(subject),
        text,
        from_email=envelope_sender(mail),
        to=[mail.address],
        headers=_headers(mail, frame),
    )
    message.attach_alternative(html, "text/html")
    return message


def marked(subject: str, label: str) -> str:
    """The subject behind its label."""
    return f"[{Label(label).label}] {subject}" if label else subject


def envelope_sender(mail: OutgoingMail) -> str:
    """Where the mail server sends what it cannot deliver: an address that names this mail."""
    local, at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{local}+{mail.uid.hex}@{domain}" if at else settings.DEFAULT_FROM_EMAIL


def _headers(mail: OutgoingMail, frame: Frame) -> dict[str, str]:
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        # Holiday notes of recipients are not wanted back.
        "X-Auto-Response-Suppress": "All",
    }
    if settings.REPLY_ADDRESS:
        headers["Reply-To"] = settings.REPLY_ADDRESS
    if mail.thread:
        root = f"<{mail.thread.replace(':', '.')}@{mail_domain()}>"
        headers |= {"In-Reply-To": root, "References": root}
    if mail.stream or mail.why == Why.MAILBOX:
        headers["List-Id"] = f"<{_list_name(mail)}.{mail_domain()}>"
    if frame.stop_url:
        headers["List-Unsubscribe"] = f"<{frame.stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _list_name(mail: OutgoingMail) -> str:
    kind, _at, place = (mail.stream or "mailbox").partition("@")
    return f"{place.replace(':', '-')}.{kind}" if place else kind


def _frame(mail: OutgoingMail) -> Frame:
    personal = mail.person_id is not None and mail.why in (*ENDABLE, Why.CRISIS)
    label = Label(mail.label) if mail.label else None
    return Frame(
        mark=str(label.label) if label else "",
        rule=label.rule if label else "",
        why=_why(mail),
        settings_url=absolute(reverse("notify:settings")) if personal else "",
        stop_url=stop_url(mail) if mail.why in ENDABLE else "",
    )


def _why(mail: OutgoingMail) -> str:
    if not mail.why or mail.why == Why.ACCOUNT:
        return ""
    reason = str(Why(mail.why).label)
    kind = mail.stream.partition("@")[0]
    if mail.why == Why.SUBSCRIPTION and kind in Concern.values:
        reason = f"{reason} ({Concern(kind).label})"
    return _("Why you get this: %(reason)s.") % {"reason": reason}


def _bodies(mail: OutgoingMail, content: Content | None, frame: Frame) -> tuple[str, str]:
    body = content.plain if content else _unmarked(mail.text, frame.mark)
    # The words of account mails are whole already.
    text = body if mail.why == Why.ACCOUNT else _framed(body, frame)
    if content is None and mail.html:
        return text, mail.html
    context = {
        "content": content,
        "paragraphs": [] if content else paragraphs(body),
        "frame": frame,
        "language": translation.get_language(),
        "subject": mail.subject if content is None else content.subject,
        "tlp": frame.mark.removeprefix("TLP:").lower().replace("+", "-"),
    }
    return text, render_to_string("mail/message.html", context)


def _unmarked(text: str, mark: str) -> str:
    return text.removeprefix(mark).lstrip("\n") if mark else text


def _framed(body: str, frame: Frame) -> str:
    """Label, body, why and how to end it, label."""
    stop = _("End these mails:")
    change = _("Choose what you are mailed:")
    foot = [
        frame.why,
        f"{change} {frame.settings_url}" if frame.settings_url else "",
        f"{stop} {frame.stop_url}" if frame.stop_url else "",
    ]
    below = "\n".join(filter(None, foot))
    end = f"{frame.mark}: {frame.rule}" if frame.mark else ""
    parts = [frame.mark, body.rstrip("\n"), f"-- \n{below}" if below else "", end]
    return "\n\n".join(filter(None, parts)) + "\n"
