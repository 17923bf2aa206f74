"""The engine outside the database: Elasticsearch 8, by the same terms as every other.

Ids go out and come back; no text is read here. What the index does not know yet stands in
`search_change` and is denied or brought by `search.feeding`.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from search.backends.elastic.allowed import NotAllowed
from search.backends.elastic.breaker import Breaker
from search.backends.elastic.deadline import TooLate
from search.backends.elastic.engine import ElasticEngine, TooMany
from search.backends.protocol import Engine, EngineDown
from search.index import Index

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

# One for the process: all indices lie in the same cluster.
breaker = Breaker()


class Resting(EngineDown):
    """It did not answer lately and is not asked for a moment."""


def answered(index: Index, ask: Callable[[Engine], Answer]) -> Answer:
    """What `ask` makes of this engine's answers; EngineDown if they are not to be had."""
    if not breaker.allows():
        raise Resting
    try:
        answer = ask(ElasticEngine(index))
    except (TooMany, NotAllowed) as refused:
        logger.warning("Elasticsearch not asked: %s %s", type(refused).__name__, refused)
        breaker.succeeded()
        raise
    except EngineDown as down:
        # The class and a word of ours, never what was asked.
        logger.warning("Elasticsearch did not answer: %s %s", type(down).__name__, down)
        breaker.failed(slow=isinstance(down, TooLate))
        raise
    breaker.succeeded()
    return answer
