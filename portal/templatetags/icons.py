"""`{% icon "name" %}`: one drawing out of the same-origin sprite."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SPRITE = "portal/icons/sprite.svg"


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """Return the icon `name`. It is silent beside a word; `title` gives it a voice alone."""
    reference = f"{static(SPRITE)}#{name}"
    if title:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', title, reference
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>', reference
    )
