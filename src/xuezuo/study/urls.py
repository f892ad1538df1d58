"""Addresses of the study room: one line per app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("campaigns/", include("xuezuo.study.campaigns.urls")),
    path("contests/", include("xuezuo.study.contests.urls")),
    path("exams/", include("xuezuo.study.exams.urls")),
    path("library/", include("xuezuo.study.library.urls")),
    path("training/", include("xuezuo.study.training.urls")),
    path("plans/", include("xuezuo.study.plans.urls")),
    path("reading/", include("xuezuo.study.reading.urls")),
]
