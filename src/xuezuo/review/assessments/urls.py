"""Addresses of the app."""

from django.urls import path

from xuezuo.review.assessments.views import surveys

app_name = "assessments"
_SURVEY = "<uuid:uid>/"

urlpatterns = [
    path("", surveys.home, name="home"),
    path("make/", surveys.survey_make, name="survey-make"),
    path("units/<uuid:unit>/counts/", surveys.counts, name="counts"),
    path(_SURVEY, surveys.survey_detail, name="survey-detail"),
    path(f"{_SURVEY}questions/", surveys.question_add, name="question-add"),
    path("questions/<uuid:uid>/remove/", surveys.question_remove, name="question-remove"),
    path(f"{_SURVEY}draw/", surveys.survey_draw, name="survey-draw"),
    path(f"{_SURVEY}open/", surveys.survey_open, name="survey-open"),
    path(f"{_SURVEY}close/", surveys.survey_close, name="survey-close"),
    path(f"{_SURVEY}discard/", surveys.survey_discard, name="survey-discard"),
]
