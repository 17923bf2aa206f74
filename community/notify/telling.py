"""The label decides how much of a thing leaves the house by mail.

CLEAR and GREEN go in full. AMBER is a link, with the title in the text (never the subject)
only where the network has set that. Above it, mail says that something waits.
"""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.access.tlp import Label
from community.rules import rules

from .content import Content
from .outbox import is_restricted
from .wording import Line, Words


def told(words: Words, label: str, *, ids: str) -> Content:
    """The mail's subject and body for one thing. `ids`: its kind and uid, for the subject."""
    if is_restricted(label):
        return Content(
            subject=ids,
            heading=_amber_title(words.title, label) or _waits(words.neutral, label),
            text=_("Sign in to read it:") if label == Label.AMBER else "",
            url=words.url,
            button=words.button,
        )
    html = words.html or mark_safe(linebreaks(words.text, autoescape=True))
    return Content(
        subject=words.title,
        heading=words.title,
        byline=words.byline,
        text=words.text,
        html=html,
        url=words.url,
        button=words.button,
    )


def told_together(found: Sequence[Line], subject: str, *, more: int = 0) -> Content:
    """A digest: every thing with its label, each cut to what its own label allows.

    more: how many others the reader finds on the portal alone.
    """
    shown = [_shown(line) for line in found]
    rest = ngettext("And %(number)s more.", "And %(number)s more.", more) % {"number": more}
    texts = [_line_text(line, words) for line, words in zip(found, shown, strict=True)]
    parts = [_line_html(line, words) for line, words in zip(found, shown, strict=True)]
    if more:
        texts.append(rest)
        parts.append(format_html("<p>{}</p>", rest))
    return Content(
        subject=subject,
        heading=subject,
        text="\n\n".join(texts),
        html=format_html_join("\n", "{}", ((part,) for part in parts)),
    )


def _amber_title(title: str, label: str) -> str:
    return title if label == Label.AMBER and rules().amber_title_in_mail else ""


def _waits(neutral: str, label: str) -> str:
    return neutral if label == Label.AMBER else _("Something waits for you on the portal.")


def _shown(line: Line) -> tuple[str, str, str]:
    """Title, note and lead, as far as the label lets them."""
    if is_restricted(line.label):
        return _amber_title(line.title, line.label) or _waits(line.neutral, line.label), "", ""
    return line.title, line.note, line.lead


def _line_text(line: Line, words: tuple[str, str, str]) -> str:
    title, note, lead = words
    mark = Label(line.label).label
    return "\n".join(filter(None, [f"[{mark}] {title}", note, lead, line.url]))


def _line_html(line: Line, words: tuple[str, str, str]) -> SafeString:
    title, note, lead = words
    more = format_html_join("", "<p>{}</p>", ((part,) for part in (note, lead) if part))
    return format_html(
        '<div class="line"><p><span class="tlp tlp-{}" lang="en" translate="no">{}</span></p>'
        '<p class="title"><a href="{}">{}</a></p>{}</div>',
        line.label.lower().replace("+", "-"),
        Label(line.label).label,
        line.url,
        title,
        more,
    )
