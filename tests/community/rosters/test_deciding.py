"""Who starts a list, who approves it, and what comes of it."""

import pytest

from community import rules as network
from community.access.policy import Refused
from community.access.viewer import Viewer
from community.audit.models import Entry
from community.joining.vetters import barred
from community.models import NetworkRole, Organisation, Person, Seat, VettingCase
from community.notify.models import OutgoingMail
from community.people.models import Invitation
from community.queues.models import Item
from community.queues.reading import shown_to
from community.readers import viewer_for
from community.rosters import deciding
from community.rosters.models import Import
from community.rosters.states import NotNow
from tests import factories as make

from .lists import (
    act,
    checked,
    firm,
    officer,
    people_csv,
    some_organisations,
    some_people,
    states,
    work,
)

pytestmark = pytest.mark.django_db
ORGANISATIONS = Import.Kind.ORGANISATIONS


def fresh(person: Person) -> Viewer:
    person.refresh_from_db()
    return viewer_for(person)


def test_started_alone_organisations_wait_for_those_who_vet() -> None:
    one = officer()
    roster = checked(some_organisations(2), one, ORGANISATIONS)
    deciding.start(roster, by=act(one))
    work()
    roster.refresh_from_db()
    assert (roster.state, roster.route, states(roster)) == ("done", "vetting", ["made", "made"])
    made = Organisation.objects.get(name="List 0")
    assert made.state == Organisation.State.APPLICANT
    assert not made.domains.exists()
    case = VettingCase.objects.get(organisation=made)
    assert case.state == VettingCase.State.OPEN
    assert Item.objects.filter(queue="vetting", thing_uid=case.uid, closed_at=None).exists()
    assert not Person.objects.filter(email="head0@list0.example").exists()
    assert roster.rows.get(number=2).made == made.uid


def test_the_importer_never_votes_on_what_they_brought() -> None:
    one = officer()
    roster = checked(some_organisations(1), one, ORGANISATIONS)
    deciding.start(roster, by=act(one))
    work()
    case = VettingCase.objects.get()
    assert one.pk in barred(case)


def test_started_alone_people_are_invited_and_vetted_later() -> None:
    place, one = firm(), officer()
    roster = checked(some_people(2, place.name), one)
    deciding.start(roster, by=act(one))
    work()
    assert Invitation.objects.filter(by=one, organisation=place.organisation).count() == 2
    assert OutgoingMail.objects.filter(address="person0@list.example").count() == 1
    assert not Person.objects.filter(email="person0@list.example").exists()


def test_another_person_lets_in_organisations_at_once() -> None:
    one, other = officer(), officer()
    roster = checked(some_organisations(1), one, ORGANISATIONS)
    deciding.ask(roster, by=act(one))
    assert [row.queue for row in shown_to(fresh(other))] == ["imports"]
    deciding.approve(roster, by=act(other))
    work()
    made = Organisation.objects.get(name="List 0")
    assert made.state == Organisation.State.ACTIVE
    head = Person.objects.get(email="head0@list0.example")
    assert head.state == Person.State.VETTED
    assert not head.has_usable_password()
    assert head.seats.get().role == Seat.Role.ADMINISTRATOR
    assert [row.confirmed_at for row in made.domains.all()] == [None]
    assert OutgoingMail.objects.filter(person_id=head.pk).count() == 1
    assert not shown_to(fresh(other))


def test_approved_people_are_vetted_and_read_nothing_before_they_sign() -> None:
    make.agreement("conduct", "person")
    place, one, other = firm(), officer(), officer(role=NetworkRole.Role.TRUSTEE)
    for person in (one, other):
        _sign_everything(person)
    roster = checked(some_people(2, place.name), one)
    deciding.ask(roster, by=act(one))
    deciding.approve(roster, by=act(other))
    work()
    person = Person.objects.get(email="person1@list.example")
    assert (person.state, person.standing_until) == (Person.State.VETTED, None)
    assert person.seats.get().organisation == place.organisation
    assert not person.emailaddress_set.get().verified


def _sign_everything(person: Person) -> None:
    from community import membership
    from community.models import AgreementVersion

    for version in AgreementVersion.objects.all():
        membership.accept(version, person=person, by=make.SETUP)
    person.refresh_from_db()


def test_who_has_an_account_is_asked_before_they_are_seated() -> None:
    place, one, other = firm(), officer(), officer()
    known = make.member(email="person0@list.example")
    roster = checked(some_people(1, place.name), one)
    deciding.ask(roster, by=act(one))
    deciding.approve(roster, by=act(other))
    work()
    assert known.seats.count() == 1
    assert Invitation.objects.get().email == known.email


def test_a_contact_with_an_account_is_asked_before_they_administer() -> None:
    one, other = officer(), officer()
    known = make.member(email="head0@list0.example")
    roster = checked(some_organisations(1), one, ORGANISATIONS)
    deciding.ask(roster, by=act(one))
    deciding.approve(roster, by=act(other))
    work()
    assert known.seats.count() == 1
    invited = Invitation.objects.get()
    assert (invited.email, invited.role) == (known.email, Seat.Role.ADMINISTRATOR)


def test_nobody_approves_their_own_list() -> None:
    one = officer()
    firm()
    roster = checked(some_people(1, "Hidrodrina"), one)
    deciding.ask(roster, by=act(one))
    with pytest.raises(Refused):
        deciding.approve(roster, by=act(one))
    assert not Person.objects.filter(email="person0@list.example").exists()


@pytest.mark.parametrize("how", ["colleague", "domain", "contact"])
def test_whom_a_list_names_does_not_approve_it(how: str) -> None:
    one, other = officer(), officer()
    place = other.seats.get().organisation
    if how == "colleague":
        roster = checked(some_people(1, place.name), one)
    else:
        rows = some_organisations(1)
        Person.objects.filter(pk=other.pk).update(
            email="head0@list0.example" if how == "contact" else "else@list0.example"
        )
        roster = checked(rows, one, ORGANISATIONS)
    deciding.ask(roster, by=act(one))
    with pytest.raises(Refused):
        deciding.approve(roster, by=act(other))


def test_a_member_or_a_former_officer_approves_nothing() -> None:
    one, member = officer(), make.member()
    firm()
    roster = checked(some_people(1, "Hidrodrina"), one)
    deciding.ask(roster, by=act(one))
    with pytest.raises(Refused):
        deciding.approve(roster, by=act(member))
    with pytest.raises(Refused):
        deciding.cancel(roster, by=act(member))
    with pytest.raises(Refused):
        deciding.start(roster, by=act(officer()))


def test_a_network_with_three_vetters_wants_two_approvals() -> None:
    network.set_rules(by=make.SETUP, vetters_needed=3)
    one, two, three = officer(), officer(), officer()
    roster = checked(some_organisations(1), one, ORGANISATIONS)
    deciding.ask(roster, by=act(one))
    assert deciding.approve(roster, by=act(two)).state == "asked"
    with pytest.raises(Refused):
        deciding.approve(roster, by=act(two))
    assert deciding.approve(roster, by=act(three)).state == "running"


def test_one_vetter_in_the_rules_is_still_one_besides_the_importer() -> None:
    network.set_rules(by=make.SETUP, vetters_needed=1)
    one = officer()
    roster = checked(some_organisations(1), one, ORGANISATIONS)
    assert deciding.ask(roster, by=act(one)).state == "asked"


def test_a_double_start_is_one() -> None:
    place, one = firm(), officer()
    roster = checked(some_people(2, place.name), one)
    deciding.start(roster, by=act(one))
    deciding.start(roster, by=act(one))
    work()
    deciding.start(roster, by=act(one))
    work()
    assert Invitation.objects.count() == 2
    assert Entry.objects.filter(verb="import.start").count() == 1


def test_a_cancelled_list_stops_and_goes_on_without_doubles() -> None:
    from community.rosters import running

    place, one = firm(), officer()
    roster = checked(some_people(5, place.name), one)
    deciding.start(roster, by=act(one))
    assert running.run_next(str(roster.uid))
    deciding.cancel(roster, by=act(one))
    work()
    assert Invitation.objects.count() == 1
    deciding.resume(roster, by=act(one))
    work()
    roster.refresh_from_db()
    assert (roster.state, Invitation.objects.count()) == ("done", 5)


def test_what_came_since_the_check_is_skipped() -> None:
    place, one = firm(), officer()
    roster = checked(some_people(2, place.name), one)
    make.member(place.organisation, email="person0@list.example")
    deciding.start(roster, by=act(one))
    work()
    assert states(roster) == ["skipped", "made"]


def test_a_list_does_not_outlive_its_importers_office() -> None:
    from community import membership

    place, one, other = firm(), officer(), officer()
    roster = checked(some_people(2, place.name), one)
    deciding.start(roster, by=act(one))
    for role in one.network_roles.all():
        membership.end_network_role(role, by=make.SETUP)
    work()
    roster.refresh_from_db()
    assert (roster.state, Invitation.objects.count()) == ("paused", 0)
    deciding.resume(roster, by=act(other))
    work()
    roster.refresh_from_db()
    assert (roster.state, Invitation.objects.count()) == ("paused", 0)


def test_acts_that_come_too_late_are_refused() -> None:
    place, one, other = firm(), officer(), officer()
    roster = checked(some_people(1, place.name), one)
    with pytest.raises(NotNow):
        deciding.approve(roster, by=act(other))
    deciding.start(roster, by=act(one))
    work()
    with pytest.raises(NotNow):
        deciding.cancel(roster, by=act(one))


def test_every_act_is_in_the_log_without_a_name() -> None:
    place, one, other = firm(), officer(), officer()
    roster = checked(people_csv(f"Zorana Tajna,z@list.example,{place.name},member"), one)
    deciding.ask(roster, by=act(one))
    deciding.approve(roster, by=act(other))
    work()
    verbs = list(Entry.objects.filter(kind="import").order_by("seq").values_list("verb", flat=True))
    assert verbs == ["import.bring", "import.ask", "import.approve", "import.finish"]
    assert Entry.objects.filter(verb="person.open").exists()
    assert not Entry.objects.filter(details__contains="Zorana").exists()
