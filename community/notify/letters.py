"""Letters of the portal itself to one person: an invitation, a reminder, a decision.

They tell of a membership, not of a labelled thing, and so carry no label. A letter about
something that has a label goes through `outbox.queue_mail`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils import translation

from community.models import Person

from .models import OutgoingMail
from .outbox import write
from .rechecks import LETTER


@dataclass(frozen=True, slots=True)
class Letter:
    """The words: paragraphs of plain text, and one thing to press with its absolute address."""

    subject: str
    paragraphs: Sequence[str]
    button: str = ""
    url: str = ""


Words = Callable[[], Letter]


def send_letter(
    kind: str,
    words: Words,
    *,
    thing_kind: str,
    thing_uid: UUID,
    person: Person | None = None,
    address: str = "",
    language: str = "",
    secret: bool = False,
    again: str = "",
) -> OutgoingMail:
    """Queues one letter in the caller's transaction, to a person or to a bare address.

    `words` is called under the recipient's language. kind and thing make it once: a second
    call for the same recipient returns the first row, unless `again` (a date, a round)
    differs. secret: the text is wiped once sent (codes, links that open something).
    """
    language = language or (person.language if person else settings.LANGUAGE_CODE)
    address = address or (person.email if person else "")
    with translation.override(language):
        letter = words()
    return write(
        OutgoingMail(
            kind=LETTER + (f"{kind}:{again}" if again else kind),
            thing_kind=thing_kind,
            thing_uid=thing_uid,
            recipient=str(person.pk) if person else address.lower(),
            person_id=person.pk if person else None,
            address=address,
            subject=letter.subject,
            text=_as_text(letter),
            language=language,
            secret=secret,
            why=OutgoingMail.Why.LETTER,
        )
    )


def _as_text(letter: Letter) -> str:
    parts = [*letter.paragraphs]
    if letter.url:
        parts.append(f"{letter.button}:\n{letter.url}" if letter.button else letter.url)
    return "\n\n".join(parts) + "\n"


def absolute(path: str) -> str:
    """A path of the portal as an address for mail."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
