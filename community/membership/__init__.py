"""The only writer of seats, roles, states, acceptances, standing and holdings.

Each verb is one transaction: the dated row, the holdings that follow from it, an audit row.
`by` is who acts; `now` may be given so that tests and the demo can move the clock.
"""

from .acceptances import accept, end_acceptance
from .desks import join_group, join_team, leave_group, leave_team
from .offices import end_network_role, give_network_role
from .refreshing import refresh, refresh_if_stale, refresh_organisation
from .relations import end_client_relation, record_lineage, vet_client
from .seats import confirm_seat, end_seat, seat_person, set_seat_role
from .sessions import end_sessions
from .states import set_organisation_state, set_person_state

__all__ = [
    "accept",
    "confirm_seat",
    "end_acceptance",
    "end_client_relation",
    "end_network_role",
    "end_seat",
    "end_sessions",
    "give_network_role",
    "join_group",
    "join_team",
    "leave_group",
    "leave_team",
    "record_lineage",
    "refresh",
    "refresh_if_stale",
    "refresh_organisation",
    "seat_person",
    "set_organisation_state",
    "set_person_state",
    "set_seat_role",
    "vet_client",
]
