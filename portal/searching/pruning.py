"""Once a day the words that no public entry holds any more leave "did you mean"."""

from datetime import timedelta

from community.jobs.payload import Payload
from community.jobs.registry import register
from search import vocabulary


@register("search.prune", period=timedelta(days=1))
def prune(payload: Payload) -> None:
    """Reads every public text once; none of the words is told to the log."""
    vocabulary.prune()
