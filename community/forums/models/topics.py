"""Topics and their posts. `community.forums.posting` is the only writer."""

from typing import Self

from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from community.access.mixins import (
    Addressable,
    AddresseeRow,
    AudienceQuerySet,
    HasAudience,
    Readable,
    Retained,
)
from community.models import Group
from community.scripts import bcp47

# Stands for who has been erased; shown in the reader's language.
FORMER = gettext_noop("former member")


def shown_byline(byline: str) -> str:
    """A byline as it is read: a name as it is, who is gone in the reader's language."""
    return gettext(FORMER) if byline == FORMER else byline


class Byline(models.Model):
    """Who it says wrote this: a name and an organisation, or a sealed letter."""

    byline = models.CharField(max_length=150)
    byline_place = models.CharField(max_length=200, blank=True)
    sealed = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def shown_byline(self) -> str:
        """The name, or that it was a former member; a sealed letter as it is."""
        return shown_byline(self.byline)


class Topic(Addressable, HasAudience, Retained):
    """A conversation in a group. Counters hold what everybody who sees the topic sees."""

    class Kind(models.TextChoices):
        DISCUSSION = "discussion", _("Discussion")
        QUESTION = "question", _("Question")
        REQUEST = "request_for_information", _("Request for information")
        ANNOUNCEMENT = "announcement", _("Announcement")

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="topics")
    kind = models.CharField(max_length=30, choices=Kind, default=Kind.DISCUSSION)
    title = models.CharField(_("title"), max_length=200)
    lang = models.CharField(max_length=10)
    script = models.CharField(max_length=4, blank=True)
    post_count = models.PositiveIntegerField(default=0)
    highest_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    last_post_at = models.DateTimeField()
    last_byline = models.CharField(max_length=150, blank=True)

    objects: AudienceQuerySet[Self] = AudienceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["-last_post_at", "uid"]
        indexes = [models.Index(fields=["group", "acl", "-last_post_at"], name="topic_list")]

    @property
    def shown_last_byline(self) -> str:
        """Who wrote last, as it is read."""
        return shown_byline(self.last_byline)

    @property
    def html_lang(self) -> str:
        """For the `lang` attribute: the title's language and script."""
        return bcp47(self.lang, self.script)


class TopicAddressee(AddresseeRow):
    """A person named for a TLP:RED topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="addressees")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "kind", "target"], name="one_topic_addressee")
        ]


class Post(Addressable, Readable, Byline):
    """One post, numbered inside its topic; it carries the topic's acl and no label.

    `html` was rendered by `community.markup` when it was written; `pipeline` is its version.
    Numbers are never used twice, so that page N is a range.
    """

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    source = models.TextField()
    html = models.TextField()
    pipeline = models.PositiveIntegerField()
    lang = models.CharField(max_length=10)
    script = models.CharField(max_length=4, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)

    objects: AudienceQuerySet[Self] = AudienceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["topic", "number"]
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="one_post_number")]

    @property
    def html_lang(self) -> str:
        """For the `lang` attribute: the text's language and script."""
        return bcp47(self.lang, self.script)

    @property
    def initials(self) -> str:
        """Up to two letters of the byline, for the avatar."""
        return "".join(word[0] for word in self.shown_byline.split()[:2]).upper()
