"""What waited for the people of an organisation, once it is no longer active."""

from community.models import Organisation, VettingCase
from community.queues import keeping

from . import asking, leaving, reconfirming
from .acting import Acting
from .models import Request
from .seats import open_now


def mind_organisation(organisation: Organisation, *, by: Acting) -> None:
    """After its state has changed, in the same transaction.

    While it is suspended nobody confirms its people; the clock asks again when it is back.
    """
    leaving.mind_administrators(organisation)
    if organisation.state != Organisation.State.ACTIVE:
        keeping.close(reconfirming.QUEUE, organisation.uid)
        keeping.close(reconfirming.OFFICE_QUEUE, organisation.uid)
    if organisation.state == Organisation.State.LEFT:
        for request in Request.objects.filter(organisation=organisation, decision=""):
            keeping.close(asking.QUEUE, request.uid)
        _let_applicants_go(organisation, by)


def _let_applicants_go(organisation: Organisation, by: Acting) -> None:
    """Nobody stands behind them any longer, unless they sit elsewhere too."""
    cases = VettingCase.objects.filter(
        organisation=organisation, state=VettingCase.State.OPEN, introduction__isnull=False
    )
    for case in cases.select_related("person"):
        if case.person is not None and not open_now(case.person.seats.all()).exists():
            leaving.leave(case.person, by)
