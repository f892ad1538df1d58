"""Addresses of the app."""

from django.urls import path

from xuezuo.review.votes.views import running, votes

app_name = "votes"
_ONE = "<uuid:uid>/"

urlpatterns = [
    path(f"at/{_ONE}", votes.meeting, name="meeting"),
    path(f"at/{_ONE}new/", votes.vote_prepare, name="vote-prepare"),
    path(_ONE, votes.vote_detail, name="vote-detail"),
    path(f"{_ONE}change/", votes.vote_change, name="vote-change"),
    path(f"{_ONE}exclusions/", votes.exclusion_state, name="exclusion-state"),
    path(f"{_ONE}exclusions/<uuid:member>/remove/", votes.exclusion_remove, name="exclusion-remove"),
    path(f"{_ONE}opinions/", votes.opinion_receive, name="opinion-receive"),
    path(f"{_ONE}opinions/<uuid:member>/return/", votes.opinion_return, name="opinion-return"),
    path(f"{_ONE}start/", running.vote_start, name="vote-start"),
    path(f"{_ONE}stop/", running.vote_stop, name="vote-stop"),
    path(f"{_ONE}close/", running.vote_close, name="vote-close"),
    path(f"{_ONE}correct/", running.vote_correct, name="vote-correct"),
    path(f"{_ONE}repeat/", running.vote_repeat, name="vote-repeat"),
    path(f"{_ONE}ruling/", running.vote_rule, name="vote-rule"),
    path(f"{_ONE}void/", running.vote_void, name="vote-void"),
]
