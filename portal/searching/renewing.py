"""After an upgrade, or with a new table of base forms, the worker renews what is in the index.

Meanwhile search goes on: what is not renewed yet is found by its terms of before.
"""

import time
from datetime import timedelta

from community.jobs.payload import Payload
from community.jobs.queue import enqueue
from community.jobs.registry import register
from search.renewing import renew_older

RENEW = "search.renew"
# Then the worker's other work has its turn.
AT_ONCE_SECONDS = 10.0


@register(RENEW, period=timedelta(minutes=5))
def renew(payload: Payload) -> None:
    """Renews for a while, and asks for another turn if something is left."""
    number = payload.get("after", 0)
    after = number if isinstance(number, int) else 0
    end = time.monotonic() + AT_ONCE_SECONDS
    while after := renew_older(after):
        if time.monotonic() > end:
            enqueue(RENEW, {"after": after}, key=RENEW)
            return
