
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=64)),
                ('thing_kind', models.CharField(max_length=64)),
                ('thing_uid', models.UUIDField()),
                ('recipient', models.CharField(max_length=320)),
                ('person_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('address', models.EmailField(max_length=320)),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('label', models.CharField(blank=True, choices=[('CLEAR', 'TLP:CLEAR'), ('GREEN', 'TLP:GREEN'), ('AMBER', 'TLP:AMBER'), ('AMBER+STRICT', 'TLP:AMBER+STRICT'), ('RED', 'TLP:RED')], max_length=16)),
                ('language', models.CharField(max_length=16)),
                ('message_id', models.CharField(max_length=255, unique=True)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('in flight', 'In Flight'), ('retry', 'Retry'), ('withheld', 'Withheld'), ('sent', 'Sent'), ('bounced', 'Bounced'), ('failed', 'Failed')], default='queued', max_length=16)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'created'], name='notify_state'), models.Index(fields=['-created', 'uid'], name='notify_newest')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'thing_kind', 'thing_uid', 'recipient'), name='notify_once_per_recipient')],
            },
        ),
    ]
