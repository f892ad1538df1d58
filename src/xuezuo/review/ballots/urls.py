"""Addresses of the app."""

from django.urls import path

from xuezuo.review.ballots.views import counting, polls, published, running, voting

app_name = "ballots"
_POLL = "<uuid:uid>/"

urlpatterns = [
    path("", polls.poll_list, name="poll-list"),
    path(_POLL, polls.poll_detail, name="poll-detail"),
    path(f"{_POLL}vote/", voting.ballot_vote, name="ballot-vote"),
    path(f"{_POLL}sign/", voting.ballot_sign, name="ballot-sign"),
    path(f"{_POLL}put/", voting.envelope_put, name="envelope-put"),
    path(f"{_POLL}run/", running.poll_run, name="poll-run"),
    path(f"{_POLL}tellers/", running.tellers_appoint, name="tellers-appoint"),
    path(f"{_POLL}paper/", running.paper_issue, name="paper-issue"),
    path(f"{_POLL}paper.pdf", running.paper_print, name="paper-print"),
    path(f"{_POLL}sheet.pdf", counting.sheet_print, name="sheet-print"),
    path(f"{_POLL}close/", running.poll_close, name="poll-close"),
    path(f"{_POLL}void/", running.poll_void, name="poll-void"),
    path(f"{_POLL}count/", counting.paper_count, name="paper-count"),
    path(f"{_POLL}recount/", counting.paper_recount, name="paper-recount"),
    path(f"{_POLL}list/", published.receipt_list, name="receipt-list"),
    path(f"{_POLL}list.pdf", published.list_print, name="list-print"),
    path(f"{_POLL}export/", published.list_export, name="list-export"),
]
