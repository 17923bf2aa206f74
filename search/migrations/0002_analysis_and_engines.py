"""Narrow rows of integers, wide rows of words; a full-text table a partition on each database.

What is in the index stays found through the upgrade: texts are cut into terms anew here.
Their labels, dates and names come with the renewal that follows (`analyzer` 0 says so).
"""

from collections.abc import Iterator
from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PARTITIONS = (0, 1, 2, 3)
FOREVER = 2**53
OLD_TABLES = ("search_fts_0", "search_fts_1", "search_fts_2", "search_fts_3")


def create_tables(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    create = {"sqlite": _sqlite_tables, "postgresql": _postgresql_tables}
    for partition in PARTITIONS:
        for statement in create[schema_editor.connection.vendor](partition):
            schema_editor.execute(statement)


def _sqlite_tables(partition: int) -> Iterator[str]:
    # Terms come ready made; `ascii` cuts them at spaces.
    yield (
        f"CREATE VIRTUAL TABLE search_words_{partition}"
        " USING fts5(title_n, body_n, ids, marks, tokenize='ascii')"
    )
    yield (
        f"CREATE VIRTUAL TABLE search_typed_{partition}"
        " USING fts5(typed, tokenize='ascii', prefix='2 3')"
    )


def _postgresql_tables(partition: int) -> Iterator[str]:
    # In `words` weights are fields: A title, D body, B ids, C marks. The integers are those of
    # the entry, so that matches are filtered where they are found. The long vectors, of which
    # an answer needs the index alone, move out of the rows if they can.
    words = f"search_words_{partition}"
    yield (
        f"CREATE TABLE {words} (entry_id bigint PRIMARY KEY, acl integer, bin integer, day integer,"
        " fresh integer, topic bigint, shown_from bigint, shown_until bigint,"
        " length integer NOT NULL, telling tsvector NOT NULL,"
        " words tsvector NOT NULL, typed tsvector NOT NULL) WITH (toast_tuple_target = 128)"
    )
    yield f"ALTER TABLE {words} ALTER telling SET STORAGE MAIN, ALTER words SET STORAGE EXTERNAL"
    # A list of what is still to be put in would have to be read through by every search.
    for name, column in ((f"{words}_gin", "words"), (f"search_typed_{partition}_gin", "typed")):
        yield f"CREATE INDEX {name} ON {words} USING gin ({column}) WITH (fastupdate = off)"


def drop_tables(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for partition in PARTITIONS:
        schema_editor.execute(f"DROP TABLE IF EXISTS search_words_{partition}")
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TABLE IF EXISTS search_typed_{partition}")


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every entry of before, with its number, in the new rows and tables."""
    using = schema_editor.connection.alias
    bins: dict[tuple[str, str], int] = {}
    old_texts = apps.get_model("search", "OldText").objects.using(using)
    after = 0
    while batch := list(old_texts.filter(pk__gt=after).select_related("entry").order_by("pk")[:500]):
        for values in {_narrowed_by(old.entry) for old in batch} - bins.keys():
            made = apps.get_model("search", "Bin").objects.using(using).create(
                kind=values[0], lang=values[1], year=0
            )
            bins[values] = made.pk
        _carry_over(apps, using, batch, bins)
        after = batch[-1].pk


def _narrowed_by(old: Any) -> tuple[str, str]:
    return old.kind, old.lang.partition("-")[0]


def _carry_over(
    apps: Apps, using: str, batch: list[Any], bins: dict[tuple[str, str], int]
) -> None:
    from search.backends import store
    from search.index import Index
    from search.writing import normalised

    entries = [_entry(apps, old.entry, bins[_narrowed_by(old.entry)]) for old in batch]
    apps.get_model("search", "Entry").objects.using(using).bulk_create(entries)
    texts = [_text(apps, old) for old in batch]
    apps.get_model("search", "Text").objects.using(using).bulk_create(texts)
    pairs = zip(entries, texts, strict=True)
    store(Index(using=using)).add_many(
        [(entry.pk, entry.partition, normalised(text)) for entry, text in pairs]
    )


def _entry(apps: Apps, was: Any, number: int) -> Any:
    from search.writing import number_of_topic

    return apps.get_model("search", "Entry")(
        pk=was.pk,
        acl=was.acl,
        partition=was.partition,
        bin=number,
        day=was.day or 0,
        fresh=was.day or 0,
        topic=number_of_topic(was.topic),
        shown_from=int(was.visible_from.timestamp()) if was.visible_from else 0,
        shown_until=int(was.expires.timestamp()) if was.expires else FOREVER,
        analyzer=0,
    )


def _text(apps: Apps, old: Any) -> Any:
    was = old.entry
    return apps.get_model("search", "Text")(
        entry_id=was.pk,
        kind=was.kind,
        uid=was.uid,
        lang=was.lang,
        script=was.script,
        topic=was.topic,
        title=old.title,
        body=old.body,
        ids=old.ids,
    )


def drop_old_tables(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in OLD_TABLES:
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}")


def set_sequence(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """New entries get numbers after those that were carried over."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(
        "SELECT setval(pg_get_serial_sequence('search_entry', 'id'),"
        " (SELECT coalesce(max(id), 0) + 1 FROM search_entry), false)"
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RenameModel("Entry", "OldEntry"),
        migrations.RenameModel("Text", "OldText"),
        migrations.RemoveConstraint("OldEntry", "search_entry_kind_uid"),
        migrations.RemoveConstraint("OldEntry", "search_entry_partition"),
        migrations.RemoveIndex("OldEntry", "search_entry_access"),
        migrations.RemoveIndex("OldEntry", "search_entry_topic"),
        migrations.CreateModel(
            name="Bin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32)),
                ("lang", models.CharField(blank=True, max_length=12)),
                ("label", models.CharField(blank=True, max_length=16)),
                ("year", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "lang", "label", "year"), name="search_bin_unique"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("acl", models.PositiveIntegerField()),
                ("partition", models.PositiveSmallIntegerField()),
                ("bin", models.PositiveIntegerField()),
                ("day", models.PositiveIntegerField(default=0)),
                ("fresh", models.PositiveIntegerField(default=0)),
                ("topic", models.BigIntegerField()),
                ("shown_from", models.BigIntegerField(default=0)),
                ("shown_until", models.BigIntegerField(default=FOREVER)),
                ("analyzer", models.PositiveSmallIntegerField()),
                ("version", models.BigIntegerField(default=1)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["partition", "acl", "day"], name="search_entry_readable"
                    ),
                    models.Index(fields=["topic"], name="search_entry_together"),
                    models.Index(fields=["analyzer"], name="search_entry_analyzer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("partition__in", PARTITIONS)),
                        name="search_entry_in_partition",
                    )
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
                ("kind", models.CharField(max_length=32)),
                ("uid", models.UUIDField()),
                ("lang", models.CharField(blank=True, max_length=12)),
                ("script", models.CharField(blank=True, max_length=4)),
                ("topic", models.UUIDField()),
                ("title", models.TextField()),
                ("body", models.TextField(blank=True)),
                ("ids", models.TextField(blank=True)),
                ("marks", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "uid"), name="search_text_kind_uid")
                ]
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField()),
                ("partition", models.PositiveSmallIntegerField()),
                ("version", models.BigIntegerField()),
                ("gone", models.BooleanField(default=False)),
                ("deny", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["deny", "partition"], name="search_change_deny")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "partition"), name="search_change_entry_partition"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bald", models.CharField(max_length=64, unique=True)),
                ("shown", models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(db_index=True, max_length=200)),
                ("query", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=32)),
                ("uid", models.UUIDField()),
                ("place", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("words", "kind", "uid"), name="search_pin_unique"
                    )
                ]
            },
        ),
        migrations.RunPython(create_tables, drop_tables),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RunPython(set_sequence, migrations.RunPython.noop),
        migrations.RunPython(drop_old_tables, migrations.RunPython.noop),
        migrations.DeleteModel("OldText"),
        migrations.DeleteModel("OldEntry"),
    ]
