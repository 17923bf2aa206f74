"""Audience sets with their tokens, and who holds which token.

A thing names its audience by one integer (`acl`); a person's holdings name the tokens.
`community.membership` writes holdings, `audience_set` writes sets, nobody else does.
"""

from django.conf import settings
from django.core.management.color import no_style
from django.db import IntegrityError, connection, models, transaction

from .tokens import MEM, PUB, Audience, Partition, audience

PUBLIC_SET_ID = 1
NETWORK_SET_ID = 2


class AudienceSet(models.Model):
    """One distinct audience. Rows are never changed: another audience is another row."""

    partition = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"Audience {self.pk}"


class AudienceToken(models.Model):
    """One token of a set; the partition is repeated so that a viewer costs one join."""

    audience = models.ForeignKey(AudienceSet, on_delete=models.CASCADE, related_name="token_rows")
    token = models.CharField(max_length=60)
    partition = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "audience"], name="one_token_per_set"),
        ]

    def __str__(self) -> str:
        return f"Token of audience {self.audience_id}"


class Holding(models.Model):
    """A token or a role held by a person, with the dates of the seat it comes from.

    `name` is a token (`org:7`) or a role behind `role:` (`role:author:3`). `until` empty
    means no end in sight. `reach` is the strictest partition in which the token opens
    anything: less than 3 where an agreement that a label asks for was not accepted.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="holdings"
    )
    name = models.CharField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reach = models.PositiveSmallIntegerField(default=int(Partition.STRICT))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name", "reach", "since"], name="one_holding_per_start"
            ),
        ]
        indexes = [models.Index(fields=["name", "person"], name="holding_by_name")]

    def __str__(self) -> str:
        return f"Holding {self.pk}"


def audience_set(wanted: Audience) -> AudienceSet:
    """The row of an audience, made on first use; two writers at once get the same row."""
    found = AudienceSet.objects.filter(digest=wanted.digest).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            made = AudienceSet.objects.create(partition=wanted.partition, digest=wanted.digest)
            AudienceToken.objects.bulk_create(
                AudienceToken(audience=made, token=token, partition=wanted.partition)
                for token in sorted(wanted.tokens)
            )
            return made
    except IntegrityError:
        return AudienceSet.objects.get(digest=wanted.digest)


def ensure_two_sets() -> None:
    """{pub} is set 1 and {mem} is set 2; anything else is an error in the database."""
    for number, token in ((PUBLIC_SET_ID, PUB), (NETWORK_SET_ID, MEM)):
        wanted = audience("", {token})
        AudienceSet.objects.get_or_create(
            pk=number, defaults={"partition": wanted.partition, "digest": wanted.digest}
        )
        AudienceToken.objects.get_or_create(
            audience_id=number, token=token, defaults={"partition": wanted.partition}
        )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [AudienceSet]):
            cursor.execute(statement)
