"""What is found: a narrow row that filters and sorts, a wide one that is shown.

The database engines join the narrow row for every match, so nothing long may stand in it.
All of it is written by `search.writing` and `search.bins` alone.
"""

from django.db import models

# 0 public, 1 network, 2 restricted, 3 strict. What they mean is not known here, only
# that statistics of one never mix with another's: each has a full-text table of its own.
PARTITIONS = (0, 1, 2, 3)

# The end of `shown_until` for what never expires; exact in every engine's numbers.
FOREVER = 2**53


class Bin(models.Model):
    """One combination of what results are narrowed by; an entry names it by its number.

    A single integer filters and counts all four. Which bins exist is told to nobody: only
    numbers counted within a viewer's scope are.
    """

    kind = models.CharField(max_length=32)
    lang = models.CharField(max_length=12, blank=True)
    label = models.CharField(max_length=16, blank=True)
    # 0: without a date.
    year = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "lang", "label", "year"], name="search_bin_unique"
            )
        ]

    def __str__(self) -> str:
        return f"bin {self.pk}"


class Entry(models.Model):
    """The integers of one thing that can be found."""

    acl = models.PositiveIntegerField()
    partition = models.PositiveSmallIntegerField()
    bin = models.PositiveIntegerField()
    # Days since 0001-01-01; 0: without a date. `fresh` is the same where age lowers the
    # rank, else 0.
    day = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)
    # What belongs together shares a number (of 62 bits, made from a uid).
    topic = models.BigIntegerField()
    # Seconds since 1970.
    shown_from = models.BigIntegerField(default=0)
    shown_until = models.BigIntegerField(default=FOREVER)
    analyzer = models.PositiveSmallIntegerField()
    # Grows with every change, so that a late write never undoes a newer one.
    version = models.BigIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(partition__in=PARTITIONS), name="search_entry_in_partition"
            ),
        ]
        indexes = [
            # Looking over what one audience may read: when checked, and newest first.
            models.Index(fields=["partition", "acl", "day"], name="search_entry_readable"),
            models.Index(fields=["topic"], name="search_entry_together"),
            models.Index(fields=["analyzer"], name="search_entry_analyzer"),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Text(models.Model):
    """Which thing an entry is, by (`kind`, `uid`) as its own app names it, and its words."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True)
    kind = models.CharField(max_length=32)
    uid = models.UUIDField()
    lang = models.CharField(max_length=12, blank=True)
    script = models.CharField(max_length=4, blank=True)
    topic = models.UUIDField()
    title = models.TextField()
    body = models.TextField(blank=True)
    # Identifiers beyond those standing in the text, one a line.
    ids = models.TextField(blank=True)
    # What `author:`, `tag:`, `group:` and `org:` look for: a field, a tab, words; one a line.
    marks = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "uid"], name="search_text_kind_uid"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Change(models.Model):
    """What an engine outside the database does not know yet: its outbox and its deny list.

    One row for an entry in a partition. Written in the transaction of the thing itself,
    taken out when the engine has acknowledged `version`. While a row with `deny` stands, no
    answer of that engine may hold the entry: its access was tightened, or it is gone.
    """

    entry = models.BigIntegerField()
    partition = models.PositiveSmallIntegerField()
    version = models.BigIntegerField()
    gone = models.BooleanField(default=False)
    deny = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "partition"], name="search_change_entry_partition"
            )
        ]
        indexes = [models.Index(fields=["deny", "partition"], name="search_change_deny")]

    def __str__(self) -> str:
        return f"change of entry {self.entry}"


class Word(models.Model):
    """A word of entries that were public when it was noted, for "did you mean".

    It may have left since; so a correction is offered only if public entries hold it now.
    """

    # Without marks, in Latin; unique.
    bald = models.CharField(max_length=64, unique=True)
    # As it stood in a text.
    shown = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"word {self.pk}"


class Pin(models.Model):
    """An editors' choice: what is shown first when exactly these words are sought."""

    # The folded words of the query, sorted, with a space between; one query, several pins.
    words = models.CharField(max_length=200, db_index=True)
    # As the editor wrote them.
    query = models.CharField(max_length=200)
    kind = models.CharField(max_length=32)
    uid = models.UUIDField()
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["words", "kind", "uid"], name="search_pin_unique")
        ]

    def __str__(self) -> str:
        return f"pin {self.pk}"
