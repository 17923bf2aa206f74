"""What went out stays as it went out, whatever happens to the advisory afterwards."""

import pytest

from community.access.tlp import Label
from community.models import Organisation
from portal.advisories import lifecycle
from portal.advisories.audience import Recipients
from portal.advisories.models import Case, Hand, Release
from tests import factories as make
from tests.portal.advisories.desk import Desk

pytestmark = pytest.mark.django_db
IMMUTABLE = ("version", "ordinal", "number", "released_at", "canonical", "digest")


def kept(release: Release) -> tuple[object, ...]:
    return tuple(Release.objects.values_list(*IMMUTABLE).get(pk=release.pk))


@pytest.fixture
def addressed() -> Organisation:
    return make.organisation()


def test_a_newer_version_a_rise_and_a_withdrawal_change_no_word_of_it(
    addressed: Organisation,
) -> None:
    desk = Desk()
    first = desk.released("GREEN", title="Pumpe", body="Prvi tekst")
    advisory, before = first.advisory, kept(first)
    desk.edit(advisory, "GREEN", title="Pumpe opet", body="Drugi tekst")
    second = desk.release(desk.approve(advisory))
    both = [before, kept(second)]
    assert kept(first) == before
    to = Recipients(organisations=(addressed,))
    lifecycle.raise_label(advisory, Label.AMBER, by=desk.by(desk.publisher), recipients=to)
    assert [kept(first), kept(second)] == both
    lifecycle.withdraw(advisory, by=desk.by(desk.publisher), reason="Greška")
    assert [kept(first), kept(second)] == both


def test_all_releases_carry_the_audience_of_the_advisory(addressed: Organisation) -> None:
    desk = Desk()
    advisory = desk.released("AMBER", to=Recipients(organisations=(addressed,))).advisory
    other = make.member()
    more = Recipients(organisations=(addressed, other.seats.get().organisation))
    desk.edit(advisory, "AMBER", to=more, title="Novo")
    desk.release(desk.approve(advisory))
    assert advisory.releases.count() == 2
    assert advisory.releases.values("acl").distinct().count() == 1
    assert {row.target for row in advisory.addressees.all()} == {
        organisation.pk for organisation in more.organisations
    }


def test_a_case_has_no_words() -> None:
    kinds = [field.get_internal_type() for field in Case._meta.fields]
    assert "TextField" not in kinds
    words = {field.name for field in Case._meta.fields if field.get_internal_type() == "CharField"}
    assert words == {"origin", "retention"}


def test_nobody_has_a_hand_in_it_without_an_organisation() -> None:
    assert not Hand._meta.get_field("on_behalf_of").null
    desk = Desk()
    advisory = desk.released().advisory
    places = set(advisory.hands.values_list("on_behalf_of", flat=True))
    assert places == {desk.team.organisation_id}
