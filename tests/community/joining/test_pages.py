"""The pages of those who vet, and the applicant's answers."""

import pytest
from django.test import Client

from community.duties import duties_of
from community.joining import starting
from community.models import Person, VettingCase
from community.queues.models import Item
from tests import factories as make
from tests.conftest import ClientOf

from .cases import EMAIL, open_case, secretary, sponsor, submitted, token_for, viewer

pytestmark = pytest.mark.django_db
BALLOT = {"act": "vote", "in_favour": "yes", "reason": "Looked at it.", "to_applicant": ""}


def _page(case: VettingCase) -> str:
    return f"/en/office/vetting/{case.uid}/"


def test_a_double_click_on_the_page_is_one_vote(client_of: ClientOf) -> None:
    one = secretary()
    secretary()
    case = open_case()
    for _twice in range(2):
        assert client_of(one).post(_page(case), BALLOT).status_code == 302
    assert case.votes.count() == 1
    assert client_of(one).post(_page(case), BALLOT | {"in_favour": "no"}).status_code == 422
    other = BALLOT | {"reason": "Something else."}
    assert client_of(one).post(_page(case), other).status_code == 409


def test_the_own_case_shows_a_dead_button_with_the_reason(client_of: ClientOf) -> None:
    one = secretary()
    secretary()
    case = open_case()
    Person.objects.filter(pk=one.pk).update(email="x@novi-oblak.example")
    one.refresh_from_db()
    page = client_of(one).get(_page(case)).content.decode()
    assert "This is the application of your own organisation: others decide." in page
    assert 'name="in_favour"' not in page
    assert client_of(one).post(_page(case), BALLOT).status_code == 409
    assert case.votes.count() == 0


def test_a_ballot_without_a_reason_keeps_what_was_typed(client_of: ClientOf) -> None:
    one, case = secretary(), open_case()
    typed = BALLOT | {"reason": "", "to_applicant": "Kept words."}
    answer = client_of(one).post(_page(case), typed)
    assert answer.status_code == 422
    assert b"Kept words." in answer.content
    assert b"There is a problem" in answer.content


def test_nobody_else_finds_case_or_list(client_of: ClientOf) -> None:
    case = open_case()
    client = client_of(make.member())
    for address in (_page(case), "/en/office/vetting/", "/en/office/rules/"):
        assert client.get(address).status_code == 404
        assert Client().get(address).status_code == 404
    assert client.post(_page(case), BALLOT).status_code == 404


def test_a_question_goes_out_and_its_answer_comes_back(client_of: ClientOf) -> None:
    one, case = secretary(), open_case()
    asked = client_of(one).post(_page(case), {"act": "ask", "text": "Who is on duty?"})
    assert asked.status_code == 302
    starting.answer_knock(starting.knock(EMAIL, "", "en"))
    browser = Client()
    page = browser.post(f"/en/join/open/{token_for(EMAIL)}/")["Location"]
    text = browser.get(page).content.decode()
    assert "Who is on duty?" in text
    assert one.name not in text
    question = case.application.questions.get()
    form = {"act": "answer", "question": question.uid, "answer": ""}
    assert browser.post(page, form).status_code == 422
    assert browser.post(page, form | {"answer": "Mira."}).status_code == 302
    assert browser.post(page, form | {"answer": "Twice."}).status_code == 409
    assert "Mira." in client_of(one).get(_page(case)).content.decode()


def test_a_logged_in_applicant_finds_the_question_among_what_waits() -> None:
    one, case = secretary(), open_case()
    contact = make.person(email=EMAIL, state="applicant")
    VettingCase.objects.filter(pk=case.pk).update(person=contact)
    from community.joining import asking

    asking.ask_applicant(case, "Who?", viewer=viewer(one), person=one)
    duties = duties_of(viewer(contact), contact)
    assert [d.url for d in duties if "/join/" in d.url] == [f"/en/join/{case.application.uid}/"]


def test_the_secretariat_finds_sponsors_on_the_page(client_of: ClientOf) -> None:
    one, known = secretary(), sponsor()
    made = submitted("The sister company", "Nobody we know")
    first, second = made.sponsorships.order_by("pk")
    page = _page(made.case)
    wrong = {"act": "find", "sponsor": first.uid, "email": "unknown@x.example"}
    answer = client_of(one).post(page, wrong)
    assert answer.status_code == 422
    assert b"unknown@x.example" in answer.content
    assert client_of(one).post(page, wrong | {"email": known.email}).status_code == 302
    aside = {"act": "set_aside", "sponsor": second.uid}
    assert client_of(one).post(page, aside).status_code == 302
    assert set(made.sponsorships.values_list("state", flat=True)) == {"asked", "not_found"}
    assert not Item.objects.filter(closed_at=None).exists()


def test_a_logged_in_applicant_finds_the_application_while_others_decide() -> None:
    contact = make.person(email=EMAIL, state="applicant")
    case = open_case()
    assert not [d for d in duties_of(viewer(contact), contact) if "/join/" in d.url]
    VettingCase.objects.filter(pk=case.pk).update(person=contact)
    (duty,) = [d for d in duties_of(viewer(contact), contact) if "/join/" in d.url]
    assert (duty.lane, duty.url) == ("read", f"/en/join/{case.application.uid}/")
