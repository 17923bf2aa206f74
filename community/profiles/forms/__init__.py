from .clients import ClientForm
from .decisions import DecisionForm, LineageForm, StateForm
from .domains import ClaimForm, CodeForm, EvidenceForm
from .people import PersonForm
from .profile import OfficeForm, ProfileForm
from .teams import MailboxForm, TeamForm

__all__ = [
    "ClaimForm",
    "ClientForm",
    "CodeForm",
    "DecisionForm",
    "EvidenceForm",
    "LineageForm",
    "MailboxForm",
    "OfficeForm",
    "PersonForm",
    "ProfileForm",
    "StateForm",
    "TeamForm",
]
