"""What an account needs before somebody can log in to it: a confirmed address, a factor."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db.models import Q

from .models import Person

OPENING_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def account_with(address: str) -> Person | None:
    """The account that has shown the address to be its own, or that is filed under it."""
    shown = Q(emailaddress__email__iexact=address, emailaddress__verified=True)
    rows = Person.objects.filter(shown | Q(email__iexact=address)).distinct()
    return rows.filter(shown).first() or rows.first()


def addresses_of(person: Person) -> set[str]:
    """The account's own address and every other it has shown to be its own; in lower case."""
    rows = person.emailaddress_set.all()  # type: ignore[attr-defined]
    return {person.email.lower()} | {row.email.lower() for row in rows if row.verified}


def has_factor(person: Person) -> bool:
    """Whether `person` has a factor that a login asks for; recovery codes alone are none."""
    return bool(factors_of(person))


def factors_of(person: Person) -> list[str]:
    """The kinds of factors of `person` that open a login."""
    rows = Authenticator.objects.filter(user=person, type__in=OPENING_FACTORS)
    return list(rows.values_list("type", flat=True))


def lets_go(factor: Authenticator) -> bool:
    """Whether its person keeps a factor that opens a login when `factor` goes."""
    others = Authenticator.objects.filter(user_id=factor.user_id).exclude(pk=factor.pk)
    return others.filter(type__in=OPENING_FACTORS).exists()


def confirm_address(person: Person) -> EmailAddress:
    """Notes the account's own address as confirmed, as vetting or the demo has found it."""
    row, _made = EmailAddress.objects.update_or_create(
        user=person,
        email=person.email.lower(),
        defaults={"verified": True, "primary": True},
    )
    return row


def give_totp(person: Person) -> str:
    """Gives `person` a new random TOTP secret in place of any older one; returns it (base32)."""
    Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret
