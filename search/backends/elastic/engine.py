"""Asks Elasticsearch for one answer: within the rule, within the time, and no ill-formed one."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any, TypeVar

from django.db.models import Q
from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError

from search.backends.elastic import allowed, answers, bodies, client, queries
from search.backends.elastic.answers import Unsound
from search.backends.elastic.deadline import TooLate, within
from search.backends.elastic.names import read_alias
from search.backends.elastic.queries import Node
from search.backends.protocol import MOST_GROUPS, Counts, EngineDown, Match, Order, Scope
from search.changes import UNSEEN
from search.index import Index
from search.models import PARTITIONS, Change
from search.query import Query

# So many entries are denied with a request; while there are more, the database answers.
MOST_DENIED = 1_000
# Elasticsearch takes no more in one list; nobody holds as many.
MOST_ACLS = 65_536

Answer = TypeVar("Answer")


class TooMany(EngineDown):
    """More than a request can carry; the engine itself is sound."""

    # How many entries are being denied is nobody's business.
    notice = False


class NotInStep(EngineDown):
    """It was left out of changes, and may show what is not to be shown any more."""

    notice = False


class ElasticEngine:
    """One answer's conversation with Elasticsearch; it has `seconds` for all its requests."""

    name = "elastic"

    def __init__(self, index: Index, seconds: float = client.ANSWER_SECONDS) -> None:
        self._index = index
        self._until = time.monotonic() + seconds
        # The numbers of matches by topic of what was counted, where all topics were.
        self._topics: dict[tuple[Query, Scope], dict[int, int]] = {}

    # --- the protocol ----------------------------------------------------------------

    def count(self, query: Query, scope: Scope) -> Counts:
        if not _asked(scope):
            return Counts({}, 0)
        body = bodies.counting(query, scope, self._denied(scope))
        bins, topics = self._ask(body, scope, answers.counts)
        if len(topics) < MOST_GROUPS:
            self._topics[query, scope] = topics
        return Counts(bins, len(topics))

    def find(
        self, query: Query, scope: Scope, order: Order, *, offset: int, limit: int
    ) -> list[Match]:
        node = queries.every(query)
        # Without words there is nothing to rank by.
        if not query.terms and order.sort == "best":
            order = replace(order, sort="newest")
        found = self._page(node, scope, order, offset, limit)
        return self._with_others(node, scope, found, self._topics.get((query, scope)))

    def find_partial(self, query: Query, scope: Scope, order: Order, *, limit: int) -> list[Match]:
        node = queries.some(query)
        if node is None:
            return []
        return self._with_others(node, scope, self._page(node, scope, order, 0, limit))

    def suggest(self, words: Collection[str], scope: Scope, *, limit: int) -> list[Match]:
        node = queries.beginning(list(words))
        if node is None:
            return []
        return self._page(node, scope, Order(today=0), 0, limit, weighed=False)

    # --- requests --------------------------------------------------------------------

    def _page(
        self,
        node: Node,
        scope: Scope,
        order: Order,
        offset: int,
        limit: int,
        *,
        weighed: bool = True,
    ) -> list[Match]:
        if not _asked(scope) or limit <= 0:
            return []
        if weighed and order.sort == "best":
            node = bodies.weighed(node, order)
        body = bodies.page(node, scope, self._denied(scope), order.sort, offset, limit)
        return self._ask(body, scope, lambda answer: answers.matches(answer, order.sort))

    def _with_others(
        self,
        node: Node,
        scope: Scope,
        found: list[Match],
        topics: Mapping[int, int] | None = None,
    ) -> list[Match]:
        """The same with how many more of each topic match; asked for unless known."""
        if topics is None and found:
            asked = [match.topic for match in found]
            body = bodies.counting_topics(node, scope, self._denied(scope), asked)
            topics = self._ask(body, scope, answers.topics)
        known = topics or {}
        return [replace(each, others=max(known.get(each.topic, 1) - 1, 0)) for each in found]

    def _denied(self, scope: Scope) -> list[int]:
        """What Elasticsearch may still hold though it must not be shown any more."""
        rows = Change.objects.using(self._index.using)
        rows = rows.filter(Q(partition__in=_asked(scope)) | Q(entry=UNSEEN), deny=True)
        found = list(rows.order_by("entry").values_list("entry", flat=True)[: MOST_DENIED + 1])
        if UNSEEN in found:
            raise NotInStep
        if len(found) > MOST_DENIED:
            raise TooMany
        return found

    def _ask(self, body: dict[str, Any], scope: Scope, read: Callable[[Any], Answer]) -> Answer:
        """The one place that asks on behalf of a viewer; `read` takes the answer apart."""
        allowed.check(body, scope)
        if len(scope.acl_ids) > MOST_ACLS:
            raise TooMany
        names = [read_alias(self._index.prefix, partition) for partition in _asked(scope)]
        connection = client.asking()

        def call() -> Any:
            return connection.search(
                index=names,
                body=body,
                allow_partial_search_results=False,
                preference=_copy(body),
            ).body

        try:
            answer = within(self._until - time.monotonic(), call)
            answers.check(answer, len(names))
            return read(answer)
        except ConnectionTimeout:
            raise TooLate from None
        except (ApiError, TransportError, LookupError, TypeError, ValueError) as error:
            # Its text may hold what was sought.
            raise Unsound(type(error).__name__) from None


def _asked(scope: Scope) -> list[int]:
    """The partitions a scope reaches; without an acl there is nothing to ask."""
    return sorted(scope.partitions.intersection(PARTITIONS)) if scope.acl_ids else []


def _copy(body: dict[str, Any]) -> str:
    """The same question goes to the same copy of an index: two copies may score differently."""
    sought = repr(body["query"]["bool"].get("must"))
    return blake2b(sought.encode(), digest_size=8).hexdigest()
