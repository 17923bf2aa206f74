"""The canonical JSON: without loss, with stable bytes, strict about what it takes."""

import json
import types
from dataclasses import fields, is_dataclass
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.advisories.canonical import CanonicalRelease
from portal.advisories.canonical.codec import CanonicalError
from portal.advisories.canonical.parts import Action, Product, Score, Vulnerability

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
_SCALARS: dict[object, st.SearchStrategy[Any]] = {
    str: _TEXT,
    float: st.floats(0, 10, allow_nan=False),
}


def _values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type, built from the dataclasses themselves."""
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(cast(Any, hint), **{f.name: _values(hints[f.name]) for f in fields(hint)})
    if get_origin(hint) is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=2).map(tuple)
    if get_origin(hint) is types.UnionType or type(None) in get_args(hint):
        inner = next(arg for arg in get_args(hint) if arg is not type(None))
        return st.none() | _values(inner)
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    return _SCALARS[hint]


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(_values(CanonicalRelease))
def test_a_release_survives_its_json_and_its_bytes_are_stable(release: CanonicalRelease) -> None:
    stored = release.to_json()
    again = CanonicalRelease.from_json(stored)
    assert again == release
    assert again.to_json() == stored
    assert json.dumps(json.loads(stored), sort_keys=True, ensure_ascii=False) == json.dumps(
        json.loads(stored), ensure_ascii=False
    )


def test_these_are_the_bytes_of_format_1() -> None:
    release = CanonicalRelease(
        title="Пумпа стаје",
        severity="high",
        lang="sr",
        actions=(Action(text="Искључите контролер"),),
        products=(Product(id="P1", name="C7", affected="< 2.4", status="affected"),),
        vulnerabilities=(
            Vulnerability(
                cve="CVE-2026-12345",
                scores=(
                    Score(version="3.1", vector="CVSS:3.1/AV:N", base_score=7, severity="high"),
                ),
            ),
        ),
    )
    assert release.to_json().decode() == (
        '{"actions":[{"text":"Искључите контролер"}],"category":"csaf_security_advisory",'
        '"format":1,"lang":"sr","products":[{"affected":"< 2.4","id":"P1","name":"C7",'
        '"status":"affected"}],"severity":"high","title":"Пумпа стаје","vulnerabilities":'
        '[{"cve":"CVE-2026-12345","scores":[{"base_score":7.0,"severity":"high",'
        '"vector":"CVSS:3.1/AV:N","version":"3.1"}]}]}'
    )


def test_there_is_no_place_for_a_person() -> None:
    names = {"author", "authors", "approver", "person", "persons", "acknowledgments", "contact"}
    pending: list[Any] = [CanonicalRelease]
    seen: set[Any] = set()
    while pending:
        kind = pending.pop()
        for field, hint in get_type_hints(kind).items():
            assert field not in names
            inner = [arg for arg in (hint, *get_args(hint)) if is_dataclass(arg)]
            pending.extend(arg for arg in inner if arg not in seen)
            seen.update(inner)
    assert len(seen) >= 14


@pytest.mark.parametrize(
    ("stored", "path"),
    [
        (b"", "/"),
        (b"[]", "/"),
        (b"\xff", "/"),
        (b"[" * 100_000, "/"),
        (b"{}", "/format"),
        (b'{"format":2,"title":"a","severity":"low"}', "/format"),
        (b'{"format":1,"severity":"low"}', "/title"),
        (b'{"format":1,"title":"a","severity":"worst"}', "/severity"),
        (b'{"format":1,"title":"a","severity":["low"]}', "/severity"),
        (b'{"format":1,"title":1,"severity":"low"}', "/title"),
        (b'{"format":1,"title":"a","severity":"low","colour":"red"}', "/colour"),
        (b'{"format":1,"title":"a","severity":"low","actions":{}}', "/actions"),
        (b'{"format":1,"title":"a","severity":"low","actions":[{}]}', "/actions/0/text"),
        (b'{"format":1,"title":"a","severity":"low","actions":[1]}', "/actions/0"),
    ],
)
def test_what_is_not_ours_is_refused_with_its_place(stored: bytes, path: str) -> None:
    with pytest.raises(CanonicalError) as caught:
        CanonicalRelease.from_json(stored)
    assert caught.value.path == path


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d"])
def test_what_no_database_stores_is_not_written(text: str) -> None:
    release = CanonicalRelease(title="a", severity="low", actions=(Action(text=text),))
    with pytest.raises(CanonicalError):
        release.to_json()


def test_writing_about_nul_is_allowed() -> None:
    release = CanonicalRelease(title="The text \\u0000 in a name", severity="low")
    assert CanonicalRelease.from_json(release.to_json()) == release


def test_a_score_that_is_no_number_is_not_written() -> None:
    score = Score(version="3.1", vector="x", base_score=float("nan"), severity="none")
    release = CanonicalRelease(
        title="a", severity="none", vulnerabilities=(Vulnerability(scores=(score,)),)
    )
    with pytest.raises(CanonicalError):
        release.to_json()


@pytest.mark.parametrize(
    ("product", "readable"),
    [
        (Product(id="1", name="C7"), "C7"),
        (Product(id="1", name="C7", vendor="Acme", affected="< 2"), "Acme C7 < 2"),
        (Product(id="1", name="ACME C7 < 2", vendor="Acme", affected="< 2"), "ACME C7 < 2"),
        (Product(id="1", name="C7", vendor="Acme", affected="*"), "Acme C7"),
        (Product(id="1", name="C7", fixed="2.4"), "C7 2.4"),
    ],
)
def test_a_readable_name_says_nothing_twice(product: Product, readable: str) -> None:
    assert product.readable == readable
