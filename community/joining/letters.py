"""The words of the letters of this slice. Each is called under its recipient's language."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.models import Person
from community.notify.letters import Letter, absolute, send_letter

from .models import Application, Link, Question, Sponsorship
from .states import case_of

Words = Callable[[], Letter]


def _to_applicant(kind: str, application: Application, words: Words, again: str = "") -> None:
    send_letter(
        f"joining.{kind}",
        words,
        thing_kind="application",
        thing_uid=application.uid,
        address=application.email,
        language=application.language,
        again=again,
    )


def send_link(application: Application, link: Link, token: str, *, language: str) -> None:
    """The link that opens the application. The text is wiped once it is sent."""

    def words() -> Letter:
        return Letter(
            _("Your application"),
            [
                _("Somebody, we hope you, asked to write or go on with this application:"),
                application.name,
                _("The link works once, within seven days. You can have a new one at any time."),
                _("If it was not you, do nothing: without the link nobody gets any further."),
            ],
            _("Open the application"),
            absolute(reverse("joining:open", args=[token])),
        )

    send_letter(
        "joining.link",
        words,
        thing_kind="application",
        thing_uid=application.uid,
        address=application.email,
        language=language,
        secret=True,
        again=link.uid.hex,
    )


def send_received(application: Application) -> None:
    """It is submitted; what comes next."""

    def words() -> Letter:
        return Letter(
            _("We have your application"),
            [
                _("We have received the application of %(name)s.") % {"name": application.name},
                _("First we ask the sponsors you named, then people of the network decide."),
                _("You can see where it stands and answer questions here:"),
            ],
            _("Ask for a link to the application"),
            absolute(reverse("joining:again")),
        )

    _to_applicant("received", application, words)


def ask_sponsor(row: Sponsorship, again: str = "") -> None:
    """A member is asked to vouch for somebody who named them."""
    application = row.application

    def words() -> Letter:
        return Letter(
            _("Do you vouch for %(name)s?") % {"name": application.name},
            [
                _("%(name)s wants to join the network and named you as a sponsor.")
                % {"name": application.name},
                _(
                    "Say yes only if you know them and would share with them. Say no freely: "
                    "the applicant is not told who declined, nor why."
                ),
            ],
            _("Answer"),
            absolute(reverse("joining:sponsoring", args=[row.uid])),
        )

    send_letter(
        "joining.sponsor",
        words,
        thing_kind="sponsorship",
        thing_uid=row.uid,
        person=row.person,
        again=again,
    )


def ask_for_another(row: Sponsorship) -> None:
    """A sponsor could not be won. Whether they are not known or declined is not said."""
    application = row.application

    def words() -> Letter:
        return Letter(
            _("Please name another sponsor"),
            [
                _("One of the sponsors you named could not be won:"),
                row.typed,
                _("Please name another one."),
            ],
            _("Ask for a link to the application"),
            absolute(reverse("joining:again")),
        )

    _to_applicant("another", application, words, again=row.uid.hex)


def send_question(question: Question) -> None:
    """The applicant has to answer something."""

    def words() -> Letter:
        return Letter(
            _("A question about your application"),
            [
                _("We have a question about the application of %(name)s:")
                % {"name": question.application.name},
                question.text,
                _("Until you answer, the application rests."),
            ],
            _("Ask for a link to the application"),
            absolute(reverse("joining:again")),
        )

    _to_applicant("question", question.application, words, again=question.uid.hex)


def send_welcome(application: Application, person: Person) -> None:
    """Approved: how to log in and what to sign."""

    def words() -> Letter:
        return Letter(
            _("Welcome to the network"),
            [
                _("%(name)s has been admitted.") % {"name": application.name},
                _(
                    "You have an account with this address and administer your organisation's "
                    "part: %(url)s"
                )
                % {"url": absolute(reverse("account_login"))},
                _(
                    "If you have no password yet, choose one with the button below. You then "
                    "make your second factor."
                ),
                _(
                    "Nothing is open before the agreements are signed, by your organisation "
                    "and by yourself. You find them here: %(url)s"
                )
                % {"url": absolute(f"/{get_language()}/me/agreements/")},
            ],
            _("Choose a password"),
            absolute(reverse("account_reset_password")),
        )

    _to_applicant("welcome", application, words)


def send_refusal(application: Application, reasons: Iterable[str]) -> None:
    """Refused, with what the vetters wrote for the applicant and nothing else."""
    told = [reason for reason in reasons if reason]

    def words() -> Letter:
        return Letter(
            _("Your application was not approved"),
            [
                _("The application of %(name)s was not approved.") % {"name": application.name},
                *told,
                _("You may apply again when this has changed."),
            ],
        )

    _to_applicant("refusal", application, words)


def tell_of_dispute(application: Application, people: Iterable[Person]) -> None:
    """Two vetters disagree: a third has to decide."""
    case = case_of(application)

    def words() -> Letter:
        return Letter(
            _("Two vetters disagree"),
            [
                _("Those who vet an application came to different ends."),
                _("One more person has to look at it. You may be that person."),
            ],
            _("Open the case"),
            absolute(reverse("joining:case", args=[case.uid])),
        )

    for person in people:
        send_letter(
            "joining.dispute", words, thing_kind="vetting", thing_uid=case.uid, person=person
        )


def tell_expired(application: Application, now: datetime) -> None:
    """It waited too long for sponsors."""

    def words() -> Letter:
        return Letter(
            _("Your application has been closed"),
            [
                _("No sponsors were found in time for the application of %(name)s.")
                % {"name": application.name},
                _("You may apply again at any time."),
            ],
        )

    _to_applicant("expired", application, words)
