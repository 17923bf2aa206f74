"""The states of an application and what leads from one to the next: the table the verbs ask.

An application without a case is a draft. What is not in the table is refused. `GONE` means
that nothing is kept.
"""

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from community.access.policy import Refused
from community.models import VettingCase

from .models import Application

State = VettingCase.State
GONE = "gone"

# act: who does it, and which state it leads to from which.
TABLE: dict[str, dict[str, str]] = {
    # the applicant
    "save": {State.DRAFT: State.DRAFT},
    "submit": {State.DRAFT: State.SPONSORS},
    "name_sponsor": {State.SPONSORS: State.SPONSORS},
    "answer": {State.WAITING: State.OPEN},
    "discard": {State.DRAFT: GONE},
    "withdraw": {
        State.SPONSORS: State.WITHDRAWN,
        State.OPEN: State.WITHDRAWN,
        State.WAITING: State.WITHDRAWN,
    },
    # sponsors, and who finds them
    "find_sponsor": {State.SPONSORS: State.SPONSORS},
    "sponsor": {State.SPONSORS: State.SPONSORS},
    # those who vet
    "ask": {State.OPEN: State.WAITING, State.WAITING: State.WAITING},
    "vote": {State.OPEN: State.OPEN},
    # what follows by itself
    "enough_sponsors": {State.SPONSORS: State.OPEN},
    "approve": {State.OPEN: State.APPROVED},
    "refuse": {State.OPEN: State.REFUSED},
    # the clock
    "expire": {State.DRAFT: GONE, State.SPONSORS: State.WITHDRAWN},
}
OVER = (State.APPROVED, State.REFUSED, State.WITHDRAWN)


class NotNow(Refused):
    """The table knows no such step from the state the application is in."""

    def __init__(self, act: str) -> None:
        super().__init__(f"application.{act}", _("The application has moved on. Look again."))


def state_of(application: Application) -> str:
    """Where an application stands."""
    return State.DRAFT if application.case is None else State(application.case.state)


def case_of(application: Application) -> VettingCase:
    """The case of an application that is submitted; NotNow for a draft."""
    if application.case is None:
        raise NotNow("case")
    return application.case


def application_of(case: VettingCase) -> Application:
    """The application a case decides on; a person's case has none and is not ours."""
    return cast(Application, cast(Any, case).application)


def after(state: str, act: str) -> str:
    """The state that `act` leads to from `state`; NotNow if the table has no such step."""
    try:
        return TABLE[act][state]
    except KeyError:
        raise NotNow(act) from None
