from hashlib import sha256

from django.core.management.color import no_style
from django.db import migrations


def make_two_sets(apps, schema_editor):
    """{pub} is set 1 and {mem} is set 2, in every database, before anything else."""
    Set = apps.get_model("access", "AudienceSet")
    Token = apps.get_model("access", "AudienceToken")
    for number, token in ((1, "pub"), (2, "mem")):
        partition = number - 1
        digest = sha256(f"{partition} {token}".encode()).hexdigest()
        Set.objects.get_or_create(id=number, defaults={"partition": partition, "digest": digest})
        Token.objects.get_or_create(
            audience_id=number, token=token, defaults={"partition": partition}
        )
    reset = schema_editor.connection.ops.sequence_reset_sql(no_style(), [Set])
    for statement in reset:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_initial")]
    operations = [migrations.RunPython(make_two_sets, migrations.RunPython.noop)]
