from .agreements import Acceptance, Agreement, AgreementText, AgreementVersion
from .groups import Group
from .memberships import GroupSeat, NetworkRole, Seat, TeamSeat
from .organisations import ClientRelation, Lineage, Organisation, OrganisationDomain
from .receipts import Receipt
from .rules import NetworkRules
from .teams import Team
from .users import Person
from .vetting import VettingCase, VettingVote

__all__ = [
    "Acceptance",
    "Agreement",
    "AgreementText",
    "AgreementVersion",
    "ClientRelation",
    "Group",
    "GroupSeat",
    "Lineage",
    "NetworkRole",
    "NetworkRules",
    "Organisation",
    "OrganisationDomain",
    "Person",
    "Receipt",
    "Seat",
    "Team",
    "TeamSeat",
    "VettingCase",
    "VettingVote",
]
