"""The script that takes the rule out place by place finds the places and breaks them whole."""

import ast
from collections import Counter

from .breakpoints import CALLS, ROOT, TEXTS, places


def test_every_face_of_the_rule_has_places() -> None:
    kinds = Counter(place.what.split()[0] for place in places(every_engine=True))
    assert kinds["visible_to"] >= 8
    assert kinds["gate"] >= 8
    assert {"can_read", "readable_or_404", "require"} <= kinds.keys() & (CALLS.keys() | {"gate"})
    assert sum(count for kind, count in kinds.items() if kind.startswith("“")) == len(TEXTS)


def test_a_broken_place_is_other_code_and_still_code() -> None:
    for place in places(every_engine=True):
        whole = (ROOT / place.path).read_text()
        broken = place.broken(whole)
        assert broken != whole, place.name
        ast.parse(broken, place.path)
