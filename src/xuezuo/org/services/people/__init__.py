"""Deeds about members: entering, correcting, stages, affiliations, transfers, posts, terms, numbers, invitations.

Each checks the policy for today, locks the member, records one audit entry, and tells the rooms above after commit
(`MembershipChanged`, `TermChanged`). Days are half-open: what ends on a day does not hold on that day any more.
"""

from xuezuo.org.services.people.affiliations import affiliation_add, affiliation_end, member_regroup
from xuezuo.org.services.people.committee import (
    NewCommittee,
    Seat,
    Written,
    committee_replace,
    committee_restore,
)
from xuezuo.org.services.people.enroll import Personal, member_correct, member_enroll
from xuezuo.org.services.people.identity import Secret, identity_set, identity_unmask, member_view
from xuezuo.org.services.people.invitations import (
    Issued,
    NewLogin,
    Proof,
    invitation_issue,
    invitation_revoke,
    member_join,
)
from xuezuo.org.services.people.posts import Appointment, may_give, may_give_here, post_appoint, post_end
from xuezuo.org.services.people.renumber import member_renumber
from xuezuo.org.services.people.reseal import identities_reseal
from xuezuo.org.services.people.stages import member_end, member_promote
from xuezuo.org.services.people.terms import term_begin, term_end, term_notice, term_shift, term_years
from xuezuo.org.services.people.transfers import (
    Letter,
    transfer_receive,
    transfer_refuse,
    transfer_send,
    transfer_withdraw,
)

__all__ = [
    "Appointment",
    "Issued",
    "Letter",
    "NewCommittee",
    "NewLogin",
    "Personal",
    "Proof",
    "Seat",
    "Secret",
    "Written",
    "affiliation_add",
    "affiliation_end",
    "committee_replace",
    "committee_restore",
    "identities_reseal",
    "identity_set",
    "identity_unmask",
    "invitation_issue",
    "invitation_revoke",
    "may_give",
    "may_give_here",
    "member_correct",
    "member_end",
    "member_enroll",
    "member_join",
    "member_promote",
    "member_regroup",
    "member_renumber",
    "member_view",
    "post_appoint",
    "post_end",
    "term_begin",
    "term_end",
    "term_notice",
    "term_shift",
    "term_years",
    "transfer_receive",
    "transfer_refuse",
    "transfer_send",
    "transfer_withdraw",
]
