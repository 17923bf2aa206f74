"""Entries of before know neither labels nor names: the worker renews them at once."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def ask_the_worker(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if apps.get_model("search", "Entry").objects.exists():
        apps.get_model("jobs", "Job").objects.create(
            handler="search.renew", key="search.renew", payload={}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_home_pages"),
        ("search", "0002_analysis_and_engines"),
        ("jobs", "0001_initial"),
    ]

    operations = [migrations.RunPython(ask_the_worker, migrations.RunPython.noop)]
