"""The states of an import and what leads from one to the next: the table the verbs ask."""

from django.utils.translation import gettext_lazy as _

from community.access.policy import Refused

from .models import Import

S = Import.State

TABLE: dict[str, dict[str, str]] = {
    # who brought it
    "ask": {S.PREVIEWED: S.ASKED},
    "start": {S.PREVIEWED: S.RUNNING, S.ASKED: S.RUNNING},
    # somebody else
    "approve": {S.ASKED: S.ASKED},
    # anybody of the secretariat
    "pause": {S.RUNNING: S.PAUSED},
    "resume": {S.PAUSED: S.RUNNING},
    "cancel": {
        S.UPLOADED: S.CANCELLED,
        S.PREVIEWED: S.CANCELLED,
        S.ASKED: S.CANCELLED,
        S.RUNNING: S.CANCELLED,
        S.PAUSED: S.CANCELLED,
        S.FAILED: S.CANCELLED,
    },
    # what follows by itself
    "checked": {S.UPLOADED: S.PREVIEWED},
    "enough": {S.ASKED: S.RUNNING},
    "finish": {S.RUNNING: S.DONE},
    "hold": {S.RUNNING: S.PAUSED},
    "fail": {S.UPLOADED: S.FAILED, S.RUNNING: S.FAILED},
}
# Which act a second click may repeat without harm: it is there already.
REACHED = {
    "ask": (S.ASKED, S.RUNNING, S.DONE),
    "start": (S.RUNNING, S.DONE),
    "resume": (S.RUNNING, S.DONE, S.UPLOADED, S.PREVIEWED),
    "pause": (S.PAUSED,),
    "cancel": (S.CANCELLED,),
}
OVER = (S.DONE, S.CANCELLED)


class NotNow(Refused):
    """The table knows no such step from the state the import is in."""

    def __init__(self, act: str) -> None:
        super().__init__(f"import.{act}", _("The import has moved on. Look again."))


def after(roster: Import, act: str) -> str:
    """The state that `act` leads to; NotNow if the table has no such step.

    What was cancelled or has failed goes on where it stopped: checking, looking, or making.
    """
    if act == "resume" and roster.state in (S.CANCELLED, S.FAILED):
        if roster.checked_at is None:
            return S.UPLOADED
        return S.RUNNING if roster.started_at else S.PREVIEWED
    try:
        return TABLE[act][roster.state]
    except KeyError:
        raise NotNow(act) from None


def possible(roster: Import, act: str) -> bool:
    """Whether there is such a step now."""
    try:
        after(roster, act)
    except NotNow:
        return False
    return True
