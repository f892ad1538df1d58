"""Members, posts, transfers, invitations, one's own record, the audit trail."""

from django.urls import path

from xuezuo.org.views import affiliations, audit, identity, invitations, me, members, posts, transfers

M, U, T = "org/members/<uuid:uid>/", "org/units/<uuid:uid>/", "org/transfers/<uuid:uid>/"

urlpatterns = [
    path("org/members/", members.member_list, name="member-list"),
    path("org/members/find/", members.member_find, name="member-find"),
    path(M, members.member_detail, name="member-detail"),
    path(f"{M}correct/", members.member_correct, name="member-correct"),
    path(f"{M}number/", members.member_renumber, name="member-renumber"),
    path(f"{M}identity/", members.identity_set, name="identity-set"),
    path(f"{M}unmask/", identity.identity_unmask, name="identity-unmask"),
    path(f"{M}promote/", members.member_promote, name="member-promote"),
    path(f"{M}end/", members.member_end, name="member-end"),
    path(f"{M}regroup/", members.member_regroup, name="member-regroup"),
    path(f"{M}transfer/", transfers.transfer_send, name="transfer-send"),
    path(f"{M}invitation/revoke/", invitations.invitation_revoke, name="invitation-revoke"),
    path(f"{M}audit/", audit.member_audit, name="member-audit"),
    path(f"{U}members/enroll/", members.member_enroll, name="member-enroll"),
    path(f"{U}affiliations/add/", affiliations.affiliation_add, name="affiliation-add"),
    path("org/affiliations/<int:pk>/end/", affiliations.affiliation_end, name="affiliation-end"),
    path(f"{U}posts/", posts.post_list, name="post-list"),
    path(f"{U}posts/appoint/", posts.post_appoint, name="post-appoint"),
    path("org/posts/<int:pk>/end/", posts.post_end, name="post-end"),
    path(f"{U}terms/begin/", posts.term_begin, name="term-begin"),
    path("org/terms/<int:pk>/end/", posts.term_end, name="term-end"),
    path("org/transfers/", transfers.transfer_list, name="transfer-list"),
    path(T, transfers.transfer_detail, name="transfer-detail"),
    path(f"{T}receive/", transfers.transfer_receive, name="transfer-receive"),
    path(f"{T}refuse/", transfers.transfer_refuse, name="transfer-refuse"),
    path(f"{T}withdraw/", transfers.transfer_withdraw, name="transfer-withdraw"),
    path(f"{U}invitations/", invitations.invitation_list, name="invitation-list"),
    path("org/invitations/print/", invitations.invitation_print, name="invitation-print"),
    path("join/", invitations.join, name="join"),
    path("join/<str:code>/", invitations.join, name="join-code"),
    path("me/", me.my_record, name="my-record"),
    path("me/looks/", me.my_access_log, name="my-access-log"),
    path("audit/", audit.audit_list, name="audit-list"),
]
