"""What a job may carry: ids, never text.

Rows of work outlive what they are about and are read by operators, so a title or an
address in them would leak past the rule of who may read it.
"""

import re

Scalar = str | int | bool | None
Payload = dict[str, Scalar | list[Scalar]]

# Ids, names of kinds, labels, ISO times. A space would be the beginning of prose.
_ID = re.compile(r"[A-Za-z0-9_.:+/\-]{0,100}")


class NotAnId(ValueError):
    """A payload holds something other than ids."""


def check(payload: Payload) -> None:
    """Raises NotAnId, naming the field only, unless every value is an id or a number."""
    for name, value in payload.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                fine = _ID.fullmatch(item) is not None
            else:
                fine = item is None or isinstance(item, int)
            if not fine:
                raise NotAnId(name)
