"""The clocks of sleep and re-confirmation begin with this release, not in the past: else the
first hour after the upgrade would put everybody to sleep."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def begin_now(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    now = timezone.now()
    apps.get_model("community", "Person").objects.filter(seen_at=None).update(seen_at=now)
    apps.get_model("community", "Seat").objects.filter(confirmed_at=None, until=None).update(
        confirmed_at=now
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("community", "0003_members"),
    ]

    operations = [migrations.RunPython(begin_now, migrations.RunPython.noop)]
