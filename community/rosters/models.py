"""A list that was uploaded, its rows as they were typed, and who approved it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable

PERSON = "community.Person"


class Import(Addressable):
    """One file of organisations or of people. Nothing of it exists before it is started.

    `columns` are the file's headers as typed, `fields` what each of them is for us ("" is not
    taken). `route`: "vetting" (every organisation and person is vetted one by one) or
    "approved" (the list as a whole, by other people than who brought it).
    """

    class Kind(models.TextChoices):
        ORGANISATIONS = "organisations", _("organisations")
        PEOPLE = "people", _("people")

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("is being checked")
        PREVIEWED = "previewed", _("checked")
        ASKED = "asked", _("waits for a second person")
        RUNNING = "running", _("is running")
        PAUSED = "paused", _("paused")
        CANCELLED = "cancelled", _("cancelled")
        DONE = "done", _("done")
        FAILED = "failed", _("stopped by an error")

    class Route(models.TextChoices):
        VETTING = "vetting", _("each one is vetted")
        APPROVED = "approved", _("the list is approved as a whole")

    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.UPLOADED)
    route = models.CharField(max_length=20, choices=Route, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    encoding = models.CharField(max_length=20)
    columns = models.JSONField()
    fields = models.JSONField()
    total = models.PositiveIntegerField()
    language = models.CharField(max_length=10)
    checked_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # When the typed rows were wiped; what was made of them stays.
    wiped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")


class Approval(models.Model):
    """Somebody besides the importer looked at the list and let it in."""

    roster = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="approvals")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "by"], name="rosters_one_approval")
        ]

    def __str__(self) -> str:
        return f"approval {self.pk}"


class Row(models.Model):
    """One line of the file: `cells` as typed, in the order of the columns.

    `number` is the line in the file, as a spreadsheet counts. `code`: why it is skipped or
    failed (`wording`). `made`: the uid of what came of it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        MADE = "made", _("made")
        SKIPPED = "skipped", _("skipped")
        FAILED = "failed", _("wrong")

    roster = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    checked = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    code = models.CharField(max_length=40, blank=True)
    made = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "number"], name="rosters_one_row_a_line")
        ]
        indexes = [
            models.Index(fields=["roster", "state", "number"], name="rosters_by_state"),
            models.Index(fields=["roster", "checked", "number"], name="rosters_by_check"),
        ]

    def __str__(self) -> str:
        return f"row {self.pk}"


class Word(models.Model):
    """What tells two rows of one file apart (an address, a number): the first row has it."""

    roster = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roster", "word"], name="rosters_word_once")]

    def __str__(self) -> str:
        return f"word {self.pk}"
