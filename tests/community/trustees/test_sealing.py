"""A sealed act in the log: ciphertext for two trustees, bound by the chain."""

import json
import uuid
from hashlib import sha256

import pytest
from django.db import connection

from community import membership
from community.access.policy import Refused
from community.audit.models import Entry
from community.forums import posting
from community.models import NetworkRole
from community.readers import viewer_for
from community.trustees.boxes import CannotOpen
from community.trustees.keys import WrongPassphrase, key_of, keys_in_use, make_key, unlock
from community.trustees.models import SealedAct, TrusteeKey
from community.trustees.sealing import sealed_act, shares_of, unseal
from tests import factories as make

from .conftest import House, sealed_reply, writer

pytestmark = pytest.mark.django_db

PHRASE = "four quiet words here"


def give_keys(house: House, *names: str) -> None:
    for name in names:
        person = getattr(house, name)
        make_key(person, f"{PHRASE} {name}", by=viewer_for(person))


def shares(house: House, act: SealedAct, name: str) -> list[str]:
    return shares_of(act, getattr(house, name), f"{PHRASE} {name}")


def last_act() -> SealedAct:
    return SealedAct.objects.latest("pk")


def test_any_two_trustees_learn_who_it_was_and_none_alone(house: House) -> None:
    give_keys(house, "one", "two", "three")
    sealed_reply(house)
    act = last_act()
    for first, second in (("one", "two"), ("two", "three"), ("three", "one")):
        doer = unseal(act, shares(house, act, first), shares(house, act, second))
        assert doer.id == str(house.author.uid)
        assert doer.on_behalf_of == str(house.author.seats.get().organisation.uid)
    for name in ("one", "two", "three"):
        alone = shares(house, act, name)
        with pytest.raises(CannotOpen):
            unseal(act, alone, alone)


def test_the_log_row_names_nobody_and_holds_the_digest(house: House) -> None:
    give_keys(house, "one", "two")
    sealed_reply(house)
    entry, act = Entry.objects.latest("seq"), last_act()
    assert (entry.actor_kind, entry.actor_id, entry.on_behalf_of) == ("system", "sealed", "")
    assert json.loads(entry.details) == {"sealed": act.digest}
    assert act.digest == sha256(act.sealed.encode()).hexdigest()
    for word in (str(house.author.uid), house.author.name, house.author.email):
        assert word not in act.sealed


def test_contents_of_all_acts_are_of_one_length(house: House) -> None:
    give_keys(house, "one", "two")
    sealed_reply(house)
    sealed_reply(house, key="k3")
    lengths = {len(json.loads(act.sealed)["content"]) for act in SealedAct.objects.all()}
    assert len(lengths) == 1
    assert len({act.sealed for act in SealedAct.objects.all()}) == 2


@pytest.mark.parametrize("names", [(), ("one",)])
def test_with_fewer_than_two_keys_nothing_is_kept_and_the_log_says_so(
    house: House, names: tuple[str, ...]
) -> None:
    give_keys(house, *names)
    sealed_reply(house)
    assert not SealedAct.objects.exists()
    assert json.loads(Entry.objects.latest("seq").details) == {"sealed": "no-keys"}


def test_nothing_is_sealed_to_who_is_trustee_no_more(house: House) -> None:
    give_keys(house, "one", "two", "three")
    membership.end_network_role(
        NetworkRole.objects.get(person=house.three, role="trustee"), by=make.SETUP
    )
    assert {key.person_id for key in keys_in_use()} == {house.one.pk, house.two.pk}
    sealed_reply(house)
    assert shares(house, last_act(), "three") == []


def test_an_act_that_was_changed_or_put_elsewhere_does_not_open(house: House) -> None:
    give_keys(house, "one", "two")
    number = sealed_reply(house)
    act = last_act()
    mine, theirs = shares(house, act, "one"), shares(house, act, "two")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trustees_sealedact SET sealed = sealed || ' '")
    with pytest.raises(CannotOpen):
        unseal(SealedAct.objects.get(pk=act.pk), mine, theirs)
    act.thing_uid = uuid.uuid4()
    with pytest.raises(CannotOpen):
        unseal(act, mine, theirs)
    assert number == 2


def test_the_first_post_is_sealed_with_its_topic(house: House) -> None:
    give_keys(house, "one", "two")
    topic = posting.start_topic(
        house.room,
        by=writer(house.author),
        title="Drugi",
        words=posting.Words("Text.", "sr", sealed=True),
        key="k9",
        label="AMBER",
    )
    act = sealed_act("topic", topic.uid)
    assert act is not None
    doer = unseal(act, shares(house, act, "one"), shares(house, act, "two"))
    assert doer.id == str(house.author.uid)


def test_a_key_opens_with_its_passphrase_alone(house: House) -> None:
    give_keys(house, "one", "two")
    key = key_of(house.one)
    assert key is not None
    unlock(key, f"{PHRASE} one")
    for wrong in ("", f"{PHRASE} two", f"{PHRASE} one "):
        with pytest.raises(WrongPassphrase):
            unlock(key, wrong)
    stored = "".join(map(str, TrusteeKey.objects.filter(pk=key.pk).values_list().get()))
    assert PHRASE not in stored


def test_an_older_key_still_opens_what_was_sealed_to_it(house: House) -> None:
    give_keys(house, "one", "two")
    sealed_reply(house)
    act = last_act()
    old = shares(house, act, "one")
    make_key(house.one, "another long passphrase", by=viewer_for(house.one))
    assert shares(house, act, "one") == old
    assert shares_of(act, house.one, "another long passphrase") == []
    assert TrusteeKey.objects.filter(person=house.one, retired_at=None).count() == 1


def test_only_trustees_make_keys(house: House) -> None:
    with pytest.raises(Refused):
        make_key(house.bystander, PHRASE, by=viewer_for(house.bystander))
