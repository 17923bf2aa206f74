"""The worker's side of imports, and their retention."""

from datetime import timedelta

from django.utils import timezone

from community.jobs.payload import Payload
from community.jobs.registry import every, register

from .checking import CHECK, check_chunk
from .running import RUN, fail, run_chunk
from .wiping import wipe_old

# Days after which the typed rows of a finished import are wiped: time enough to mend errors.
KEEP = timedelta(days=30)


def _failed(payload: Payload) -> None:
    fail(str(payload["import"]))


@register(CHECK, transactional=True, on_failed=_failed)
def check(payload: Payload) -> None:
    """The next rows of an import are checked."""
    check_chunk(str(payload["import"]))


@register(RUN, on_failed=_failed)
def run(payload: Payload) -> None:
    """The next rows of an import are made."""
    run_chunk(str(payload["import"]))


@every(86_400, "rosters.wipe")
def wipe(payload: Payload) -> None:
    """What was typed into old lists is forgotten."""
    wipe_old(timezone.now() - KEEP)
