"""What a network sets for itself: how many sponsors, how many vetters, how long what may rest."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

AT_LEAST_ONE = [MinValueValidator(1)]


class NetworkRules(models.Model):
    """One row. No value reaches below one person besides the one who acts: four eyes stay.

    Written by `community.rules.set_rules` only. Days are calendar days of 24 hours.
    """

    ONLY = 1

    sponsors_needed = models.PositiveSmallIntegerField(_("sponsors of an applicant"), default=2)
    vetters_needed = models.PositiveSmallIntegerField(
        _("vetters of an organisation"), default=2, validators=AT_LEAST_ONE
    )
    person_vetters_needed = models.PositiveSmallIntegerField(
        _("vetters of a person, after their organisation"), default=1, validators=AT_LEAST_ONE
    )
    remind_after_days = models.PositiveSmallIntegerField(
        _("days until a queue reminds its owner"), default=3, validators=AT_LEAST_ONE
    )
    escalate_after_days = models.PositiveSmallIntegerField(
        _("days until a queue asks everybody who may act"), default=7, validators=AT_LEAST_ONE
    )
    reconfirm_every_days = models.PositiveSmallIntegerField(
        _("days after which an organisation confirms its people again"),
        default=91,
        validators=AT_LEAST_ONE,
    )
    dormant_after_days = models.PositiveSmallIntegerField(
        _("days without a visit until an account falls asleep"),
        default=180,
        validators=AT_LEAST_ONE,
    )
    dormant_notice_days = models.PositiveSmallIntegerField(
        _("days before that on which its owner is told"), default=14, validators=AT_LEAST_ONE
    )
    invitation_days = models.PositiveSmallIntegerField(
        _("days an invitation lasts"), default=14, validators=AT_LEAST_ONE
    )
    amber_title_in_mail = models.BooleanField(
        _("mails about TLP:AMBER carry the title in their text"), default=False
    )

    class Meta:
        verbose_name = _("rules of the network")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="community_one_rules"),
            models.CheckConstraint(
                condition=models.Q(vetters_needed__gte=1, person_vetters_needed__gte=1),
                name="community_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return "rules of the network"
