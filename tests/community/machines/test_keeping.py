"""Making and ending tokens: who may, what is kept, what is refused."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from community import membership
from community.access.policy import Refused
from community.audit.models import Entry
from community.machines.keeping import Wish, make_token, revoke_token
from community.machines.models import Token
from community.machines.secrets import digest_of, is_it, new_token, prefix_of
from community.models import NetworkRole
from tests import factories as make

from .machines import administrator, maker_of, token

pytestmark = pytest.mark.django_db
NINETY = timedelta(days=90)


def test_the_token_itself_is_kept_nowhere() -> None:
    firm = make.organisation()
    made = token(firm, administrator(firm))
    row = Token.objects.get()
    kept = " ".join(str(value) for value in vars(row).values())
    assert made.text.startswith(f"mreza_{row.prefix}_")
    assert made.text not in kept
    assert row.digest == digest_of(made.text)
    assert made.text.rsplit("_", 1)[1] not in kept + " ".join(
        entry.details for entry in Entry.objects.all()
    )


def test_a_token_has_256_random_bits_and_is_compared_whole() -> None:
    one, other = new_token(), new_token()
    assert len(one.text.removeprefix(f"mreza_{one.prefix}_")) == 43
    assert is_it(one.text, one.digest)
    assert not is_it(one.text[:-1] + "A" * (one.text[-1] != "A"), one.digest)
    assert not is_it(other.text, one.digest)
    assert not is_it("", None), "nobody's digest is that of the empty text"
    assert prefix_of(one.text) == one.prefix
    assert [prefix_of(text) for text in ("", one.prefix, one.text + "x")] == ["", "", ""]


def test_only_administrators_of_the_organisation_make_and_end_tokens() -> None:
    firm, other = make.organisation(), make.organisation()
    boss, stranger, plain = administrator(firm), administrator(other), make.member(firm)
    office = make.member(other)
    membership.give_network_role(
        office, NetworkRole.Role.SECRETARIAT, by=make.SETUP, since=make.LONG_AGO
    )
    made = token(firm, boss)
    for person in (stranger, plain, office):
        with pytest.raises(Refused):
            token(firm, person)
        with pytest.raises(Refused):
            revoke_token(made.token, by=maker_of(person))
    made.token.refresh_from_db()
    assert made.token.revoked_at is None
    assert Token.objects.count() == 1


@pytest.mark.parametrize("ceiling", ["RED", "", "amber"])
def test_no_token_reads_red_or_what_is_no_label(ceiling: str) -> None:
    firm = make.organisation()
    with pytest.raises(Refused):
        token(firm, administrator(firm), ceiling)
    assert not Token.objects.exists()


def test_the_database_refuses_red_by_itself() -> None:
    firm = make.organisation()
    made = token(firm, administrator(firm))
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.filter(pk=made.token.pk).update(ceiling="RED")


@pytest.mark.parametrize("days", [0, -1, 366])
def test_no_token_lasts_longer_than_a_year(days: int) -> None:
    firm = make.organisation()
    with pytest.raises(Refused):
        token(firm, administrator(firm), days=days)


def test_only_groups_the_maker_sits_in_for_this_organisation_can_be_chosen() -> None:
    firm, other = make.organisation(), make.organisation()
    boss = administrator(firm)
    mine, sealed, theirs = make.group(), make.group(circle="sealed"), make.group()
    make.join(boss, mine)
    seat = membership.seat_person(boss, other, by=make.SETUP, since=make.LONG_AGO)
    membership.join_group(seat, theirs, by=make.SETUP, since=make.LONG_AGO)
    for group in (sealed, theirs):
        with pytest.raises(Refused):
            token(firm, boss, groups=[mine, group])
    made = token(firm, boss, groups=[mine])
    assert [row.group for row in made.token.group_rows.all()] == [mine]


def test_a_second_click_finds_the_token_and_does_not_show_it_again() -> None:
    firm = make.organisation()
    boss = administrator(firm)
    wish = Wish("Reader", "GREEN", NINETY)
    first = make_token(firm, wish, by=maker_of(boss), key="one")
    again = make_token(firm, wish, by=maker_of(boss), key="one")
    assert again.token == first.token
    assert first.text
    assert again.text == ""
    assert Token.objects.count() == 1


def test_making_and_ending_are_in_the_log_without_the_name() -> None:
    firm = make.organisation()
    boss = administrator(firm)
    made = token(firm, boss)
    revoke_token(made.token, by=maker_of(boss))
    revoke_token(made.token, by=maker_of(boss))
    rows = Entry.objects.filter(kind="token", uid=str(made.token.uid)).order_by("seq")
    assert [(row.verb, row.on_behalf_of) for row in rows] == [
        ("token.make", str(firm.uid)),
        ("token.revoke", str(firm.uid)),
    ]
    assert "Feed reader" not in "".join(row.details for row in rows)
