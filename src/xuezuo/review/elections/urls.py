"""Addresses of the app: elections and their steps, terms, congresses."""

from django.urls import path

from xuezuo.review.elections.views import congresses, elections, papers, terms, voting

app_name = "elections"
_ONE, _UNIT, _CONGRESS = "<uuid:uid>/", "terms/<uuid:uid>/", "congresses/<uuid:uid>/"

urlpatterns = [
    path("", elections.election_list, name="election-list"),
    path("begin/", elections.election_begin, name="election-begin"),
    path("terms/", terms.term_list, name="term-list"),
    path(_UNIT, terms.term_detail, name="term-detail"),
    path(f"{_UNIT}notice/", terms.notice_send, name="notice-send"),
    path(f"{_UNIT}letter.<slug:form>", papers.notice_letter, name="notice-letter"),
    path(f"{_UNIT}shift/", terms.shift_approve, name="shift-approve"),
    path("congresses/", congresses.congress_list, name="congress-list"),
    path("congresses/begin/", congresses.congress_begin, name="congress-begin"),
    path(_CONGRESS, congresses.congress_detail, name="congress-detail"),
    path(f"{_CONGRESS}change/", congresses.congress_change, name="congress-change"),
    path(f"{_CONGRESS}quotas/", congresses.quotas_set, name="quotas-set"),
    path(f"{_CONGRESS}delegates/<int:pk>/", congresses.delegate_check, name="delegate-check"),
    path(f"{_CONGRESS}close/", congresses.congress_close, name="congress-close"),
    path(_ONE, elections.election_detail, name="election-detail"),
    path(f"{_ONE}do/<slug:deed>/", elections.election_deed, name="election-deed"),
    path(f"{_ONE}candidates/", voting.candidate_list, name="candidate-list"),
    path(f"{_ONE}candidates/order/", voting.candidates_order, name="candidates-order"),
    path(f"{_ONE}candidates/<int:pk>/withdraw/", voting.candidate_withdraw, name="candidate-withdraw"),
    path(f"{_ONE}electors/", voting.electors_freeze, name="electors-freeze"),
    path(f"{_ONE}attendance/", voting.attendance, name="attendance"),
    path(f"{_ONE}watchers/", voting.watchers, name="watchers"),
    path(f"{_ONE}officers/", voting.officers, name="officers"),
    path(f"{_ONE}rounds/open/", voting.round_open, name="round-open"),
    path(f"{_ONE}rounds/count/", voting.round_count, name="round-count"),
    path(f"{_ONE}rounds/void/", voting.round_void, name="round-void"),
    path(f"{_ONE}papers/<slug:kind>.<slug:form>", papers.paper, name="paper"),
]
