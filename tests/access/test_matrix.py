"""Every address of ours against every role, generated from the URL map."""

import pytest

from . import matrix
from .cast import Network, base
from .crawling import _arguments
from .urlmap import Address, addresses

pytestmark = pytest.mark.django_db


def ours() -> list[Address]:
    return [address for address in addresses() if address.ours]


@pytest.fixture
def net() -> Network:
    return base()


def test_every_view_of_ours_carries_a_gate_mark() -> None:
    assert [address.name for address in ours() if address.gate is None] == []


def test_every_address_of_ours_has_a_line_in_the_matrix_and_every_line_an_address() -> None:
    names = {address.name for address in ours()}
    assert names - matrix.GET.keys() == set()
    assert matrix.GET.keys() - names == set()


def test_every_role_gets_what_the_matrix_says(net: Network) -> None:
    wrong = []
    net.hidden = {kind: [] for kind in net.open}
    for address in ours():
        line = matrix.GET.get(address.name, {})
        for values, _uid in list(_arguments(address, net, there=True))[:1]:
            path = address.path("en", **values) if address.exact else f"/{address.route}"
            for role in matrix.ALL:
                status = net.clients[role].get(path).status_code
                if status != matrix.expected(line, role):
                    wrong.append(f"{address.name} as {role}: {status}")
    assert not wrong, "\n".join(wrong)
