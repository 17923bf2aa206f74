"""Organisations, the addresses they own, their clients and their history."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable


class Organisation(Addressable):
    """A participant of the network. The network's own office is one too."""

    class Kind(models.TextChoices):
        CERT = "national_cert", _("national CERT")
        MINISTRY = "ministry", _("ministry")
        REGULATOR = "regulator", _("regulator")
        COMPANY = "company", _("company")
        BANK = "bank", _("bank")
        OPERATOR = "operator", _("operator of essential services")
        VENDOR = "vendor", _("vendor")
        HOSPITAL = "hospital", _("hospital")
        UNIVERSITY = "university", _("university")
        REGISTRY = "registry", _("domain registry")
        NGO = "ngo", _("civil society")
        FOUNDATION = "foundation", _("foundation")

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("participant")
        PARTNER = "partner", _("partner")
        MULTIPLIER = "multiplier", _("multiplier")

    class College(models.TextChoices):
        """Whose voice it is when the network decides: one college, one part of the votes."""

        STATE = "state", _("state")
        BUSINESS = "business", _("business")
        RESEARCH = "research", _("research and education")
        CIVIL = "civil", _("civil society")

    class State(models.TextChoices):
        APPLICANT = "applicant", _("applicant")
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        LEFT = "left", _("left")

    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.PARTICIPANT)
    college = models.CharField(_("college"), max_length=20, choices=College, blank=True)
    sector = models.CharField(_("sector"), max_length=60, blank=True)
    country = models.CharField(_("country"), max_length=2)
    registration_number = models.CharField(_("registration number"), max_length=40, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.APPLICANT)
    active_until = models.DateTimeField(null=True, blank=True)
    is_office = models.BooleanField(default=False)
    public_profile = models.BooleanField(default=False)
    website = models.URLField(blank=True)
    about = models.TextField(_("about"), blank=True)
    reconfirmed_at = models.DateTimeField(null=True, blank=True)
    about_en = models.TextField(_("about, in English"), blank=True)
    logo = models.ForeignKey(
        "portal.SiteImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "uid"]


class OrganisationDomain(models.Model):
    """A mail domain an organisation says it owns. It never approves a person by itself."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, unique=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Domain {self.pk}"


class ClientRelation(models.Model):
    """`provider` serves `client`; counts for TLP:AMBER only once vetted."""

    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="clients")
    client = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="providers")
    vetted_at = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "client"], name="one_client_relation")
        ]

    def __str__(self) -> str:
        return f"Client relation {self.pk}"


class Lineage(models.Model):
    """What became of an organisation. A succession inherits tokens, a merger does not."""

    class Kind(models.TextChoices):
        SUCCESSION = "succession", _("succession")
        MERGER = "merger", _("merger")

    kind = models.CharField(max_length=20, choices=Kind)
    predecessor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="successors"
    )
    successor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="predecessors"
    )
    date = models.DateTimeField()

    def __str__(self) -> str:
        return f"Lineage {self.pk}"
