"""What somebody did for others: votes, questions, decisions, proposals, tokens.

These rows stay, under the tombstone: that two different people decided is what the network's
trust rests on. A copy holds one's own words and the uid of the thing, not whom it was about.
"""

from community.privacy.holders import Held


def _proposals(table: str, *by: tuple[str, str], words: tuple[str, ...] = ()) -> list[Held]:
    """One entry per relation: uid, state, the moment; `words` are those of the first one."""
    first = by[0][0]
    return [
        Held(table, who, ("uid", "state", when, *(words if who == first else ())))
        for who, when in by
    ]


TABLES = [
    Held("community.VettingCase", "owner", ("uid", "state", "opened_at"), "blank", {"owner": None}),
    Held("community.VettingVote", "by", ("case__uid", "in_favour", "reason", "at")),
    Held(
        "queues.Item",
        "owner",
        ("queue", "thing_kind", "thing_uid", "opened_at", "closed_at"),
        "blank",
        {"owner": None},
    ),
    Held("forums.TopicAddressee", "added_by", ("topic__uid", "added_at")),
    Held("joining.VoteNote", "vote__by", ("vote__case__uid", "to_applicant")),
    Held("joining.Question", "asked_by", ("uid", "text", "asked_at")),
    *_proposals(
        "joining.RuleChange",
        ("proposed_by", "proposed_at"),
        ("decided_by", "decided_at"),
        words=("values",),
    ),
    *_proposals(
        "sso.Provider",
        ("requested_by", "requested_at"),
        ("decided_by", "decided_at"),
        words=("organisation__name",),
    ),
    *_proposals(
        "profiles.ClientProposal",
        ("proposed_by", "proposed_at"),
        ("answered_by", "answered_at"),
        ("decided_by", "decided_at"),
        words=("note",),
    ),
    *_proposals(
        "profiles.DomainClaim",
        ("by", "at"),
        ("decided_by", "decided_at"),
        words=("domain", "evidence"),
    ),
    *_proposals(
        "profiles.LineageProposal",
        ("proposed_by", "proposed_at"),
        ("decided_by", "decided_at"),
        words=("reason",),
    ),
    Held("profiles.Profile", "public_agreed_by", ("organisation__name", "public_since")),
    Held("profiles.StateNote", "by", ("organisation__name", "state", "reason", "at")),
    *_proposals(
        "agreements.Proposal", ("proposed_by", "proposed_at"), ("decided_by", "decided_at")
    ),
    Held("agreements.AgreementGate", "ending_asked_by", ("agreement__uid", "label")),
    Held("agreements.EndedAcceptance", "by", ("reason", "acceptance__ended_at")),
    Held("people.Invitation", "by", ("organisation__name", "role", "sent_at")),
    Held("people.Request", "decided_by", ("uid", "decision", "decided_at")),
    Held("people.Introduction", "by", ("case__uid", "case__opened_at")),
    Held("people.Measure", "by", ("uid", "kind", "reason", "at")),
    Held("people.Measure", "ended_by", ("uid", "kind", "outcome", "ended_at")),
    Held(
        "machines.Token",
        "created_by",
        (
            *("uid", "organisation__name", "name", "ceiling", "created_at", "expires_at"),
            *("last_used_at", "revoked_at"),
        ),
    ),
    # The box opens older sealed acts; without it they would be lost to the other trustee too.
    Held("trustees.TrusteeKey", "person", ("uid", "public", "made_at", "retired_at")),
    Held(
        "trustees.Opening",
        "asked_by",
        ("uid", "purpose", "thing_kind", "thing_uid", "reason", "asked_at"),
    ),
    Held("trustees.Opening", "confirmed_by", ("uid", "purpose", "confirmed_at")),
    Held("trustees.Opening", "declined_by", ("uid", "purpose", "declined_at")),
    Held("rosters.Import", "by", ("uid", "kind", "state", "at")),
    Held("rosters.Approval", "by", ("roster__uid", "at")),
    Held("privacy.Erasure", "asked_by", ("uid", "state", "asked_at")),
    Held("privacy.Erasure", "confirmed_by", ("uid", "state", "due_at")),
]
