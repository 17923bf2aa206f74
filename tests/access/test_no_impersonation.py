"""Nobody acts as another: no view, no command, no setting logs one person in as somebody else."""

import ast
import re

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from tests.architecture import sources

from .cast import Network, base
from .crawling import _arguments
from .urlmap import addresses

pytestmark = pytest.mark.django_db

WORDS = re.compile(
    r"impersonat|hijack|masquerad|login_as|loginas|switch_user|\bsudo\b|\bsu/", re.IGNORECASE
)
# What makes a session somebody's. Ours call none of it: allauth does, after its own checks.
LOGS_IN = {"login", "force_login", "perform_login", "django_login", "record_authentication"}
# The second factor's middleware notes what the session's own person showed; the idle session's
# makes its person a visitor. Neither names anybody else.
OWN = {"community.second_factor", "community.signin.presence"}
# Logging in itself: one's own login, judged by its own tests.
ELSEWHERE = ("account", "saml_", "mfa_", "socialaccount", "openid")
KEYS = {"_auth_user_id", "_auth_user_backend", "_auth_user_hash", "SESSION_KEY"}


def test_nothing_installed_is_made_for_it() -> None:
    named = [*settings.INSTALLED_APPS, *settings.MIDDLEWARE, *settings.AUTHENTICATION_BACKENDS]
    assert [name for name in named if WORDS.search(name)] == []
    # allauth's own, which ours adds one number to: no other way to be somebody.
    backends = [import_string(name) for name in settings.AUTHENTICATION_BACKENDS]
    assert len(backends) == 1
    assert issubclass(backends[0], AuthenticationBackend)
    assert "authenticate" not in vars(backends[0])


def test_no_address_is_named_for_it() -> None:
    found = [one.name for one in addresses() if WORDS.search(f"{one.name} {one.route}")]
    assert found == []


def test_no_code_of_ours_makes_a_session_somebodys() -> None:
    found = []
    for path in sources.files(*sources.WINGS):
        if sources.module_name(path) in OWN:
            continue
        for node in ast.walk(sources.tree(path)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in LOGS_IN:
                    found.append(f"{sources.shown(path)}:{node.lineno} calls {name}")
            if isinstance(node, ast.Constant) and node.value in KEYS:
                found.append(f"{sources.shown(path)}:{node.lineno} says {node.value}")
            if isinstance(node, ast.Assign):
                # `request.user = …` puts somebody in another's place for one request.
                found += [
                    f"{sources.shown(path)}:{node.lineno} replaces request.user"
                    for target in node.targets
                    if isinstance(target, ast.Attribute)
                    and target.attr == "user"
                    and getattr(target.value, "id", "") == "request"
                ]
    assert found == []


@pytest.fixture
def net() -> Network:
    return base()


def who_is_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_no_address_turns_a_mighty_one_into_somebody_else(net: Network) -> None:
    """Whatever they open or send, naming a victim in every usual way."""
    victim = net.people["member"]
    words = {name: str(victim.pk) for name in ("user", "user_id", "pk", "id", "login_as", "as")}
    words |= {"uid": str(victim.uid), "person": str(victim.uid), "email": victim.email}
    net.hidden = {}
    for role in ("superuser", "operator", "secretariat", "administrator"):
        client, own = net.clients[role], str(net.people[role].pk)
        assert who_is_in(client) == own
        for address in addresses():
            if not address.ours or not address.exact or address.name.startswith(ELSEWHERE):
                continue
            for values, _uid in list(_arguments(address, net, there=True))[:1]:
                path = address.path("en", **values)
                client.get(path, words)
                client.post(path, words)
                assert who_is_in(client) in (own, None), f"{role} became another at {path}"
