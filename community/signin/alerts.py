"""Letters about somebody's account: a login from somewhere new, a factor gone, a new start."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.models import Person
from community.notify.letters import Letter, absolute, send_letter

from .models import FactorReset, Login


def tell_of(login: Login) -> None:
    """A login from a device or country that is new for its person."""
    person = login.person
    if person is None:
        return

    def words() -> Letter:
        when = date_format(timezone.localtime(login.at), "DATETIME_FORMAT")
        place = f"{login.address} {login.country}".strip()
        facts = _("When: %(when)s. From: %(place)s. Device: %(device)s.") % {
            "when": when,
            "place": place,
            "device": login.family or _("unknown"),
        }
        return Letter(
            _("A new device signed in to your account"),
            [
                _("Somebody signed in to your account from where you had not been before."),
                facts,
                _("If it was you, there is nothing to do."),
                _(
                    "If it was not you: end all other sessions, change your password, look "
                    "through your passkeys, and tell the office of the network."
                ),
            ],
            _("See your sessions"),
            absolute(reverse("usersessions_list")),
        )

    send_letter("new-login", words, thing_kind="login", thing_uid=login.uid, person=person)


def tell_of_removed_factor(person: Person, factor: str, mark: str) -> None:
    """A passkey, app or set of codes that opens the account no more. `mark` makes it once."""

    def words() -> Letter:
        return Letter(
            _("A way to sign in was removed from your account"),
            [
                _("A passkey of your account was removed, and your other sessions were ended.")
                if factor == "webauthn"
                else _("Your authenticator app was removed."),
                _("If it was not you, tell the office of the network at once."),
            ],
            _("See your ways to sign in"),
            absolute(reverse("mfa_index")),
        )

    send_letter(
        "factor-removed",
        words,
        thing_kind="person",
        thing_uid=person.uid,
        person=person,
        again=mark,
    )


def tell_of_reset(reset: FactorReset) -> None:
    """The person's factors were taken off, and how to go on. Says no word that opens anything."""

    def words() -> Letter:
        return Letter(
            _("Your account waits for a new passkey"),
            [
                _(
                    "Two people of the office have removed the passkeys and the authenticator "
                    "app of your account, because they were told that you lost them."
                ),
                _(
                    "Sign in with your password and the code that we then mail to you. You are "
                    "asked for the word that the office tells you by telephone; then make a new "
                    "passkey."
                ),
                _("If you asked for nothing, tell the office of the network at once."),
            ],
            _("Sign in"),
            absolute(reverse("account_login")),
        )

    send_letter(
        "factor-reset", words, thing_kind="factor_reset", thing_uid=reset.uid, person=reset.person
    )
