"""The whole life of a membership, each step as its real role in a browser of its own.

Logging in by an organisation's own provider is played against real peers in
`tests/community/sso`; a second identity provider in the browser would add nothing to it.
"""

import pytest
from pytest_django.live_server_helper import LiveServer

from community import membership
from community.forums import posting
from community.forums.models import Topic
from community.models import Group, Organisation, Person, Seat
from community.readers import viewer_for
from tests import factories as make
from tests.community.agreements.texts import agreement
from tests.community.joining.cases import sponsor

from .conftest import Judge, PageAt
from .life import coming, staying
from .life.play import Play

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _office() -> list[Person]:
    """Two people who are the secretariat and the trustees of a small network."""
    place = make.organisation("Office")
    people = [make.member(place, name=f"Secretary {word}") for word in ("One", "Two")]
    for person in people:
        for role in ("secretariat", "trustee"):
            membership.give_network_role(person, role, by=make.SETUP, since=make.LONG_AGO)
    return people


def _texts(signed_by: list[Person]) -> None:
    """Two agreements that everybody there has signed."""
    for key, scope in (("nda", "person"), ("mou", "organisation")):
        version = agreement(key, scope).versions.get()
        for person in signed_by:
            place = person.seats.get().organisation if scope == "organisation" else None
            membership.accept(version, person=person, organisation=place, by=make.SETUP)


def _topic(by: Person) -> Topic:
    room = make.group("Soba", circle=Group.Circle.MEMBERS, ceiling="RED")
    make.join(by, room)
    writer = posting.Writer(viewer_for(by), by, by.seats.get().organisation)
    words = posting.Words("Tajna rečenica.", "sr")
    title = "Tajni naslov"
    return posting.start_topic(
        room, by=writer, title=title, words=words, key="k", label="RED", named=[by]
    )


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_from_the_application_to_the_erasure(
    live_server: LiveServer,
    page_at: PageAt,
    judge: Judge,
    foreign_requests: list[str],
    size: str,
) -> None:
    url = str(live_server.url).replace("127.0.0.1", "localhost")
    play = Play(url, page_at, judge, size)
    sponsors, people = [sponsor("Sponsor One"), sponsor("Sponsor Two")], _office()
    _texts(sponsors + people)
    topic = _topic(sponsors[0])
    coming.apply(play, [one.email for one in sponsors])
    for person in sponsors:
        coming.vouch(play, person)
    office = play.member(people[0]), play.member(people[1])
    for page in office:
        coming.vote(play, page)
    assert Organisation.objects.get(name="Novi Oblak").state == Organisation.State.ACTIVE
    chief = coming.take_account(play)
    coming.sign_all(play, chief, "Mira Oblak")
    coming.invite(play, chief)
    nina = coming.accept(play, coming.COLLEAGUE, "Nina")
    oto = coming.ask_and_be_confirmed(play, chief)
    for email in (coming.COLLEAGUE, coming.ASKER):
        coming.vet(play, office[0], email)
    coming.sign_all(play, nina, "Nina")
    coming.sign_all(play, oto, "Oto")
    assert Seat.objects.filter(person__email=coming.ASKER, until=None).exists()
    staying.confirm_again(play, chief)
    staying.lose_everything(play, nina, office)
    staying.break_the_glass(play, topic, office)
    staying.be_removed(play, oto, coming.ASKER, office)
    staying.take_ones_data(play, nina)
    staying.leave(play, nina)
    staying.be_erased(play, nina, coming.COLLEAGUE)
    assert len(play.seen) > 40, sorted(play.seen)
    assert play.findings == []
    assert foreign_requests == []
