"""The account: a person is the user row."""

import unicodedata
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from community.access.mixins import Addressable


def composed(password: str | None) -> str | None:
    """A password as it is hashed: one form for letters that keyboards write in two (NFKC)."""
    return None if password is None else unicodedata.normalize("NFKC", password)


class PersonManager(BaseUserManager["Person"]):
    """Accounts are found by address, whatever its case."""

    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email or "")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A person with this address; without a password nobody can log in as them."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """An operator of the portal's pages. Holds no token for being so."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(Addressable, AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. What they may read is in their holdings, not here.

    `standing_until` is kept by `community.membership`: until when the person counts as a
    vetted member of an organisation in good standing; empty means not at all.
    """

    class State(models.TextChoices):
        APPLICANT = "applicant", _("applicant")
        VETTED = "vetted", _("vetted")
        SUSPENDED = "suspended", _("suspended")
        DORMANT = "dormant", _("dormant")
        LEFT = "left", _("left")
        ERASED = "erased", _("erased")

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150)
    job_title = models.CharField(_("position"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=10, default="sr")
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.APPLICANT)
    standing_until = models.DateTimeField(null=True, blank=True, db_index=True)
    membership_version = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    hidden = models.BooleanField(_("not in the directory"), default=False)
    # To the day, written at most once a day: enough to tell who sleeps.
    seen_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(composed(raw_password) or "")

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry: password and login epoch (`signin`); empty means 0."""
        epoch = getattr(self, "login_epoch", None)
        number = f":{epoch.number}" if epoch else ""
        salt = "community.models.users.session"
        hashed = salted_hmac(salt, self.password + number, secret=secret, algorithm="sha256")
        return hashed.hexdigest()

    @property
    def initials(self) -> str:
        """Up to two letters for the avatar."""
        return "".join(word[0] for word in self.name.split()[:2]).upper()
