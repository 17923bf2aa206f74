"""What a person made for machines ends with their membership, in the same transaction."""

from datetime import datetime

from community.endings import ends
from community.models import Organisation, Person

from .keeping import end_tokens_of


@ends("machines")
def end_tokens(person: Person, organisation: Organisation | None, now: datetime) -> None:
    """Ends the tokens that `person` made for the organisation they left."""
    end_tokens_of(person, organisation, now)
