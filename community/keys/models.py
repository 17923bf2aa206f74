"""Public OpenPGP keys on file, of a person or of a team's mailbox."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable
from community.models import Person, Team


class Key(Addressable):
    """One public key of one owner. A key that was replaced or removed keeps its row without
    the key itself, so that the log can be read. `community.keys.filing` is the only writer."""

    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="keys"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="keys"
    )
    armored = models.TextField(blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    user_ids = models.TextField(blank=True)
    expires = models.DateTimeField(_("expires"), null=True, blank=True)
    filed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("key")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, team=None) | Q(person=None, team__isnull=False),
                name="keys_one_owner",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="keys_one_of_a_person"
            ),
            models.UniqueConstraint(
                fields=["team"], condition=Q(ended_at=None), name="keys_one_of_a_team"
            ),
        ]

    @property
    def shown_fingerprint(self) -> str:
        """The fingerprint in groups of four, as people compare it."""
        whole = self.fingerprint.upper()
        return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))

    @property
    def has_expired(self) -> bool:
        """Whether mail can no longer be encrypted to it."""
        return self.expires is not None and self.expires <= timezone.now()
