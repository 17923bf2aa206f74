"""Wagtail's mails about workflows would carry titles to whole groups: none is sent."""

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

# As `wagtail.admin.signal_handlers` connects them.
MAILS = [
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
]


def silence() -> list[str]:
    """Disconnects the four mails; returns those that were not connected under their name."""
    return [uid for signal, sender, uid in MAILS if not signal.disconnect(None, sender, uid)]
