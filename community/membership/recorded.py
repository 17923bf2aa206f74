"""The log row of a membership act."""

from community.access.actors import Actor
from community.audit.recording import record
from community.models import Group, Organisation, Person, Team


def log(
    by: Actor, verb: str, kind: str, thing: Person | Organisation | Team | Group, **details: object
) -> None:
    """Writes who did what to whom; details are uids and short words. The last statement."""
    record(
        actor=by,
        verb=verb,
        kind=kind,
        uid=str(thing.uid),
        details={key: str(value) for key, value in details.items()},
    )
