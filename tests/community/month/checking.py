"""What the log says of who asked and who decided, read without asking any rule."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable

from community.audit.models import Entry

Key = Callable[[Entry], str]


def _uid(entry: Entry) -> str:
    return entry.uid


def _detail(*names: str) -> Key:
    def key(entry: Entry) -> str:
        facts = json.loads(entry.details)
        return ":".join(str(facts[name]) for name in names)

    return key


def _numbered(entry: Entry) -> str:
    return f"{entry.uid}:{json.loads(entry.details)['number']}"


# what is decided: what was asked before, and how both name the same thing
PAIRS: dict[str, tuple[tuple[str, ...], Key]] = {
    "vetting.vote": (("sponsor.confirm",), _uid),
    "rules.confirm": (("rules.propose",), _uid),
    "agreement.confirm": (("agreement.propose",), _numbered),
    "domain.decide": (("domain.claim", "domain.ask"), _uid),
    "client.decide": (("client.propose", "client.answer"), _uid),
    "lineage.decide": (("lineage.propose",), _uid),
    "import.approve": (("import.ask",), _uid),
    "erasure.confirm": (("erasure.propose",), _uid),
    "sso.confirm": (("sso.request",), _uid),
    "factor.reset_confirm": (("factor.reset_ask",), _detail("reset")),
    "glass.confirm": (("glass.ask",), _detail("opening")),
    "suspension.lift": (("suspension.begin",), _detail("measure")),
    "removal.confirm": (("removal.begin",), _detail("measure")),
}


def decided_without_asker() -> list[str]:
    """Decisions of a thing that nobody asked for in the log."""
    return [
        f"{verb} {key}"
        for verb in PAIRS
        for key, _who in _rows([verb], PAIRS[verb][1])
        if not _askers(verb)[key]
    ]


def decided_by_asker() -> list[str]:
    """Decisions of a thing by who asked for it."""
    return [
        f"{verb} {key} by {who}"
        for verb in PAIRS
        for key, who in _rows([verb], PAIRS[verb][1])
        if who in _askers(verb)[key]
    ]


def never_decided() -> list[str]:
    """Kinds of decisions that the log has none of."""
    return [verb for verb in PAIRS if not Entry.objects.filter(verb=verb).exists()]


def _askers(decision: str) -> dict[str, set[str]]:
    verbs, key = PAIRS[decision]
    found: dict[str, set[str]] = defaultdict(set)
    for thing, who in _rows(verbs, key):
        found[thing].add(who)
    return found


def _rows(verbs: Iterable[str], key: Key) -> list[tuple[str, str]]:
    rows = Entry.objects.filter(verb__in=list(verbs)).order_by("seq")
    return [(key(row), row.actor_id) for row in rows]
