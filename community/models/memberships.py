"""Dated seats. `community.membership` is their only writer; no row is ever deleted.

A seat in a group or team is a person *via an organisation*: it ends with either.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .groups import Group
from .organisations import Organisation
from .teams import Team
from .users import Person


class Dated(models.Model):
    """From when until when; an empty end is open."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Seat(Dated):
    """A person in an organisation."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        ADMINISTRATOR = "administrator", _("administrator")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, choices=Role, default=Role.MEMBER)
    # When an administrator of the organisation last said that the person still works there.
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("seat")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(until=None),
                name="one_open_seat_per_organisation",
            )
        ]


class TeamSeat(Dated):
    """A person on a team's desk, with what they do there."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="team_seats")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="seats")
    writes = models.BooleanField(_("author"), default=True)
    reviews = models.BooleanField(_("reviewer"), default=False)
    releases = models.BooleanField(_("publisher"), default=False)

    class Meta:
        verbose_name = _("team seat")
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "team"],
                condition=models.Q(until=None),
                name="one_open_seat_per_team",
            )
        ]


class GroupSeat(Dated):
    """A person in a working group, on behalf of the organisation of the seat."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        CHAIR = "chair", _("chair")
        MODERATOR = "moderator", _("moderator")

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="group_seats")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, choices=Role, default=Role.MEMBER)

    class Meta:
        verbose_name = _("group seat")
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "group"],
                condition=models.Q(until=None),
                name="one_open_seat_per_group",
            )
        ]


class NetworkRole(Dated):
    """An office held for the whole network. None of them brings a reading token."""

    class Role(models.TextChoices):
        SECRETARIAT = "secretariat", _("secretariat")
        TRUSTEE = "trustee", _("trustee")
        AUDITOR = "auditor", _("auditor")
        OPERATOR = "operator", _("operator")
        WEB_EDITOR = "web_editor", _("web editor")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="network_roles")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        verbose_name = _("network role")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(until=None),
                name="one_open_network_role",
            )
        ]
