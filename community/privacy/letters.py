"""What the portal writes about one's own data."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from community.notify.letters import Letter, absolute, send_letter

from .models import Erasure, Export


def export_ready(export: Export) -> None:
    """A large copy took a while."""

    def words() -> Letter:
        return Letter(
            _("The copy of your data is ready"),
            [_("You can download it twice, within seven days. Then it is deleted.")],
            _("Open your data"),
            absolute(reverse("privacy:mine")),
        )

    send_letter(
        "privacy.export",
        words,
        thing_kind="export",
        thing_uid=export.uid,
        person=export.person,
        again=export.asked_at.strftime("%Y%m%dT%H%M%S"),
    )


def erasure_waits(erasure: Erasure) -> None:
    """Whoever asked for it: the person hears of it and can withdraw until the day."""
    assert erasure.due_at is not None  # noqa: S101  it waits
    due = erasure.due_at

    def words() -> Letter:
        day = date_format(localtime(due), "DATETIME_FORMAT")
        return Letter(
            _("Your account will be erased"),
            [
                _("On %(day)s your account and what is kept about you are erased.") % {"day": day},
                _("Until then you can sign in, take a copy of your data, and withdraw this."),
                _("What you wrote stays without your name. No further letter will follow."),
                _("If it was not you who asked, withdraw it and write to the secretariat."),
            ],
            _("Open your data"),
            absolute(reverse("privacy:mine")),
        )

    send_letter(
        "privacy.erasure",
        words,
        thing_kind="erasure",
        thing_uid=erasure.uid,
        person=erasure.person,
    )
