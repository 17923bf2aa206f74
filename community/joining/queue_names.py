"""The queues of this slice, as they stand in rows."""

VETTING = "vetting"
SPONSORS = "sponsors"
RULES = "rules"
