"""The only writer of domain claims. A confirmed claim becomes a row of the organisation.

Whether another organisation holds the domain is told to nobody but the secretariat: a claim of
it begins, is mailed and is proven like any other, and then lies with the secretariat.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.access.policy import Refused, require
from community.audit.recording import record
from community.models import Organisation, OrganisationDomain, Person
from community.notify.letters import Letter, absolute, send_letter
from community.queues import keeping
from community.standing import open_seats

from . import codes
from .acting import By
from .dns_lookup import has_token
from .models import DomainClaim
from .models.codes import CODE_FIELDS

QUEUE = "domains"
# Addresses that belong to who runs the domain (RFC 2142), whoever asks for the code.
MAILBOXES = ("postmaster", "hostmaster", "security")
# Claims of one organisation, open ones and those of a day: each may send letters to a mailbox
# that is not theirs.
MOST_OPEN = 10
MOST_A_DAY = 20
DAY = timedelta(days=1)
State = DomainClaim.State


class NotProven(Refused):
    """The answer was not the one that proves a claim."""

    def __init__(self, reason: str) -> None:
        super().__init__("domain.prove", reason)


@transaction.atomic
def claim_domain(organisation: Organisation, domain: str, *, by: By) -> DomainClaim:
    """An open claim of a cleaned domain; the open one, if the organisation has it already."""
    require(by.viewer, "organisation.edit", organisation)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    claims = DomainClaim.objects.filter(
        organisation=organisation, state__in=[State.OPEN, State.WAITING]
    )
    if (earlier := claims.filter(domain=domain).first()) is not None:
        return earlier
    if claims.count() >= MOST_OPEN:
        raise Refused("domain.claim", _("Prove or withdraw the claims you have first."))
    lately = DomainClaim.objects.filter(organisation=organisation, at__gt=timezone.now() - DAY)
    if lately.count() >= MOST_A_DAY:
        raise Refused("domain.claim", _("Enough domains were claimed today. Go on tomorrow."))
    if organisation.domains.filter(domain=domain, confirmed_at__isnull=False).exists():
        raise Refused("domain.claim", _("Your organisation has this domain already."))
    claim = DomainClaim.objects.create(
        organisation=organisation, domain=domain, by=by.person, at=timezone.now()
    )
    _log(by, "domain.claim", claim)
    return claim


@transaction.atomic
def send_code(claim: DomainClaim, mailbox: str, *, by: By) -> None:
    """Mails a code to a fixed address of the domain; the codes before it are void."""
    claim = _open_claim(claim, by)
    if mailbox not in MAILBOXES:
        raise ValueError(mailbox)
    try:
        code = codes.new_code(claim, f"{mailbox}@{claim.domain}")
    except codes.TooManyCodes:
        message = _("No more codes can be sent for this claim. Use another way.")
        raise Refused("domain.code", message) from None
    claim.save(update_fields=CODE_FIELDS)
    send_letter(
        "domain.code",
        lambda: _letter(claim, code),
        thing_kind="domain_claim",
        thing_uid=claim.uid,
        address=claim.code_address,
        language=by.person.language,
        secret=True,
        again=str(claim.code_rounds),
    )
    _log(by, "domain.code", claim)


def prove_by_code(claim: DomainClaim, typed: str, *, by: By) -> bool:
    """True with the right code: the claim is confirmed, or lies with the secretariat."""
    with transaction.atomic():
        claim = _open_claim(claim, by)
        right = codes.answers(claim, typed)
        claim.save(update_fields=CODE_FIELDS)
        if right:
            _proven(claim, DomainClaim.Proof.MAIL, by)
    return right


def prove_by_dns(claim: DomainClaim, *, by: By) -> bool:
    """True if the domain's text record says the claim's token. Asks the network first."""
    require(by.viewer, "organisation.edit", claim.organisation)
    if not has_token(claim.domain, claim.token):
        return False
    with transaction.atomic():
        _proven(_open_claim(claim, by), DomainClaim.Proof.DNS, by)
    return True


@transaction.atomic
def ask_by_hand(claim: DomainClaim, evidence: str, *, by: By) -> None:
    """Lays evidence before the secretariat, where neither mail nor DNS can be used."""
    claim = _open_claim(claim, by)
    claim.evidence = evidence
    claim.proof = DomainClaim.Proof.PAPER
    _to_secretariat(claim)
    _log(by, "domain.ask", claim)


@transaction.atomic
def withdraw_claim(claim: DomainClaim, *, by: By) -> None:
    """Takes a claim back that is not decided yet."""
    require(by.viewer, "organisation.edit", claim.organisation)
    claim = DomainClaim.objects.select_for_update().get(pk=claim.pk)
    if claim.state in (State.OPEN, State.WAITING):
        claim.state = State.WITHDRAWN
        claim.save(update_fields=["state"])
        keeping.close(QUEUE, claim.uid)
        _log(by, "domain.withdraw", claim)


@transaction.atomic
def decide_claim(claim: DomainClaim, confirmed: bool, reason: str, *, by: By) -> None:
    """The secretariat confirms or refuses. Who held the domain before holds it no longer."""
    claim = DomainClaim.objects.select_for_update().get(pk=claim.pk)
    require(by.viewer, "domain.decide", claim)
    if claim.state != State.WAITING:
        raise Refused("domain.decide", _("This claim is decided already."))
    claim.state = State.CONFIRMED if confirmed else State.REFUSED
    claim.decided_by, claim.decided_at, claim.reason = by.person, timezone.now(), reason
    claim.save()
    taken_from = holder_of(claim) if confirmed else None
    if confirmed:
        OrganisationDomain.objects.filter(domain=claim.domain).delete()
        _give(claim)
    keeping.close(QUEUE, claim.uid)
    if claim.by is not None and _still_there(claim.by, claim.organisation):
        send_letter(
            "domain.decided",
            lambda: _decision(claim),
            thing_kind="domain_claim",
            thing_uid=claim.uid,
            person=claim.by,
        )
    former = str(taken_from.uid) if taken_from else ""
    _log(by, "domain.decide", claim, state=claim.state, taken_from=former)


@transaction.atomic
def remove_domain(organisation: Organisation, domain: str, *, by: By) -> None:
    """The organisation has a domain no longer; nobody's account changes by that."""
    require(by.viewer, "organisation.edit", organisation)
    deleted, _each = organisation.domains.filter(domain=domain).delete()
    if deleted:
        record(
            actor=by.actor,
            verb="domain.remove",
            kind="organisation",
            uid=str(organisation.uid),
            on_behalf_of=str(organisation.uid),
        )


def holder_of(claim: DomainClaim) -> Organisation | None:
    """Which other organisation holds the domain; for the secretariat's eyes only."""
    rows = OrganisationDomain.objects.filter(domain=claim.domain).select_related("organisation")
    held = rows.exclude(organisation=claim.organisation_id).first()
    return held.organisation if held else None


def _still_there(person: Person, organisation: Organisation) -> bool:
    """Whether a letter about the organisation is still theirs to read."""
    return open_seats(person, timezone.now()).filter(organisation=organisation).exists()


def _proven(claim: DomainClaim, proof: str, by: By) -> None:
    claim.proof = proof
    if holder_of(claim) is None and _given(claim):
        claim.state = State.CONFIRMED
        claim.decided_at = timezone.now()
        claim.save()
    else:
        _to_secretariat(claim)
    _log(by, "domain.prove", claim, proof=proof)


def _to_secretariat(claim: DomainClaim) -> None:
    claim.state = State.WAITING
    claim.save()
    keeping.put(QUEUE, "domain_claim", claim.uid, role="secretariat")


def _given(claim: DomainClaim) -> bool:
    """False if another organisation was confirmed at this very moment."""
    try:
        with transaction.atomic():
            _give(claim)
    except IntegrityError:
        return False
    return True


def _give(claim: DomainClaim) -> None:
    OrganisationDomain.objects.update_or_create(
        organisation=claim.organisation,
        domain=claim.domain,
        defaults={"confirmed_at": timezone.now()},
    )


def _open_claim(claim: DomainClaim, by: By) -> DomainClaim:
    require(by.viewer, "organisation.edit", claim.organisation)
    claim = DomainClaim.objects.select_for_update().select_related("organisation").get(pk=claim.pk)
    if claim.state != State.OPEN:
        raise Refused("domain.prove", _("This claim no longer waits for a proof."))
    return claim


def _letter(claim: DomainClaim, code: str) -> Letter:
    # The claimant's name for itself is not ours to vouch for: the letter names the domain alone.
    return Letter(
        _("A code for %(domain)s") % {"domain": claim.domain},
        [
            _("Somebody says in our portal that the domain %(domain)s is their organisation's.")
            % {"domain": claim.domain},
            _("If you know who asks, give them this code: %(code)s") % {"code": code},
            _("If you do not, do nothing: without the code nothing happens."),
        ],
    )


def _decision(claim: DomainClaim) -> Letter:
    if claim.state == State.CONFIRMED:
        told = _("The domain %(domain)s now counts as your organisation's.")
    else:
        told = _("The secretariat could not confirm that %(domain)s is your organisation's.")
    return Letter(
        _("Your claim of a domain is decided"),
        [text for text in (told % {"domain": claim.domain}, claim.reason) if text],
        _("Your organisation's domains"),
        absolute(reverse("profiles:domains", args=[claim.organisation.uid])),
    )


def _log(by: By, verb: str, claim: DomainClaim, **details: object) -> None:
    record(
        actor=by.actor,
        verb=verb,
        kind="domain_claim",
        uid=str(claim.uid),
        on_behalf_of="" if verb == "domain.decide" else str(claim.organisation.uid),
        details=details,
    )
