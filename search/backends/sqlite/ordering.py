"""By what matches are ordered: the smaller number comes first."""

from search.backends.fts5 import Wanted
from search.backends.protocol import Order
from search.backends.sqlite.rule import among, matching
from search.backends.sqlite.sql import Sql, joined, table
from search.ranking import (
    BODY,
    FAVOUR,
    IDENTIFIER,
    RECENCY_DAYS,
    RECENCY_GAIN,
    TITLE,
)

# What is exact is lifted out of the reach of any sum: twelve words, each as rare as can be
# among a million entries, come to about 700 at most.
LIFTED_ID = 12 * IDENTIFIER
LIFTED_TITLE = 2 * LIFTED_ID


def score(partition: int, wanted: Wanted, order: Order) -> Sql:
    """How well `e` matches, as SQL; bm25 is negative, the better the more so."""
    if order.sort == "oldest":
        return Sql("e.day")
    if order.sort == "newest" or not wanted.ranks:
        return Sql("-e.day")
    weights = f"{TITLE}, {BODY}, {IDENTIFIER}, 0.0"
    factors = [
        Sql(f"bm25({table(partition)}, {weights})"),
        # Up to 1 + RECENCY_GAIN for something new, half of the gain after RECENCY_DAYS.
        Sql(
            f"(1.0 + {RECENCY_GAIN} / (1.0 + max(%s - e.fresh, 0) / {RECENCY_DAYS}))",
            (order.today,),
        ),
    ]
    if order.favoured:
        factors.append(_if(among("e.bin", order.favoured), FAVOUR, 1.0))
    if wanted.strict:
        factors.append(_if(matching(partition, wanted.strict), 1.0, wanted.weaker))
    lifts = [(wanted.whole_title, LIFTED_TITLE), (wanted.ids, LIFTED_ID)]
    lifted = [_if(matching(partition, match), by, 0.0) for match, by in lifts if match]
    return joined(" - ", [joined(" * ", factors), *lifted])


def _if(condition: Sql, then: float, otherwise: float) -> Sql:
    return Sql(f"(CASE WHEN {condition.text} THEN {then} ELSE {otherwise} END)", condition.params)
