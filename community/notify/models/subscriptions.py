"""What a person wants to hear of, where from, how often, and at which hours."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models import Person


class Concern(models.TextChoices):
    """What a mail is about, as people choose it."""

    ADVISORIES = "advisories", _("advisories")
    TOPICS = "topics", _("new topics")
    REPLIES = "replies", _("replies")
    OWN = "own", _("replies where I wrote")
    CRISIS = "crisis", _("crisis")
    DIGEST = "digest", _("collected mail")


class Interval(models.TextChoices):
    """How often; `NEVER` is a choice too, not the absence of one."""

    NOW = "now", _("at once")
    HOURLY = "hourly", _("once an hour")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("no mail")


# Those that collect what there is into one mail.
COLLECTED = (Interval.HOURLY, Interval.DAILY, Interval.WEEKLY)


class Subscription(models.Model):
    """A choice that differs from the default. No row: what `choosing.DEFAULTS` says.

    `place` is empty for everywhere, else `group:uid`, `team:uid` or `topic:uid`; for
    collected mail it is the interval that was ended.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", _("mail")
        NONE = "none", _("none")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(max_length=20, choices=Concern)
    place = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    interval = models.CharField(max_length=10, choices=Interval)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "place"], name="notify_one_subscription"
            )
        ]
        indexes = [models.Index(fields=["kind", "place", "person"], name="notify_subscribed")]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"


class MailHours(models.Model):
    """When a person's mail may come, in their own zone. No row: digests at seven, no quiet."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mail_hours")
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    digest_hour = models.PositiveSmallIntegerField(default=7, validators=[MaxValueValidator(23)])
    # 0 is Monday.
    digest_weekday = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(6)])

    def __str__(self) -> str:
        return f"Mail hours {self.pk}"
