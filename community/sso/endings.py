"""A link to an organisation's login ends with the seat there, in the same transaction."""

from datetime import datetime

from community.endings import ends
from community.models import Organisation, Person

from .keeping import unlink


@ends("sso")
def end_links(person: Person, organisation: Organisation | None, now: datetime) -> None:
    """Forgets the links to the logins of the organisation they left."""
    unlink(person, organisation)
