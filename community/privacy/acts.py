"""Which verb a button on these pages presses."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from community.access.viewer import Viewer
from community.models import Person
from community.people.acting import Acting

from . import erasing, exporting, retention
from .reading import erasure_of

Act = tuple[Callable[[], object], str | Promise]


def own(word: str, by: Acting) -> Act:
    """A copy of one's data, the erasure of the account, or second thoughts."""
    match word:
        case "copy":
            return lambda: exporting.ask_export(by.person, viewer=by.viewer), _("Noted.")
        case "erase":
            words = _("Your account will be erased in seven days.")
            return lambda: erasing.ask_erasure(by.person, by=by), words
        case "withdraw":
            if (row := erasure_of(by.person)) is not None:
                return lambda: erasing.withdraw(row, by=by), _("Your account stays.")
    raise Http404


def office(person: Person, data: Mapping[str, Any], reason: str, by: Acting) -> Act:
    """The secretariat's acts about another's erasure."""
    row = erasure_of(person)
    match data.get("act"):
        case "propose":
            act = lambda: erasing.propose(person, reason, by=by)  # noqa: E731
            return act, _("Asked for. A second person confirms.")
        case "confirm" if row is not None:
            return lambda: erasing.confirm(row, by=by), _("Confirmed. The person was told.")
        case "decline" if row is not None:
            return lambda: erasing.decline(row, by=by), _("Declined.")
    raise Http404


def periods(days: Mapping[str, int], viewer: Viewer) -> Act:
    """How long things are kept."""
    return lambda: retention.set_periods(days, viewer=viewer), _("The periods are set.")
