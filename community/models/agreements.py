"""What members sign: versioned texts, and who accepted which version for whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable

from .organisations import Organisation
from .users import Person


class Agreement(Addressable):
    """One kind of text, e.g. confidentiality. `scope` says who has to accept it."""

    class Scope(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        PERSON = "person", _("person")

    class Kind(models.TextChoices):
        CONFIDENTIALITY = "confidentiality", _("confidentiality")
        TLP = "tlp", _("handling of labelled information (TLP)")
        CONDUCT = "conduct", _("code of conduct")
        DATA_PROTECTION = "data_protection", _("data protection")
        MOU = "mou", _("memorandum of understanding")
        GROUP_RULES = "group_rules", _("rules of a group")
        OTHER = "other", _("other")

    key = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    scope = models.CharField(max_length=20, choices=Scope)
    required = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("agreement")


class AgreementVersion(models.Model):
    """A text in force from a day on. Who accepted the one before has until `accept_by`."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    binding_language = models.CharField(max_length=10)
    in_force_from = models.DateTimeField()
    accept_by = models.DateTimeField()

    class Meta:
        verbose_name = _("agreement version")
        ordering = ["agreement", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_agreement_version")
        ]

    def __str__(self) -> str:
        return f"Agreement version {self.pk}"


class AgreementText(models.Model):
    """The words of a version in one language."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    body = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="one_text_per_language")
        ]

    def __str__(self) -> str:
        return f"Agreement text {self.pk}"


class Acceptance(models.Model):
    """`person` accepted a version, for themselves or on behalf of `organisation`."""

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="acceptances"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acceptances")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="acceptances"
    )
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("acceptance")
        indexes = [models.Index(fields=["organisation", "version"], name="acceptance_by_org")]

    def __str__(self) -> str:
        return f"Acceptance {self.pk}"
