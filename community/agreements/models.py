"""What stands beside the texts that members sign: their HTML, drafts, requirements, endings.

The texts, their versions and the acceptances are rows of `community.models`.
"""

from typing import Any, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.access.tlp import Label
from community.models import (
    Acceptance,
    Agreement,
    AgreementText,
    AgreementVersion,
    Group,
    Person,
)

GATED_LABELS = (Label.AMBER, Label.AMBER_STRICT, Label.RED)


class Rendered(models.Model):
    """The HTML of a text, made by `community.markup` when it was published."""

    text = models.OneToOneField(AgreementText, on_delete=models.CASCADE, related_name="rendered")
    html = models.TextField()
    pipeline = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"Rendered text {self.pk}"


class AgreementGate(models.Model):
    """A place or a label that opens only to who has accepted the agreement.

    Exactly one of `group` and `label` is set. A label that asks for it asks under every
    stricter label too.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="gates")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="agreement_gates"
    )
    label = models.CharField(
        max_length=12, blank=True, choices=[(one.value, one.label) for one in GATED_LABELS]
    )
    # Ending it opens doors: one of the secretariat asks, another confirms.
    ending_asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("requirement")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "group"], name="agreements_once_a_group"),
            models.UniqueConstraint(
                fields=["agreement", "label"],
                condition=models.Q(group=None),
                name="agreements_once_a_label",
            ),
            models.CheckConstraint(
                condition=models.Q(group=None) ^ models.Q(label=""),
                name="agreements_group_or_label",
            ),
        ]

    def __str__(self) -> str:
        return f"Requirement {self.pk}"


class Proposal(Addressable):
    """A version that one person wrote and another has to confirm before it is asked for."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for a second person")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    binding_language = models.CharField(max_length=10)
    in_force_from = models.DateTimeField()
    accept_by = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.OneToOneField(
        AgreementVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal"
    )

    class Meta:
        verbose_name = _("proposed version")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(state="open"),
                name="agreements_one_open_proposal",
            )
        ]


class ProposedText(models.Model):
    """The words of a proposed version in one language; the HTML is what readers will see."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    body = models.TextField()
    html = models.TextField()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "language"], name="agreements_one_text_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"Proposed text {self.pk}"


class EndedAcceptance(models.Model):
    """Why an acceptance counts no longer, and who said so."""

    acceptance = models.OneToOneField(Acceptance, on_delete=models.PROTECT, related_name="ending")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("ended acceptance")

    def __str__(self) -> str:
        return f"Ended acceptance {self.pk}"


def gates_of(agreement: Agreement) -> list[AgreementGate]:
    """What asks for an agreement; no query where it was read with its `gates`."""
    return list(cast(Any, agreement).gates.all())


def proposals_of(agreement: Agreement) -> list[Proposal]:
    """Its proposed versions, decided ones too; no query where they were read along."""
    return list(cast(Any, agreement).proposals.all())
