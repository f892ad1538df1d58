"""Addresses of the app."""

from django.urls import path

from xuezuo.review.responsibility.views import counts, lists, problems, reports, rounds

app_name = "responsibility"
_LIST, _DUTY, _REPORT = "lists/<uuid:uid>/", "duties/<uuid:uid>/", "reports/<uuid:uid>/"
_ROUND, _ENTRY, _UNIT = "rounds/<uuid:uid>/", "entries/<uuid:uid>/", "units/<uuid:unit>/"
_PROBLEM = "problems/<uuid:uid>/"
_SPAN = f"{_UNIT}<int:year>/<slug:span>/"

urlpatterns = [
    path("", lists.home, name="home"),
    path("lists/make/", lists.list_make, name="list-make"),
    path(_LIST, lists.list_detail, name="list-detail"),
    path(f"{_LIST}fill/", lists.list_fill, name="list-fill"),
    path(f"{_LIST}adopt/", lists.list_adopt, name="list-adopt"),
    path(f"{_LIST}discard/", lists.list_discard, name="list-discard"),
    path(f"{_LIST}duties/", lists.duty_add, name="duty-add"),
    path(f"{_DUTY}edit/", lists.duty_edit, name="duty-edit"),
    path(f"{_DUTY}remove/", lists.duty_remove, name="duty-remove"),
    path(f"{_DUTY}finish/", lists.duty_finish, name="duty-finish"),
    path(f"{_UNIT}below/", reports.report_below, name="report-below"),
    path(f"{_UNIT}counts/", counts.counts, name="counts"),
    path(f"{_SPAN}begin/", reports.report_begin, name="report-begin"),
    path(f"{_SPAN}call/", reports.call_make, name="call-make"),
    path(_REPORT, reports.report_detail, name="report-detail"),
    path(f"{_REPORT}write/", reports.report_write, name="report-write"),
    path(f"{_REPORT}refresh/", reports.report_refresh, name="report-refresh"),
    path(f"{_REPORT}hand-in/", reports.report_hand_in, name="report-hand-in"),
    path(f"{_REPORT}return/", reports.report_return, name="report-return"),
    path(f"{_REPORT}accept/", reports.report_accept, name="report-accept"),
    path(f"{_REPORT}heard/", reports.report_heard, name="report-heard"),
    path(f"{_REPORT}problems/", problems.problem_note, name="problem-note"),
    path(_PROBLEM, problems.problem_detail, name="problem-detail"),
    path(f"{_PROBLEM}report/", problems.problem_report, name="problem-report"),
    path(f"{_PROBLEM}confirm/", problems.problem_confirm, name="problem-confirm"),
    path(f"{_PROBLEM}return/", problems.problem_return, name="problem-return"),
    path(f"{_UNIT}rounds/make/", rounds.round_make, name="round-make"),
    path(_ROUND, rounds.round_detail, name="round-detail"),
    path(f"{_ROUND}ballot/", rounds.round_ballot, name="round-ballot"),
    path(f"{_ROUND}close/", rounds.round_close, name="round-close"),
    path(_ENTRY, rounds.entry_detail, name="entry-detail"),
    path(f"{_ENTRY}write/", rounds.entry_write, name="entry-write"),
    path(f"{_ENTRY}leave-out/", rounds.entry_leave_out, name="entry-leave-out"),
    path(f"{_ENTRY}ballot/", rounds.entry_ballot, name="entry-ballot"),
    path(f"{_ENTRY}problems/", rounds.entry_problem, name="entry-problem"),
]
