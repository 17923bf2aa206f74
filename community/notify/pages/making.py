"""The mail form with what a person has chosen so far."""

from collections.abc import Mapping
from typing import Any

from community.access.viewer import Viewer
from community.models import Person
from community.notify.choosing import choices_of
from community.notify.hours import STANDARD, hours_of

from .forms import MailForm
from .rows import sections_for


def mail_form(data: Mapping[str, Any] | None, viewer: Viewer, person: Person) -> MailForm:
    """Bound to `data` if there is any. A constant number of queries."""
    choices = choices_of([person.pk]).get(person.pk, {})
    return MailForm(
        data,
        sections=sections_for(viewer, choices),
        person=person,
        hours=hours_of([person.pk]).get(person.pk, STANDARD),
        choices=choices,
    )
