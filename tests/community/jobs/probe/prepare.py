"""Run as a module: makes the tables in an empty database and queues the work.

Arguments: how many marks, how many mails.
"""

import sys
import uuid

import django


def main(marks: int, mails: int) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction

    from community.jobs.queue import enqueue
    from community.notify.outbox import queue_mail
    from tests.community.jobs.probe.models import Mark

    for app in ("jobs", "audit", "notify"):
        call_command("migrate", app, verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Mark)
    with transaction.atomic():
        for number in range(max(marks, mails)):
            if number < mails:
                queue_mail(
                    kind="probe",
                    thing_kind="mark",
                    thing_uid=uuid.UUID(int=number),
                    address=f"reader{number}@example.org",
                    subject="A mark",
                    text="Something was marked.",
                    label="GREEN",
                    language="en",
                )
            if number < marks:
                enqueue("probe.mark", {"number": number}, key=f"mark:{number}")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
