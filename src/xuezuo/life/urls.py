"""Addresses of organizational life."""

from django.urls import path

from xuezuo.life.views import activities, attendance, exchange, signing, steps, talks, writing

app_name = "life"
_ONE = "activities/<uuid:uid>/"

urlpatterns = [
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/record/", activities.activity_record, name="activity-record"),
    path("activities/plan/", activities.activity_plan, name="activity-plan"),
    path(_ONE, activities.activity_detail, name="activity-detail"),
    path(f"{_ONE}call/", steps.activity_call, name="activity-call"),
    path(f"{_ONE}hold/", steps.activity_hold, name="activity-hold"),
    path(f"{_ONE}confirm/", steps.activity_confirm, name="activity-confirm"),
    path(f"{_ONE}reopen/", steps.activity_reopen, name="activity-reopen"),
    path(f"{_ONE}correct/", steps.activity_correct, name="activity-correct"),
    path(f"{_ONE}void/", steps.activity_void, name="activity-void"),
    path(f"{_ONE}attendance/", attendance.attendance_set, name="attendance-set"),
    path(f"{_ONE}attendance/correct/", attendance.attendance_correct, name="attendance-correct"),
    path(f"{_ONE}attendance/paper/", attendance.attendance_paper, name="attendance-paper"),
    path(f"{_ONE}guests/", attendance.guest_add, name="guest-add"),
    path(f"{_ONE}sign-in/", signing.sign_in_board, name="sign-in-board"),
    path("sign/<uuid:uid>/", signing.sign_in, name="sign-in"),
    path("sign/<uuid:uid>/<str:token>/", signing.sign_in_scan, name="sign-in-scan"),
    path(f"{_ONE}agenda/", writing.agenda_set, name="agenda-set"),
    path(f"{_ONE}minutes/", writing.minutes_write, name="minutes-write"),
    path(f"{_ONE}resolutions/", writing.resolution_add, name="resolution-add"),
    path("resolutions/<uuid:uid>/done/", writing.resolution_done, name="resolution-done"),
    path(f"{_ONE}files/", writing.file_attach, name="file-attach"),
    path(f"{_ONE}files/<uuid:file>/", writing.file_read, name="file-read"),
    path(f"{_ONE}files/<uuid:file>/remove/", writing.file_remove, name="file-remove"),
    path("members/<uuid:uid>/", attendance.member_meetings, name="member-meetings"),
    path("talks/", talks.talk_list, name="talk-list"),
    path("talks/record/", talks.talk_record, name="talk-record"),
    path("talks/<uuid:uid>/void/", talks.talk_void, name="talk-void"),
    path("deeds/", exchange.deeds_import, name="deeds-import"),
    path("deeds/<uuid:uid>/result/", exchange.deeds_result, name="deeds-result"),
    path("deeds/<uuid:uid>/apply/", exchange.deeds_apply, name="deeds-apply"),
    path("deeds/template/", exchange.deeds_template, name="deeds-template"),
    path("deeds/export/", exchange.deeds_export, name="deeds-export"),
    path("deeds/<uuid:uid>/revoke/", exchange.deeds_revoke, name="deeds-revoke"),
]
