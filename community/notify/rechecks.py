"""May they still receive it? Asked again for every mail right before it is sent.

Between queueing and sending a label may rise, a membership end, a thing be withdrawn.
Slices register one question per kind of mail; a mail of a kind that nobody answers for
is withheld.
"""

from collections.abc import Callable

from .models import OutgoingMail

Question = Callable[[OutgoingMail], bool]

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
    """The registered answer; False where nobody registered one."""
    question = _questions.get(mail.kind)
    return question is not None and question(mail)
