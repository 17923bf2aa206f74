"""Passkeys as a person has them: made, used, asked for again, copied, lost; on desk and phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from community.enrolment import confirm_address, has_factor
from community.models import Person
from tests.community.accounts.mail import mailed_code
from tests.factories import PASSWORD, member

from .authenticator import plug_in
from .conftest import Judge, PageAt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = ["desktop", "phone"]
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOGIN_PATH = "/accounts/2fa/webauthn/login/"


@pytest.fixture
def base(live_server: Any) -> str:
    return str(live_server.url).replace("127.0.0.1", "localhost")


def _newcomer() -> Person:
    person = member(name="Passkey Person", password=PASSWORD, language="en")
    confirm_address(person)
    return person


def _with_password(page: Page, base: str, person: Person) -> None:
    page.goto(f"{base}/accounts/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


def _enrol(page: Page, base: str, person: Person) -> list[str]:
    """Password, mailed code, passkey; returns the recovery codes that are then shown."""
    _with_password(page, base, person)
    page.wait_for_url("**/login/code/confirm/**")
    page.fill("input[name=code]", mailed_code(person.email))
    page.press("input[name=code]", "Enter")
    page.goto(f"{base}/accounts/2fa/webauthn/add/")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("#mfa_webauthn_add")
    page.fill("input[name=name]", "Work laptop")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    page.wait_for_load_state("networkidle")
    return page.locator("ol.codes li").all_inner_texts()


def _sign_out(page: Page, base: str) -> None:
    page.goto(f"{base}/accounts/logout/")
    page.click("main button.btn-main")
    page.wait_for_selector("body.public", state="attached")


def _is_in(page: Page, base: str) -> bool:
    response = page.goto(f"{base}/accounts/sessions/")
    return bool(response and response.status == 200 and "/login/" not in page.url)


@pytest.mark.parametrize("size", SIZES)
def test_made_then_opens_the_account_without_a_password(
    page_at: PageAt, base: str, size: str, judge: Judge
) -> None:
    page, person = page_at(size, bypass_csp=True), _newcomer()
    device = plug_in(page)
    page.goto(f"{base}/accounts/login/")
    assert judge(page) == []
    assert page.evaluate(WIDE) <= 0
    assert len(_enrol(page, base, person)) == 10
    assert judge(page) == []
    assert [one["rpId"] for one in device.credentials()] == ["localhost"]
    assert device.credentials()[0]["isResidentCredential"]
    assert _is_in(page, base)
    _sign_out(page, base)
    assert not _is_in(page, base)
    page.goto(f"{base}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_selector("details.account", state="attached")
    assert _is_in(page, base)
    assert person.logins.latest("at").way == "passkey"
    page.goto(f"{base}/accounts/2fa/")
    assert judge(page) == []
    assert page.evaluate(WIDE) <= 0


@pytest.mark.parametrize("size", SIZES)
def test_asked_again_before_what_matters_and_renamed(
    page_at: PageAt, base: str, size: str, judge: Judge
) -> None:
    page, person = page_at(size), _newcomer()
    plug_in(page)
    _enrol(page, base, person)
    page.goto(f"{base}/accounts/2fa/webauthn/reauthenticate/?next=/accounts/2fa/webauthn/")
    assert judge(page) == []
    page.click("#mfa_webauthn_reauthenticate")
    page.wait_for_url(re.compile(r"^[^?]*/accounts/2fa/webauthn/$"))
    assert judge(page) == []
    assert page.evaluate(WIDE) <= 0
    page.fill("input[name=name]", "Laptop at home")
    page.click("text=Save the name")
    assert page.locator("h2.item-title").all_inner_texts() == ["Laptop at home"]
    page.click("button[value=remove]")
    page.click("button[value=remove-confirmed]")
    assert "only factor" in page.inner_text("main")
    assert has_factor(person)


def test_a_copied_answer_opens_nothing_here_or_elsewhere(page_at: PageAt, base: str) -> None:
    page, person = page_at(), _newcomer()
    plug_in(page)
    _enrol(page, base, person)
    _sign_out(page, base)
    answers: list[str] = []

    def listen(route: Route) -> None:
        answers.append(route.request.post_data or "")
        route.continue_()

    page.route("**/webauthn/login/", lambda route: listen(route))
    page.goto(f"{base}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_selector("details.account", state="attached")
    copied = next(text for text in answers if "credential" in text)
    _sign_out(page, base)
    for thief in (page, page_at()):
        thief.goto(f"{base}/accounts/login/")
        # A challenge of the thief's own is waiting; the answer belongs to another one.
        thief.evaluate("u => fetch(u, {headers: {Accept: 'application/json'}})", LOGIN_PATH)
        thief.evaluate(
            """([path, body]) => {
                const form = document.getElementById('mfa_login');
                const data = new URLSearchParams(body);
                form.credential.value = data.get('credential'); form.submit(); }""",
            [LOGIN_PATH, copied],
        )
        thief.wait_for_selector("text=does not fit")
        assert not _is_in(thief, base)


@pytest.mark.parametrize("size", SIZES)
def test_lost_and_recovered_by_a_code_that_counts_once(
    page_at: PageAt, base: str, size: str
) -> None:
    page, person = page_at(size), _newcomer()
    device = plug_in(page)
    codes = _enrol(page, base, person)
    _sign_out(page, base)
    device.forget()
    _with_password(page, base, person)
    page.wait_for_url("**/2fa/authenticate/**")
    page.fill("input[name=code]", codes[0])
    page.press("input[name=code]", "Enter")
    page.wait_for_selector("details.account", state="attached")
    page.goto(f"{base}/accounts/2fa/webauthn/add/")
    page.click("text=Use your password")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile(r"/accounts/2fa/$"))
    _sign_out(page, base)
    page.goto(f"{base}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_selector("details.account", state="attached")
    other = page_at(size)
    _with_password(other, base, person)
    other.fill("input[name=code]", codes[0])
    other.press("input[name=code]", "Enter")
    other.wait_for_selector(".errorlist")


def test_a_device_that_does_not_ask_its_owner_opens_nothing(page_at: PageAt, base: str) -> None:
    page, person = page_at(), _newcomer()
    device = plug_in(page)
    _enrol(page, base, person)
    _sign_out(page, base)
    device.verifies(False)
    page.goto(f"{base}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_selector("[data-passkey-error]:not([hidden])")
    assert not _is_in(page, base)


def test_the_owner_comes_in_while_the_account_is_hammered(page_at: PageAt, base: str) -> None:
    page, person = page_at(), _newcomer()
    plug_in(page)
    _enrol(page, base, person)
    _sign_out(page, base)
    for _n in range(6):
        _wrong_password(page, base, person)
    assert "use your passkey" in page.inner_text("main")
    page.click("#passkey_login")
    page.wait_for_selector("details.account", state="attached")
    assert _is_in(page, base)
    assert person.logins.filter(outcome="slowed").exists()


def _wrong_password(page: Page, base: str, person: Person) -> None:
    page.goto(f"{base}/accounts/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", "wrong")
    page.press("input[name=password]", "Enter")
    page.wait_for_selector(".errorlist, .summary-box")
