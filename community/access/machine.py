"""The viewer of a machine: an organisation's token under a ceiling, never a person.

The ceiling narrows by partition, so that a label that rises leaves the machine's reach at once.
"""

from collections.abc import Iterable
from datetime import datetime

from .actors import Actor
from .models import AudienceToken
from .tlp import Label
from .tokens import MEM, PUB, Partition, cli, grp, org
from .viewer import Viewer

# The strictest partition under each ceiling. RED is no ceiling: sets of RED things name
# persons and seats, which a machine never holds.
_DEEPEST = {
    Label.CLEAR: Partition.PUBLIC,
    Label.GREEN: Partition.NETWORK,
    Label.AMBER: Partition.RESTRICTED,
    Label.AMBER_STRICT: Partition.STRICT,
}
CEILINGS = tuple(_DEEPEST)


class NoCeiling(ValueError):
    """A label under which no machine may read."""


def machine_tokens(
    ceiling: str,
    *,
    organisation: int,
    groups: Iterable[int] = (),
    providers: Iterable[int] = (),
) -> frozenset[str]:
    """What a machine holds: `pub`, the network's, its organisation's and chosen groups'.

    `providers` are the organisations whose vetted client this one is. Never a person's, a
    seat's or a desk's token. NoCeiling for TLP:RED and for what is no label.
    """
    deepest = _deepest(ceiling)
    held = {PUB}
    if deepest >= Partition.NETWORK:
        held.add(MEM)
    if deepest >= Partition.RESTRICTED:
        held.add(org(organisation))
        held |= {grp(number) for number in groups} | {cli(number) for number in providers}
    return frozenset(held)


def make_machine_viewer(
    actor: Actor,
    tokens: frozenset[str],
    ceiling: str,
    *,
    maker: Viewer,
    reach: int,
    until: datetime,
) -> Viewer:
    """The viewer that holds `tokens`, and of their sets reads those under `ceiling`. One query.

    It never holds or reads what `maker`, the person behind the token, does not hold or read at
    that moment. `reach` is the strictest partition that the organisation's agreements open;
    `until` is when the token itself ends.
    """
    held = tokens & maker.tokens
    deepest = min(reach, _deepest(ceiling))
    rows = AudienceToken.objects.filter(token__in=held, partition__lte=deepest)
    found = [row for row in rows.values_list("audience_id", "partition") if row[0] in maker.acl_ids]
    return Viewer(
        actor=actor,
        tokens=held,
        acl_ids=frozenset(audience for audience, _partition in found),
        partitions=frozenset(partition for _audience, partition in found),
        valid_until=min(until, maker.valid_until or until),
    )


def _deepest(ceiling: str) -> Partition:
    for label, partition in _DEEPEST.items():
        if label == ceiling:
            return partition
    raise NoCeiling
