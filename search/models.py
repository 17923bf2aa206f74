"""What is found: a narrow row that filters and sorts, a wide one that is shown.

The SQLite engine joins the narrow row for every match, so nothing long may stand in it.
Both are written by `search.writing` alone.
"""

from django.db import models

# 0 public, 1 network, 2 restricted, 3 strict. What they mean is not known here, only
# that statistics of one never mix with another's: each has a full-text table of its own.
PARTITIONS = (0, 1, 2, 3)


class Entry(models.Model):
    """One thing that can be found, named by (`kind`, `uid`) as its own app names it."""

    kind = models.CharField(max_length=32)
    uid = models.UUIDField()
    acl = models.PositiveIntegerField()
    partition = models.PositiveSmallIntegerField()
    lang = models.CharField(max_length=12, blank=True)
    script = models.CharField(max_length=4, blank=True)
    # Days since 0001-01-01, so that age is a subtraction; null: age does not matter.
    day = models.PositiveIntegerField(null=True)
    # What belongs together shares a value; a thing by itself carries its own uid.
    topic = models.UUIDField()
    visible_from = models.DateTimeField(null=True)
    expires = models.DateTimeField(null=True)
    analyzer = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "uid"], name="search_entry_kind_uid"),
            models.CheckConstraint(
                condition=models.Q(partition__in=PARTITIONS), name="search_entry_partition"
            ),
        ]
        indexes = [
            # Looking over what one audience may read, when an acl is changed or checked.
            models.Index(fields=["partition", "acl"], name="search_entry_access"),
            models.Index(fields=["topic"], name="search_entry_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Text(models.Model):
    """The original text of an entry, for snippets and for indexing anew."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True)
    title = models.TextField()
    body = models.TextField(blank=True)
    # Identifiers beyond those standing in the text, one a line.
    ids = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"text of entry {self.entry_id}"
