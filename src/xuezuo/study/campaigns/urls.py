"""Addresses of campaigns."""

from django.urls import path

from xuezuo.study.campaigns.views import campaigns, checks, course, readings

app_name = "campaigns"
urlpatterns = [
    path("", campaigns.campaign_list, name="campaign-list"),
    path("start/", campaigns.campaign_start, name="campaign-start"),
    path("<uuid:uid>/", campaigns.campaign_detail, name="campaign-detail"),
    path("<uuid:uid>/pause/", course.campaign_pause, name="campaign-pause"),
    path("<uuid:uid>/resume/", course.campaign_resume, name="campaign-resume"),
    path("<uuid:uid>/close/", course.campaign_close, name="campaign-close"),
    path("<uuid:uid>/archive/", course.campaign_archive, name="campaign-archive"),
    path("<uuid:uid>/readings/<int:position>/", readings.reading_fix, name="reading-fix"),
    path("<uuid:uid>/rounds/open/", checks.round_open, name="round-open"),
    path("rounds/<uuid:uid>/", checks.round_detail, name="round-detail"),
    path("rounds/<uuid:uid>/<uuid:unit>/", checks.check_record, name="check-record"),
]
