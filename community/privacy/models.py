"""One's own data: copies that were asked for, erasures, and how long what is kept."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Person


class Export(Addressable):
    """A copy of everything that is kept about a person. One at a time, and not for long.

    The bytes lie in the row, so that they go with it, from the database and its backups.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)
    downloads = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    content = models.BinaryField(null=True, blank=True)

    class Meta:
        verbose_name = _("export")


class Erasure(Addressable):
    """That a person is to become nobody in particular: asked for, then carried out by the clock.

    Asked for by the person, or by one of the secretariat, and then a second one confirms.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second person")
        WAITING = "waiting", _("will be carried out")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DECLINED = "declined", _("declined")
        DONE = "done", _("carried out")

    OPEN = (State.PROPOSED, State.WAITING)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField(_("reason"), blank=True)
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("erasure")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=["proposed", "waiting"]),
                name="privacy_one_open_erasure",
            )
        ]


class Period(models.Model):
    """How many days one class of rows is kept, where the network set it otherwise.

    A shorter period holds only after a while: until then the one before counts.
    """

    name = models.CharField(max_length=40, unique=True)
    days = models.PositiveIntegerField(_("days"), validators=[MinValueValidator(1)])
    before = models.PositiveIntegerField()
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"period {self.pk}"


class Run(models.Model):
    """One pass of the clock that deletes what is over: how many rows of each class."""

    at = models.DateTimeField(db_index=True)
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"retention run {self.pk}"
