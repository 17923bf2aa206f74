"""May they still receive it? Asked again for every mail right before it is sent.

Between queueing and sending a label may rise, a membership end, a thing be withdrawn.
Slices register one question per kind of mail; a mail of a kind that nobody answers for
is withheld.
"""

from collections.abc import Callable

from community.models import Person

from .models import OutgoingMail

Question = Callable[[OutgoingMail], bool]

# How the kinds of `letters` begin.
LETTER = "letter."

_questions: dict[str, Question] = {}


class RecheckDoubled(LookupError):
    """Two questions for one kind of mail."""


def recheck(kind: str) -> Callable[[Question], Question]:
    """Decorator: the question to ask for mails of `kind`. It gets the row (person id,
    thing's kind and uid) and says whether to send."""

    def decorate(question: Question) -> Question:
        if kind in _questions:
            raise RecheckDoubled(kind)
        _questions[kind] = question
        return question

    return decorate


def may_still_receive(mail: OutgoingMail) -> bool:
    """The registered answer; False where nobody registered one.

    A letter of the portal itself goes to any address and to every account that is not erased.
    """
    if mail.kind.startswith(LETTER):
        return mail.person_id is None or _has_account(mail.person_id)
    question = _questions.get(mail.kind)
    return question is not None and question(mail)


def _has_account(person_id: int) -> bool:
    return Person.objects.filter(pk=person_id, erased_at=None).exists()
