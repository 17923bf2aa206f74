"""What is remembered of logins: for the person themselves, and to notice a stranger."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Person


class Epoch(models.Model):
    """A number that every session of a person carries; raising it ends them all.

    Also those that are listed nowhere. No row means 0.
    """

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="login_epoch"
    )
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"epoch {self.number}"


class Login(Addressable):
    """One attempt to come in. Kept for `LOGIN_DAYS`, apart from the audit log for its address.

    `person` is empty where the address that was typed has no account. `family` is browser and
    system in words ("Firefox, Linux"), `country` two letters or empty.
    """

    class Outcome(models.TextChoices):
        IN = "in", _("signed in")
        WRONG = "wrong", _("wrong password or code")
        SLOWED = "slowed", _("too many attempts")

    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="logins"
    )
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.IN)
    way = models.CharField(max_length=60, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    family = models.CharField(max_length=80, blank=True)
    new_device = models.BooleanField(default=False)
    new_country = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("login")
        indexes = [
            models.Index(fields=["person", "-at"], name="signin_of_person"),
            models.Index(fields=["at"], name="signin_by_age"),
        ]

    def __str__(self) -> str:
        return f"login {self.uid}"


class FactorReset(Addressable):
    """A person who lost every factor is let in anew: one asks, another confirms, four eyes.

    `word` is the hash of what the confirmer tells the person by telephone; the mailed code of
    the login is the other half.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")
        USED = "used", _("used")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="factor_resets")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField()
    word = models.CharField(max_length=128, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("new enrolment")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state="asked"), name="one_asked_reset"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state="confirmed"), name="one_open_reset"
            ),
        ]
