"""Every row is judged before anything is made."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.models import Organisation, Person
from community.people.models import Invitation, Measure
from community.rosters import checking
from community.rosters.models import Import, Row
from tests import factories as make

from .lists import bring, checked, codes, firm, officer, organisations_csv, people_csv, states, work

pytestmark = pytest.mark.django_db
ORGANISATIONS = Import.Kind.ORGANISATIONS


def test_bringing_makes_nothing_but_rows() -> None:
    firm()
    roster = bring(people_csv("Ana,ana@list.example,Hidrodrina,member"), officer())
    assert (roster.state, roster.total, states(roster)) == ("uploaded", 1, ["waiting"])
    work()
    roster.refresh_from_db()
    assert (roster.state, codes(roster)) == ("previewed", [""])
    assert not Person.objects.filter(email="ana@list.example").exists()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",x@list.example,Hidrodrina,", "no_name"),
        ("Ana,,Hidrodrina,", "no_email"),
        ("Ana,not an address,Hidrodrina,", "bad_email"),
        ("Ana,x@list.example,,", "no_organisation"),
        ("Ana,x@list.example,Nobody,", "unknown_organisation"),
        ("Ana,x@list.example,Asleep,", "inactive_organisation"),
        ("Ana,x@list.example,Twin,", "several_organisations"),
        ("Ana,x@list.example,Hidrodrina,king", "bad_role"),
        ("Ana,x@list.example,Hidrodrina,member,more", "too_many_cells"),
        ('"An\na",x@list.example,Hidrodrina,', "control"),
        ("A" * 151 + ",x@list.example,Hidrodrina,", "too_long"),
        ("A" * 5000 + ",x@list.example,Hidrodrina,", "too_long"),
        ("Ana,seated@list.example,Hidrodrina,", "seated"),
        ("Ana,shut@list.example,Hidrodrina,", "account_closed"),
        ("Ana,x@list.example,HIDRODRINA.example,administrator", ""),
        ("Ana,X@List.example,Hidrodrina,администратор", ""),
    ],
)
def test_people_are_judged(row: str, code: str) -> None:
    member_of = firm(domains=["hidrodrina.example"]).organisation
    make.organisation("Asleep", state=Organisation.State.SUSPENDED)
    make.organisation("Twin")
    make.organisation("Twin")
    make.member(member_of, email="seated@list.example")
    make.person(email="shut@list.example", state=Person.State.SUSPENDED)
    assert codes(checked(people_csv(row), officer())) == [code]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",company,RS,Ana,a@n.example,n.example,1", "no_name"),
        ("Nova,,RS,Ana,a@n.example,n.example,1", "no_kind"),
        ("Nova,circus,RS,Ana,a@n.example,n.example,1", "bad_kind"),
        ("Nova,company,,Ana,a@n.example,n.example,1", "no_country"),
        ("Nova,company,Atlantis,Ana,a@n.example,n.example,1", "bad_country"),
        ("Nova,company,RS,,a@n.example,n.example,1", "no_contact"),
        ("Nova,company,RS,Ana,a@n.example,gmail.com,1", "bad_domain"),
        ("Nova,company,RS,Ana,a@n.example,n.example,2007", "there"),
        ("Nova,company,RS,Ana,a@n.example,old.example,1", "there"),
        ("Stara,company,RS,Ana,a@n.example,n.example,1", "there"),
        ("Stara,company,ME,Ana,a@n.example,n.example,2007", ""),
        ("Nova,банка,Србија,Ana,a@n.example,n.example,1", ""),
        ("Nova,company,rs,Ana,a@n.example,,", ""),
    ],
)
def test_organisations_are_judged(row: str, code: str) -> None:
    old = make.organisation("Stara", registration_number="2007")
    old.domains.create(domain="old.example")
    assert codes(checked(organisations_csv(row), officer(), ORGANISATIONS)) == [code]


def test_what_is_twice_in_a_file_counts_once_across_chunks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checking, "CHUNK", 2)
    firm()
    rows = [f"Ana,{word}@list.example,Hidrodrina," for word in ("a", "b", "A", "c", "B", "a")]
    roster = checked(people_csv(*rows), officer())
    assert codes(roster) == ["", "", "twice", "", "twice", "twice"]
    assert states(roster)[2] == Row.State.SKIPPED


def test_a_wrong_row_takes_no_word_from_a_right_one() -> None:
    firm()
    rows = ("Ana,a@list.example,Nobody,", "Ana,a@list.example,Hidrodrina,")
    assert codes(checked(people_csv(*rows), officer())) == ["unknown_organisation", ""]


def test_nobody_imports_themselves() -> None:
    firm()
    one = officer()
    assert codes(checked(people_csv(f"Me,{one.email},Hidrodrina,"), one)) == ["own"]
    row = f"Nova,company,RS,Me,{one.email},n.example,1"
    assert codes(checked(organisations_csv(row), one, ORGANISATIONS)) == ["own"]


def test_a_second_address_and_a_suspension_that_was_left_behind_are_known() -> None:
    place, one = firm(), officer()
    known = make.member(place.organisation)
    EmailAddress.objects.create(user=known, email="second@list.example", verified=True)
    gone = make.person(email="gone@list.example", state=Person.State.LEFT)
    Measure.objects.create(
        person=gone, kind=Measure.Kind.SUSPENSION, reason="-", by=one, at=make.LONG_AGO
    )
    EmailAddress.objects.create(user=one, email="mine@list.example", verified=True)
    rows = (f"Ana,{name}@list.example,Hidrodrina," for name in ("gone", "mine", "second"))
    assert codes(checked(people_csv(*rows), one))[:2] == ["account_closed", "own"]


@pytest.mark.parametrize("kind", [Import.Kind.PEOPLE, ORGANISATIONS])
def test_a_chunk_costs_as_many_queries_for_many_rows_as_for_one(kind: str) -> None:
    firm()
    one = officer()

    def cost(number: int) -> int:
        people = (f"P,p{number}x{n}@list.example,Hidrodrina," for n in range(number))
        firms = (
            f"F{number} {n},company,RS,P,p{number}x{n}@l.example,f{number}x{n}.example,{number}{n}"
            for n in range(number)
        )
        data = people_csv(*people) if kind == Import.Kind.PEOPLE else organisations_csv(*firms)
        roster = bring(data, one, kind)
        with CaptureQueriesContext(connection) as caught:
            checking.check_chunk(str(roster.uid))
        assert set(codes(roster)) == {""}
        return len(caught)

    assert cost(3) == cost(60)
