"""Addresses of the app."""

from django.urls import path

from xuezuo.review.commendations.views import records, schemes

app_name = "commendations"
_SCHEME, _NOMINATION = "schemes/<uuid:uid>/", "nominations/<uuid:uid>/"

urlpatterns = [
    path("", schemes.home, name="home"),
    path("schemes/make/", schemes.scheme_make, name="scheme-make"),
    path(_SCHEME, schemes.scheme_detail, name="scheme-detail"),
    path(f"{_SCHEME}nominate/<uuid:unit>/", schemes.nominate, name="nominate"),
    path(f"{_SCHEME}propose/", schemes.notice_propose, name="notice-propose"),
    path(f"{_SCHEME}review/", schemes.notice_review, name="notice-review"),
    path(f"{_SCHEME}approve/", schemes.notice_approve, name="notice-approve"),
    path(f"{_SCHEME}object/", schemes.objection_make, name="objection-make"),
    path("objections/<uuid:uid>/answer/", schemes.objection_answer, name="objection-answer"),
    path(_NOMINATION, schemes.nomination_detail, name="nomination-detail"),
    path(f"{_NOMINATION}step/", schemes.nomination_step, name="nomination-step"),
    path(f"{_NOMINATION}consent/", schemes.nomination_consent, name="nomination-consent"),
    path(f"{_NOMINATION}decide/", schemes.nomination_decide, name="nomination-decide"),
    path(f"{_NOMINATION}revoke/", schemes.award_revoke, name="award-revoke"),
    path("records/", records.record_list, name="record-list"),
    path("pledges/make/", records.pledge_make, name="pledge-make"),
    path("pledges/<uuid:uid>/state/", records.pledge_state, name="pledge-state"),
    path("pledges/<uuid:uid>/confirm/", records.pledge_confirm, name="pledge-confirm"),
    path("units/<uuid:unit>/posts/", records.post_set, name="post-set"),
    path("posts/<uuid:uid>/end/", records.post_end, name="post-end"),
]
