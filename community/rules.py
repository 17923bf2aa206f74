"""The rules the network has set for itself, and the verb that sets them."""

from django.db import transaction

from .access.actors import Actor
from .audit.recording import record
from .models import NetworkRules


def rules() -> NetworkRules:
    """The rules in force; the defaults of the model where nobody has set any."""
    return NetworkRules.objects.filter(pk=NetworkRules.ONLY).first() or NetworkRules(
        pk=NetworkRules.ONLY
    )


@transaction.atomic
def set_rules(*, by: Actor, **values: int | bool) -> NetworkRules:
    """Writes the given rules. ValidationError for a value that would end four eyes."""
    row = rules()
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save()
    details = {name: int(value) for name, value in values.items()}
    record(actor=by, verb="rules.set", kind="network", uid="rules", details=details)
    return row
