"""URLs of long work."""

from django.urls import path

from xuezuo.platform.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/<uuid:uid>/", views.job_detail, name="job-detail"),
    path("jobs/<uuid:uid>/stop/", views.job_stop, name="job-stop"),
]
