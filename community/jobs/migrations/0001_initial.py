
import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Beat",
            fields=[
                ("worker", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("started", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Leader",
            fields=[
                ("duty", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("holder", models.UUIDField()),
                ("lease_until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("due", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("queue", models.CharField(default="default", max_length=32)),
                ("key", models.CharField(blank=True, max_length=200, null=True)),
                ("handler", models.CharField(max_length=100)),
                ("payload", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("superseded", "Superseded"),
                        ],
                        default="pending",
                        max_length=16,
                    ),
                ),
                ("run_after", models.DateTimeField(default=django.utils.timezone.now)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("lease_token", models.UUIDField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("max_tries", models.PositiveSmallIntegerField(default=8)),
                ("error", models.CharField(blank=True, max_length=300)),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["queue", "run_after", "id"],
                        name="jobs_due_by_queue",
                    ),
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["run_after", "id"],
                        name="jobs_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "running")),
                        fields=["lease_until"],
                        name="jobs_leases",
                    ),
                    models.Index(
                        condition=models.Q(("state", "running")),
                        fields=["key"],
                        name="jobs_running_key",
                    ),
                    models.Index(fields=["state", "finished"], name="jobs_finished"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "pending")),
                        fields=("key",),
                        name="jobs_key_once_pending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            models.Q(
                                ("lease_token__isnull", False), ("lease_until__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="jobs_running_has_lease",
                    ),
                ],
            },
        ),
    ]
