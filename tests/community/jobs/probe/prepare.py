"""Run as a module: makes the tables in an empty database and queues the work.

Arguments: how many marks, how many mails; or none, for the jobs that die by themselves.
"""

import sys
import uuid

import django


def main(marks: int = 0, mails: int = 0) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction

    from community.jobs.queue import enqueue
    from tests.community.jobs.probe.models import Mark

    for app in ("jobs", "audit", "notify", "keys"):
        call_command("migrate", app, verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Mark)
    with transaction.atomic():
        for number in range(max(marks, mails)):
            if number < mails:
                _mail(number, f"reader{number}@example.org")
            if number < marks:
                enqueue("probe.mark", {"number": number}, key=f"mark:{number}")
        if not marks:
            enqueue("probe.die-before", {})
            enqueue("probe.die-after", {})
            _mail(0, "dying@example.org")


def _mail(number: int, address: str) -> None:
    from community.notify.outbox import queue_mail

    queue_mail(
        kind="probe",
        thing_kind="mark",
        thing_uid=uuid.UUID(int=number),
        address=address,
        subject="A mark",
        text="Something was marked.",
        label="GREEN",
        language="en",
    )


if __name__ == "__main__":
    django.setup()
    main(*(int(argument) for argument in sys.argv[1:]))
