"""Every verb that the code writes has its sentence and its category."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from community.audit.verbs import CATEGORIES, VERBS, category_of, notes_address, sentence_of
from portal.advisories.models import Hand
from tests.architecture import sources

# Functions of ours that hand a verb on to `record`, and the place of the verb among their
# arguments. A new one that calls `record` with a variable is found below.
HANDED_ON = {
    "_log": (0, 1, 2),
    "_note": (0, 1),
    "log": (0, 1, 2),
    "note": (1,),
    "note_reading": (1,),
}


def words_in(node: ast.expr) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "." in part.value:
            yield part.value


def verbs_of(call: ast.Call, consts: dict[str, str]) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    for keyword in call.keywords:
        if keyword.arg == "verb":
            yield from words_in(keyword.value)
            if isinstance(keyword.value, ast.Name):
                yield from filter(None, [consts.get(keyword.value.id)])
    for place in HANDED_ON.get(name, ()):
        if place < len(call.args):
            given = call.args[place]
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield given.value
            if isinstance(given, ast.Name):
                yield from filter(None, [consts.get(given.id)])


def constants(path: Path) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in sources.tree(path).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }


def written() -> set[str]:
    """The verbs that stand in the source, as far as they are written out."""
    found = set()
    for path in sources.files(*sources.WINGS):
        consts = constants(path)
        for node in ast.walk(sources.tree(path)):
            if isinstance(node, ast.Call):
                found.update(
                    verb
                    for verb in verbs_of(node, consts)
                    if verb.count(".") == 1 and verb[-1] != "."
                )
    return found | {f"advisory.{act}" for act in Hand.Act.values}


def rules() -> set[str]:
    """The acts that can be refused."""
    return {
        node.args[0].value
        for path in sources.files(*sources.WINGS)
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "rule"
        and isinstance(node.args[0], ast.Constant)
    }


def test_the_reader_of_the_source_finds_what_is_known() -> None:
    assert {
        "session.login_failed",
        "seat.open",
        "topic.open",
        "glass.ask",
        "rules.set",
    } <= written()
    assert {"topic.reply", "glass.confirm"} <= rules()


def test_every_verb_written_in_the_code_is_in_the_table() -> None:
    assert written() - VERBS.keys() == set()


def test_every_category_has_its_words_and_every_verb_a_category() -> None:
    assert {verb.category for verb in VERBS.values()} <= CATEGORIES.keys()


@pytest.mark.parametrize("name", ["session.login", "session.login_failed", "audit.export"])
def test_what_comes_from_outside_says_from_where(name: str) -> None:
    assert notes_address(name)
    assert notes_address("refused:" + name)


def test_a_refusal_says_what_was_refused() -> None:
    with translation.override("en"):
        assert sentence_of("refused:topic.reply") == "refused: a reply was written"
    assert category_of("refused:topic.reply") == "refusal"


def test_a_verb_without_a_line_is_shown_as_it_is() -> None:
    assert sentence_of("moon.land") == "moon.land"
    assert category_of("moon.land") == "network"
