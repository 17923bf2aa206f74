"""Questions to the applicant. The case rests until they are all answered."""

from django.db import transaction
from django.utils import timezone

from community.access.policy import require
from community.access.viewer import Viewer
from community.models import Person, VettingCase
from community.queues import keeping
from community.readers import actor_of

from . import letters
from .applying import locked as locked_application
from .models import Application, Question
from .queue_names import VETTING
from .starting import log
from .states import NotNow, State, after, application_of, state_of
from .vetting import locked


@transaction.atomic
def ask_applicant(case: VettingCase, text: str, *, viewer: Viewer, person: Person) -> Question:
    """A question by mail; the queue's clock stands still meanwhile."""
    found = locked(case)
    state = after(state_of(application_of(found)), "ask")
    require(viewer, "vetting.ask", found)
    question = Question.objects.create(
        application=application_of(found), asked_by=person, text=text, asked_at=timezone.now()
    )
    found.state = state
    found.save(update_fields=["state"])
    keeping.pause(VETTING, found.uid)
    letters.send_question(question)
    log(application_of(found), "vetting.ask", actor_of(person), question=str(question.uid))
    return question


@transaction.atomic
def answer(application: Application, question: Question, text: str) -> None:
    """The applicant's answer; the last one sets the case going again. A second is refused."""
    found = locked_application(application)
    state = after(state_of(found), "answer")
    asked = found.questions.filter(pk=question.pk, answered_at=None)
    if not asked.update(answer=text, answered_at=timezone.now()):
        raise NotNow("answer")
    case = found.case
    if case is not None and not found.questions.filter(answered_at=None).exists():
        case.state = state
        case.save(update_fields=["state"])
        keeping.resume(VETTING, case.uid)
    log(found, "application.answer", question=str(question.uid))


def open_questions(application: Application) -> "list[Question]":
    """What the applicant has to answer, the oldest first; none once the case is over."""
    if state_of(application) != State.WAITING:
        return []
    return list(application.questions.filter(answered_at=None).order_by("asked_at", "uid"))
