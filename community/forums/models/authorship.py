"""Who really wrote a post. Importable by `community.forums.posting` alone."""

from django.db import models

from community.models import Organisation, Person

from .topics import Post


class Authorship(models.Model):
    """The person behind a post, on whose behalf, and the key of the form that made it."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    create_key = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "create_key"], name="one_post_per_key")
        ]

    def __str__(self) -> str:
        return f"Authorship {self.pk}"
