"""Groups came into the search with this release: the worker indexes those of before."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def ask_the_worker(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if apps.get_model("community", "Group").objects.exists():
        apps.get_model("jobs", "Job").objects.create(
            handler="forums.index_groups", key="forums.index_groups", payload={}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0001_initial"),
        ("community", "0003_members"),
        ("jobs", "0001_initial"),
    ]

    operations = [migrations.RunPython(ask_the_worker, migrations.RunPython.noop)]
