"""A viewer is a value: made once, changed never, and for a visitor it costs nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import FrozenInstanceError

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from community.access.viewer import ANONYMOUS
from community.middleware import make_request_viewer
from community.readers import viewer_for
from tests import factories as make

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[None]]


def test_a_visitor_costs_no_query(client: Client, django_assert_num_queries: Counted) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        assert make_request_viewer(request) is ANONYMOUS
    with django_assert_num_queries(0):
        assert client.get("/health/live").status_code == 200


def test_who_lost_standing_costs_no_query_either(django_assert_num_queries: Counted) -> None:
    who = make.person()
    with django_assert_num_queries(0):
        viewer = viewer_for(who)
    assert (viewer.tokens, viewer.acl_ids) == (ANONYMOUS.tokens, ANONYMOUS.acl_ids)


def test_an_inactive_account_holds_nothing() -> None:
    who = make.member()
    who.is_active = False
    assert viewer_for(who).acl_ids == ANONYMOUS.acl_ids


@pytest.mark.parametrize("name", ["acl_ids", "tokens", "roles", "valid_until"])
def test_nobody_widens_a_viewer(name: str) -> None:
    viewer = viewer_for(make.member())
    with pytest.raises(FrozenInstanceError):
        setattr(viewer, name, frozenset({1, 2, 3}))
    assert isinstance(viewer.acl_ids, frozenset)
