"""What an account needs before somebody can log in to it: a confirmed address, a factor."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from .models import Person

OPENING_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(person: Person) -> bool:
    """Whether `person` has a factor that a login asks for; recovery codes alone are none."""
    return Authenticator.objects.filter(user=person, type__in=OPENING_FACTORS).exists()


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
