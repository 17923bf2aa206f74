"""Entries, their texts, and on SQLite one full-text table per partition."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FULL_TEXT_TABLES = ("search_fts_0", "search_fts_1", "search_fts_2", "search_fts_3")


def create_full_text(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # PostgreSQL gets an engine of its own in a later migration.
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in FULL_TEXT_TABLES:
        # Terms come ready made; `ascii` cuts them at spaces and leaves all letters alone.
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5(title_n, body_n, ids, tokenize='ascii')"
        )


def drop_full_text(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in FULL_TEXT_TABLES:
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=32)),
                ("uid", models.UUIDField()),
                ("acl", models.PositiveIntegerField()),
                ("partition", models.PositiveSmallIntegerField()),
                ("lang", models.CharField(blank=True, max_length=12)),
                ("script", models.CharField(blank=True, max_length=4)),
                ("day", models.PositiveIntegerField(null=True)),
                ("topic", models.UUIDField()),
                ("visible_from", models.DateTimeField(null=True)),
                ("expires", models.DateTimeField(null=True)),
                ("analyzer", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partition", "acl"], name="search_entry_access"),
                    models.Index(fields=["topic"], name="search_entry_topic"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["kind", "uid"], name="search_entry_kind_uid"),
                    models.CheckConstraint(
                        condition=models.Q(partition__in=(0, 1, 2, 3)),
                        name="search_entry_partition",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="search.entry",
                    ),
                ),
                ("title", models.TextField()),
                ("body", models.TextField(blank=True)),
                ("ids", models.TextField(blank=True)),
            ],
        ),
        migrations.RunPython(create_full_text, drop_full_text),
    ]
