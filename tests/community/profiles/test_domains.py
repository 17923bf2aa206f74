"""Claims of domains: three ways to prove one, and nobody learns who else has it."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.access.policy import Refused
from community.models import Organisation, OrganisationDomain
from community.notify.models import OutgoingMail
from community.profiles import codes, domains
from community.profiles.models import DomainClaim
from community.queues.models import Item
from tests import factories as make
from tests.conftest import ClientOf

from .cast import administrator, by, officer
from .nameserver import serving

pytestmark = pytest.mark.django_db
DOMAIN = "alpha.example"


@pytest.fixture
def alpha() -> Organisation:
    return make.organisation("Alpha")


@pytest.fixture
def claim(alpha: Organisation) -> DomainClaim:
    return domains.claim_domain(alpha, DOMAIN, by=by(administrator(alpha)))


def mailed_code() -> str:
    letter = OutgoingMail.objects.filter(kind__contains="domain.code").latest("pk")
    return re.search(r"\b\d{8}\b", letter.text).group(0)


def held(domain: str = DOMAIN) -> list[str]:
    rows = OrganisationDomain.objects.filter(domain=domain, confirmed_at__isnull=False)
    return list(rows.values_list("organisation__name", flat=True))


def waiting() -> int:
    return Item.objects.filter(queue=domains.QUEUE, closed_at=None).count()


def test_a_mailed_code_confirms_a_claim(claim: DomainClaim) -> None:
    who = by(claim.by)
    domains.send_code(claim, "postmaster", by=who)
    letter = OutgoingMail.objects.latest("pk")
    assert (letter.address, letter.secret) == ("postmaster@alpha.example", True)
    assert "Alpha" not in letter.subject + letter.text
    assert domains.prove_by_code(claim, mailed_code(), by=who)
    assert held() == ["Alpha"]
    assert waiting() == 0


def test_a_code_works_once_and_five_wrong_ones_end_it(claim: DomainClaim) -> None:
    who = by(claim.by)
    domains.send_code(claim, "postmaster", by=who)
    right = mailed_code()
    wrong = "00000000" if right != "00000000" else "11111111"
    for _each in range(codes.MOST_TRIES):
        assert not domains.prove_by_code(claim, wrong, by=who)
    assert not domains.prove_by_code(claim, right, by=who)
    assert held() == []


def test_an_old_code_is_void(claim: DomainClaim, frozen) -> None:  # noqa: ANN001
    who = by(claim.by)
    domains.send_code(claim, "postmaster", by=who)
    first = mailed_code()
    frozen.shift(codes.LASTS)
    assert not domains.prove_by_code(claim, first, by=who)
    domains.send_code(claim, "postmaster", by=who)
    assert not domains.prove_by_code(claim, first, by=who)
    assert domains.prove_by_code(claim, mailed_code(), by=who)


def test_no_more_than_five_codes_are_mailed_for_a_claim(claim: DomainClaim) -> None:
    who = by(claim.by)
    for _each in range(codes.MOST_ROUNDS):
        domains.send_code(claim, "security", by=who)
    with pytest.raises(Refused):
        domains.send_code(claim, "security", by=who)
    assert OutgoingMail.objects.count() == codes.MOST_ROUNDS


def test_codes_go_to_fixed_addresses_only(claim: DomainClaim) -> None:
    with pytest.raises(ValueError, match="ceo"):
        domains.send_code(claim, "ceo", by=by(claim.by))


def test_a_text_record_confirms_a_claim(claim: DomainClaim, settings) -> None:  # noqa: ANN001
    who = by(claim.by)
    records: dict[str, list[str]] = {}
    with serving(records) as address:
        settings.DNS_RESOLVERS = [address]
        assert not domains.prove_by_dns(claim, by=who)
        records["_portal-challenge.alpha.example"] = ["other", "portal-verification=" + "0" * 32]
        assert not domains.prove_by_dns(claim, by=who)
        records["_portal-challenge.alpha.example"] = [f"portal-verification={claim.token}"]
        assert domains.prove_by_dns(claim, by=who)
    assert held() == ["Alpha"]


def test_a_name_server_that_is_not_there_proves_nothing(
    claim: DomainClaim,
    settings,  # noqa: ANN001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("community.profiles.dns_lookup.SECONDS", 0.2)
    with serving({}) as address:
        pass
    settings.DNS_RESOLVERS = [address]
    assert not domains.prove_by_dns(claim, by=by(claim.by))


def test_evidence_is_decided_by_one_of_the_secretariat_who_did_not_claim(
    alpha: Organisation,
) -> None:
    both = officer(alpha)
    seat = both.seats.get()
    seat.role = "administrator"
    seat.save()
    from community import membership

    membership.refresh(both)
    claim = domains.claim_domain(alpha, DOMAIN, by=by(both))
    domains.ask_by_hand(claim, "It is on our letterhead.", by=by(both))
    assert waiting() == 1
    with pytest.raises(Refused):
        domains.decide_claim(claim, True, "", by=by(both))
    domains.decide_claim(claim, True, "", by=by(officer()))
    assert held() == ["Alpha"]
    assert waiting() == 0
    assert OutgoingMail.objects.filter(person_id=both.pk, kind__contains="domain.decided").exists()


def test_a_refused_claim_gives_nothing_and_says_why(claim: DomainClaim) -> None:
    domains.ask_by_hand(claim, "Because.", by=by(claim.by))
    domains.decide_claim(claim, False, "It is a bakery's.", by=by(officer()))
    assert held() == []
    assert "It is a bakery's." in OutgoingMail.objects.latest("pk").text


def test_claiming_twice_is_one_claim(alpha: Organisation) -> None:
    who = by(administrator(alpha))
    first, second = (domains.claim_domain(alpha, DOMAIN, by=who) for _each in range(2))
    assert first == second


def test_claiming_and_withdrawing_over_and_over_ends(alpha: Organisation) -> None:
    who = by(administrator(alpha))
    for _each in range(domains.MOST_A_DAY):
        domains.withdraw_claim(domains.claim_domain(alpha, DOMAIN, by=who), by=who)
    with pytest.raises(Refused):
        domains.claim_domain(alpha, DOMAIN, by=who)


def test_nobody_but_an_administrator_claims(alpha: Organisation) -> None:
    for person in (make.member(alpha), administrator(make.organisation()), officer()):
        with pytest.raises(Refused):
            domains.claim_domain(alpha, DOMAIN, by=by(person))


def test_a_proven_claim_of_anothers_domain_lies_with_the_secretariat(claim: DomainClaim) -> None:
    beta = make.organisation("Beta", state="suspended")
    OrganisationDomain.objects.create(organisation=beta, domain=DOMAIN, confirmed_at=timezone.now())
    who = by(claim.by)
    domains.send_code(claim, "postmaster", by=who)
    assert domains.prove_by_code(claim, mailed_code(), by=who)
    assert held() == ["Beta"]
    assert waiting() == 1
    domains.decide_claim(claim, True, "", by=by(officer()))
    assert held() == ["Alpha"]


def test_the_secretariat_sees_the_conflict(claim: DomainClaim, client_of: ClientOf) -> None:
    beta = make.organisation("Beta holds it")
    OrganisationDomain.objects.create(organisation=beta, domain=DOMAIN)
    domains.ask_by_hand(claim, "It is ours.", by=by(claim.by))
    page = client_of(officer()).get(reverse("profiles:office-domain", args=[claim.uid]))
    assert "Beta holds it" in page.content.decode()


def played(client: Client, alpha: Organisation, claim_page: str) -> list[bytes]:
    """Everything a claimant is told before they have proven that the domain is theirs."""
    mask = re.compile(
        rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce-[\w+/=-]+|"CSRF_TOKEN": "[^"]*"'
        rb"|[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}"
    )
    listing = reverse("profiles:domains", args=[alpha.uid])
    steps: list[Callable[[], object]] = [
        lambda: client.get(listing),
        lambda: client.post(listing, {"act": "claim", "domain": DOMAIN}, follow=True),
        lambda: client.post(claim_page, {"act": "send", "mailbox": "postmaster"}, follow=True),
        lambda: client.post(claim_page, {"act": "code", "code": "1234"}),
        lambda: client.post(claim_page, {"act": "evidence", "evidence": "Ours."}, follow=True),
        lambda: client.get(claim_page),
    ]
    return [mask.sub(b"", step().content) for step in steps]


def test_a_claimant_is_told_the_same_whether_another_organisation_holds_the_domain(
    alpha: Organisation,
    client_of: ClientOf,
    frozen,  # noqa: ANN001
) -> None:
    who = administrator(alpha)
    client = client_of(who)
    client.get(reverse("profiles:domains", args=[alpha.uid]))
    answers = []
    for taken in (False, True):
        DomainClaim.objects.all().delete()
        if taken:
            beta = make.organisation("Beta")
            OrganisationDomain.objects.create(
                organisation=beta, domain=DOMAIN, confirmed_at=timezone.now()
            )
        claim = domains.claim_domain(alpha, DOMAIN, by=by(who))
        page = reverse("profiles:domain-claim", args=[claim.uid])
        answers.append(played(client, alpha, page))
    assert answers[0] == answers[1]
    assert waiting() == 2
    assert mail.outbox == []


def test_what_is_typed_is_kept_and_the_reason_stands_beside_it(
    alpha: Organisation, client_of: ClientOf
) -> None:
    client = client_of(administrator(alpha))
    listing = f"/en/organisations/{alpha.uid}/domains/"
    page = client.post(listing, {"act": "claim", "domain": "mail.alpha.example"})
    assert page.status_code == 422
    assert 'value="mail.alpha.example"' in page.content.decode()
    assert "Enter the domain itself, alpha.example" in page.content.decode()


def test_a_removed_domain_counts_no_longer(alpha: Organisation, client_of: ClientOf) -> None:
    OrganisationDomain.objects.create(
        organisation=alpha, domain=DOMAIN, confirmed_at=timezone.now()
    )
    address = reverse("profiles:domain-removal", args=[alpha.uid])
    client_of(administrator(alpha)).post(address, {"domain": DOMAIN})
    assert held() == []
