"""A request to break the glass, made by a trustee who has no role's client."""

import uuid
from typing import Any

from community import membership
from community.readers import viewer_for
from community.trustees import breaking
from community.trustees.breaking import Wish
from community.trustees.models import Opening
from tests import factories as make


def open_things(trustee: Any) -> dict[str, list[Any]]:
    """One that waits, for a thing that is in neither world. Trustees see requests, whoever asks;
    what stands behind them is seen by two alone, so no world hides one."""
    other = make.member(trustee.seats.get().organisation, name="Alpha other trustee")
    membership.give_network_role(other, "trustee", by=make.SETUP, since=make.LONG_AGO)
    wish = Wish(Opening.Purpose.READ, "topic", uuid.UUID(int=77), "A reason of twenty letters.")
    asked = breaking.ask(wish, by=viewer_for(other), person=other, key="cast")
    return {"opening": [asked.uid]}
