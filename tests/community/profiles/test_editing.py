"""Profiles: who writes what, that nothing is overwritten unseen, who agreed to be public."""

import pytest
from django.urls import reverse

from community.access.policy import Refused
from community.audit.models import Entry
from community.models import Organisation, Person
from community.profiles import editing
from community.profiles.models import Profile
from tests import factories as make
from tests.conftest import ClientOf

from .cast import administrator, by, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def alpha() -> Organisation:
    return make.organisation("Alpha")


def form(organisation: Organisation, **typed: object) -> dict[str, object]:
    values = {name: getattr(organisation, name) for name in editing.OWN_FIELDS}
    revision = editing.profile_of(organisation).revision
    return values | {"revision": revision} | typed


def edit_page(organisation: Organisation) -> str:
    return f"/en/organisations/{organisation.uid}/edit/"


def test_an_administrator_writes_the_profile(alpha: Organisation, client_of: ClientOf) -> None:
    client = client_of(administrator(alpha))
    sent = client.post(edit_page(alpha), form(alpha, about="Мала фирма.", sector="energy.gas"))
    assert sent.status_code == 302
    page = client.get(sent["Location"]).content.decode()
    assert "Мала фирма." in page
    assert "Gas" in page
    entry = Entry.objects.get(verb="organisation.edit")
    assert '"fields":["sector","about"]' in entry.details
    assert "Мала" not in entry.details


def test_markup_in_it_is_text(alpha: Organisation, client_of: ClientOf) -> None:
    client = client_of(administrator(alpha))
    client.post(edit_page(alpha), form(alpha, about="<script>alert(1)</script>"))
    page = client.get(reverse("profiles:organisation", args=[alpha.uid])).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ftp//x"])
def test_a_website_that_is_none_comes_back_as_typed(
    typed: str, alpha: Organisation, client_of: ClientOf
) -> None:
    page = client_of(administrator(alpha)).post(
        edit_page(alpha), form(alpha, website=typed, about="Дуго куцано.")
    )
    assert page.status_code == 422
    assert f'value="{typed}"' in page.content.decode()
    assert "Дуго куцано." in page.content.decode()


def test_who_saves_second_overwrites_nothing_unseen(
    alpha: Organisation, client_of: ClientOf
) -> None:
    client = client_of(administrator(alpha))
    first, second = form(alpha, about="First."), form(alpha, about="Second.")
    assert client.post(edit_page(alpha), first).status_code == 302
    answer = client.post(edit_page(alpha), second)
    alpha.refresh_from_db()
    assert (answer.status_code, alpha.about) == (422, "First.")
    page = answer.content.decode()
    assert "Second." in page
    assert "First." in page
    assert "Somebody else saved" in page
    # Sent once more after looking, it is a decision.
    revision = Profile.objects.get().revision
    assert f'name="revision" value="{revision}"' in page
    client.post(edit_page(alpha), second | {"revision": revision})
    alpha.refresh_from_db()
    assert alpha.about == "Second."


def test_others_find_no_form(alpha: Organisation, client_of: ClientOf) -> None:
    for person in (make.member(alpha), administrator(make.organisation()), officer()):
        assert client_of(person).get(edit_page(alpha)).status_code == 404
        with pytest.raises(Refused):
            editing.edit_profile(alpha, {"about": "x"}, by=by(person), revision=0)


def test_kind_role_and_college_are_the_secretariats(alpha: Organisation) -> None:
    who = administrator(alpha)
    editing.edit_profile(alpha, {"kind": "bank", "role": "partner"}, by=by(who), revision=0)
    alpha.refresh_from_db()
    assert (alpha.kind, alpha.role) == ("company", "participant")
    with pytest.raises(Refused):
        editing.edit_by_office(alpha, {"kind": "bank"}, by=by(who), revision=0)
    editing.edit_by_office(alpha, {"kind": "bank"}, by=by(officer()), revision=0)
    alpha.refresh_from_db()
    assert alpha.kind == "bank"


def test_a_public_profile_needs_an_agreement_that_names_who_and_when(
    alpha: Organisation, client_of: ClientOf
) -> None:
    who = administrator(alpha)
    client, page = client_of(who), reverse("profiles:public", args=[alpha.uid])
    client.post(page, {"public": "1"})
    alpha.refresh_from_db()
    profile = Profile.objects.get(organisation=alpha)
    assert alpha.public_profile
    assert profile.public_agreed_by == who
    assert profile.public_since is not None
    entry = Entry.objects.get(verb="organisation.publish")
    assert entry.actor_id == str(who.uid)
    assert who.name in client.get(page).content.decode()
    client.post(page, {"public": "0"})
    alpha.refresh_from_db()
    assert not alpha.public_profile
    assert Profile.objects.get(organisation=alpha).public_agreed_by is None


def test_nobody_agrees_for_another_organisation(alpha: Organisation) -> None:
    for person in (make.member(alpha), officer()):
        with pytest.raises(Refused):
            editing.set_public(alpha, True, by=by(person))


def test_one_writes_ones_own_profile(client_of: ClientOf) -> None:
    person = make.member(name="Ana")
    client = client_of(person)
    client.post("/en/me/profile/", {"name": "Ana B", "language": "en", "hidden": "on"})
    person.refresh_from_db()
    assert (person.name, person.language, person.hidden) == ("Ana B", "en", True)
    entry = Entry.objects.get(verb="person.edit")
    assert "Ana" not in entry.details


def test_nobody_writes_anothers(alpha: Organisation) -> None:
    other: Person = make.member(alpha)
    with pytest.raises(Refused):
        editing.edit_person(other, {"name": "X"}, by=by(administrator(alpha)))


def test_a_profile_without_a_name_comes_back(client_of: ClientOf) -> None:
    person = make.member(name="Ana")
    answer = client_of(person).post(
        "/en/me/profile/", {"name": "\u200b", "job_title": "Куцано", "language": "en"}
    )
    assert answer.status_code == 422
    assert "Куцано" in answer.content.decode()
