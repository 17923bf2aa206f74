"""Writing at the desk: what is saved, what is void, what is refused, with nothing lost."""

import pytest
from django.db import transaction

from community.access.mixins import can_read
from community.access.policy import Refused
from community.audit.models import Entry
from community.readers import readers_of, viewer_for
from portal.advisories import drafting
from portal.advisories.audience import Recipients, addressees_of
from portal.advisories.models import Advisory, Hand
from tests import factories as make
from tests.portal.advisories.desk import Desk, content

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_draft_is_read_by_its_desk_whatever_its_label(desk: Desk) -> None:
    for label in ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT"):
        advisory = desk.draft(label)
        staff = {desk.author, desk.second, desk.reviewer, desk.publisher}
        assert set(readers_of(advisory.acl_id)) == staff
        assert advisory.acl.partition in (2, 3)


def test_a_red_draft_is_read_by_its_author_then_by_the_reviewers_named(desk: Desk) -> None:
    advisory = desk.draft("RED", to=Recipients(persons=(make.member(),)))
    assert set(readers_of(advisory.acl_id)) == {desk.author}
    drafting.submit(advisory, by=desk.by(desk.author), reviewers=(desk.reviewer,))
    advisory.refresh_from_db()
    assert set(readers_of(advisory.acl_id)) == {desk.author, desk.reviewer}
    assert not can_read(viewer_for(desk.publisher), advisory)


def test_only_people_of_the_desk_are_named_as_reviewers(desk: Desk) -> None:
    advisory = desk.draft("RED")
    with pytest.raises(Refused):
        drafting.submit(advisory, by=desk.by(desk.author), reviewers=(make.member(),))
    advisory.refresh_from_db()
    assert (advisory.state, set(readers_of(advisory.acl_id))) == ("draft", {desk.author})


def test_red_is_not_submitted_to_nobody_and_names_stay_through_a_return(desk: Desk) -> None:
    advisory = desk.draft("RED", to=Recipients(persons=(make.member(),)))
    with pytest.raises(Refused):
        drafting.submit(advisory, by=desk.by(desk.author))
    advisory.refresh_from_db()
    assert advisory.state == "draft"
    drafting.submit(advisory, by=desk.by(desk.author), reviewers=(desk.reviewer,))
    drafting.give_back(advisory, by=desk.by(desk.reviewer), why="Bez koraka")
    assert drafting.submit(advisory, by=desk.by(desk.author)).state == "in_review"


def test_nothing_is_returned_without_a_word(desk: Desk) -> None:
    advisory = desk.draft()
    drafting.submit(advisory, by=desk.by(desk.author))
    with pytest.raises(Refused):
        drafting.give_back(advisory, by=desk.by(desk.reviewer), why=" ")
    advisory.refresh_from_db()
    assert advisory.state == "in_review"


def test_an_edit_voids_the_approval(desk: Desk) -> None:
    advisory = desk.approved()
    desk.edit(advisory, "CLEAR", title="Posle odobrenja")
    advisory.refresh_from_db()
    assert advisory.state == Advisory.State.DRAFT
    with pytest.raises(Refused):
        desk.release(advisory)
    drafting.submit(advisory, by=desk.by(desk.author))
    with pytest.raises(Refused):
        desk.release(advisory)
    assert not advisory.releases.exists()


def test_another_audience_voids_the_approval_too(desk: Desk) -> None:
    one, two = make.organisation(), make.organisation()
    advisory = desk.approved("AMBER", to=Recipients(organisations=(one,)))
    desk.edit(advisory, "AMBER", to=Recipients(organisations=(one, two)))
    advisory.refresh_from_db()
    assert advisory.state == Advisory.State.DRAFT


def test_a_lost_update_is_refused_and_the_first_one_stays(desk: Desk) -> None:
    advisory = desk.draft()
    by_author, by_second = desk.by(desk.author), desk.by(desk.second)
    drafting.save(advisory, content(title="Prva"), by=by_author, revision=0)
    with pytest.raises(drafting.Overtaken):
        drafting.save(advisory, content(title="Druga"), by=by_second, revision=0)
    advisory.refresh_from_db()
    assert (advisory.draft_title, advisory.draft_revision) == ("Prva", 1)
    assert advisory.hands.filter(act=Hand.Act.WROTE).count() == 2


def test_saving_what_is_there_already_changes_nothing(desk: Desk) -> None:
    advisory = desk.draft()
    by = desk.by(desk.author)
    for _ in range(2):
        drafting.save(advisory, content(title="Isto"), by=by, revision=0)
    advisory.refresh_from_db()
    assert advisory.draft_revision == 1


def test_nobody_approves_what_they_have_not_read(desk: Desk) -> None:
    advisory = desk.draft()
    drafting.submit(advisory, by=desk.by(desk.author), revision=0)
    desk.edit(advisory, "CLEAR", title="Medjutim izmenjeno")
    drafting.submit(advisory, by=desk.by(desk.author), revision=1)
    with pytest.raises(drafting.Overtaken):
        drafting.approve(advisory, by=desk.by(desk.reviewer), revision=0)
    drafting.approve(advisory, by=desk.by(desk.reviewer), revision=1)


def test_the_same_key_makes_one_draft(desk: Desk) -> None:
    by = desk.by(desk.author)
    made = [drafting.start(desk.team, content(), by=by, key="k") for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert Advisory.objects.count() == 1
    other = drafting.start(desk.team, content(), by=desk.by(desk.second), key="k")
    assert other.pk != made[0].pk


def test_the_label_of_a_draft_falls_until_something_is_out(desk: Desk) -> None:
    advisory = desk.draft("AMBER")
    desk.edit(advisory, "GREEN")
    desk.release(desk.approve(advisory))
    with pytest.raises(Refused):
        desk.edit(advisory, "CLEAR")
    advisory.refresh_from_db()
    assert advisory.label == "GREEN"


def test_every_step_leaves_a_hand_and_a_log_row(desk: Desk) -> None:
    advisory = desk.draft()
    drafting.submit(advisory, by=desk.by(desk.author))
    drafting.give_back(advisory, by=desk.by(desk.reviewer), why="Bez koraka")
    desk.approve(advisory)
    verbs = Entry.objects.filter(uid=str(advisory.uid)).order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "advisory.wrote",
        "advisory.submitted",
        "advisory.returned",
        "advisory.submitted",
        "advisory.approved",
    ]
    assert "Bez koraka" not in "".join(verbs.values_list("details", flat=True))
    assert advisory.hands.get(act=Hand.Act.RETURNED).note == "Bez koraka"


def test_a_step_that_fails_at_its_end_leaves_nothing(desk: Desk) -> None:
    advisory = desk.draft()

    def submit_and_stumble() -> None:
        with transaction.atomic():
            drafting.submit(advisory, by=desk.by(desk.author))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        submit_and_stumble()
    advisory.refresh_from_db()
    assert (advisory.state, advisory.hands.count()) == ("draft", 1)
    assert not Entry.objects.filter(verb="advisory.submitted").exists()


def test_addressees_keep_who_added_them(desk: Desk) -> None:
    one, two = make.organisation(), make.organisation()
    advisory = desk.draft("AMBER", to=Recipients(organisations=(one,)))
    desk.edit(advisory, "AMBER", desk.second, to=Recipients(organisations=(one, two)))
    added = {row.target: row.added_by for row in advisory.addressees.all()}
    assert added == {one.pk: desk.author, two.pk: desk.second}
    desk.edit(advisory, "AMBER", to=Recipients(organisations=(two,)))
    assert addressees_of(advisory).organisations == {two.pk}
