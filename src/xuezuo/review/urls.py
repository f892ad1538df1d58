"""Addresses of the review room: one line per app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("ballots/", include("xuezuo.review.ballots.urls")),
    path("votes/", include("xuezuo.review.votes.urls")),
    path("evaluation/", include("xuezuo.review.evaluation.urls")),
    path("elections/", include("xuezuo.review.elections.urls")),
    path("responsibility/", include("xuezuo.review.responsibility.urls")),
    path("commendations/", include("xuezuo.review.commendations.urls")),
    path("assessments/", include("xuezuo.review.assessments.urls")),
]
