"""Teams as their organisation's administrators keep them. A mailbox counts once it is proven."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import founding
from community.access.policy import Refused, require
from community.audit.recording import record
from community.models import Organisation, Team
from community.notify.letters import Letter, send_letter
from search import registry

from . import codes
from .acting import By
from .editing import EditedMeanwhile
from .models import TeamCard
from .models.codes import CODE_FIELDS

TEAM_FIELDS = ("name", "phone")
CARD_FIELDS = ("hours", "constituency", "is_public")


class WrongCode(Refused):
    """What was typed is not the code that was mailed, or it is too old."""

    def __init__(self) -> None:
        super().__init__("team.mailbox", _("This is not the code, or it is too old."))


def card_of(team: Team) -> TeamCard:
    """The side of the team that this slice keeps; made at first need."""
    return TeamCard.objects.get_or_create(team=team)[0]


@transaction.atomic
def found_team(organisation: Organisation, values: Mapping[str, object], *, by: By) -> Team:
    """A new team; it publishes nothing until the secretariat says so."""
    require(by.viewer, "organisation.edit", organisation)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if (earlier := organisation.teams.filter(name=values["name"]).first()) is not None:
        return earlier
    fields: dict[str, Any] = {name: values[name] for name in TEAM_FIELDS}
    made = founding.found_team(organisation, by=by.actor, **fields)
    TeamCard.objects.create(
        team=made, verified_at=timezone.now(), **{name: values[name] for name in CARD_FIELDS}
    )
    registry.touch("organisation", organisation.uid)
    return made


@transaction.atomic
def edit_team(team: Team, values: Mapping[str, object], *, by: By, revision: int) -> None:
    """Writes name, phone and hours; EditedMeanwhile if the form is too old."""
    require(by.viewer, "organisation.edit", team.organisation)
    card = TeamCard.objects.select_for_update().get(pk=card_of(team).pk)
    if card.revision != revision:
        raise EditedMeanwhile("team.edit")
    for name in TEAM_FIELDS:
        setattr(team, name, values[name])
    team.save(update_fields=TEAM_FIELDS)
    for name in CARD_FIELDS:
        setattr(card, name, values[name])
    card.revision += 1
    card.verified_at = timezone.now()
    card.save()
    registry.touch("organisation", team.organisation.uid)
    _log(by, "team.edit", team)


@transaction.atomic
def verify_team(team: Team, *, by: By) -> None:
    """Somebody looked: the contacts are right today."""
    require(by.viewer, "organisation.edit", team.organisation)
    card_of(team)
    TeamCard.objects.filter(team=team).update(verified_at=timezone.now())
    _log(by, "team.verify", team)


@transaction.atomic
def ask_mailbox(team: Team, address: str, *, by: By) -> None:
    """Mails a code to the wanted mailbox; the team keeps its old one until it is typed in."""
    card = _locked_card(team, by)
    codes.begin_anew(card)
    try:
        code = codes.new_code(card, address)
    except codes.TooManyCodes:
        message = _("No more codes can be sent to this mailbox. Ask the secretariat.")
        raise Refused("team.mailbox", message) from None
    card.save(update_fields=CODE_FIELDS)
    send_letter(
        "team.mailbox",
        lambda: _letter(team, code),
        thing_kind="team",
        thing_uid=team.uid,
        address=address,
        language=by.person.language,
        secret=True,
        again=f"{timezone.now():%Y%m%d%H%M%S%f}",
    )
    _log(by, "team.mailbox_ask", team)


def confirm_mailbox(team: Team, typed: str, *, by: By) -> bool:
    """True with the right code: the mailbox is the team's from now on."""
    with transaction.atomic():
        card = _locked_card(team, by)
        right = codes.answers(card, typed)
        if right:
            team.mailbox = card.code_address
            team.save(update_fields=["mailbox"])
            card.mailbox_confirmed_at = timezone.now()
        card.save()
        if right:
            _log(by, "team.mailbox", team)
    return right


@transaction.atomic
def set_publishing(team: Team, publishes: bool, *, by: By) -> None:
    """Only the secretariat says which teams publish."""
    require(by.viewer, "organisation.manage", team.organisation)
    if team.publishes == publishes:
        return
    team.publishes = publishes
    team.save(update_fields=["publishes"])
    _log(by, "team.publishing", team, publishes=int(publishes))


def _locked_card(team: Team, by: By) -> TeamCard:
    require(by.viewer, "organisation.edit", team.organisation)
    return TeamCard.objects.select_for_update().get(pk=card_of(team).pk)


def _letter(team: Team, code: str) -> Letter:
    return Letter(
        _("A code for this mailbox"),
        [
            _("This address was entered as the mailbox of the team %(team)s.")
            % {"team": team.name},
            _("If that is right, type this code into the portal: %(code)s") % {"code": code},
            _("If it is not, do nothing: without the code nothing is sent here."),
        ],
    )


def _log(by: By, verb: str, team: Team, **details: object) -> None:
    record(
        actor=by.actor,
        verb=verb,
        kind="team",
        uid=str(team.uid),
        on_behalf_of="" if verb == "team.publishing" else str(team.organisation.uid),
        details=details,
    )
