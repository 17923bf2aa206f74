
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from community.audit import triggers


def start_chain(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    heads = apps.get_model("audit", "Head").objects.using(schema_editor.connection.alias)
    heads.create(id=1, seq=0, hash="0" * 64)


def add_triggers(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(schema_editor.connection)


def drop_triggers(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("seq", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField()),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_id", models.CharField(max_length=100)),
                ("on_behalf_of", models.CharField(blank=True, max_length=100)),
                ("verb", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=100)),
                ("uid", models.CharField(max_length=100)),
                ("details", models.TextField(help_text="Canonical JSON")),
            ],
            options={
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["kind", "uid", "seq"], name="audit_thing"),
                    models.Index(fields=["actor_kind", "actor_id", "seq"], name="audit_actor"),
                    models.Index(fields=["at", "seq"], name="audit_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="audit_one_head")
                ],
            },
        ),
        migrations.RunPython(start_chain, migrations.RunPython.noop),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
