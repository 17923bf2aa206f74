"""Words of letters as HTML."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from community.notify.letters import absolute

register = template.Library()


@register.filter
def link_own(text: str) -> SafeString:
    """Plain text as HTML; only addresses of the portal itself become links, for the words of a
    letter may be somebody else's."""
    home = absolute("/")
    parts = (_linked(part, home) for part in re.split(r"(\s+)", text))
    return mark_safe("".join(parts).replace("\n", "<br>"))


def _linked(part: str, home: str) -> SafeString:
    if not part.startswith(home):
        return conditional_escape(part)
    url = part.rstrip(".,;:!?)")
    return format_html('<a href="{}">{}</a>{}', url, url, part[len(url) :])
