from .clients import ClientProposal
from .codes import CodeProof
from .domains import DomainClaim
from .lineage import LineageProposal
from .profiles import Profile, StateNote
from .teams import TeamCard

__all__ = [
    "ClientProposal",
    "CodeProof",
    "DomainClaim",
    "LineageProposal",
    "Profile",
    "StateNote",
    "TeamCard",
]
