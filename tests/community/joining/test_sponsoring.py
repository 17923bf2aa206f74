"""Sponsors are found without telling the applicant anything, and count by organisation."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community import membership
from community.access.policy import Refused
from community.duties import duties_of
from community.joining import applying, expiring, sponsoring
from community.joining.models import Application, Sponsorship
from community.models import Seat
from community.queues.models import Item
from community.rules import set_rules
from tests import factories as make

from .cases import EMAIL, letters, secretary, sponsor, submitted, token_for, viewer, vouch

pytestmark = pytest.mark.django_db


def _state(made: Application) -> str:
    made.refresh_from_db()
    assert made.case is not None
    made.case.refresh_from_db()
    return str(made.case.state)


def test_two_organisations_open_the_case() -> None:
    one, other = sponsor(), sponsor()
    made = submitted(one.email, other.email)
    assert _state(made) == "sponsors"
    vouch(made)
    assert _state(made) == "open"
    item = Item.objects.get(closed_at=None)
    assert (item.queue, item.role) == ("vetting", "secretariat")


def test_two_people_of_one_organisation_count_once() -> None:
    house = make.organisation()
    one, other = make.member(house), make.member(house)
    made = submitted(one.email, other.email)
    vouch(made)
    assert sponsoring.confirmed_by(made) == 1
    assert _state(made) == "sponsors"


def test_a_sponsor_is_found_by_the_name_of_a_member_in_either_script() -> None:
    house = make.organisation("Banka Sava a.d.")
    chief = make.member(house, role=Seat.Role.ADMINISTRATOR)
    make.member(house)
    made = submitted("Банка Сава а.д.", "b@x.example")
    assert made.sponsorships.get(state="asked").person == chief


def test_nobody_of_the_applicant_vouches() -> None:
    colleague = make.member(email="other@novi-oblak.example")
    self_ = make.member(email=EMAIL)
    made = submitted(colleague.email, self_.email)
    assert set(made.sponsorships.values_list("state", flat=True)) == {"named"}


def test_known_unknown_and_lapsed_sponsors_look_alike_to_the_applicant() -> None:
    lapsed = make.member()
    membership.set_person_state(lapsed, "suspended", by=make.SETUP)
    pages = []
    for number, typed in enumerate((make.member().email, "nobody@x.example", lapsed.email)):
        email = f"mira{number}@novi-oblak.example"
        made = submitted(typed, "second@x.example", email=email)
        client = Client()
        from community.joining import starting

        starting.answer_knock(starting.knock(email, "", "en"))
        page = client.post(f"/en/join/open/{token_for(email)}/")["Location"]
        text = client.get(page).content.decode()
        for word in (typed, email, str(made.uid)):
            text = text.replace(word, "X")
        pages.append(text[text.index("<main") : text.index("</main")])
    import re

    bare = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages]
    assert bare[0] == bare[1] == bare[2]


def test_declined_and_not_found_are_told_in_the_same_words() -> None:
    one, office = sponsor(), secretary()
    made = submitted(one.email, "nobody@x.example")
    asked, named = made.sponsorships.get(state="asked"), made.sponsorships.get(state="named")
    sponsoring.respond(asked, vouches=False, reason="No.", viewer=viewer(one), person=one)
    sponsoring.set_aside(named, viewer=viewer(office), person=office)
    first, second = letters("joining.another")
    assert first.text.replace(one.email, "X") == second.text.replace("nobody@x.example", "X")
    assert first.subject == second.subject
    assert "No." not in first.text


def test_only_who_was_asked_answers_and_only_once() -> None:
    one, other = sponsor(), sponsor()
    made = submitted(one.email, "nobody@x.example")
    row = made.sponsorships.get(state="asked")
    for person in (other, secretary()):
        with pytest.raises(Refused):
            sponsoring.respond(row, vouches=True, reason="x", viewer=viewer(person), person=person)
    sponsoring.respond(row, vouches=True, reason="x", viewer=viewer(one), person=one)
    with pytest.raises(Refused):
        sponsoring.respond(row, vouches=False, reason="x", viewer=viewer(one), person=one)


def test_a_sponsor_without_standing_does_not_count() -> None:
    one = sponsor()
    made = submitted(one.email, "nobody@x.example")
    membership.set_person_state(one, "suspended", by=make.SETUP)
    row = made.sponsorships.get(state="asked")
    with pytest.raises(Refused):
        sponsoring.respond(row, vouches=True, reason="x", viewer=viewer(one), person=one)


def test_the_page_is_there_for_the_sponsor_alone(client_of: object) -> None:
    one, other = sponsor(), sponsor()
    made = submitted(one.email, "nobody@x.example")
    page = f"/en/me/sponsoring/{made.sponsorships.get(state='asked').uid}/"
    for person, status in ((one, 200), (other, 404), (secretary(), 404)):
        assert client_of(person).get(page).status_code == status  # type: ignore[operator]
    typed = {"vouches": "yes", "reason": "Two incidents together."}
    for _twice in range(2):
        assert client_of(one).post(page, typed).status_code == 302  # type: ignore[operator]
    assert made.sponsorships.get(person=one).state == "confirmed"
    assert client_of(one).post(page, typed | {"vouches": "no"}).status_code == 409  # type: ignore[operator]


def test_it_is_a_duty_of_the_sponsor() -> None:
    one, other = sponsor(), sponsor()
    made = submitted(one.email, "nobody@x.example")
    (duty,) = [d for d in duties_of(viewer(one), one) if "sponsoring" in d.url]
    assert "Novi Oblak" in duty.title
    assert [d for d in duties_of(viewer(other), other) if "sponsoring" in d.url] == []
    applying.withdraw(made)
    assert [d for d in duties_of(viewer(one), one) if "sponsoring" in d.url] == []


def test_the_secretariat_finds_who_was_meant() -> None:
    one, office = sponsor(), secretary()
    made = submitted("The sister company", "nobody@x.example")
    assert Item.objects.get(closed_at=None).queue == "sponsors"
    first, second = made.sponsorships.order_by("pk")
    acts = {"viewer": viewer(office), "person": office}
    assert not sponsoring.find_sponsor(first, "unknown@x.example", **acts)
    assert sponsoring.find_sponsor(first, one.email, **acts)
    assert not sponsoring.find_sponsor(second, one.email, **acts)
    sponsoring.set_aside(second, **acts)
    assert not Item.objects.filter(closed_at=None).exists()
    with pytest.raises(Refused):
        sponsoring.find_sponsor(first, one.email, viewer=viewer(one), person=one)


def test_another_sponsor_is_named_only_where_one_is_missing() -> None:
    one, other, third = sponsor(), sponsor(), sponsor()
    made = submitted(one.email, other.email)
    with pytest.raises(Refused):
        applying.name_sponsor(made, third.email)
    row = made.sponsorships.get(person=one)
    sponsoring.respond(row, vouches=False, reason="No.", viewer=viewer(one), person=one)
    sponsoring.ask_named(applying.name_sponsor(made, third.email))
    vouch(made)
    assert _state(made) == "open"


def test_a_network_without_sponsors_goes_on_at_once() -> None:
    set_rules(by=make.SETUP, sponsors_needed=0)
    assert _state(submitted()) == "open"


def test_a_sponsor_is_reminded_once() -> None:
    one = sponsor()
    made = submitted(one.email, "nobody@x.example")
    now = timezone.now()
    for days in (2, 3, 4, 30):
        expiring.remind_sponsors(now + timedelta(days=days, minutes=1))
    assert len(letters("joining.sponsor")) == 2
    assert Sponsorship.objects.filter(application=made, reminded_at=None).count() == 1
