from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_two_sets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="holding",
            name="reach",
            field=models.PositiveSmallIntegerField(default=3),
        ),
        migrations.RemoveConstraint(model_name="holding", name="one_holding_per_start"),
        migrations.AddConstraint(
            model_name="holding",
            constraint=models.UniqueConstraint(
                fields=("person", "name", "reach", "since"), name="one_holding_per_start"
            ),
        ),
    ]
