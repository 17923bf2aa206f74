"""Documents came into the search with this release: the worker reads those of before."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def ask_the_worker(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if apps.get_model("portal", "SiteDocument").objects.exists():
        apps.get_model("jobs", "Job").objects.create(
            handler="files.look_over", key="every:files.look_over", payload={}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("portal", "0002_home_pages"),
        ("jobs", "0001_initial"),
    ]

    operations = [migrations.RunPython(ask_the_worker, migrations.RunPython.noop)]
