"""The demo is the same each time: here, and in a fresh database of another process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from community.access.models import AudienceToken
from community.forums.models import Post, Topic
from community.models import Group, Organisation, Person, Team
from portal.advisories.models import Advisory, Release
from portal.demo.cast import Cast
from portal.demo.listing import accounts, things
from tests.portal.demo.seeded import network

__all__ = ["network"]
pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
# What the second process is asked for beside its own output; keys of rows are not in it.
DUMP = f"""
import json
from {__name__} import fingerprint
print(json.dumps(fingerprint()))
"""


def fingerprint() -> dict[str, Any]:
    """Tokens by audience, numbers, bylines: all that chance or an order of sets could sway."""
    names = {
        kind: {str(pk): str(uid) for pk, uid in model.objects.values_list("pk", "uid")}
        for kind, model in (
            ("org", Organisation), ("cli", Organisation), ("grp", Group), ("seat", Group),
            ("desk", Team), ("usr", Person),
        )
    }  # fmt: skip

    def named(token: str) -> str:
        kind, _, rest = token.partition(":")
        first, _, person = rest.partition(":")
        return f"{kind}:{names.get(kind, {}).get(first, '')}:{names['usr'].get(person, '')}"

    audiences: dict[int, list[str]] = {}
    for audience, token in AudienceToken.objects.values_list("audience", "token"):
        audiences.setdefault(audience, []).append(named(token))
    acl = {
        str(uid): sorted(audiences[audience])
        for model in (Group, Topic, Post, Advisory, Release)
        for uid, audience in model.objects.values_list("uid", "acl")
    }
    numbers = Release.objects.order_by("uid").values_list("number", flat=True)
    bylines = Post.objects.order_by("uid").values_list("byline", flat=True)
    return {"acl": acl, "numbers": list(numbers), "bylines": list(bylines)}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A process with its own database, its own order of sets, and the command's arguments."""
    place = tmp_path_factory.mktemp("demo")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": f"sqlite:///{place / 'portal.sqlite3'}",
        "PYTHONHASHSEED": "7",
    }

    def run(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    run("migrate", "-v0")
    return run


def test_another_process_makes_the_same_network(network: Cast, elsewhere: Any) -> None:
    told = json.loads(elsewhere("demo", "--json"))
    assert told == {"accounts": accounts(), "things": things()}
    assert json.loads(elsewhere("shell", "-v0", "-c", DUMP)) == fingerprint()
    assert json.loads(elsewhere("demo", "--json")) == told


def test_without_json_it_prints_a_table_of_accounts(elsewhere: Any) -> None:
    lines = elsewhere("demo").splitlines()
    assert [line.split() for line in lines[1:]] == [list(row.values()) for row in accounts()]
