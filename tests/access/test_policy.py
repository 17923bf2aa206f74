"""Who may do what: one rule per act, an answer with its reason, a refusal that carries it."""

from collections.abc import Iterator

import pytest

from community.access import policy
from community.access.policy import ALLOWED, Refused, allowed_if, ask, denied, require, rule
from community.access.viewer import ANONYMOUS, Viewer

ACT = "tests.paint"


@pytest.fixture(autouse=True)
def own_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The portal's rules stay as they are; what a test registers is gone after it."""
    with monkeypatch.context() as patch:
        patch.setattr(policy, "_RULES", dict(policy._RULES))
        yield


def paint_only_fences() -> None:
    @rule(ACT)
    def _paint(viewer: Viewer, thing: str) -> policy.Decision:
        return allowed_if(thing == "fence", "Only fences are painted.")


def test_an_answer_is_true_or_false_and_says_why_not() -> None:
    paint_only_fences()
    assert ask(ANONYMOUS, ACT, "fence")
    refused = ask(ANONYMOUS, ACT, "cat")
    assert not refused
    assert refused.reason == "Only fences are painted."
    assert ALLOWED.reason == ""
    assert not denied("no")


def test_a_second_rule_for_an_act_is_refused() -> None:
    paint_only_fences()
    with pytest.raises(ValueError, match=ACT):
        paint_only_fences()
    assert not ask(ANONYMOUS, ACT, "cat"), "the first rule still holds"


def test_requiring_raises_with_act_and_reason() -> None:
    paint_only_fences()
    require(ANONYMOUS, ACT, "fence")
    with pytest.raises(Refused) as caught:
        require(ANONYMOUS, ACT, "cat")
    assert (caught.value.act, caught.value.reason) == (ACT, "Only fences are painted.")
    assert "fences" not in str(caught.value), "logs get the act, people the reason"


def test_an_act_that_nobody_registered_is_never_allowed() -> None:
    with pytest.raises(KeyError):
        ask(ANONYMOUS, "tests.unheard_of")
