"""What people who come with a list are written."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.models import Organisation, Person
from community.notify.letters import Letter, absolute, send_letter


def welcome(person: Person, organisation: Organisation) -> None:
    """An account is there: how to open it, and what to sign."""

    def words() -> Letter:
        return Letter(
            _("Your account in the network"),
            [
                _("The network's secretariat has opened an account for you, on behalf of %(name)s.")
                % {"name": organisation.name},
                _("Choose a password with the button below; a code is mailed to this address."),
                _("Nothing is open to you before the agreements are signed: %(url)s")
                % {"url": absolute(f"/{get_language()}/me/agreements/")},
                _("If you expected no such letter, do nothing, or write to the secretariat."),
            ],
            _("Choose a password"),
            absolute(reverse("account_reset_password")),
        )

    send_letter(
        "rosters.welcome",
        words,
        thing_kind="organisation",
        thing_uid=organisation.uid,
        person=person,
    )
